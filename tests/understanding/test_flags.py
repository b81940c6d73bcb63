"""Switches that are named in other words than their titles."""

import pytest

from tests.understanding.made import form, written

HIDE = {"title": "Hide the caller's number", "description": "Agents do not see who calls.", "type": "boolean"}
RECORD = {"title": "Calls are recorded", "type": "boolean"}
SATURDAYS = {"title": "Open on Saturdays", "type": "boolean"}
PAUSE = {
    "title": "Without pausing",
    "description": "Agents cannot stop the recording while somebody reads out a number.",
    "type": "boolean",
}
ALL = form(hide=HIDE, taping=RECORD, weekend=SATURDAYS, pause=PAUSE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("our people must not see the caller's number", {"hide": True}),
        ("nobody should see who calls", {"hide": True}),
        ("agents mustn't see the number of a caller", {"hide": True}),
        ("please record all calls", {"taping": True}),
        ("every call is to be recorded", {"taping": True}),
        ("we don't record our calls", {"taping": False}),
        ("calls must never be recorded", {"taping": False}),
        ("we are open on some Saturdays", {"weekend": True}),
        ("agents can never stop a recording", {"pause": True}),
    ],
)
def test_a_switch_by_what_it_does(text: str, expected: dict[str, bool]) -> None:
    """All words of its title, or the doing that it keeps from being done."""
    assert written(ALL, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "we see many callers, and no number is known",
        "the agents see the caller's number",
        "we set a record last year",
        "on Saturdays nobody is here",
        "the calls are short",
        "we do not have agents yet",
        "we don't know who calls",
        "agents read out the number",
    ],
)
def test_words_that_are_only_near(text: str) -> None:
    """A part of a title, another doing."""
    assert written(ALL, text) == {}


COUNTS = form(
    uncounted={
        "title": "Do not count what is heard",
        "description": "Otherwise the house learns, without names, which texts are played how often.",
        "type": "boolean",
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("please don't count what is heard", {"uncounted": True}),
        ("no comments, and never count what people heard", {"uncounted": True}),
        ("no counting of what is heard", {"uncounted": True}),
        ("don't count on it", {}),
        ("count what is heard", {}),
        ("without names, please", {}),
        ("nobody heard of us yet", {}),
    ],
)
def test_a_title_that_denies_tells_what_is_denied(text: str, expected: dict[str, bool]) -> None:
    """Not the sentence that tells what happens where it is off."""
    assert written(COUNTS, text) == expected
