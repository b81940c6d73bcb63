"""What is quickly said to fit fits, and the errors are those that jsonschema finds by itself."""

import random
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from maestro.factory.fitting import Fitting
from maestro.factory.patterns import pattern
from maestro.factory.schema import Validator
from maestro.factory.strictly import Strict

REFERENCE = Path(__file__).parents[2]
KINDS = {
    "schemas/values.schema.json": "scenarios/*/request.yaml",
    "tests/factories/audioguide/contract/guide.schema.json": "tests/factories/audioguide/**/request.yaml",
    "tests/factories/delta/contract/stream.schema.json": "tests/factories/delta/**/request.yaml",
    "tests/factories/harbour/generator/chart/values.schema.json": "tests/factories/harbour/**/request.yaml",
    "tests/factories/switchboard/schema/line.schema.json": "tests/factories/switchboard/**/request.yaml",
}
NEW, OLD = "https://json-schema.org/draft/2020-12/schema", "http://json-schema.org/draft-07/schema#"
OTHERS = ("", "x", 0, -1, 3.5, True, None, [], {}, ["a", "a"], {"name": "b"}, "2020-01-01")


def changed(rng: random.Random, value: Any) -> Any:
    """One place replaced, left out or doubled."""
    if isinstance(value, dict) and value and rng.random() < 0.85:
        key = rng.choice(sorted(value))
        out = {**value, key: changed(rng, value[key])}
        if rng.random() < 0.15:
            del out[key]
        return out
    if isinstance(value, list) and value and rng.random() < 0.7:
        at = rng.randrange(len(value))
        return [*value[:at], changed(rng, value[at]), *value[at + rng.randint(0, 1) :]]
    return rng.choice(OTHERS)


def plain(schema: dict[str, Any]) -> Any:
    """The validator that looks at everything."""
    kind = jsonschema.validators.validator_for(schema, default=jsonschema.Draft202012Validator)
    cls = jsonschema.validators.extend(kind, {"pattern": pattern})  # type: ignore[no-untyped-call]
    return cls(schema, format_checker=jsonschema.FormatChecker())


def told(errors: Any) -> list[Any]:
    """What is read of errors."""
    return [(list(e.absolute_path), list(e.absolute_schema_path), e.validator, e.message) for e in errors]


@pytest.mark.parametrize("file", KINDS)
def test_changed_requests_are_seen_as_the_validator_sees_them(file: str) -> None:
    schema = yaml.safe_load((REFERENCE / file).read_text())
    requests = [yaml.safe_load(p.read_text()) for p in sorted(REFERENCE.glob(KINDS[file]))]
    rng, usual, fitting = random.Random(file), plain(schema), Fitting(schema)
    strict, seen = Strict(schema, fitting), set[bool]()
    for request in requests * 6:
        for _ in range(4):
            errors = told(usual.iter_errors(request))
            assert fitting.fits(schema, request) is not bool(errors)
            assert told(strict.errors(request)) == errors
            seen.add(not errors)
            request = changed(rng, request)  # noqa: PLW2901 - one change upon the other
    assert seen == {True, False}


VALUES = (
    *OTHERS, 1, 1.0, 2, 10**400, float("nan"), "xx", "a@b", "é", False, [1, True], [1, 1.0], [[1], [True]], [{}, {}],
    ["a", 1], {"a": 1}, {"a": {"a": 1}}, {"a": 1, "b": 2}, {"a": "x", "c": None}, (1,),
)  # fmt: skip
PARTS: tuple[dict[str, Any], ...] = (
    {"type": "integer"}, {"type": ["number", "null"]}, {"const": 1}, {"const": [1]}, {"enum": [1, "x", None]},
    {"enum": ["x", ""]}, {"minimum": 1}, {"maximum": 1.5}, {"exclusiveMinimum": 1}, {"exclusiveMaximum": 1},
    {"minLength": 1}, {"maxLength": 1}, {"minItems": 1}, {"maxItems": 1}, {"minProperties": 1}, {"maxProperties": 1},
    {"uniqueItems": True}, {"uniqueItems": False}, {"pattern": "^x"}, {"format": "email"}, {"format": "date"},
    {"format": "unheard-of"}, {"required": ["a"]}, {"properties": {"a": {"type": "integer"}}},
    {"items": {"type": "string"}},
    {"additionalProperties": False}, {"properties": {"a": True}, "additionalProperties": {"type": "integer"}},
    {"propertyNames": {"maxLength": 1}}, {"contains": {"const": True}}, {"dependentRequired": {"a": ["b"]}},
    {"allOf": [{"type": "object"}, {"required": ["b"]}]}, {"anyOf": [{"type": "object"}, {"type": "string"}]},
    {"oneOf": [{"type": "number"}, {"type": "integer"}]}, {"not": {"type": "object"}}, {"items": False},
    {"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": False}, {"if": {"type": "string"}},
    {"$ref": "#/$defs/deep", "type": "object"}, {"$ref": "#"}, {"x-own": 1, "then": False},
)  # fmt: skip


