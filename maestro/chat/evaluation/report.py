"""An evaluation as text for people and as a document for programs (`schemas/eval.schema.json`)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from maestro.chat.evaluation.metrics import Metrics, Verdict, by_slice, metrics
from maestro.chat.plaintext import one_line
from maestro.domain.record import dataclass

VERSION = 1
_COLUMNS = (
    "slice", "n", "goal", "false", "silent", "fixed", "top1", "top3", "asked", "over", "again", "turns", "p50", "p95",
    "USD",
)  # fmt: skip
_LEGEND = (
    "n dialogues; goal success; false writes; silent high-impact defaults; corrections fixed in one turn; scenario",
    "among the first 1 and 3; questions asked and over the necessary minimum (median); asked again after an answer;",
    "turns (median); ms of a turn.",
)


@dataclass(frozen=True)
class Evaluation:
    """All verdicts, in the order of the dialogues; with the model that was named, and how long its prompt begins."""

    verdicts: tuple[Verdict, ...]
    model: str | None = None
    prompt_characters: int = 0

    @property
    def overall(self) -> Metrics:
        """The numbers of all dialogues."""
        return metrics(self.verdicts)

    @property
    def slices(self) -> Mapping[str, Metrics]:
        """The numbers of each slice."""
        return by_slice(self.verdicts)

    def reaches(self, rate: float | None) -> bool:
        """Whether the goal success is at least so much."""
        return rate is None or (self.overall.goal_success or 0.0) >= rate


def document(found: Evaluation) -> dict[str, Any]:
    """For programs."""
    return {
        "version": VERSION,
        "model": None if found.model is None else {"name": found.model, "prompt_characters": found.prompt_characters},
        "overall": asdict(found.overall),
        "slices": {name: asdict(numbers) for name, numbers in found.slices.items()},
        "results": [_result(v) for v in found.verdicts],
    }


def _result(verdict: Verdict) -> dict[str, Any]:
    return {
        "id": verdict.id,
        "slices": list(verdict.slices),
        "success": verdict.success,
        "misses": [asdict(miss) for miss in verdict.misses],
        "false_writes": list(verdict.false_writes),
        "silent_defaults": list(verdict.silent_defaults),
        "redundant": list(verdict.redundant),
        "corrections": list(verdict.corrections),
        "rank": verdict.rank,
        "questions": verdict.questions,
        "over": verdict.over,
        "turns": verdict.turns,
    }


def table(found: Evaluation, *, details: bool = True) -> str:
    """For people: a line a slice; with `details`, below it what the dialogues missed."""
    rows = [_row("all", found.overall), *(_row(name, numbers) for name, numbers in found.slices.items())]
    lines = [*_aligned([_COLUMNS, *rows]), "", *_LEGEND, *_of_model(found)]
    if details:
        lines += _missed(found.verdicts)
    return "\n".join(lines) + "\n"


def _of_model(found: Evaluation) -> Iterator[str]:
    """What the model took."""
    if found.model is not None:
        numbers = found.overall
        each = f"{numbers.tokens_per_request:,.0f}" if numbers.tokens_per_request is not None else "-"
        yield ""
        yield (
            f"{one_line(found.model)}: {numbers.tokens:,} tokens, ${numbers.cost_usd:.4f}; {each} tokens a finished "
            f"request; the stable part of a prompt has {found.prompt_characters:,} characters."
        )


def _row(name: str, m: Metrics) -> tuple[str, ...]:
    return (
        one_line(name), str(m.dialogues), _percent(m.goal_success), str(m.false_writes), str(m.silent_defaults),
        _percent(m.corrections_fixed), _percent(m.scenario_top1), _percent(m.scenario_top3),
        _number(m.questions_median), _number(m.questions_over), str(m.redundant_questions), _number(m.turns_median),
        _number(m.latency_p50_ms), _number(m.latency_p95_ms), f"{m.cost_usd:.2f}",
    )  # fmt: skip


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    for row in rows:
        numbers = (cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))
        yield "  ".join([row[0].ljust(widths[0]), *numbers])


def _missed(verdicts: Sequence[Verdict]) -> Iterator[str]:
    for verdict in verdicts:
        lines = [str(miss) for miss in verdict.misses]
        lines += [f"false write: {line}" for line in verdict.false_writes]
        lines += [f"silent default: {line}" for line in verdict.silent_defaults]
        lines += [f"redundant: {count} times {path}" for path, count in Counter(verdict.redundant).items()]
        if lines:
            mark = "ok, but" if verdict.success else "failed"
            yield f"\n{one_line(verdict.id)}  {mark}  ({', '.join(one_line(s) for s in verdict.slices)})"
            yield from (f"  {one_line(line, 600)}" for line in lines)


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.4g}"
