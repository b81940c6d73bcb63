"""What the factory's own texts tell of options and switches: proper names, places, what goes for what comes."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.blueprint import Source, Status, Value
from maestro.domain.conversation import View
from maestro.understanding.offline import OfflineInterpreter
from tests.understanding.made import form, written

LINK = {
    "title": "Uplink",
    "description": "How readings travel. Radio: LoRaWAN to our own antennas. Mobile: NB-IoT with a SIM card in every "
    "device, for a monthly fee. Wire: a cable to the cabinet.",
    "type": "string",
    "enum": ["radio", "mobile", "wire"],
    "default": "radio",
}
OPEN = {"title": "Open data", "description": "Hourly averages appear on the city's website.", "type": "boolean"}
EVERY = {"title": "Reporting interval (min)", "type": "integer", "minimum": 1, "maximum": 1440}
KEEP = {"title": "Readings are kept for (months)", "type": "integer", "minimum": 1, "maximum": 120}
WAIT = {"title": "Rest (min)", "type": "integer", "minimum": 1, "maximum": 240}
WATER = form(uplink=LINK, open_data=OPEN, report_every=EVERY, keep=KEEP, rest=WAIT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trial, NB-IoT, paid by us", "mobile"),
        ("LoRaWAN please", "radio"),
        ("the readings come in over lorawan", "radio"),
        ("Use NB-IoT.", "mobile"),
        ("a SIM card, not the radio", "mobile"),
        ("radio instead of the cable, obviously", "radio"),
        ("mobile rather than the antennas", "mobile"),
        ("They used NB-IoT before.", None),
        ("no NB-IoT, the supplier went bust", None),
        ("my nephew sells SIM cards to tourists", None),
        ("we listen to the radio instead of the telly", None),
        ("the cable car is near", None),
    ],
)
def test_proper_names_and_what_goes(text: str, expected: str | None) -> None:
    """Alone in a piece, behind a word of means, or in the place of another."""
    assert written(WATER, text).get("uplink") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing goes on the website", False),
        ("They should not appear on the website of the city.", False),
        ("keep it all off the website", False),
        ("nobody sees them on the website", False),
        ("citizens shall see the averages on the website", True),
        ("Put the averages on our website", True),
        ("people complain on the website", None),
        ("I cannot log in to the website", None),
        ("we have a website", None),
        ("the old averages were shown on the website", None),
    ],
)
def test_what_is_shown(text: str, expected: bool | None) -> None:
    """By the place of which only this switch speaks."""
    assert written(WATER, text).get("open_data") is expected


def corrected(text: str, recent: str = "", **held: int) -> dict[str, Any]:
    """What a message changes where the user gave these numbers."""
    values = {path: Value(number, Source.USER, Status.STATED, "") for path, number in held.items()}
    view = View(WATER, None, values=values, chosen=True, recent=recent)
    acts = OfflineInterpreter(WATER).interpret(text, view)
    return {act.path: act.value for act in acts if isinstance(act, a.Set)}


@pytest.mark.parametrize(
    ("text", "held", "recent", "expected"),
    [
        ("make that 20 min, they can take it", {"report_every": 30}, "", {"report_every": 20}),
        ("No, 4 years instead", {"report_every": 30, "keep": 24}, "", {"keep": 48}),
        ("let's say an hour, that should be 60 minutes", {"report_every": 30}, "", {"report_every": 60}),
        ("that should be 45 min", {"report_every": 30, "rest": 10}, "rest", {"rest": 45}),
        ("Make it 2 years", {"keep": 36}, "", {"keep": 24}),
        ("make that 20 min", {"report_every": 30, "rest": 10}, "keep", {}),
        ("make that 20 min", {"keep": 36}, "", {}),
        ("it took us 20 min to get there", {"report_every": 30}, "", {}),
        ("make that 3 pizzas", {"report_every": 30}, "report_every", {}),
        ("the meeting lasts 20 min", {"report_every": 30}, "report_every", {}),
    ],
)
def test_a_number_is_made_another(text: str, held: dict[str, int], recent: str, expected: dict[str, int]) -> None:
    """The only one in its unit, or the one told last."""
    assert corrected(text, recent, **held) == expected
