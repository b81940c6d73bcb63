"""Entries by the factory's own kinds: how many of each, and what each costs or measures."""

from pathlib import Path
from typing import Any

import pytest

from maestro.interview.values import request_of
from tests.reference_factory import ROOT, session
from tests.understanding.made import form, written

HALL = form(
    seats={
        "title": "Seats",
        "description": "The seats by row: front, balcony, box or bench.",
        "type": "object",
        "propertyNames": {"enum": ["front", "balcony", "box", "bench"]},
        "additionalProperties": {
            "type": "object",
            "required": ["seats", "price"],
            "properties": {
                "seats": {"title": "Seats", "description": "How many there are.", "type": "integer", "minimum": 1},
                "price": {"title": "Price (€ per evening)", "type": "number", "maximum": 200},
                "width": {"title": "Width (cm)", "type": "integer"},
            },
        },
    },
    fine={"title": "Fine (€)", "type": "integer"},
)
PENS = form(
    pens={
        "title": "Animals",
        "description": "How many animals of each kind are looked after.",
        "type": "object",
        "propertyNames": {"enum": ["rabbit", "tortoise", "cat"]},
        "additionalProperties": {"type": "integer", "minimum": 1, "maximum": 90},
    },
)
EBIKES = ROOT / "tests/factories/ebikes"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("80 front seats @ 22 EUR/evening", {"front": (80, 22)}),
        ("We have eighty balcony seats for 22 euros", {"balcony": (80, 22)}),
        ("15 front seats for 30 euros, 6 balcony seats for 12 and 2 benches for 45", {
            "front": (15, 30), "balcony": (6, 12), "bench": (2, 45)}),
        ("- 12 balcony seats, 14 €", {"balcony": (12, 14)}),
        ("Twelve comfortable front seats. They cost 26 euros.", {"front": (12, 26)}),
        ("Seats: 80 front, 15 balcony and 3 box", {"front": (80, None), "balcony": (15, None), "box": (3, None)}),
        ("balcony seats: 40 at €9.50", {"balcony": (40, 9.5)}),
        ("25 front seats (EUR 19 an evening)", {"front": (25, 19)}),
        ("of front seats we have five", {"front": (5, None)}),
        ("5 balcnoy seats at 38 euro", {"balcony": (5, 38)}),
        ("a couple of benches", {"bench": (2, None)}),
        ("the front seats cost 24 now", {"front": (None, 24)}),
    ],
)  # fmt: skip
def test_kinds_are_read_with_their_numbers(text: str, told: dict[str, tuple[Any, Any]]) -> None:
    """Before or behind the kind, in words or figures, several in a row; a price is that of the same kind."""
    expected = {f"seats.{kind}.seats": count for kind, (count, _) in told.items() if count is not None}
    expected |= {f"seats.{kind}.price": price for kind, (_, price) in told.items() if price is not None}
    assert written(HALL, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "we stand at the front of 80 people",
        "our office has 3 box files and 12 front doors",
        "put 5 balcony plants there",
        "there is a queue in front, 12 metres long",
        "no benches please",
        "40 people sit there",
        "we sold 5 front seats last year",
        "the box office opens with 2 clerks",
        "a fine of 30 euros at the front door",
    ],
)
def test_an_everyday_word_is_no_kind(text: str) -> None:
    """Where nothing that is counted follows it, and it is not the thing itself."""
    assert not [path for path in written(HALL, text) if path.startswith("seats.")]


def test_sums_stay_with_what_they_are_paid_for() -> None:
    """Another field's name, another time, or people behind the number end what is said of a kind."""
    assert written(HALL, "15 front seats, fine 30 euros") == {"seats.front.seats": 15, "fine": 30}
    assert written(HALL, "front seats at 22 euros an hour") == {}
    assert written(HALL, "15 front seats for 30 people") == {"seats.front.seats": 15}
    assert written(HALL, "15 front seats, 48 cm") == {"seats.front.seats": 15, "seats.front.width": 48}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("two tortoises and 14 rabbits", {"tortoise": 2, "rabbit": 14}),
        ("30 cats, 4 rabbits", {"cat": 30, "rabbit": 4}),
        ("Animals: 3 cat, 2 rabbit", {"cat": 3, "rabbit": 2}),
        ("rabbits 8, cats 2", {"rabbit": 8, "cat": 2}),
        ("2 cat videos", {}),
        ("400 cats", {}),
    ],
)
def test_a_kind_may_be_a_number_alone(text: str, told: dict[str, int]) -> None:
    """The entry is how many there are."""
    assert written(PENS, text) == {f"pens.{kind}": count for kind, count in told.items()}


def test_own_kinds_stand_in_place_of_an_examples(tmp_path: Path) -> None:
    """What a starting point has beside them is not brought; what was dropped stays away."""
    talk = session(tmp_path, root=EBIKES)
    for message in ("12 city bikes for 26 euros and 2 tandems for 45", "Scratch the tandems", "City docks"):
        talk.turn(message)
    assert request_of(talk.form, talk.state.blueprint)["fleet"] == {"city": {"bikes": 12, "day_price": 26}}
