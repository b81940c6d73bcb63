"""A call centre's contact lines: a factory without hints, spoken to by people who do not know its words."""

from pathlib import Path

import pytest

from maestro.cli.app import run
from tests.reference_factory import ROOT

SWITCHBOARD = ROOT / "tests/factories/switchboard"
STARTERS = sorted(SWITCHBOARD.glob("starters/*/request.yaml"))
REACHED = "0.85"
"""The share of dialogues that reach their goal, to be raised with what is understood."""


def test_lint_finds_nothing_grave() -> None:
    """What is left are hints: labels that no policy reads, a classic policy."""
    assert run(["factory", "lint", "--factory", str(SWITCHBOARD)]) == 0


@pytest.mark.parametrize("request_file", STARTERS, ids=lambda path: path.parent.name)
def test_starters_are_generated(request_file: Path, tmp_path: Path) -> None:
    """Each is valid, and no policy fails."""
    assert run(["generate", str(request_file), "--out", str(tmp_path), "--factory", str(SWITCHBOARD)]) == 0
    assert "PubSubTopic" in (tmp_path / "02-golden.yaml").read_text(encoding="utf-8")


def test_patients_are_not_recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A policy refuses what the schema lets through."""
    (clinic,) = SWITCHBOARD.glob("starters/*-clinic-appointments/request.yaml")
    text = clinic.read_text(encoding="utf-8")
    asked = tmp_path / "request.yaml"
    asked.write_text(text.replace("recording:\n  enabled: false", "recording:\n  enabled: true\n  keep: 30"))
    assert run(["generate", str(asked), "--out", str(tmp_path / "out"), "--factory", str(SWITCHBOARD)]) == 1
    assert "no-recordings-of-patients" in capsys.readouterr().err


def test_dialogues_reach_their_goals() -> None:
    """As many as did before."""
    dialogues = str(ROOT / "tests/dialogues/factory-switchboard.jsonl")
    assert run(["eval", dialogues, "--factory", str(SWITCHBOARD), "--summary", "--fail-under", REACHED]) == 0
