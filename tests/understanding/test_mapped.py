"""Entries with names of the user's own and fields: rooms with a floor, dogs with a weight."""

from pathlib import Path
from typing import Any

import pytest

from maestro.interview.values import request_of
from tests.reference_factory import ROOT, session
from tests.understanding.made import form, written

KENNELS = form(
    kennels={
        "title": "Kennels",
        "description": "Kennels that need something of their own.",
        "type": "object",
        "propertyNames": {"pattern": "^[a-z][a-z-]{1,20}$"},
        "additionalProperties": {
            "title": "Kennel",
            "type": "object",
            "properties": {
                "row": {"title": "Row", "type": "integer", "minimum": 1},
                "dogs": {"title": "Dogs at most", "type": "integer", "minimum": 1},
                "heated": {"title": "Heated", "type": "boolean"},
                "bedding": {"title": "Bedding", "enum": ["straw", "blanket"]},
            },
        },
    },
    guests={"title": "Guests a year", "type": "integer"},
)
AUDIOGUIDE = ROOT / "tests/factories/audioguide"


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("kennel old-barn: row 5, 3 dogs at most", {"old-barn": {"row": 5, "dogs": 3}}),
        ("Kennels: north (row 1), south (row 2, heated)", {"north": {"row": 1}, "south": {"row": 2, "heated": True}}),
        ("a kennel called hill with straw", {"hill": {"bedding": "straw"}}),
        ("the kennel north is heated", {"north": {"heated": True}}),
        ("kennel north: row 2. It is not heated.", {"north": {"row": 2, "heated": False}}),
        ("kennels north with row 1 and south with row 2", {"north": {"row": 1}, "south": {"row": 2}}),
    ],
)
def test_an_entry_is_read_with_its_fields(text: str, entries: dict[str, dict[str, Any]]) -> None:
    """However its name is introduced."""
    told = {f"kennels.{name}.{leaf}": value for name, entry in entries.items() for leaf, value in entry.items()}
    assert written(KENNELS, text) == told


@pytest.mark.parametrize(
    "text",
    [
        "the dining kennel is nice and we have a row of 5 trees",
        "we heat with straw in row 5",
        "there are 3 dogs at most in our house",
        "the kennels are heated by the neighbour",
        "a row of 12 houses",
    ],
)
def test_what_is_said_of_no_entry_is_written_nowhere(text: str) -> None:
    assert written(KENNELS, text) == {}


def test_entries_are_changed_and_removed_by_their_names(tmp_path: Path) -> None:
    """What is said of one leaves the others; one that is not known yet is not another."""
    talk = session(tmp_path, root=AUDIOGUIDE)
    for message in (
        "room drying-loft: floor 5, 12 people allowed in", "room crypt: headphones only",
        "The drying-loft has 20 people allowed in. In the attic only headphones.",
    ):  # fmt: skip
        talk.turn(message)
    rooms = request_of(talk.form, talk.state.blueprint)["rooms"]
    assert rooms == {"drying-loft": {"floor": 5, "crowd": 20}, "crypt": {"hush": True}}
    talk.turn("remove the crypt")
    assert list(request_of(talk.form, talk.state.blueprint)["rooms"]) == ["drying-loft"]
