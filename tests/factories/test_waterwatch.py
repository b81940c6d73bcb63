"""Sensor networks of a water utility: a factory without hints whose users speak of shafts, tanks and batteries."""

from pathlib import Path

import pytest

from maestro.cli.app import run
from tests.reference_factory import ROOT

WATERWATCH = ROOT / "tests/factories/waterwatch"
NETWORKS = sorted(WATERWATCH.glob("networks/*/request.yaml"))
REACHED = "0.9"
"""The share of dialogues that reach their goal, to be raised with what is understood."""


def test_lint_finds_nothing_grave() -> None:
    """What is left are hints: a label that no policy reads, a classic policy."""
    assert run(["factory", "lint", "--factory", str(WATERWATCH)]) == 0


@pytest.mark.parametrize("request_file", NETWORKS, ids=lambda path: path.parent.name)
def test_networks_are_generated(request_file: Path, tmp_path: Path) -> None:
    """Each is valid, no policy fails, and the collectors that its density stands for are written."""
    assert run(["generate", str(request_file), "--out", str(tmp_path), "--factory", str(WATERWATCH)]) == 0
    assert "replicas: " in (tmp_path / "02-golden.yaml").read_text(encoding="utf-8")


def test_batteries_last(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A policy refuses what the schema lets through."""
    (hunt,) = WATERWATCH.glob("networks/*-leak-hunt/request.yaml")
    text = hunt.read_text(encoding="utf-8")
    asked = tmp_path / "request.yaml"
    asked.write_text(text.replace("report_every: 15", "report_every: 1"), encoding="utf-8")
    assert run(["generate", str(asked), "--out", str(tmp_path / "out"), "--factory", str(WATERWATCH)]) == 1
    assert "batteries-last" in capsys.readouterr().err


def test_dialogues_reach_their_goals() -> None:
    """As many as did before."""
    dialogues = str(ROOT / "tests/dialogues/factory-waterwatch.jsonl")
    assert run(["eval", dialogues, "--factory", str(WATERWATCH), "--summary", "--fail-under", REACHED]) == 0
