"""Replies that say the same of several things."""

from maestro.interview.brevity import brief


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
