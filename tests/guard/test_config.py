"""guard.yaml: what is accepted, what is refused with its path, and the JSON Schema that says the same."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from maestro.domain.errors import ConfigError
from maestro.guard.config import Limit, config_of

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "guard.schema.json").read_text())

GOOD: list[dict[str, Any]] = [
    {"version": 1},
    {
        "version": 1,
        "budgets": {"task": {"usd": 0.5, "tokens": 1000}, "tenant": {"usd": 20, "tokens": 10, "period": "week"}},
    },
    {"version": 1, "budgets": {"tenants": {"shop": {"usd": 1}, "bank": {}}}},
    {"version": 1, "secrets": {"allow": [{"rule": "secrets.jwt", "files": "docs/*", "reason": "an example"}]}},
    {"version": 1, "secrets": {}, "licences": None, "operations": {"roles": [], "folders": ["extra"]}},
    {"version": 1, "licences": {"allow": ["MIT"], "deny": ["AGPL-3.0-*"]}},
    {"version": 1, "residency": {"region": "a.b", "groups": {"eu": ["x"]}, "allowed": ["eu"]}},
    {"version": 1, "scope": {"branches": ["bot/"], "extra": ["docs/*"], "protected": [".github/*"]}},
]
BAD: list[tuple[Any, str]] = [
    ({}, "version"),
    ({"version": 2}, "version"),
    ({"version": True}, "version"),
    ({"version": "1"}, "version"),
    ({"version": 1, "budget": {}}, "budget"),
    ({"version": 1, "budgets": []}, "budgets"),
    ({"version": 1, "budgets": {"task": {"eur": 1}}}, "budgets.task.eur"),
    ({"version": 1, "budgets": {"task": {"usd": -1}}}, "budgets.task.usd"),
    ({"version": 1, "budgets": {"task": {"usd": "5"}}}, "budgets.task.usd"),
    ({"version": 1, "budgets": {"task": {"usd": True}}}, "budgets.task.usd"),
    ({"version": 1, "budgets": {"task": {"tokens": 1.5}}}, "budgets.task.tokens"),
    ({"version": 1, "budgets": {"tenant": {"period": "decade"}}}, "budgets.tenant.period"),
    ({"version": 1, "budgets": {"tenants": {"shop": {"period": "day"}}}}, "budgets.tenants.shop.period"),
    ({"version": 1, "secrets": {"allow": ["secrets.jwt"]}}, "secrets.allow.0"),
    ({"version": 1, "secrets": {"allow": [{}]}}, "secrets.allow.0.rule"),
    ({"version": 1, "secrets": {"allow": [{"rule": "a", "files": "b"}]}}, "secrets.allow.0.reason"),
    ({"version": 1, "licences": {"deny": "GPL"}}, "licences.deny"),
    ({"version": 1, "licences": {"deny": [3]}}, "licences.deny"),
    ({"version": 1, "operations": {"deny": []}}, "operations.deny"),
    ({"version": 1, "residency": {"groups": {"eu": "x"}}}, "residency.groups.eu"),
    ({"version": 1, "residency": {"region": ""}}, "residency.region"),
    ({"version": 1, "scope": {"branches": [""]}}, "scope.branches"),
]


@pytest.mark.parametrize("document", GOOD)
def test_good_configurations_are_taken_by_both(document: dict[str, Any]) -> None:
    assert config_of(document) == config_of(document)
    assert Draft202012Validator(SCHEMA).is_valid(document)


@pytest.mark.parametrize(("document", "path"), BAD)
def test_bad_ones_are_refused_by_both_and_the_path_is_said(document: Any, path: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config_of(document)
    assert caught.value.path == path
    assert caught.value.exit_code == 2
    assert not Draft202012Validator(SCHEMA).is_valid(document)


def test_something_that_is_no_mapping_is_refused() -> None:
    for document in ([], "text", 3, {1: 2}):
        with pytest.raises(ConfigError):
            config_of(document)  # type: ignore[arg-type]  # on purpose


def test_numbers_keep_their_value() -> None:
    budgets = config_of({"version": 1, "budgets": {"task": {"usd": 0.1, "tokens": 7}}}).budgets
    assert budgets.task == Limit(Decimal("0.1"), 7)
    assert budgets.tenant == Limit(None, None)


def test_the_schema_itself_is_well_formed() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_reference_factorys_configuration_fits() -> None:
    file = ROOT / "policies" / "guard.yaml"
    document = yaml.safe_load(file.read_text())
    assert Draft202012Validator(SCHEMA).is_valid(document)
    assert config_of(document).budgets.task.usd
