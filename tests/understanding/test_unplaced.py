"""A requirement of which nothing is read gets one line in the reply; stories and duties of people get none."""

from pathlib import Path

import pytest

from tests.reference_factory import ROOT, session

GUIDES = ROOT / "tests" / "factories" / "audioguide"
LEAD = "I could not place: "


def placed(folder: Path, text: str) -> str:
    """The line of a reply about what was not placed."""
    lines = session(folder, root=GUIDES).turn(text).reply.splitlines()
    found = [line for line in lines if line.startswith(LEAD)]
    assert len(found) < 2
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("A guide for the tomb. The air must stay dry at all times.", ["The air must stay dry at all times."]),
        ("For the tomb. At most three people may touch the case.", ["At most three people may touch the case."]),
        ("A guide for the old tomb. The air should stay dry.", ["The air should stay dry."]),
        ("A guide for the old tomb. We'd like a brass band at the end.", ["We'd like a brass band at the end."]),
        (
            "For the tomb. The air has to stay dry. Dogs may only come on Monday.",
            ["The air has to stay dry.", "Dogs may only come on Monday."],
        ),
    ],
)
def test_a_requirement_that_is_not_read_is_said(tmp_path: Path, text: str, quotes: list[str]) -> None:
    """Several in one line."""
    line = placed(tmp_path, text)
    assert [quote for quote in quotes if f'"{quote}"' in line] == quotes


@pytest.mark.parametrize(
    "text",
    [
        "A guide for the tomb. We have to move by June.",
        "A guide for the tomb. My boss must sign it.",
        "A guide for the tomb. The old one had to be thrown away, it was broken.",
        "A guide for the tomb. It is a nice place.",
        "A guide for the tomb. It must be for families only.",
        "We want a good guide for the tomb.",
        "Hello. We would like a guide for the tomb.",
        "A guide for the old tomb. I want to know what it costs.",
        "A guide that must run on the phones they bring.",
        "Must it be loaded at the entrance?",
    ],
)
def test_what_is_read_or_told_in_passing_needs_no_word(tmp_path: Path, text: str) -> None:
    """Nor does a question."""
    assert placed(tmp_path, text) == ""
