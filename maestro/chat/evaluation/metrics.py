"""The numbers of an evaluation: of one dialogue, overall and by slice. Shares are None where nothing was counted."""

from collections.abc import Iterable, Sequence
from math import ceil
from statistics import median

from maestro.chat.evaluation.corrections import corrections
from maestro.chat.evaluation.evidence import false_writes, silent_defaults
from maestro.chat.evaluation.judging import Miss, misses
from maestro.chat.evaluation.questions import necessary, questions, redundant
from maestro.chat.evaluation.talk import Held
from maestro.domain.record import dataclass


@dataclass(frozen=True)
class Verdict:
    """What came of one dialogue; `tokens` a model took for it, `finished` when it was submitted.

    `rank`: where the first recommendations name an acceptable scenario, 0 for nowhere.
    """

    id: str
    slices: tuple[str, ...]
    misses: tuple[Miss, ...]
    false_writes: tuple[str, ...]
    silent_defaults: tuple[str, ...]
    redundant: tuple[str, ...]
    corrections: tuple[bool, ...]
    rank: int | None
    questions: int
    over: int
    elapsed_ms: tuple[float, ...]
    cost_usd: float
    tokens: int = 0
    finished: bool = False

    @property
    def success(self) -> bool:
        """Whether all expectations hold."""
        return not self.misses

    @property
    def turns(self) -> int:
        """Messages of the user."""
        return len(self.elapsed_ms)


@dataclass(frozen=True)
class Metrics:
    """The numbers of some dialogues. Times in milliseconds."""

    dialogues: int
    goal_success: float | None
    false_writes: int
    silent_defaults: int
    corrections: int
    corrections_fixed: float | None
    scenario_top1: float | None
    scenario_top3: float | None
    questions_median: float | None
    questions_over: float | None
    redundant_questions: int
    redundant_share: float | None
    turns_median: float | None
    latency_p50_ms: float | None
    latency_p95_ms: float | None
    cost_usd: float
    tokens: int
    tokens_per_request: float | None


def verdict(held: Held, impact: frozenset[str]) -> Verdict:
    """Judge a dialogue that was held; `impact` are the paths whose silent defaults count."""
    asked = len(questions(held))
    return Verdict(
        id=held.dialogue.id,
        slices=held.dialogue.slices,
        misses=misses(held),
        false_writes=false_writes(held),
        silent_defaults=silent_defaults(held, impact),
        redundant=redundant(held),
        corrections=corrections(held),
        rank=_rank(held),
        questions=asked,
        over=max(0, asked - necessary(held)),
        elapsed_ms=tuple(float(turn.get("elapsed_ms", 0)) for turn in held.turns),
        cost_usd=sum(float(turn.get("cost_usd", 0)) for turn in held.turns),
        finished=held.last.get("stage") == "submitted",
    )


def _rank(held: Held) -> int | None:
    """Among the candidates of the turn that first asks which to take, else of the first that names one."""
    wanted = held.dialogue.scenario
    if wanted is None:
        return None
    naming = [turn for turn in held.turns if turn.get("scenario")]
    if not naming:
        return 0
    first = next((turn for turn in naming if (turn.get("question") or {}).get("path") == "scenario"), naming[0])
    order = [first["scenario"], *(s for s in first.get("ranking", ()) if s != first["scenario"])]
    return next((n for n, scenario in enumerate(order, 1) if scenario in wanted), 0)


def metrics(verdicts: Sequence[Verdict]) -> Metrics:
    """The numbers of all of them."""
    fixed = [good for v in verdicts for good in v.corrections]
    ranks = [v.rank for v in verdicts if v.rank is not None]
    asked, again = sum(v.questions for v in verdicts), sum(len(v.redundant) for v in verdicts)
    times = sorted(ms for v in verdicts for ms in v.elapsed_ms)
    return Metrics(
        dialogues=len(verdicts),
        goal_success=_share(v.success for v in verdicts),
        false_writes=sum(len(v.false_writes) for v in verdicts),
        silent_defaults=sum(len(v.silent_defaults) for v in verdicts),
        corrections=len(fixed),
        corrections_fixed=_share(fixed),
        scenario_top1=_share(rank == 1 for rank in ranks),
        scenario_top3=_share(0 < rank <= 3 for rank in ranks),
        questions_median=_median([v.questions for v in verdicts]),
        questions_over=_median([v.over for v in verdicts]),
        redundant_questions=again,
        redundant_share=again / asked if asked else None,
        turns_median=_median([v.turns for v in verdicts]),
        latency_p50_ms=percentile(times, 50),
        latency_p95_ms=percentile(times, 95),
        cost_usd=sum(v.cost_usd for v in verdicts),
        tokens=sum(v.tokens for v in verdicts),
        tokens_per_request=_mean([v.tokens for v in verdicts if v.finished]),
    )


def by_slice(verdicts: Sequence[Verdict]) -> dict[str, Metrics]:
    """The numbers of each slice, in the order of their first dialogues."""
    names = dict.fromkeys(name for v in verdicts for name in v.slices)
    return {name: metrics([v for v in verdicts if name in v.slices]) for name in names}


def percentile(ordered: Sequence[float], percent: int) -> float | None:
    """The smallest value that so many percent do not exceed."""
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)] if ordered else None


def _share(good: Iterable[bool]) -> float | None:
    counted = list(good)
    return sum(counted) / len(counted) if counted else None


def _mean(values: Sequence[int]) -> float | None:
    return sum(values) / len(values) if values else None


def _median(values: Sequence[int]) -> float | None:
    return float(median(values)) if values else None
