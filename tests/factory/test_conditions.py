"""What a schema's rules tell of places that exist beside certain values only."""

from typing import Any

import pytest

from maestro.factory.conditions import conditions
from maestro.factory.fields import fields_of

BOAT = {"enum": ["sail", "motor", "rowing"]}
FALSE = {"properties": {"fuel": False}}
MOTOR = ("boat", ("motor",))


def read(**rules: Any) -> dict[str, Any]:
    return conditions({"type": "object", "properties": {"boat": BOAT, "fuel": {"type": "integer"}}, **rules})


def of(value: Any) -> dict[str, Any]:
    return {"properties": {"boat": value}, "required": ["boat"]}


@pytest.mark.parametrize(
    "rules",
    [
        {"if": of({"const": "motor"}), "then": {"required": ["fuel"]}, "else": FALSE},
        {"if": of({"enum": ["sail", "rowing"]}), "then": FALSE},
        {"if": of({"const": "motor"}), "else": {"not": {"required": ["fuel"]}}},
        {"if": {"not": of({"const": "motor"})}, "then": FALSE},
        {"if": of({"not": {"const": "motor"}}), "then": FALSE},
        {"if": {"required": ["fuel"]}, "then": of({"const": "motor"})},
        {"dependentSchemas": {"fuel": of({"const": "motor"})}},
        {"allOf": [{"if": of({"const": "motor"}), "else": FALSE}]},
        {"allOf": [{"if": of({"const": "sail"}), "then": FALSE}, {"if": of({"const": "rowing"}), "then": FALSE}]},
    ],
)
def test_what_is_forbidden_otherwise_goes_with_a_value(rules: dict[str, Any]) -> None:
    """However the rule is put."""
    assert read(**rules) == {"fuel": MOTOR}


@pytest.mark.parametrize(
    "rules",
    [
        {"if": of({"const": "motor"}), "then": {"required": ["fuel"]}},
        {"if": {"properties": {"boat": {"const": "motor"}, "fuel": {"const": 3}}}, "else": FALSE},
        {"if": of({"type": "string"}), "else": FALSE},
        {"properties": {"boat": {"type": "string"}}, "if": of({"const": "motor"}), "then": FALSE},
        {"if": of({"const": "motor"}), "else": {"properties": {"fuel": {"maximum": 3}}}},
        {"dependentRequired": {"fuel": ["boat"]}},
    ],
)
def test_other_rules_tell_no_such_thing(rules: dict[str, Any]) -> None:
    """What is only needed, what depends on two places or on no list of values, what is narrowed."""
    assert read(**rules) == {}


def test_a_rule_reaches_into_objects_and_entries() -> None:
    """The place that decides lies elsewhere, or in the same entry."""
    entry = {"type": "object", "properties": {"boat": BOAT, "fuel": {}}, "if": of({"const": "motor"}), "else": FALSE}
    hire = {"type": "object", "properties": {"fuel": {"type": "integer"}}}
    schema = {
        "properties": {"boat": BOAT, "hire": hire, "fleet": {"type": "array", "items": entry}},
        "if": of({"const": "motor"}),
        "else": {"properties": {"hire": {"properties": {"fuel": False}}}},
    }
    assert conditions(schema) == {"hire.fuel": MOTOR, "fleet[].fuel": ("fleet[].boat", ("motor",))}
    assert {f.path: f.when for f in fields_of(schema)}["hire.fuel"] == MOTOR


def test_a_switch_that_forbids_leaves_the_other_value() -> None:
    """A boolean has two."""
    rule = {"if": {"properties": {"dry": {"const": True}}}, "then": FALSE}
    schema = {"properties": {"dry": {"type": "boolean"}, "fuel": {"type": "integer"}}, **rule}
    assert conditions(schema) == {"fuel": ("dry", (False,))}
