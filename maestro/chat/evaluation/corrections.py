"""Whether what a user took back was right with the message that took it back.

A correction is seen from outside: a place of the goal held a value of the user's that the goal does not accept. It is
fixed in one turn when the first message of which the session changed that place makes it right, for good, and the place
was not asked for in between.
"""

from maestro.chat.evaluation.evidence import last_sources
from maestro.chat.evaluation.judging import acceptable
from maestro.chat.evaluation.places import found_at, lies_at
from maestro.chat.evaluation.talk import Held, TurnObject
from maestro.domain.json import Json

SLICE = "correction"


def corrections(held: Held) -> tuple[bool, ...]:
    """For each correction of a dialogue of that slice, whether it was fixed in one turn."""
    if SLICE not in held.dialogue.slices:
        return ()
    places = (*held.dialogue.goal, *held.dialogue.absent)
    found = [fixed for place in places if (fixed := _fixed(held, place)) is not None]
    return tuple(found) or (_right_at_the_end(held, places),)


def _fixed(held: Held, place: str) -> bool | None:
    """None where no value of the user's was ever wrong there."""
    wrong = next((n for n in range(len(held.turns)) if _wrong_by_user(held, n, place)), None)
    if wrong is None:
        return None
    right = next((n for n in range(wrong + 1, len(held.turns)) if _right(held, held.turns[n], place)), None)
    if right is None or not _right(held, held.last, place):
        return False
    return not any(_asked_for(held.turns[n], place) for n in range(wrong + 1, right))


def _wrong_by_user(held: Held, number: int, place: str) -> bool:
    if _right(held, held.turns[number], place) or not _values(held.turns[number], place):
        return False
    sources = last_sources(held.turns[: number + 1])
    return any(source == "user" and lies_at(path, place) for path, source in sources.items())


def _right(held: Held, turn: TurnObject, place: str) -> bool:
    return any(acceptable(held.dialogue, place, value) for value in _values(turn, place) or (None,))


def _values(turn: TurnObject, place: str) -> tuple[Json, ...]:
    return found_at(turn.get("request", {}), place)


def _asked_for(turn: TurnObject, place: str) -> bool:
    question = turn.get("question")
    return question is not None and lies_at(str(question["path"]), place)


def _right_at_the_end(held: Held, places: tuple[str, ...]) -> bool:
    return all(_right(held, held.last, place) for place in places)
