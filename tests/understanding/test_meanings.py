"""Options in the words of their meaning, and texts that are but a yes or a no."""

from typing import Any

import pytest

from tests.understanding.made import form, written

WATER = {
    "title": "Watering",
    "enum": ["drip", "flood", "hand"],
    "description": "drip: a tube at every plant, flood: the table is filled, hand: a person with a hose.",
}
ALARM = {
    "title": "Alarm priority",
    "type": "integer",
    "enum": [1, 2, 3],
    "description": "1 wakes the grower up, 2 waits till morning, 3 is only written down.",
}
SENSORS = {
    "title": "Sensors",
    "type": "array",
    "description": "temp is warmth, rh is humidity, par is light.",
    "items": {"enum": ["temp", "rh", "par"]},
}
ORGANIC = {"title": "Organic label", "type": "string", "enum": ["yes", "no"]}
FORM = form(watering=WATER, alarm=ALARM, sensors=SENSORS, organic=ORGANIC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("watered with a hose", {"watering": "hand"}),
        ("we water through a tube", {"watering": "drip"}),
        ("the alarm must wake the grower up", {"alarm": 1}),
        ("an alarm for the morning is enough", {"alarm": 2}),
        ("sensors for light and humidity", {"sensors": ["par", "rh"]}),
        ("with an organic label", {"organic": "yes"}),
        ("organic, so no chemicals", {"organic": "yes"}),
        ("not organic", {"organic": "no"}),
        ("no organic label please", {"organic": "no"}),
    ],
)
def test_an_option_by_what_it_means(text: str, expected: dict[str, Any]) -> None:
    """Where the field is spoken of."""
    assert written(FORM, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "my neighbour has a hose",
        "we wait till morning",
        "a plant with a tube",
        "the water is cold",
        "do not water with a hose",
        "the alarm is old",
        "we have no sensors",
    ],
)
def test_words_of_a_meaning_alone_are_none(text: str) -> None:
    """Nor is the field alone."""
    assert "watering" not in written(FORM, text)
    assert "alarm" not in written(FORM, text)


@pytest.mark.parametrize(("text", "value"), [("there is a hose", "hand"), ("tubes, please", "drip")])
def test_an_answer_needs_no_more(text: str, value: str | None) -> None:
    """The question speaks of the field."""
    assert written(FORM, text, asked="watering").get("watering") == value


@pytest.mark.parametrize(
    ("text", "country"),
    [("country: fr", "FR"), ("open Mo-Fr", None), ("in France", "FR"), ("de luxe", None)],
)
def test_a_code_in_capitals_is_no_piece_of_the_language(text: str, country: str | None) -> None:
    """Two letters in another case are a day, or a word."""
    countries = form(country={"title": "Country", "enum": ["FR", "DE"]})
    assert written(countries, text).get("country") == country


def test_a_country_that_is_not_offered_is_said() -> None:
    """What refuses it names those that are; one that is only spoken of writes nothing."""
    countries = form(country={"title": "Country", "enum": ["FR", "DE"]})
    assert written(countries, "a shop in Spain") == {"country": "Spain"}
    assert written(countries, "we sell wine from Portugal") == {}
