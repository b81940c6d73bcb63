"""Numbers beside the noun that a field counts, in the words of its description."""

import pytest

from tests.understanding.made import form, written

SEATS = {"title": "Seats", "type": "integer", "description": "How many people answer at the same time."}
OVENS = {"title": "Ovens", "type": "integer", "description": "Ovens that are hot at once."}
SHARE = {"title": "Share of calls (%)", "type": "integer"}
KEEP = {"title": "Kept for (days)", "type": "integer", "description": "Recordings are deleted afterwards."}
SHELF = {"title": "Shelf life (days)", "type": "integer", "description": "How long the bread is sold."}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("At the busiest time 18 of us are on the phones.", 18),
        ("7 people answer the telephone", 7),
        ("Five persons is answering", 5),
        ("There are 8 of us on duty in the evening", 8),
        ("around 30 people answering at once", 30),
        ("twenty-two people answer at the same time", 22),
        ("half a dozen people answer", 6),
        ("6 seets please", 6),
        ("There are 40 of us in the firm, 12 people answer", 12),
    ],
)
def test_people_are_counted(text: str, count: int) -> None:
    """By who they are and what they do."""
    assert written(form(seats=SEATS), text) == {"seats": count}


@pytest.mark.parametrize(
    "text",
    [
        "We are 40 people in the company",
        "There are 40 of us in the firm",
        "about 300 customers a day ring",
        "120 people a day answer the survey",
        "10 to 12 people answer",
        "between 10 and 12 people answer",
        "the office is on floor 7 and people like it",
        "we exist for 25 years",
        "2 of them left",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    """Sizes of firms, rates, stretches that one field cannot hold."""
    assert written(form(seats=SEATS), text) == {}


def test_a_unit_finds_its_field() -> None:
    """With a word of what it is about; several of one unit are told apart by these."""
    both = form(keep=KEEP, shelf=SHELF, share=SHARE)
    assert written(both, "bread may be sold for 3 days") == {"shelf": 3}
    assert written(both, "recordings are gone after 2 weeks") == {"keep": 14}
    assert written(both, "90 % of the calls") == {"share": 90}
    assert written(both, "it took us 3 days to write this") == {}
    assert written(both, "20% of our customers are from abroad") == {}


def test_two_fields_of_one_kind_are_not_guessed_between() -> None:
    """Who answers and who cooks; each number by the words of its part."""
    cooks = {**SEATS, "title": "Cooks", "description": "How many people cook at the same time."}
    both = form(seats=SEATS, cooks=cooks)
    assert written(both, "9 people cook and 3 people answer") == {"cooks": 9, "seats": 3}
    assert written(both, "9 people cook") == {"cooks": 9}
    assert written(both, "12 of us on duty") == {}
