"""Entries of objects whose names are the user's own."""

from typing import Any

import pytest

from tests.understanding.made import form, written

DIALS = {
    "title": "Short dials",
    "description": "Numbers within the house to which agents put a call through, by name.",
    "type": "object",
    "propertyNames": {"pattern": "^[a-z][a-z-]*$"},
    "additionalProperties": {"title": "Extension", "type": "string", "pattern": "^[0-9]{3,4}$"},
}
LABELS = {"title": "Labels", "type": "object", "additionalProperties": {"type": "string"}}
RATION = {
    "title": "Rations",
    "description": "Grams a day for each animal.",
    "type": "object",
    "patternProperties": {"^[a-z]+$": {"type": "integer", "minimum": 1}},
}


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Short dials: reception is 100, pharmacy is 214.", {"reception": "100", "pharmacy": "214"}),
        ("short dials are reception 100 and night guard 2140", {"reception": "100", "night-guard": "2140"}),
        ("Agents put callers through to the control-room on 112.", {"control-room": "112"}),
        ("the extension of the bakery is 300", {"bakery": "300"}),
        ("short dials: the front desk on 101, 102 for the kitchen", {"front-desk": "101", "kitchen": "102"}),
        ("the short dial of the doctor should be 123", {"doctor": "123"}),
        ("short dials kitchen=101; cellar=102", {"kitchen": "101", "cellar": "102"}),
        ("short dials: kitchen -> 101", {"kitchen": "101"}),
    ],
)
def test_entries_are_read_where_the_object_is_spoken_of(text: str, entries: dict[str, str]) -> None:
    """By its title, what it holds, or what is done with it."""
    assert written(form(dials=DIALS), text) == {f"dials.{name}": value for name, value in entries.items()}


@pytest.mark.parametrize(
    "text",
    [
        "we have 300 agents who put in 120 hours",
        "put calls through to agents at home, 120 of them",
        "our house number is 300",
        "ring us at 1234",
        "the kitchen is 100",
        "short dials would be nice, there are 120 people here",
        "short dials, but no number for the cellar",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    """Of houses, people, hours."""
    assert written(form(dials=DIALS), text) == {}


def test_an_answer_is_read() -> None:
    """The question tells what the pairs are."""
    assert written(form(dials=DIALS), "kitchen 101, cellar 102", asked="dials") == {
        "dials.kitchen": "101", "dials.cellar": "102",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("labels: team=blue, floor=second", {"team": "blue", "floor": "second"}),
        ("labels team: blue", {"team": "blue"}),
        ("we want labels on everything", {}),
        ("the labels are important to us", {}),
    ],
)
def test_texts_of_any_form_need_a_sign(text: str, entries: dict[str, Any]) -> None:
    """Any word could be one."""
    assert written(form(labels=LABELS), text) == {f"labels.{name}": value for name, value in entries.items()}


def test_numbers_are_numbers() -> None:
    """As the factory wants them."""
    said = "rations: goats 1200, hens 90"
    assert written(form(rations=RATION), said) == {"rations.goats": 1200, "rations.hens": 90}
