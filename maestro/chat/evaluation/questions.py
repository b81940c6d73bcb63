"""How much a user was asked: questions, those that were needed, those that were answered before."""

from collections.abc import Iterator
from typing import Any

from maestro.chat.evaluation.talk import Held, TurnObject
from maestro.domain.json import below, generic

_APPROVING = ("review", "submit")
_TOPICS = ("purpose", "scenario", "confirm")
_ANSWERED = ("stated", "dont_care", "rejected")
_TAKING_BACK = frozenset({"undo", "correction", "switch", "contradiction"})


def questions(held: Held) -> tuple[tuple[int, str], ...]:
    """Turn and path of each question. One that stands while the user says something else is the same question still."""
    return tuple(_asked(held))


def _asked(held: Held) -> Iterator[tuple[int, str]]:
    before = None
    for number, turn in enumerate(held.turns):
        path = _path(turn)
        waiting = path == before and 0 < number < held.scripted
        if path is not None and path not in _APPROVING and not waiting:
            yield number, path
        before = path


def _path(turn: TurnObject) -> str | None:
    question: Any = turn.get("question")
    return str(question["path"]) if question else None


def necessary(held: Held) -> int:
    """How many answers were still needed when the user had said all that there was to say unasked."""
    if not held.turns:
        return 0
    return len({generic(path) for path in held.turns[held.scripted - 1].get("missing", ())})


def redundant(held: Held) -> tuple[str, ...]:
    """The paths of questions after what was answered before, in order."""
    out, answered = [], set[str]()
    lenient = bool(_TAKING_BACK & set(held.dialogue.slices))
    asked = dict(questions(held))
    for number, turn in enumerate(held.turns):
        path = asked.get(number)
        if path is not None and path not in _TOPICS and not turn.get("violations"):  # what cannot be is asked anew
            again = path in answered and not lenient
            known = any(_settled(held.turns[n], path) for n in (number - 1, number) if n >= 0)
            if again or (known and _settled(turn, path)):
                out.append(path)
        previous = _path(held.turns[number - 1]) if number else None
        if previous is not None and previous != path and _settled(turn, previous):
            answered.add(previous)
    return tuple(out)


def _settled(turn: TurnObject, path: str) -> bool:
    """Whether the user has spoken of all that lies there."""
    marks = [mark for place, mark in turn.get("status", {}).items() if below(place, path)]
    return bool(marks) and all(mark in _ANSWERED for mark in marks)
