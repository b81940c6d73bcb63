"""Dialogues held with the bakery's toy session, and turn objects made by hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from maestro.chat.evaluation.dialogue import Dialogue
from maestro.chat.evaluation.talk import Held, TurnObject, hold
from tests.fakes.session import session_in

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "scenario": ("start from 01-corner-bakery",),
    "shop": ("shop = corner",),
    "site": ("site.town = lyon",),
    "stage": ("stage = live",),
    "rooms": ("yes",),
    "review": ("proceed",),
    "confirm": ("yes",),
}


class Bakery:
    """The toy session as something to talk to."""

    def __init__(self, folder: Path) -> None:
        self._session = session_in(folder)

    def say(self, text: str) -> TurnObject:
        return self._session.turn(text).to_json()


def dialogue(**given: Any) -> Dialogue:
    """A dialogue that the bakery can be led through."""
    return Dialogue(**({"id": "bake", "opening": "we need an oven", "answers": ANSWERS, "fallback": ("yes",)} | given))


def held_in(folder: Path, **given: Any) -> Held:
    """Such a dialogue, held."""
    return hold(dialogue(**given), Bakery(folder))


def turn(user: str = "", **given: Any) -> TurnObject:
    """A turn object of which a test says what matters."""
    return {"user": user, "stage": "refine", "question": None, "request": {}, "changes": [], "status": {}} | given


def asking(path: str, **given: Any) -> TurnObject:
    """A turn that asks."""
    return turn(question={"path": path, "also": []}, **given)


def change(path: str, after: Any, source: str = "user", quote: str = "") -> dict[str, Any]:
    """One change of a turn."""
    return {"path": path, "before": None, "after": after, "source": source, "quote": quote}
