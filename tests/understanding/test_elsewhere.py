"""Places that no region lies in: said, with the nearest on offer, and only where the place is that of the request."""

from pathlib import Path

import pytest

from maestro.domain.acts import Act, Set
from maestro.domain.conversation import View
from maestro.factory.geography import outside
from tests.reference_factory import converse, interpreter, knowledge

VIEW = View(knowledge().form)
REGION = "gcp.region"


def places(text: str) -> list[object]:
    acts: tuple[Act, ...] = interpreter().interpret(text, VIEW)
    return [a.value for a in acts if isinstance(a, Set) and a.path == REGION]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("We have a ticket shop. Region should be in Ireland.", "Ireland"),
        ("A web shop that has to run in Dublin", "Dublin"),
        ("Please host it in South Africa, an online shop.", "South Africa"),
        ("A bakery's site, region: eu-west-1", "eu-west-1"),
        ("An API deployed to northeurope, as in our other region", "northeurope"),
        ("us-west-2 please", "us-west-2"),
        ("The servers must stand in New Zealand", "New Zealand"),
        ("it should be hosted in prague", "Prague"),
    ],
)
def test_a_place_without_a_region_is_taken_up(text: str, place: str) -> None:
    assert places(text) == [place]


@pytest.mark.parametrize(
    "text",
    [
        "We sell cheese from Ireland in our web shop",
        "Our founder lives in Dublin and wants a web shop",
        "We are moving away from eu-west-1, with a MySQL database",
        "A shop for people in Norway and Denmark",
        "The office is in Vienna; it should run in Frankfurt",
        "A travel agency that books trips to Kenya, Peru and Vietnam",
    ],
)
def test_a_place_of_a_story_is_none(text: str) -> None:
    assert places(text) in ([], ["europe-west3"])


def test_the_reply_names_the_nearest_and_asks_for_one(tmp_path: Path) -> None:
    talk, turns = converse(tmp_path, "A ticket shop in production", "1", "somewhere in Ireland", "the second")
    assert "Ireland is not on offer as Region here. The nearest are London" in turns[2].reply
    asked = turns[2].outcome.state.question
    assert asked is not None
    assert asked.path == REGION
    assert talk.request()["gcp"]["region"] in ("europe-west1", "europe-west2", "europe-west9")


def test_only_regions_of_the_cloud_lie_somewhere() -> None:
    assert outside(["small", "medium"], []) == ()
    assert outside(["europe-west3"], []) == ()


@pytest.mark.parametrize(
    ("place", "near"),
    [("Austria", "europe-west3"), ("Fiji", None), ("Hawaii", "us-west1"), ("New Zealand", "australia-southeast1")],
)
def test_nearness_goes_round_the_globe(place: str, near: str | None) -> None:
    found = outside(["europe-west3", "us-west1", "australia-southeast1", "asia-northeast1"], [])
    assert next((e.nearest[0] for e in found if e.name == place), None) == near


def test_what_an_option_is_called_is_no_place_elsewhere() -> None:
    names = {e.name for e in outside(["europe-west3", "europe-west4"], ["Vienna"])}
    assert "Vienna" not in names
    assert "Amsterdam" not in names
    assert {"Johannesburg", "africa-south1", "Austria"} <= names