@pytest.mark.parametrize("dialect", [NEW, OLD])
@pytest.mark.parametrize("part", PARTS, ids=str)
def test_every_keyword(part: dict[str, Any], dialect: str) -> None:
    deep = {"deep": {"type": "object", "properties": {"a": {"$ref": "#/$defs/deep"}}}}
    for schema in (
        {"$schema": dialect, "$defs": deep, "anyOf": [{"type": "boolean"}, part]},
        {"$schema": dialect, "$defs": deep, "properties": {"a": part}},
    ):
        if part == {"$ref": "#"} and "anyOf" in schema:
            continue  # it would never end
        usual, fitting = plain(schema), Fitting(schema)
        for value in VALUES:
            assert fitting.fits(schema, value) is usual.is_valid(value), value


@pytest.mark.parametrize(
    "part",
    [
        {"patternProperties": {"a": True}}, {"prefixItems": [True]}, {"unevaluatedProperties": False},
        {"multipleOf": 2},
        {"$ref": "https://example.com/s"}, {"$ref": "#/$defs/absent"}, {"required": "a"}, {"type": "text"},
        {"minimum": "a"},
        {"allOf": {}}, {"$id": "x"}, {"$schema": OLD}, {"properties": {"a": 1}}, {"enum": "x"}, {"pattern": 1},
        {"format": 1},
    ],
    ids=str,
)  # fmt: skip
def test_what_only_the_validator_knows_is_left_to_it(part: dict[str, Any]) -> None:
    assert Fitting(schema := {"allOf": [part]}).fits(schema, {}) is None
    assert Fitting(schema := {"$schema": "http://json-schema.org/draft-04/schema#"}).fits(schema, {}) is None


def test_a_part_that_fails_leaves_nothing_half_made() -> None:
    deep: dict[str, Any] = {"properties": {"b": {"$ref": "#/$defs/deep"}, "c": {"multipleOf": 2}}}
    schema = {"$defs": {"deep": deep}, "properties": {"a": {"$ref": "#/$defs/deep"}, "d": {"type": "string"}}}
    fitting = Fitting(schema)
    assert fitting.fits(schema, {"a": {"b": {}}}) is None
    assert fitting.fits(deep["properties"]["b"], {}) is None
    assert fitting.fits(schema["properties"]["d"], "x") is True


@pytest.mark.parametrize(
    "dialect", ["http://json-schema.org/draft-07/schema#", "http://json-schema.org/draft-04/schema#"]
)
def test_older_dialects_and_references_are_checked_alike(dialect: str) -> None:
    schema = {
        "$schema": dialect,
        "definitions": {"tree": {"type": "object", "properties": {"next": {"$ref": "#/definitions/tree"}},
                                 "additionalProperties": False}},
        "properties": {"a": {"$ref": "#/definitions/tree"}, "b": {"type": "string"}},
        "anyOf": [{"required": ["a"]}, {"properties": {"b": {"enum": ["x"]}}, "required": ["b"]}],
    }  # fmt: skip
    warm = Validator(schema)
    deep = {"next": {"next": {}}}
    for request in ({"a": {}}, {"a": deep}, {"a": {"next": {"no": 1}}}, {"a": {"next": deep}}, {"b": "x"}, {"b": "y"},
                    {"a": {"next": {"next": {"next": 1}}}}, {"a": deep, "b": "y"}, {"b": 1}):  # fmt: skip
        assert warm.check(request) == Validator(schema).check(request)
        assert warm.check({**request, "c": 1}).problems == Validator(schema).check({**request, "c": 1}).problems
