"""The contract of a request: well formed, and every field says what it is."""

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml

from tests.reference_factory import ROOT

SCHEMA: dict[str, Any] = json.loads((ROOT / "schemas" / "values.schema.json").read_text(encoding="utf-8"))
HINTS = {
    "aliases", "question", "why", "importance", "topic", "unit", "own", "options", "refines", "shapes", "refused",
    "disjoint",
}  # fmt: skip
TOPICS = {"environment", "compliance", "components", "network", "sizing", "identity", "owner", "details"}
HEADINGS = {"Runs on", "Data", "Events", "Secrets", "Front"}
CRITICAL = {"environment", "gcp.region", "compliance.packs", "compliance.data_residency", "network.mode"}


def fields(node: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property with its path; items of lists as `a[]`."""
    for name, child in node.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        yield here, child
        yield from fields(child, here)
        if "items" in child:
            yield f"{here}[]", child["items"]
            yield from fields(child["items"], f"{here}[]")


FIELDS = dict(fields(SCHEMA))
BY_PATH = pytest.mark.parametrize("path", FIELDS)


def objects() -> list[str]:
    return [path for path, field in FIELDS.items() if field["type"] == "object"]


def leaves() -> list[str]:
    return [path for path, field in FIELDS.items() if field["type"] != "object" and not path.endswith("[]")]


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@BY_PATH
def test_every_field_is_titled_and_described(path: str) -> None:
    field = FIELDS[path]
    assert field["title"].strip()
    assert field["description"].endswith("."), path


@pytest.mark.parametrize("path", objects())
def test_unknown_keys_are_refused(path: str) -> None:
    assert FIELDS[path]["additionalProperties"] is False


@pytest.mark.parametrize("path", leaves())
def test_examples_and_defaults_are_valid(path: str) -> None:
    field = FIELDS[path]
    judge = jsonschema.Draft202012Validator(field, format_checker=jsonschema.FormatChecker())
    assert field["examples"]
    for value in [*field["examples"], *([field["default"]] if "default" in field else [])]:
        judge.validate(value)


@BY_PATH
def test_hints_stay_within_their_vocabulary(path: str) -> None:
    hints = FIELDS[path].get("x-maestro", {})
    assert set(hints) <= HINTS
    headings = HEADINGS if "enabled" in FIELDS[path].get("properties", {}) else set()
    assert hints.get("topic", "details") in TOPICS | headings
    assert hints.get("importance", "low") in {"critical", "high", "normal", "low"}
    assert (hints.get("importance") == "critical") == (path in CRITICAL)


@BY_PATH
def test_options_are_exactly_the_legal_values(path: str) -> None:
    field = FIELDS[path]
    options = field.get("x-maestro", {}).get("options")
    if options is None:
        return
    assert list(options) == field["enum"]
    for option in options.values():
        assert option["title"]
        assert option["means"].endswith(".")
        for entry in option.get("entails", []):
            assert entry["text"]
            assert entry.get("when", "infra") in {"infra", *FIELDS}
            for target, value in entry.get("sets", {}).items():
                jsonschema.validate(value, FIELDS[target])


@BY_PATH
def test_shapes_ascend_and_refused_ones_have_a_shape_that_is_accepted(path: str) -> None:
    field = FIELDS[path]
    hints = field.get("x-maestro", {})
    assert hints.get("refines", "environment") in FIELDS
    shapes = hints.get("shapes", [])
    assert shapes == sorted(shapes, key=lambda shape: (shape["vcpu"], shape["memory_gb"]))
    if "pattern" in field:
        for shape in shapes:
            assert re.search(field["pattern"], shape["name"])
    for refusal in hints.get("refused", []):
        for refused, accepted in refusal["instead"].items():
            assert re.search(refusal["pattern"], refused)
            assert not re.search(refusal["pattern"], accepted)
            assert re.search(field["pattern"], refused)
            assert re.search(field["pattern"], accepted)


def test_every_shape_that_postgresql_refuses_has_an_equal_one() -> None:
    tier = FIELDS["infra.database.postgres.tier"]["x-maestro"]
    (refusal,) = tier["refused"]
    mysql = {shape["name"]: shape for shape in FIELDS["infra.database.mysql.tier"]["x-maestro"]["shapes"]}
    accepted = {shape["name"]: shape for shape in tier["shapes"]}
    assert set(refusal["instead"]) == {name for name in mysql if name.startswith("db-n1-")}
    for refused, instead in refusal["instead"].items():
        same = ("vcpu", "memory_gb")
        assert [mysql[refused][key] for key in same] == [accepted[instead][key] for key in same]


def test_what_is_missing_names_what_is_nearest() -> None:
    lacks = SCHEMA["x-maestro"]["lacks"]
    assert {"BigQuery", "Kafka", "Oracle", "SQL Server", "Virtual machines", "Windows", "Other clouds"} <= {
        lack["title"] for lack in lacks
    }
    for lack in lacks:
        assert lack["aliases"]
        assert lack["nearest"]
        assert lack.get("path", "infra") in {"infra", *FIELDS}


def test_the_guard_knows_the_same_regions() -> None:
    guard = yaml.safe_load((ROOT / "policies" / "guard.yaml").read_text(encoding="utf-8"))["residency"]
    assert guard["groups"] == {
        code: SCHEMA["$defs"][f"regions_{code}"]["enum"] for code in FIELDS["compliance.data_residency"]["enum"]
    }
    known = [region for group in guard["groups"].values() for region in group]
    assert sorted(known) == sorted(FIELDS[guard["region"]]["enum"])
    assert guard["residency"] in FIELDS


@pytest.mark.shared
def test_regions_lie_where_they_are_said_to_lie(shared_dir: Any) -> None:
    facts = json.loads((shared_dir / "reference" / "regions.json").read_text(encoding="utf-8"))["residency_sets"]
    for code in FIELDS["compliance.data_residency"]["enum"]:
        assert set(SCHEMA["$defs"][f"regions_{code}"]["enum"]) == set(facts[code])


def test_the_chart_has_the_defaults_that_the_schema_names() -> None:
    values = yaml.safe_load((ROOT / "chart" / "values.yaml").read_text(encoding="utf-8"))
    for path, field in FIELDS.items():
        node: Any = values
        for part in path.split("."):
            node = node.get(part) if isinstance(node, dict) else None
        if node not in (None, "", [], {}) and "default" in field and field["type"] != "object":
            assert node == field["default"], path
