"""Times, dates and stretches, for fields that tell by their pattern and name that they take them."""

from typing import Any

import pytest

from tests.understanding.made import form, written

CLOCK = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
HOURS = form(
    hours={
        "title": "Opening hours",
        "type": "object",
        "properties": {"opens": {**CLOCK, "title": "Opens at"}, "closes": {**CLOCK, "title": "Closes at"}},
    }
)
DAY = {"type": "string", "format": "date"}
STAY = form(arrival={**DAY, "title": "First night"}, departure={**DAY, "title": "Last night"})
SCALE = form(
    workers={
        "title": "Workers",
        "type": "object",
        "properties": {"min": {"type": "integer", "title": "At least"}, "max": {"type": "integer", "title": "At most"}},
    }
)


def _hours(opens: str, closes: str) -> dict[str, Any]:
    return {k: v for k, v in (("hours.opens", opens), ("hours.closes", closes)) if v}


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("from 08:30 to 17:30", "08:30", "17:30"),
        ("on working days 8:00-18:00.", "08:00", "18:00"),
        ("Our shops are open 9:00 - 18:00", "09:00", "18:00"),
        ("we open at 8 and close at 19", "08:00", "19:00"),
        ("open from 9 to 5", "09:00", "17:00"),
        ("8am to 6:30 pm", "08:00", "18:30"),
        ("between 7:15 and 16:45", "07:15", "16:45"),
        ("from noon till midnight", "12:00", "00:00"),
        ("we open at half past seven and close at 8 in the evening", "07:30", "20:00"),
        ("We close at 7 pm", "", "19:00"),
        ("opens at 06:00", "06:00", ""),
        ("somebody is there until 22:00", "", "22:00"),
    ],
)
def test_opening_hours(text: str, opens: str, closes: str) -> None:
    """Both ends, or the one that is named."""
    assert written(HOURS, text) == _hours(opens, closes)


@pytest.mark.parametrize(
    "text",
    [
        "we began at 8:30 years ago",
        "ring me back at 14:00",
        "from 3 to 5 people",
        "we have 8 shops",
        "in the years from 1998 to 2010",
        "the ratio is 16:9",
        "version 10.20 to 11.15 of the tool",
        "not before 08:30, not after 17:30, I mean the phone",
    ],
)
def test_other_times_are_left_alone(text: str) -> None:
    """Of calls, of versions, of the past."""
    assert written(HOURS, text) == {}


def test_an_answer_may_be_bare() -> None:
    """The question tells what a number is."""
    assert written(HOURS, "8", asked="hours.opens") == {"hours.opens": "08:00"}
    assert written(HOURS, "at 7 pm", asked="hours.closes") == {"hours.closes": "19:00"}
    assert written(HOURS, "8 to 6", asked="hours.opens") == _hours("08:00", "18:00")


@pytest.mark.parametrize(
    "text",
    ["1 March 2027", "March 1st, 2027", "01.03.2027", "2027-03-01", "1st of March 2027", "2027/3/1"],
)
def test_a_date_in_any_spelling(text: str) -> None:
    """Becomes the factory's."""
    first = form(first_day={**DAY, "title": "First day"})
    assert written(first, f"it starts on {text}") == {"first_day": "2027-03-01"}


def test_dates_of_two_ends() -> None:
    """A stretch, and one whose day and month cannot be told."""
    both = {"arrival": "2027-03-01", "departure": "2027-03-09"}
    assert written(STAY, "from 1 March 2027 to 9 March 2027") == both
    assert written(STAY, "the last night is 9 March 2027") == {"departure": "2027-03-09"}
    assert written(STAY, "on 3/4/2027") == {}


def test_numbers_of_two_ends() -> None:
    """The least and the most."""
    both = {"workers.min": 2, "workers.max": 10}
    assert written(SCALE, "between 2 and 10 workers") == both
    assert written(SCALE, "2-10 workers") == both
    assert written(SCALE, "we sold 2 to 10 cars") == {}
