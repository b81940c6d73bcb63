"""Items by names of several words, with the number that each has."""

from pathlib import Path
from typing import Any

import pytest

from maestro.interview.values import request_of
from tests.reference_factory import ROOT, session
from tests.understanding.made import form, written

CAMPS = form(
    camps={
        "title": "Camps",
        "description": "Where people sleep.",
        "type": "array",
        "items": {
            "type": "object",
            "required": ["name", "tents"],
            "properties": {
                "name": {"title": "Name", "type": "string", "minLength": 2},
                "tents": {"title": "Tents", "description": "How many stand there.", "type": "integer", "minimum": 1},
                "shade": {"title": "Shade", "description": "Whether trees shade the tents.", "type": "boolean"},
            },
        },
    },
    guests={"title": "Guests", "type": "integer"},
)
EBIKES = ROOT / "tests/factories/ebikes"


def camps(text: str) -> list[dict[str, Any]]:
    """The camps that a message adds."""
    found: list[dict[str, Any]] = written(CAMPS, text).get("camps", [])
    return found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We stay at Mill Bridge (12 tents), Old Post (8 tents) and Lido (20 tents).", [
            ("Mill Bridge", 12), ("Old Post", 8), ("Lido", 20)]),
        ("Camps: Pine Hill (12 tents), Otter Creek (8)", [("Pine Hill", 12), ("Otter Creek", 8)]),
        ("two meadows: Birkenau with room for 4 and Seewiese with room for 6", [("Birkenau", 4), ("Seewiese", 6)]),
        ("The Port de la Lune has 9 tents", [("Port de la Lune", 9)]),
        ("They sleep at High Moor, 15 tents", [("High Moor", 15)]),
    ],
)  # fmt: skip
def test_names_with_capitals(text: str, told: list[tuple[str, int]]) -> None:
    """The number behind each, told by its noun once, or by how much there is room for."""
    assert camps(text) == [{"name": name, "tents": tents} for name, tents in told]


@pytest.mark.parametrize(
    "text",
    [
        "Our contact Anna Weber has room for 4 guests",
        "We met Mr Huber with 4 dogs at Central Park",
        "In Zurich 300 people sleep",
        "Call Bob Miller (12) tomorrow",
        "On Sunday we have 12 visitors",
        "Room 12 is closed",
    ],
)
def test_a_name_without_what_is_counted_is_no_item(text: str) -> None:
    """People, places and days with other numbers."""
    assert camps(text) == []


def test_a_switch_in_the_words_that_tell_it() -> None:
    """Two words of its description, wanted or not."""
    assert camps("Camps: Old Mill, 24 tents, trees give shade there")[0]["shade"] is True
    assert camps("Camps: Old Mill with 24 tents (no trees, no shade)")[0]["shade"] is False


def test_own_items_stand_in_place_of_an_examples(tmp_path: Path) -> None:
    """One is changed, one left out by a word for it; the starting point's own do not come."""
    talk = session(tmp_path, root=EBIKES)
    for message in (
        "our bikes stand at Mill Bridge (12 docks), Old Post (8 docks) and Lido (20 docks)",
        "Lido is closed this year, kindly leave that one out",
        "Old Post has room for 10 now",
        "City docks",
    ):
        talk.turn(message)
    stands = [{"name": "Mill Bridge", "docks": 12}, {"name": "Old Post", "docks": 10}]
    assert request_of(talk.form, talk.state.blueprint)["stations"] == stands


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a small place by the lake, Uferrad it's called. We open at Easter", "uferrad"),
        ("We're Radhaus, and people leave a deposit of 80 euros.", "radhaus"),
        ("We go by Velonauten.", "velonauten"),
        ("it is for hiring bikes at Annecy, name is annecy-velo", "annecy-velo"),
        ("- name: kettwiesel\n- contact: info@kettwiesel.example", "kettwiesel"),
        ("Hello, we are Pedal Point from Bern.", "pedal-point"),
        ("We're Dutch, and people leave a deposit", None),
        ("We are Open all year", None),
        ("Hi, this is Anna, we want bikes", None),
        ("The name of the station is Harbour", None),
        ("a station with 12 docks, its name is Lido", None),
        ("We're three people", None),
    ],
)
def test_whose_name_is_told(tmp_path: Path, text: str, name: str | None) -> None:
    """A name without another subject is that of the whole request; where people come from is none."""
    talk = session(tmp_path, root=EBIKES)
    talk.turn(text)
    assert request_of(talk.form, talk.state.blueprint).get("shop") == name


def test_a_name_that_is_left_to_us_is_proposed(tmp_path: Path) -> None:
    """By the address that was told; whoever leaves it open gets to the end."""
    talk = session(tmp_path, root=EBIKES)
    for message in ("bikes for hotel guests", "the first", "mail@sonnblick.example"):
        talk.turn(message)
    for _ in range(6):  # it is put off until the end first
        talk.turn("whatever you recommend")
    assert request_of(talk.form, talk.state.blueprint)["shop"] == "sonnblick"
