"""Who cannot tell which of two options fits is told what they mean; a drawback is one of what was spoken of last."""

from pathlib import Path

import pytest

from maestro.interview.values import request_of
from tests.reference_factory import ROOT, session

EBIKES = ROOT / "tests/factories/ebikes"


@pytest.mark.parametrize(
    ("text", "told", "written"),
    [
        ("I can't tell whether we count as steady or as packed. Where's the line?", "up to 200", {}),
        ("We don't know if we're quiet or steady", "up to 40", {}),
        ("I'm not sure whether app or code is better for the guests.", "text message", {}),
        ("We are torn between app and counter, data in Milan", "hands out a key", {"data_place": "milan"}),
        ("Hard to say whether it's steady or packed with us", "queue at the door", {}),
    ],
)
def test_a_doubt_is_answered_and_writes_nothing(tmp_path: Path, text: str, told: str, written: dict[str, str]) -> None:
    """By what the options mean; what stands beside the doubt is read."""
    talk = session(tmp_path, root=EBIKES)
    turn = talk.turn(text).to_json()
    assert told in turn["reply"]
    assert request_of(talk.form, talk.state.blueprint) == written


@pytest.mark.parametrize("text", ["packed, I'd say", "we are packed, not steady", "I know that we are packed"])
def test_who_knows_is_believed(tmp_path: Path, text: str) -> None:
    """No doubt is said."""
    talk = session(tmp_path, root=EBIKES)
    talk.turn(text)
    assert request_of(talk.form, talk.state.blueprint) == {"bustle": "packed"}


@pytest.mark.parametrize(
    "text", ["And what would be the drawback of that?", "Is there a catch to it?", "any risks in this?"]
)
def test_a_drawback_is_that_of_what_was_said_last(tmp_path: Path, text: str) -> None:
    """Where the factory tells it."""
    talk = session(tmp_path, root=EBIKES)
    talk.turn("no tracking please, bikes for hotel guests")
    assert "not found again" in talk.turn(text).to_json()["reply"]


def test_a_field_is_left_out_where_its_text_says_so(tmp_path: Path) -> None:
    """ "left out where it is open all year round"."""
    talk = session(tmp_path, root=EBIKES)
    talk.turn("We take bookings 20 weeks a year.")
    talk.turn("From now on we don't close in winter, we're open all year round.")
    assert "season" not in request_of(talk.form, talk.state.blueprint)
