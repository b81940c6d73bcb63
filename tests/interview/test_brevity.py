"""Replies that say the same of several things."""

from pathlib import Path

from maestro.interview.brevity import brief
from tests.reference_factory import converse


def test_parts_that_go_are_named_together() -> None:
    """Where the first of them stood."""
    assert brief(["I read.", "Without A.", "Kept: b.", "Without C.", "Without D."]) == [
        "I read.",
        "Without A, C and D.",
        "Kept: b.",
    ]


def test_one_or_two_lines_stay_as_they_are() -> None:
    """They are easier to read alone."""
    lines = ["Without A.", "X brings: y.", "Z brings: w."]
    assert brief(lines) == lines


def test_what_many_choices_bring_is_one_line() -> None:
    """Other lines keep their order."""
    lines = ["X brings: 1.", "Other.", "Y brings: 2.", "Z brings: 3."]
    assert brief(lines) == ["X brings: 1. Y brings: 2. Z brings: 3.", "Other."]


def test_a_recommendation_says_what_of_it_stays_out(tmp_path: Path) -> None:
    """What was refused is in the starting point's own description, so that it must be said."""
    _, (turn,) = converse(tmp_path, "A web shop in production on Kubernetes with Postgres, but we need no Redis.")
    assert "I'd start from Web Commerce" in turn.reply
    assert "What you said stays: no Redis cache (Memorystore)." in turn.reply


def test_what_a_place_leaves_is_told_before_it_is_asked(tmp_path: Path) -> None:
    """The starting point is asked for first."""
    _, (turn,) = converse(tmp_path, "A web shop, Rome please")
    assert 'Region: "Rome" leaves Milan, Italy (europe-west8); I ask for it later.' in turn.reply
