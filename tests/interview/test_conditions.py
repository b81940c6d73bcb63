"""Values that go with certain values of another place: what implies, what falls away, what is asked."""

from itertools import permutations
from typing import Any

import pytest

from maestro.domain.acts import Accept, Act, Choose, Decline, Describe, Remove, Set
from maestro.domain.form import Form, Scenario
from maestro.factory.effects import Effects
from maestro.factory.fields import fields_of
from maestro.factory.schema import Validator
from maestro.interview.knowledge import Knowledge
from maestro.interview.machine import step
from maestro.interview.state import Outcome, State
from maestro.interview.values import request_of

SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "boat"],
    "properties": {
        "name": {"title": "Name", "type": "string", "pattern": "^[a-z]+$"},
        "boat": {"title": "Boat", "type": "string", "enum": ["sail", "motor", "rowing"]},
        "fuel": {"title": "Fuel (l)", "type": "integer", "minimum": 0, "maximum": 200},
        "crew": {"title": "Crew", "type": "integer", "minimum": 1},
        "moored": {"title": "Moored", "type": "boolean"},
        "berth": {"title": "Berth", "type": "string"},
    },
    "allOf": [
        {
            "if": {"properties": {"boat": {"const": "motor"}}, "required": ["boat"]},
            "then": {"required": ["fuel"]},
            "else": {"properties": {"fuel": False}},
        },
        {"if": {"properties": {"boat": {"const": "motor"}}}, "then": {"properties": {"crew": False}}},
    ],
}
SCENARIOS = (
    Scenario("01-regatta", "Regatta", "A race.", {"boat": "sail", "crew": 4}),
    Scenario("02-ferry", "Ferry", "Across and back.", {"boat": "motor", "fuel": 80}),
)
FORM = Form("boats", "Boats", fields_of(SCHEMA), ("name",), SCENARIOS)
CHECK = Validator(SCHEMA).check
KNOW = Knowledge(FORM, CHECK, Effects(FORM, CHECK, lambda: None))
FUEL, CREW, SAIL, MOTOR = (
    Set("fuel", 50, "50"),
    Set("crew", 3, "3"),
    Set("boat", "sail", "s"),
    Set("boat", "motor", "m"),
)


def after(*turns: tuple[Act, ...]) -> tuple[dict[str, Any], list[Outcome]]:
    """The request and the outcomes of a conversation held in acts."""
    state, out = State(), list[Outcome]()
    for acts in turns:
        out.append(step(state, acts, KNOW))
        state = out[-1].state
    return request_of(FORM, state.blueprint), out


def asked(outcome: Outcome) -> str:
    return outcome.state.question.path if outcome.state.question else ""


def test_a_fact_implies_the_one_value_it_goes_with() -> None:
    """And none of several: that is asked."""
    assert after((FUEL,))[0] == {"boat": "motor", "fuel": 50}
    request, _ = after((CREW,))
    assert request == {"crew": 3}
    assert "boat" not in request


@pytest.mark.parametrize("acts", list(permutations((FUEL, SAIL))))
def test_two_that_do_not_go_together_are_asked_in_any_order(acts: tuple[Act, ...]) -> None:
    """Both stand until one is taken back; the rule and the ways out are named."""
    request, out = after(acts)
    assert request == {"boat": "sail", "fuel": 50}
    assert asked(out[-1]) == "fuel"
    question = out[-1].state.question
    assert question is not None
    assert "Fuel goes with Boat: motor only" in question.text
    assert [choice.label for choice in question.choices[:2]] == ["Boat: motor", "leave Fuel out"]


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ((SAIL,), {"boat": "sail"}),
        ((FUEL,), {"boat": "motor", "fuel": 50}),
        ((MOTOR,), {"boat": "motor", "fuel": 50}),
        ((Remove("fuel"),), {"boat": "sail"}),
        ((Accept("fuel", "yes"),), {"boat": "motor", "fuel": 50}),
    ],
)
def test_the_one_that_is_said_again_stays(reply: tuple[Act, ...], expected: dict[str, Any]) -> None:
    """Or the one that a choice names."""
    assert after((FUEL, SAIL), reply)[0] == expected


def test_what_a_later_value_leaves_no_room_for_falls_away() -> None:
    """And that is said; in one message too, where the words take back."""
    request, out = after((FUEL,), (SAIL,))
    assert request == {"boat": "sail"}
    assert any("Fuel: 50 l falls away: Fuel goes with Boat: motor only." in line for line in out[-1].replies)
    assert after((FUEL, Set("boat", "rowing", "r", correction=True)))[0] == {"boat": "rowing"}


def test_a_correction_wins_over_what_it_goes_with() -> None:
    """ "No, 50 litres of fuel", after a sailing boat."""
    assert after((SAIL,), (Set("fuel", 50, "50", correction=True),))[0] == {"boat": "motor", "fuel": 50}


def test_a_later_fact_against_a_stated_value_is_asked() -> None:
    """Without a word that takes back."""
    request, out = after((SAIL,), (FUEL,))
    assert request == {"boat": "sail", "fuel": 50}
    assert asked(out[-1]) == "fuel"


def test_what_was_said_wins_over_a_starting_point() -> None:
    """Whether it is said before or after."""
    regatta = (Describe("a race", ("01-regatta",)),), (Choose("01-regatta", "1"),)
    assert after((FUEL,), *regatta)[0] == {"boat": "motor", "fuel": 50}
    assert after(*regatta, (FUEL,))[0] == {"boat": "motor", "fuel": 50}
    assert after((SAIL,), (Choose("02-ferry", "2"),))[0] == {"boat": "sail"}


def test_what_is_not_wanted_implies_nothing() -> None:
    """ "No fuel", of a boat that has none."""
    request, out = after((SAIL,), (Set("fuel", 0, "no fuel"),))
    assert request == {"boat": "sail"}
    assert "Fuel: none." in out[-1].replies
    assert after((Set("fuel", 0, "no fuel"),))[0].get("boat") is None


def test_no_to_what_a_value_needs_asks_for_another_value() -> None:
    """ "There is no fuel" is no value of it, but tells that it is another boat."""
    start = (Describe("a ferry", ("02-ferry",)),), (Choose(None, "empty"),), (MOTOR, Set("name", "anna", "anna"))
    _, out = after(*start)
    assert asked(out[-1]) == "fuel"
    _, out = after(*start, (Decline("fuel", "there is none"),))
    assert asked(out[-1]) == "boat"
    question = out[-1].state.question
    assert question is not None
    assert [choice.value for choice in question.choices] == ["sail", "rowing"]
