"""Lists of which the user named entries: they are the user's, and no starting point's."""

from pathlib import Path
from typing import Any

import pytest

from maestro.interview.values import request_of
from tests.reference_factory import ROOT, session

WATER = ROOT / "tests/factories/waterwatch"
OPENING = "Set up chlorine monitoring for zone spring-2. "


def sensors(folder: Path, *messages: str) -> Any:
    """The list of devices after these messages."""
    talk = session(folder, root=WATER)
    for message in messages:
        talk.turn(message)
    return request_of(talk.form, talk.state.blueprint).get("sensors")


@pytest.mark.parametrize(
    ("messages", "tags"),
    [
        (("Sensors: cl-tower (chlorine) and tb-tower (turbidity).",), ["cl-tower", "tb-tower"]),
        (("Sensors: cl-tower (chlorine) and tb-tower (turbidity).", "Drop tb-tower."), ["cl-tower"]),
        (("Sensors: cl-tower (chlorine).",), ["cl-tower"]),
    ],
)
def test_named_entries_are_all(tmp_path: Path, messages: tuple[str, ...], tags: list[str]) -> None:
    """What the starting point has beside or below them is not laid there."""
    first, *more = messages
    found = sensors(tmp_path, OPENING + first, *more, "Start from Tap quality")
    assert [entry["tag"] for entry in found] == tags
    assert all(entry.keys() == {"tag", "kind"} for entry in found)


def test_entries_that_were_all_dropped_stay_away(tmp_path: Path) -> None:
    """Before a start was chosen; nobody speaks of a list, and it is the starting point's."""
    dropped = (OPENING + "Sensors: cl-tower (chlorine).", "Drop cl-tower.", "Start from Tap quality")
    assert not sensors(tmp_path / "a", *dropped)
    assert [entry["tag"] for entry in sensors(tmp_path / "b", OPENING, "Start from Tap quality")] == [
        "cl-outlet",
        "tu-outlet",
    ]
