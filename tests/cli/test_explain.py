"""`maestro explain`: fields, options and starting points of factories that have nothing in common."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.cli.handoffs import said
from tests.factory.places import HARBOUR
from tests.reference_factory import ROOT

SCHEMA = json.loads((ROOT / "schemas/explain.schema.json").read_text())


def facts(capsys: pytest.CaptureFixture[str], root: Path, *what: str) -> dict[str, list[str]]:
    """The facts of the first thing found, by their names."""
    out, _ = said(capsys, "explain", *what, "--factory", root, "--format", "json")
    document: Any = json.loads(out)
    Draft202012Validator(SCHEMA).validate(document)
    found: dict[str, list[str]] = {}
    for fact in document["explained"][0]["facts"]:
        found.setdefault(fact["name"], []).append(fact["text"])
    return found


def test_a_pack_is_told_by_what_it_requires_brings_and_what_proves_it(capsys: pytest.CaptureFixture[str]) -> None:
    found = facts(capsys, ROOT, "pci-dss")
    assert found["requires"] == ["PCI DSS requires a network of your own"]
    assert "encrypt connections to the database" in found["brings"]
    assert "Databases are backed up (databases-backed-up)" in found["proves"]


def test_a_pack_of_another_factory(capsys: pytest.CaptureFixture[str]) -> None:
    assert facts(capsys, HARBOUR, "audited")["requires"] == ["Audited services are never public"]
    hardened = facts(capsys, HARBOUR, "hardened")
    assert hardened["brings"] == ["run without privileges"]
    assert hardened["proves"] == ["Hardened services run without privileges (is-hardened)"]


def test_a_field_is_told_with_what_each_option_provisions(capsys: pytest.CaptureFixture[str]) -> None:
    assert facts(capsys, HARBOUR, "tier")["gold"] == ["replicas of a tier: replicas 3"]
    sizes = facts(capsys, ROOT, "infra.database.size", "--scenario", "04")
    assert "db-custom-4-15360 (4 vCPU, 15 GB)" in sizes["large"][0]
    assert facts(capsys, HARBOUR, "replicas")["standard"] == [
        "2, 3: written by policy where the request leaves it open"
    ]


def test_many_options_are_only_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert "europe-west3" in facts(capsys, ROOT, "gcp.region")["values"][0]


def test_a_starting_point_is_told_with_what_becomes_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    found = facts(capsys, HARBOUR, "archive")
    assert found["makes"] == ["3 resources: 1 Deployment, 1 PersistentVolumeClaim, 1 Service"]
    assert found["changed"] == ["Replicas of a tier (tier-replicas): 1 field of Deployment/archive"]
    assert found["proved"] == [
        "Images have a version (images-have-versions)", "Gold runs at least three times (gold-runs-thrice)",
    ]  # fmt: skip


def test_what_a_policy_changes_everywhere_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    changed = facts(capsys, ROOT, "web-commerce")["changed"]
    assert "Mark what the factory manages (label-managed-by): 32 fields of 32 resources" in changed
    assert any(line.startswith("Size of the PostgreSQL database") and "SQLInstance/" in line for line in changed)


def test_a_word_of_several_fields_is_explained_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, "explain", "large", "--factory", ROOT)
    assert "(infra.gke.size)" in out
    assert "(infra.database.size)" in out


@pytest.mark.parametrize("word", ["nothing-like-it", "", "a\x1b[2Jb"])
def test_an_unknown_word_is_2(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, err = said(capsys, "explain", word, "--factory", HARBOUR, code=2)
    assert "expected a field, an option or a starting point" in err
    assert "\x1b" not in err


def test_what_is_near_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    _, err = said(capsys, "explain", "replicsa", "--factory", HARBOUR, code=2)
    assert "replicas" in err
