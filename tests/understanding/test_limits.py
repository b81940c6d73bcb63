"""Times without their field's name: bounds, what was told last, the field's own unit; and switches that deny."""

from pathlib import Path
from typing import Any

import pytest

from maestro.interview.values import request_of
from tests.reference_factory import ROOT, session
from tests.understanding.made import form, written

POOL = form(
    longest_swim={"title": "Longest swim (hours)", "type": "integer", "minimum": 1, "maximum": 720},
    shortest_lesson={"title": "Shortest lesson (min)", "type": "integer", "minimum": 5, "maximum": 240},
    summer={
        "title": "Summer (weeks)", "description": "Weeks a year that swimmers come.", "type": "integer", "minimum": 4,
    },
    keep_visits={
        "title": "Visit records (days)", "description": "How long it is remembered who swam.", "type": "integer",
        "minimum": 14, "maximum": 900,
    },
)  # fmt: skip
EBIKES = ROOT / "tests/factories/ebikes"


def held(folder: Path, *messages: str) -> dict[str, Any]:
    """The request after these messages to a factory with a longest hire, a season and a switch called no tracking."""
    talk = session(folder, root=EBIKES)
    for message in messages:
        talk.turn(message)
    return request_of(talk.form, talk.state.blueprint)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nobody may have it longer than two days", {"longest_swim": 48}),
        ("They stay as they like, a fortnight at the very most.", {"longest_swim": 336}),
        ("for at most three days", {"longest_swim": 72}),
        ("max swim 24 h", {"longest_swim": 24}),
        ("12 hours, tops", {"longest_swim": 12}),
        ("at least 20 minutes", {"shortest_lesson": 20}),
        ("summer: half a year", {"summer": 26}),
        ("we start at Easter and end in autumn, 30 weeks all told", {"summer": 30}),
        ("26 weeks a year", {"summer": 26}),
        ("visit records at most 60 days", {"keep_visits": 60}),
        ("we come twice a week", {}),
        ("we pay 30 euros a day", {}),
        ("the cook works 30 weeks", {}),
        ("our founders met two days ago", {}),
        ("it took us longer than two days to find you last year", {}),
    ],
)
def test_a_time_goes_to_the_field_of_its_bound(text: str, told: dict[str, int]) -> None:
    """In that field's unit; where no bound is said, nothing is read."""
    assert written(POOL, text) == told


@pytest.mark.parametrize(
    ("messages", "told"),
    [
        (("nobody may keep a bike longer than two days. season: half a year", "ok make it a week after all"), 168),
        (("max hire 24 h", "make that 48 hours"), 48),
        (("no longer than 36 hours", "better make it three days"), 72),
        (("no longer than 36 hours", "if that's not allowed then 20 hours will do as well"), 20),
        (("season 26 weeks", "we make it to the lake in 3 days"), None),
    ],
)
def test_what_was_told_last_is_put_right(tmp_path: Path, messages: tuple[str, ...], told: int | None) -> None:
    """The one time that stands and can have it."""
    assert held(tmp_path, *messages).get("longest_hire") == told


@pytest.mark.parametrize(
    ("messages", "value"),
    [
        (("of course the bikes have to be tracked",), False),
        (("no tracking", "Forget what I said about the tracking!! I want to know where they are."), False),
        (("no tracking", "actually track them"), False),
        (("the bikes must not report where they are",), True),
        (("please no tracking",), True),
        (("the bikes have to be tracked", "all right, then don't track them"), True),
        (("we track our costs and want to see the till",), None),
        (("customers want to know where they are when they arrive",), None),
        (("we don't know where they are, the keys of the bikes",), None),
    ],
)
def test_a_switch_that_denies_is_affirmed_and_taken_back(
    tmp_path: Path, messages: tuple[str, ...], value: bool | None
) -> None:
    """By the doing that it keeps from being done, wanted; not by a word alone."""
    assert held(tmp_path, *messages).get("untracked") is value


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("we're open all year round", None),
        ("they get a number to open the lock", None),
        ("the shop is open on Sundays", None),
        ("the phase is open", "open"),
        ("phase open, please", "open"),
        ("we are in rehearsal", "rehearsal"),
    ],
)
def test_an_everyday_word_is_an_option_only_of_its_field(tmp_path: Path, text: str, phase: str | None) -> None:
    """When people are at their door, and what is done with a lock, is none."""
    assert held(tmp_path, text).get("phase") == phase
