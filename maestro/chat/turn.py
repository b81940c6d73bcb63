"""One exchange, and its public form: the turn object of `maestro chat --format jsonl`."""

import time
from collections.abc import Mapping
from typing import Any

from maestro.domain.acts import Act, to_wire
from maestro.domain.blueprint import Blueprint, Change, Effect, Source
from maestro.domain.conversation import Asked
from maestro.domain.findings import Violation
from maestro.domain.form import Form
from maestro.domain.handoff import Deviation
from maestro.domain.json import get
from maestro.domain.record import dataclass
from maestro.interview import environments
from maestro.interview.state import Outcome
from maestro.interview.values import request_of
from maestro.interview.words import asked_text

VERSION = 1


@dataclass(frozen=True)
class Turn:
    """What was said, what it meant, what came of it. `request` is complete as it stands; times in milliseconds."""

    number: int
    user: str
    acts: tuple[Act, ...]
    outcome: Outcome
    request: Mapping[str, Any]
    form: Form
    elapsed_ms: float
    cost_usd: float = 0.0

    @property
    def reply(self) -> str:
        """Plain text, as the terminal shows it: the replies, the question, its numbered choices."""
        lines = list(self.outcome.replies)
        if self.outcome.state.question is not None:
            lines.append(asked_text(self.outcome.state.question))
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """The turn object, as INTERFACES has it."""
        outcome, blueprint = self.outcome, self.outcome.state.blueprint
        several, begun = bool(blueprint.others), time.perf_counter()
        effects = [_of(e, _effect(e), several) for e in outcome.effects()]
        elapsed_ms = self.elapsed_ms + (time.perf_counter() - begun) * 1000
        return {
            "version": VERSION,
            "turn": self.number,
            "user": self.user,
            "acts": [_act(act, several) for act in self.acts],
            "reply": self.reply,
            "stage": outcome.state.stage.value,
            "question": _question(outcome.state.question, several),
            "scenario": _scenario(blueprint),
            "ranking": list(blueprint.ranking),
            "request": self.request,
            "requests": self._requests(),
            "status": _statuses(blueprint),
            "changes": [_of(c, _change(c), several) for c in outcome.changes],
            "effects": effects,
            "deviations": [_of(d, _deviation(d), several) for d in environments.deviations(self.form, blueprint)],
            "wishes": [w.text for w in blueprint.wishes],
            "missing": list(outcome.missing),
            "violations": [_of(v, _violation(v), several) for v in outcome.violations],
            "ready": outcome.ready,
            "cost_usd": self.cost_usd,
            "elapsed_ms": round(elapsed_ms, 1),
        }

    def _requests(self) -> dict[str, Any]:
        """By environment (the identity's last field where none is enumerated); none while it is not known."""
        blueprint = self.outcome.state.blueprint
        if blueprint.others:
            return {str(name): request_of(self.form, one) for name, one in environments.each(self.form, blueprint)}
        if not self.form.identity:
            return {}
        name = get(self.request, self.form.identity[-1])
        return {str(name): self.request} if name is not None else {}


def _of(told: Change | Effect | Deviation | Violation, out: dict[str, Any], several: bool) -> dict[str, Any]:
    """With the environment that it is of, where there are several; null stands for all."""
    return {**out, "environment": told.environment} if several else out


def _act(act: Act, several: bool) -> dict[str, Any]:
    out = to_wire(act)
    return {**out, "environment": getattr(act, "environment", None)} if several and "path" in out else out


def _question(asked: Asked | None, several: bool) -> dict[str, Any] | None:
    if asked is None:
        return None
    options = [c.value if c.value is not None else c.label for c in asked.choices]
    return {
        "path": asked.path,
        "also": list(asked.also),
        "text": asked.text,
        "options": options,
        "default": asked.default,
        **({"environment": asked.environment} if several else {}),
    }


def _scenario(blueprint: Blueprint) -> str | None:
    if blueprint.chosen:
        return blueprint.scenario
    return blueprint.ranking[0] if blueprint.ranking else None


def _statuses(blueprint: Blueprint) -> dict[str, str]:
    held = {path: value.status.value for path, value in blueprint.values.items()}
    return {**held, **{path: mark.value for path, mark in blueprint.marks.items() if path not in held}}


def _change(change: Change) -> dict[str, Any]:
    out = {"path": change.path, "before": change.before, "after": change.after, "source": change.source.value}
    return {**out, "quote": change.quote} if change.quote or change.source is Source.USER else out


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "policy": effect.policy,
        "rule": effect.rule,
        "resource": effect.resource,
        "field": effect.field,
        "before": effect.before,
        "after": effect.after,
    }


def _deviation(deviation: Deviation) -> dict[str, Any]:
    return {
        "path": deviation.path,
        "standard": deviation.standard,
        "chosen": deviation.chosen,
        "reason": deviation.reason,
    }


def _violation(violation: Violation) -> dict[str, Any]:
    return {"source": violation.source, "path": violation.path, "message": violation.message}
