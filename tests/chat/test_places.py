"""What is typed for fields, values and scenarios, and what is offered while typing."""

import pytest

from maestro.chat.offers import offers
from maestro.chat.places import find_field, find_scenario, read_value
from maestro.domain.errors import UsageError
from tests.fakes.session import SCENARIOS, bakery

FORM = bakery()


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("site.town", "site.town"),
        ("Town", "site.town"),
        ("town", "site.town"),
        ("stove", "rooms.oven"),
        ("shop n", "shop"),
        ("rooms.oven.mo", "rooms.oven.model"),
        ("rooms.shelf.boards.0.name", "rooms.shelf.boards.0.name"),
    ],
)
def test_a_field_is_found_by_path_title_alias_or_beginning(text: str, path: str) -> None:
    assert find_field(FORM, text) == path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("enabled", "rooms.oven.enabled or rooms.shelf.enabled"),
        ("twon", "site.town"),
        ("", "expected a field"),
        ("zzzzzz", "/show lists"),
        ("rooms.shelf.boards[].name", "no field"),
    ],
)
def test_what_is_not_one_field_is_refused_with_the_nearest(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=r".") as caught:
        find_field(FORM, text)
    assert told in caught.value.message


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("rooms.oven.spare", "Yes", True),
        ("rooms.oven.spare", "off", False),
        ("rooms.oven.shelves", " 12 ", 12),
        ("site.seals", "organic, halal", ["organic", "halal"]),
        ("rooms.oven.size", "LARGE", "large"),
        ("shop", " corner ", "corner"),
    ],
)
def test_a_value_has_the_type_of_its_field(path: str, text: str, value: object) -> None:
    field = FORM.at(path)
    assert field is not None
    assert read_value(field, text) == value


@pytest.mark.parametrize(
    ("path", "text"), [("rooms.oven.spare", "maybe"), ("rooms.oven.shelves", "many"), ("rooms.oven", "x")]
)
def test_a_value_of_another_type_is_refused(path: str, text: str) -> None:
    field = FORM.at(path)
    assert field is not None
    with pytest.raises(UsageError, match=path.replace(".", r"\.")):
        read_value(field, text)


@pytest.mark.parametrize("text", ["01-corner-bakery", "corner bakery", "1", "01", "corner"])
def test_a_scenario_is_found_by_id_title_number_or_beginning(text: str) -> None:
    assert find_scenario(SCENARIOS, text).id == "01-corner-bakery"


def test_an_unknown_scenario_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="02-market-stall"):
        find_scenario(SCENARIOS, "9")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("/un", {"/undo"}),
        ("/se", {"/set", "/sessions"}),
        ("/why site", {"site", "site.town", "site.seals"}),
        ("/set oven", {"rooms.oven"}),
        ("/set site.town l", {"lyon"}),
        ("/set site.seals organic, h", {"halal"}),
        ("/set rooms.oven.model de", {"deck-1", "deck-9"}),
        ("/set rooms.oven.spare y", {"yes"}),
        ("/compare 01-corner-bakery 02", {"02-market-stall"}),
        ("/nothing x", set()),
        ("/set nothing x", set()),
        ("/quit x", set()),
        ("please set site.t", {"site.town"}),
    ],
)
def test_what_is_offered_while_typing(line: str, offered: set[str]) -> None:
    assert {offer.text for offer in offers(line, lambda: FORM)} == offered


def test_commands_are_offered_without_the_form() -> None:
    assert [offer.text for offer in offers("/hel", lambda: pytest.fail("not needed"))] == ["/help"]
