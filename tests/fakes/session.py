"""The real session with a toy interpreter, and a handoff that opens nothing.

`PATH = VALUE` sets, a number picks a choice, `start from ID` chooses, `yes` accepts, `proceed` submits.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import yaml

from maestro.chat.ports import Opened, Progress
from maestro.chat.session import Session
from maestro.chat.transcript import Transcript
from maestro.domain import acts as a
from maestro.domain.acts import Act, Collision
from maestro.domain.blueprint import Effect
from maestro.domain.conversation import View
from maestro.domain.errors import MaestroError
from maestro.domain.findings import Violation
from maestro.domain.form import Entail, Form, Scenario
from maestro.domain.handoff import Handoff
from maestro.domain.json import Json, get
from maestro.factory.form import form_of
from maestro.factory.schema import Validator
from maestro.interview.knowledge import Knowledge
from maestro.interview.state import Stage

SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "A bakery's shop",
    "required": ["shop", "stage", "site"],
    "additionalProperties": False,
    "properties": {
        "shop": {
            "type": "string", "title": "Shop name", "pattern": "^[a-z-]{2,20}$",
            "x-maestro": {"own": True, "topic": "identity"},
        },
        "stage": {
            "type": "string", "title": "Stage", "enum": ["live", "trial"],
            "x-maestro": {"importance": "critical", "topic": "environment", "why": "A live shop is watched."},
        },
        "contact": {
            "type": "object", "title": "Contact",
            "properties": {
                "person": {"type": "string", "title": "Person"},
                "mail": {"type": "string", "title": "E-mail"},
            },
        },
        "site": {
            "type": "object", "title": "Site", "required": ["town"],
            "properties": {
                "town": {"type": "string", "title": "Town", "enum": ["bern", "lyon", "york"]},
                "seals": {"type": "array", "title": "Seals", "items": {"type": "string", "enum": ["organic", "halal"]}},
            },
        },
        "rooms": {
            "type": "object", "title": "Rooms",
            "properties": {
                "oven": {
                    "type": "object", "title": "Oven", "required": ["enabled"],
                    "x-maestro": {"aliases": ["stove"]},
                    "properties": {
                        "enabled": {"type": "boolean", "title": "Enabled", "default": False},
                        "size": {
                            "type": "string", "title": "Size", "enum": ["small", "large"], "default": "small",
                            "x-maestro": {"importance": "high"},
                        },
                        "model": {
                            "type": "string", "title": "Model", "description": "The maker's name of it.",
                            "x-maestro": {
                                "refines": "rooms.oven.size", "shapes": [{"name": "deck-1"}, {"name": "deck-9"}],
                            },
                        },
                        "shelves": {"type": "integer", "title": "Shelves", "minimum": 1, "maximum": 40},
                        "spare": {"type": "boolean", "title": "Spare burner"},
                    },
                },
                "shelf": {
                    "type": "object", "title": "Display shelf", "required": ["enabled"],
                    "properties": {
                        "enabled": {"type": "boolean", "title": "Enabled", "default": False},
                        "boards": {"type": "array", "title": "Boards", "items": {
                            "type": "object", "required": ["name"],
                            "properties": {"name": {"type": "string", "title": "Name", "default": "board"}}}},
                    },
                },
            },
        },
    },
}  # fmt: skip

SCENARIOS = (
    Scenario(
        "01-corner-bakery",
        "Corner Bakery",
        "A small shop with its own oven.",
        {
            "shop": "example", "stage": "live", "site": {"town": "bern", "seals": ["organic"]},
            "rooms": {"oven": {"enabled": True, "size": "large", "spare": True},
                      "shelf": {"enabled": True, "boards": [{"name": "bread"}, {"name": "cake"}]}},
        },
        contains=("a large oven", "a display shelf"),
    ),
    Scenario(
        "02-market-stall", "Market Stall", "Nothing is baked here.",
        {"shop": "example", "stage": "trial", "site": {"town": "york"}, "rooms": {"shelf": {"enabled": True}}},
    ),
)  # fmt: skip


@cache
def bakery() -> Form:
    """The form of a factory that no code of ours knows."""
    return form_of("bakery", "Bakery", SCHEMA, SCENARIOS, ("shop", "stage"))


@cache
def _bakery_rules() -> Validator:
    return Validator(SCHEMA)


class Toy:
    """Reads the few forms above; `before` runs first, for tests of what happens during a turn."""

    def __init__(self) -> None:
        self.before: Callable[[str], None] = lambda _: None

    def interpret(self, text: str, view: View) -> tuple[Act, ...]:
        self.before(text)
        asked = view.question
        if text.isdigit() and asked and 0 < int(text) <= len(asked.choices):
            return asked.choices[int(text) - 1].acts
        if found := re.findall(r"([\w.]+) = ([^;]+)", text):
            return tuple(a.Set(path, yaml.safe_load(value), quote=value.strip()) for path, value in found)
        if text.startswith("start from "):
            return (a.Choose(text.removeprefix("start from "), quote=text),)
        simple: dict[str, Act] = {
            "yes": a.Accept(quote=text),
            "proceed": a.Submit(quote=text),
            "stop": a.Cancel(quote=text),
        }
        if text in simple:
            return (simple[text],)
        if text.startswith("we need"):
            return (a.Describe(text, tuple(s.id for s in view.form.scenarios), 0.5),)
        return (a.Unclear(quote=text),)


class OvenEffects:
    """A factory whose one policy gives an oven of each size its model."""

    MODELS: ClassVar = {"small": ("one deck", "deck-1"), "large": ("four decks", "deck-4")}

    def __call__(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Effect, ...]:
        old, new = self.standard("rooms.oven.model", before), self.standard("rooms.oven.model", after)
        return (Effect("oven-model", "model", new, old),) if new != old else ()

    def entails(self, path: str, value: Json, request: Mapping[str, Any]) -> tuple[Entail, ...]:
        del request
        if path != "rooms.oven.size" or value not in self.MODELS:
            return ()
        text, model = self.MODELS[value]
        return (Entail(text, {"rooms.oven.model": model}),)

    def requires(self, path: str, value: Json, request: Mapping[str, Any]) -> tuple[Entail, ...]:
        del path, value, request
        return ()

    def refusals(self, request: Mapping[str, Any]) -> tuple[Violation, ...]:
        del request
        return ()

    def warnings(self, request: Mapping[str, Any]) -> tuple[Violation, ...] | None:
        del request
        return ()

    def concerning(self, words: Sequence[str], request: Mapping[str, Any]) -> tuple[tuple[str, str, bool], ...]:
        del words, request
        return ()

    def standard(self, path: str, request: Mapping[str, Any]) -> Json:
        size = get(request, "rooms.oven.size")
        return self.MODELS[size][1] if path == "rooms.oven.model" and size in self.MODELS else None


def session_in(
    folder: Path,
    runs: "FakeRuns | None" = None,
    *,
    form: Form | None = None,
    check: Validator | None = None,
    resume: bool = False,
) -> Session:
    """A real session whose log lies in a folder."""
    asked, checks = form or bakery(), (check or _bakery_rules()).check
    knowledge = Knowledge(asked, checks, OvenEffects())
    begun = datetime(2026, 1, 1, 12, tzinfo=UTC)
    transcript = Transcript.resume(folder, None) if resume else Transcript.begin(folder, "bakery", begun)
    return Session(knowledge, Toy(), transcript, runs)


@dataclass
class FakeRuns:
    """Keeps what was handed to it; `held` is a collision to report once, `failing` an error to raise."""

    handed: list[Handoff] = field(default_factory=list)
    held: Collision | None = None
    failing: MaestroError | None = None
    trouble: str | None = None
    pause: float = 0.0

    def collision(self, handoff: Handoff) -> Collision | None:
        return None if handoff.confirmed_update else self.held

    def submit(self, handoff: Handoff, progress: Callable[[Progress], None]) -> Opened:
        for task in ("plan", "scaffold"):
            time.sleep(self.pause)
            progress(Progress(task, "done", f"{task} of {handoff.names[0]}", 0.04))
        if self.failing is not None:
            progress(Progress("implement", "failed", self.failing.message, 0.1))
            raise self.failing
        self.handed.append(handoff)
        return Opened("7", 12, "file:///factory#12", handoff.branch, "bakery (live): Corner Bakery")

    def problem(self) -> str | None:
        return self.trouble


READY: Mapping[str, Any] = {"shop": "corner", "site.town": "lyon", "stage": "live"}


def filled(session: Session) -> Session:
    """The conversation up to its review."""
    session.turn("we need an oven")
    session.turn("start from 01-corner-bakery")
    session.turn("; ".join(f"{path} = {value}" for path, value in READY.items()))
    for _ in range(12):
        if session.state.stage in (Stage.REVIEW, Stage.SUBMITTED):
            break
        session.turn("yes")
    return session


def reference_session(root: Path, folder: Path, runs: FakeRuns | None = None) -> Session:
    """The same over a factory's own files."""
    from maestro.factory.catalogue import read_schema
    from maestro.factory.scenarios import read_scenarios

    schema = read_schema(root / "schemas" / "values.schema.json")
    form = form_of("reference", "Reference", schema, read_scenarios(root / "scenarios"), ("tenant_code", "environment"))
    return session_in(folder, runs, form=form, check=Validator(schema))
