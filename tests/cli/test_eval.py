"""`maestro eval` over the reference factory: numbers on standard output, progress beside it, nothing kept."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from maestro.cli.app import run

ROOT = Path(__file__).parents[2]
SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas/eval.schema.json").read_text(encoding="utf-8")))
SHOP: dict[str, Any] = {
    "id": "shop", "slices": ["one-shot"], "opening": "An online shop with PostgreSQL, production",
    "answers": {"scenario": ["1"], "compliance.packs": ["none"], "infra": ["medium"], "tenant_code": ["shop"],
                "gcp.region": ["Frankfurt"], "gcp.billing_account_id": ["01A2B3-C4D5E6-F70819"],
                "gcp.org_id": ["123456789012"]},
    "goal": {"environment": ["prod"], "gcp.region": ["europe-west3"]}, "scenario": ["04-web-commerce"],
}  # fmt: skip


def evaluated(
    folder: Path, options: Sequence[str], capsys: pytest.CaptureFixture[str], *dialogues: dict[str, Any]
) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    file = folder / "some.jsonl"
    file.write_text("\n".join(json.dumps(d) for d in dialogues), encoding="utf-8")
    code = run(["eval", str(file), "--factory", str(ROOT), *options])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_as_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As the schema has it; a dialogue that fails is no failure of the command."""
    wrong = {**SHOP, "id": "wrong", "goal": {"environment": ["nonprod"]}}
    code, out, err = evaluated(tmp_path, ["--format", "json"], capsys, SHOP, wrong)
    found = json.loads(out)
    SCHEMA.validate(found)
    assert code == 0
    assert [(r["id"], r["success"]) for r in found["results"]] == [("shop", True), ("wrong", False)]
    assert found["overall"]["goal_success"] == found["slices"]["one-shot"]["goal_success"] == 0.5
    assert found["overall"]["scenario_top1"] == 1.0
    assert err.splitlines() == ["1/2  ok      shop", "2/2  failed  wrong"]
    assert not list((tmp_path / "maestro-home").rglob("*.jsonl"))


def test_as_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line a slice; below it what was missed, unless only numbers are wanted."""
    wrong = {**SHOP, "goal": {"environment": ["nonprod"]}}
    _, out, _ = evaluated(tmp_path, [], capsys, wrong)
    assert out.splitlines()[1].split()[:3] == ["all", "1", "0.0%"]
    assert 'goal environment: expected "nonprod", found "prod"' in out
    _, short, _ = evaluated(tmp_path, ["--summary"], capsys, wrong)
    assert "shop" not in short
    assert short.splitlines()[2].split()[0] == "one-shot"


def test_a_rate_that_is_missed_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 1; one that is reached is none."""
    wrong = {**SHOP, "id": "wrong", "goal": {"environment": ["nonprod"]}}
    options = ["--summary", "--format", "json", "--fail-under"]
    code, out, _ = evaluated(tmp_path, [*options, "0.6"], capsys, SHOP, wrong)
    assert code == 1
    assert "results" not in json.loads(out)
    SCHEMA.validate(json.loads(out))
    assert evaluated(tmp_path, [*options, "0.5"], capsys, SHOP, wrong)[0] == 0


def test_calls_that_cannot_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file, a wrong line, a model that is not there, a rate beyond 1: 2, and one line."""
    assert run(["eval", str(tmp_path / "none.jsonl")]) == 2
    assert evaluated(tmp_path, [], capsys, {"id": "x"})[0] == 2
    assert evaluated(tmp_path, ["--model", "some"], capsys, SHOP)[0] == 2
    code, _, err = evaluated(tmp_path, ["--fail-under", "3"], capsys, SHOP)
    assert code == 2
    assert len(err.splitlines()) == 1
