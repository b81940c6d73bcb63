"""values.schema.json: what it refuses, and in which words."""

import json
from pathlib import Path
from typing import Any

import pytest

from maestro.factory.chart.errors import ChartError
from maestro.factory.chart.schema.faults import lines
from maestro.factory.chart.schema.validator import Validator
from tests.factory.chart.charts import manifest

DRAFT7 = "http://json-schema.org/draft-07/schema#"


def told(schema: Any, value: Any) -> str:
    fault = Validator(schema).fault(value)
    return lines(fault) if fault else ""


@pytest.mark.parametrize(
    ("schema", "value", "text"),
    [
        ({"type": "integer"}, 2.0, ""),
        ({"type": "integer"}, 2.5, "- at '': got number, want integer"),
        ({"type": ["string", "null"]}, True, "- at '': got boolean, want null or string"),
        ({"enum": ["a", 1, None]}, "b", "- at '': value must be one of 'a', 1, <nil>"),
        ({"const": "x"}, "y", "- at '': value must be 'x'"),
        ({"minimum": 2}, 1.0, "- at '': minimum: got 1, want 2"),
        ({"exclusiveMaximum": 2000}, 3000.0, "- at '': exclusiveMaximum: got 3,000, want 2,000"),
        ({"multipleOf": 0.1}, 0.3, ""),
        ({"maxLength": 2}, "abc", "- at '': maxLength: got 3, want 2"),
        ({"pattern": "^a$"}, "b", "- at '': 'b' does not match pattern '^a$'"),
        ({"required": ["a", "b"]}, {}, "- at '': missing properties 'a', 'b'"),
        (
            {"properties": {"a": {}}, "additionalProperties": False},
            {"b": 1, "c": 2},
            "- at '': additional properties 'b', 'c' not allowed",
        ),
        ({"patternProperties": {"^x": {"type": "string"}}}, {"xa": 1.0}, "- at '/xa': got number, want string"),
        ({"items": {"type": "string"}}, ["a", 1.0], "- at '/1': got number, want string"),
        ({"prefixItems": [{"type": "string"}], "items": False}, ["a", 1.0], "- at '/1': false schema"),
        (
            {"$schema": DRAFT7, "items": [{}], "additionalItems": False},
            [1.0, 2.0],
            "- at '': last 1 additionalItem(s) not allowed",
        ),
        ({"uniqueItems": True}, [1.0, 2.0, 1.0], "- at '': items at 0 and 2 are equal"),
        (
            {"contains": {"type": "string"}},
            [1.0],
            "- at '': no items match contains schema\n  - at '/0': got number, want string",
        ),
        ({"not": {"type": "string"}}, "a", "- at '': 'not' failed"),
        (
            {"anyOf": [{"type": "string"}, {"minimum": 5}]},
            1.0,
            "- at '': 'anyOf' failed\n  - at '': got number, want string\n  - at '': minimum: got 1, want 5",
        ),
        ({"oneOf": [{"minimum": 1}, {"minimum": 2}]}, 3.0, "- at '': 'oneOf' failed, subschemas 0, 1 matched"),
        (
            {"if": {"minimum": 5}, "then": {"maximum": 6}, "else": {"minimum": 3}},
            1.0,
            "- at '': minimum: got 1, want 3",
        ),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}}, 1.0, "- at '': got number, want string"),
        ({"$ref": "#a", "$defs": {"x": {"$anchor": "a", "type": "string"}}}, 1.0, "- at '': got number, want string"),
        ({"$ref": "https://elsewhere.example/schema.json"}, 1.0, ""),
        ({"dependentRequired": {"a": ["b"]}}, {"a": 1.0}, "- at '': properties 'b' required, if 'a' exists"),
        (
            {"propertyNames": {"maxLength": 1}},
            {"ab": 1.0},
            "- at '': invalid propertyName 'ab'\n  - at '': maxLength: got 2, want 1",
        ),
        ({"properties": {"a": {}}, "unevaluatedProperties": False}, {"a": 1.0, "b": 2.0}, "- at '/b': false schema"),
        ({"allOf": [{"properties": {"b": {}}}], "unevaluatedProperties": False}, {"b": 2.0}, ""),
        (
            {"properties": {"a": {"type": "string"}, "b": {"type": "string"}}},
            {"a": 1.0, "b": 2.0},
            "- at '/a': got number, want string\n- at '/b': got number, want string",
        ),
    ],
)
def test_a_schema_judges(schema: Any, value: Any, text: str) -> None:
    assert told(schema, value) == text


def test_a_format_is_judged_by_old_drafts_only() -> None:
    assert "is not valid email" in told({"$schema": DRAFT7, "format": "email"}, "x")
    assert told({"format": "email"}, "x") == ""


def test_a_chart_and_its_subchart_are_told_together(tmp_path: Path) -> None:
    files = {
        "values.schema.json": json.dumps({"properties": {"a": {"type": "string"}}}),
        "values.yaml": "a: 1",
        "charts/kid/Chart.yaml": "apiVersion: v2\nname: kid\nversion: 1.0.0\n",
        "charts/kid/values.schema.json": json.dumps({"required": ["b"]}),
    }
    with pytest.raises(ChartError) as caught:
        manifest(tmp_path, files)
    assert caught.value.message == (
        "values don't meet the specifications of the schema(s) in the following chart(s):\n"
        "micro:\n- at '/a': got number, want string\nkid:\n- at '': missing property 'b'"
    )
    assert manifest(tmp_path, files, skip_schema_validation=True) == "\n"


@pytest.mark.parametrize("schema", ["{", "[]", '{"$ref": "#"}', '{"type": 5}'])
def test_a_broken_schema_is_no_traceback(tmp_path: Path, schema: str) -> None:
    try:
        text = manifest(tmp_path, {"values.schema.json": schema, "values.yaml": "a: 1"})
    except ChartError as error:
        text = error.message
    assert text == "\n" or "schema" in text
