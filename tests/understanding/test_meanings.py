"""Options in the words of their meaning, and texts that are but a yes or a no."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from maestro.domain.form import Form
from maestro.understanding.offline import OfflineInterpreter
from tests.reference_factory import ROOT, knowledge
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


GUIDES = knowledge(ROOT / "tests" / "factories" / "audioguide").form
CALLS = knowledge(ROOT / "tests" / "factories" / "switchboard").form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("they lisen on there own phones", {"visit.device": "own"}),
        ("on the phones they bring", {"visit.device": "own"}),
        ("our guests listen on a telephone that they bring along", {"visit.device": "own"}),
        ("own phones, please", {"visit.device": "own"}),
        ("we hand them a player", {"visit.device": "handset"}),
        ("everybody gets a player at the ticket desk", {"visit.device": "handset"}),
        ("we lend players to them at the desk", {"visit.device": "handset"}),
        ("with our own pictures", {"rights": "ours"}),
        ("all pictures belong to a lender", {"rights": "lent"}),
        ("Our own guides will read it instead", {"narration.by": "staff"}),
        ("a computer reads it", {"narration.by": "synthetic"}),
        ("The board finds the actor too expensive. Our own guides will read it.", {"narration.by": "staff"}),
        ("a guide for families", {"audience": "families"}),
        ("Experts only, goldsmiths mostly", {"audience": "experts"}),
        ("then wing is enough", {"scale": "wing"}),
        ("only for pupils", {"audience": "pupils"}),
    ],
)
def test_an_option_is_known_by_its_prose(text: str, expected: dict[str, Any]) -> None:
    """Where nothing but the prose of the schema says what it is; also with other forms of its words, and with slips."""
    assert written(GUIDES, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I'd like a guide for the textile collection, it is always on show",
        "people phone us and bring their children",
        "no player, no desk, no tickets",
        "we used to lend them a player at the ticket desk",
        "our visitors like pictures",
        "the desk stands at the entrance",
        "you can read about it in our own paper",
        "it is slow, that's normal",
        "families come from the whole region to see it",
        "an expert wrote the plan",
        "not on their own phones",
        "for the photo exhibition visitors queue round the block",
        "the exhibition opens in spring",
        "my brother brings his own telephone",
    ],
)
def test_a_weak_word_writes_no_option(text: str) -> None:
    """One everyday word, a story, a denial, a word of another thing."""
    assert written(GUIDES, text) == {}


@pytest.mark.parametrize(
    ("form_", "text", "path", "values"),
    [
        (GUIDES, "for children and their parents", "audience", ("families",)),
        (GUIDES, "school classes with a teacher", "audience", ("pupils",)),
        (CALLS, "they take turns with a gap at night", "opening.pattern", ("shifts",)),
    ],
)
def test_what_is_likely_is_asked(form_: Form, text: str, path: str, values: tuple[str, ...]) -> None:
    """A field that the request can be without is not written by a meaning alone."""
    acts = OfflineInterpreter(form_).interpret(text, View(form_))
    assert [(act.path, act.values) for act in acts if isinstance(act, a.Narrow)] == [(path, values)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Add a third stop called shield", {}),
        ("an exhibition called shield", {"exhibition": "shield"}),
        ("exhibition dinosaurs, public", {"exhibition": "dinosaurs", "showing": "public"}),
        ("every pupil gets one, there is no lift and every room has steps", {}),
        ("no lift down there and every pupil gets one", {"audience": "pupils"}),
    ],
)
def test_names_and_denials_reach_no_further_than_they_are_said(text: str, expected: dict[str, Any]) -> None:
    """The name of an item is not that of the request; what comes after "and every" is not denied."""
    found = written(GUIDES, text)
    assert {k: v for k, v in found.items() if k in ("exhibition", "showing", "audience")} == expected or not expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the caller pays an ordinary call", {}),
        ("the line survives the loss of a hall", {}),
    ],
)
def test_prose_of_another_factory(text: str, expected: dict[str, Any]) -> None:
    """What is critical takes its own words."""
    assert written(CALLS, text) == expected
