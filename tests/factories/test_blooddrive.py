"""Blood donation drives: a factory without hints whose users speak of halls, beds and donors."""

from pathlib import Path

import pytest

from maestro.cli.app import run
from tests.reference_factory import ROOT

BLOODDRIVE = ROOT / "tests/factories/blooddrive"
OCCASIONS = sorted(BLOODDRIVE.glob("occasions/*/request.yaml"))
REACHED = "0.64"
"""The share of dialogues that reach their goal, to be raised with what is understood."""


def test_lint_finds_nothing_grave() -> None:
    """What is left are hints: a label that no policy reads, a classic policy."""
    assert run(["factory", "lint", "--factory", str(BLOODDRIVE)]) == 0


@pytest.mark.parametrize("request_file", OCCASIONS, ids=lambda path: path.parent.name)
def test_occasions_are_generated(request_file: Path, tmp_path: Path) -> None:
    """Each is valid, no policy fails, and the servers that its turnout stands for are written."""
    assert run(["generate", str(request_file), "--out", str(tmp_path), "--factory", str(BLOODDRIVE)]) == 0
    assert "replicas: " in (tmp_path / "02-golden.yaml").read_text(encoding="utf-8")


def test_medical_records_are_closed(tmp_path: Path) -> None:
    """What the schema leaves open, a policy writes."""
    (lounge,) = BLOODDRIVE.glob("occasions/*-platelet-lounge/request.yaml")
    assert run(["generate", str(lounge), "--out", str(tmp_path), "--factory", str(BLOODDRIVE)]) == 0
    assert "publicAccessPrevention: enforced" in (tmp_path / "02-golden.yaml").read_text(encoding="utf-8")


def test_drills_remind_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A policy refuses what the schema lets through."""
    (company,) = BLOODDRIVE.glob("occasions/*-company-day/request.yaml")
    asked = tmp_path / "request.yaml"
    asked.write_text(company.read_text(encoding="utf-8").replace("run: live", "run: drill"), encoding="utf-8")
    assert run(["generate", str(asked), "--out", str(tmp_path / "out"), "--factory", str(BLOODDRIVE)]) == 1
    assert "drills-remind-nobody" in capsys.readouterr().err


def test_dialogues_reach_their_goals() -> None:
    """As many as did before."""
    dialogues = str(ROOT / "tests/dialogues/factory-blooddrive.jsonl")
    assert run(["eval", dialogues, "--factory", str(BLOODDRIVE), "--summary", "--fail-under", REACHED]) == 0
