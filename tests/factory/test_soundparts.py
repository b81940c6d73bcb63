"""A validator that checked other requests before finds what a new one finds."""

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from maestro.factory import schema as module
from maestro.factory.schema import Validator

REFERENCE = Path(__file__).parents[2]
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


@pytest.mark.parametrize("seed", range(3))
def test_what_was_checked_before_changes_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = yaml.safe_load((REFERENCE / "schemas/values.schema.json").read_text())
    requests = [yaml.safe_load(p.read_text()) for p in sorted(REFERENCE.glob("scenarios/*/request.yaml"))]
    rng, warm = random.Random(seed), Validator(schema)
    monkeypatch.setattr(module, "remembering", lambda *_: {})
    forgetful = Validator(schema)
    for request in requests:
        for _ in range(6):
            request = changed(rng, request)  # noqa: PLW2901 - one change upon the other
            assert warm.check(request) == forgetful.check(request)


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
