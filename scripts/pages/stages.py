"""The stages of the interview as a diagram: found by walking the real state machine, trying acts wherever it stands.

An act can move a conversation because of what is open then, so the arrows are what the machine did, not a table's
claim; every act that moved it is one that `LEGAL` allows there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from maestro import wiring
from maestro.domain import acts as a
from maestro.domain.acts import Act, to_wire
from maestro.domain.json import get
from maestro.factory.effects import Effects
from maestro.factory.form import form_of
from maestro.factory.scenarios import read_scenarios
from maestro.factory.schema import Validator
from maestro.interview.knowledge import Knowledge
from maestro.interview.machine import LEGAL, step
from maestro.interview.state import Stage, State
from scripts.pages.parts import ROOT

SCENARIO = "02-lean-startup-shared"
_MOST = 40  # steps of a walk
_OTHERS: tuple[Act, ...] = (
    a.Cancel(), a.Undo(), a.Redo(), a.Submit(), a.AcceptAll(), a.Choose(None), a.Help(),
    a.Clear("environment"), a.Collision("shop-prod", ("size: small",)), a.ConfirmUpdate(),
)  # fmt: skip


@dataclass(frozen=True)
class Move:
    """One arrow."""

    before: Stage
    act: str
    after: Stage


def stages() -> str:
    """The diagram, in Mermaid."""
    found = moves()
    arrows: dict[tuple[Stage, Stage], list[str]] = {}
    for move in sorted(found, key=lambda m: (list(Stage).index(m.before), list(Stage).index(m.after), m.act)):
        arrows.setdefault((move.before, move.after), []).append(move.act)
    lines = [f"    {before} --> {after}: {', '.join(acts)}" for (before, after), acts in arrows.items()]
    ends = [stage for stage in Stage if a.Cancel not in LEGAL[stage]]
    body = ["    [*] --> open", *lines, *(f"    {stage} --> [*]" for stage in ends)]
    return "\n".join(["```mermaid", "stateDiagram-v2", *body, "```"])


def moves() -> set[Move]:
    """Every change of stage on the way to a handoff, and every one that another act would have made."""
    know, found = _knowledge(), set[Move]()
    state = State()
    for _ in range(_MOST):
        for other in _OTHERS:
            found |= set(_moved(state, other, know))
        acts = _answer(state)
        if not acts:
            return found
        after = step(state, acts, know).state
        if after.stage is not state.stage:
            found.add(Move(state.stage, str(to_wire(acts[0])["kind"]), after.stage))
        state = after
    raise RuntimeError(f"no handoff after {_MOST} steps; open: {state.question}")


def _moved(state: State, act: Act, know: Knowledge) -> Iterator[Move]:
    """Where the act leads, and where a redo leads from there."""
    after = step(state, (act,), know).state
    if after.stage is not state.stage:
        yield Move(state.stage, str(to_wire(act)["kind"]), after.stage)
    if isinstance(act, a.Undo) and (again := step(after, (a.Redo(),), know).state).stage is not after.stage:
        yield Move(after.stage, "redo", again.stage)


def _answer(state: State) -> tuple[Act, ...]:
    """What a user would answer who wants the scenario's own example; nothing when it is handed off."""
    asked = state.question
    if state.stage in (Stage.SUBMITTED, Stage.CANCELLED):
        return ()
    if asked is None or asked.path == "purpose":
        if state.blueprint.values:
            return (a.Describe("a small web API", (SCENARIO,), 1.0),)
        return (a.Set("environment", "nonprod", "playground"),)
    match asked.path:
        case "scenario":
            return (a.Choose(SCENARIO, "1"),)
        case "review":
            return (a.Submit("please proceed"),)
        case "confirm" | "submit":
            return (a.Accept(asked.path, "yes"),)
        case path:
            value = get(_example(), path)
            return (a.Set(path, value, "as said"),) if value is not None else (a.DontCare(path, "whatever"),)


def _example() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load((ROOT / "scenarios" / SCENARIO / "request.yaml").read_text("utf-8"))
    return found


def _knowledge() -> Knowledge:
    opened = wiring.catalogue(ROOT)
    scenarios = read_scenarios(opened.scenario_folder)
    form = form_of("reference", "Reference", opened.schema, scenarios, opened.manifest.identity)
    check = Validator(opened.schema).check
    return Knowledge(form, check, Effects(form, check, lambda: None))  # what policies do moves no stage
