"""How long and how often, told by other words than the field's: keeping, repeating."""

from typing import Any

import pytest

from tests.understanding.made import form, written

OFTEN = {"title": "Reporting interval (min)", "type": "integer", "minimum": 1, "maximum": 1440}
KEEP = {"title": "Readings are kept for (months)", "type": "integer", "minimum": 1, "maximum": 120}
LASTS = {
    "title": "Power",
    "type": "object",
    "properties": {"lasts": {"title": "Must last for (years)", "type": "integer", "minimum": 1, "maximum": 15}},
}
LATE = {
    "title": "Alarms",
    "type": "object",
    "properties": {
        "enabled": {"title": "Raise alarms", "type": "boolean"},
        "after": {"title": "Only after (min)", "type": "integer", "minimum": 0, "maximum": 240},
    },
}
WATER = form(report_every=OFTEN, keep=KEEP, power=LASTS, alarms=LATE)
RIDES = form(
    remembered={
        "title": "Ride records (days)",
        "description": "How long it is remembered who had which bike.",
        "type": "integer",
        "minimum": 14,
        "maximum": 3650,
    },
    refresh={"title": "Timetable", "description": "How often it is read anew, in minutes.", "type": "integer"},
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("live, readings every 5 minutes, keep them 48 months", {"report_every": 5, "keep": 48}),
        ("1 reading every 15 min, keep 18 months.", {"report_every": 15, "keep": 18}),
        ("retention 3 years", {"keep": 36}),
        ("retention 5 years after all, audit wants it", {"keep": 60}),
        ("Please, the readings must stay two years, and nobody else sees them.", {"keep": 24}),
        ("they stay two years", {"keep": 24}),
        ("One reading every minute, please", {"report_every": 1}),
        ("one reading an hour", {"report_every": 60}),
        ("four readings an hour", {"report_every": 15}),
        ("We want data every 10 minutes and a history of five years.", {"report_every": 10, "keep": 60}),
        ("it should report twice an hour", {"report_every": 30}),
        ("Hourly readings will do.", {"report_every": 60}),
        ("then every half hour", {"report_every": 30}),
        ("Store the measurements for 6 years", {"keep": 72}),
        ("delete the values after 18 months", {"keep": 18}),
        ("a value every two hours", {"report_every": 120}),
        ("send a value once every 6 hours", {"report_every": 360}),
    ],
)
def test_times_are_told_by_verbs(text: str, expected: dict[str, Any]) -> None:
    """In the unit of the field's title."""
    assert written(WATER, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "we keep our vans for five years",
        "our people visit the shafts every 2 hours",
        "every hour we look at the clock",
        "we have been here for 48 months",
        "a bus comes every ten minutes",
        "the ferry stays 20 minutes at the quay",
        "the office is open 24 hours a day",
        "he has worked here for two years",
        "it took 3 months to get the money",
        "I call them once a day",
        "our newsletter comes out every month",
    ],
)
def test_other_times_are_left_alone(text: str) -> None:
    """Of people, vehicles, pasts."""
    assert written(WATER, text) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the ride records are kept for 2 years", {"remembered": 730}),
        ("keep the records 12 months", {"remembered": 360}),
        ("read the timetable anew every half hour", {"refresh": 30}),
        ("we keep the bikes in the shed for 3 months", {}),
    ],
)
def test_descriptions_tell_as_well(text: str, expected: dict[str, Any]) -> None:
    """Where the title has no verb."""
    assert written(RIDES, text) == expected
