"""E-bike rental shops: a factory without hints whose users speak of docks, kinds of bike and seasons."""

from pathlib import Path

import pytest

from maestro.cli.app import run
from tests.reference_factory import ROOT

EBIKES = ROOT / "tests/factories/ebikes"
STARTS = sorted(EBIKES.glob("starts/*/request.yaml"))
REACHED = "0.18"
"""The share of dialogues that reach their goal, to be raised with what is understood."""


def test_lint_finds_nothing_grave() -> None:
    """What is left are hints: a classic policy."""
    assert run(["factory", "lint", "--factory", str(EBIKES)]) == 0


@pytest.mark.parametrize("request_file", STARTS, ids=lambda path: path.parent.name)
def test_starts_are_generated(request_file: Path, tmp_path: Path) -> None:
    """Each is valid, no policy fails, and what its bustle and its rides stand for is written."""
    assert run(["generate", str(request_file), "--out", str(tmp_path), "--factory", str(EBIKES)]) == 0
    golden = (tmp_path / "02-golden.yaml").read_text(encoding="utf-8")
    assert "replicas: " in golden
    assert "publicAccessPrevention: enforced" in golden


def test_tracked_rides_are_forgotten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A policy refuses what the schema lets through."""
    (docks,) = EBIKES.glob("starts/*-city-docks/request.yaml")
    asked = tmp_path / "request.yaml"
    asked.write_text(docks.read_text(encoding="utf-8").replace("keep_rides: 60", "keep_rides: 730"), encoding="utf-8")
    assert run(["generate", str(asked), "--out", str(tmp_path / "out"), "--factory", str(EBIKES)]) == 1
    assert "tracked-rides-are-forgotten" in capsys.readouterr().err


def test_dialogues_reach_their_goals() -> None:
    """As many as did before."""
    dialogues = str(ROOT / "tests/dialogues/factory-ebikes.jsonl")
    assert run(["eval", dialogues, "--factory", str(EBIKES), "--summary", "--fail-under", REACHED]) == 0
