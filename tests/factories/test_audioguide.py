"""Audio guides of museums: a factory without hints whose users speak of handsets, stops and licences."""

from pathlib import Path

import pytest

from maestro.cli.app import run
from tests.reference_factory import ROOT

AUDIOGUIDE = ROOT / "tests/factories/audioguide"
TOURS = sorted(AUDIOGUIDE.glob("tours/*/request.yaml"))
REACHED = "0.94"
"""The share of dialogues that reach their goal, to be raised with what is understood."""


def test_lint_finds_nothing_grave() -> None:
    """What is left are hints: a label that no policy reads, a classic policy."""
    assert run(["factory", "lint", "--factory", str(AUDIOGUIDE)]) == 0


@pytest.mark.parametrize("request_file", TOURS, ids=lambda path: path.parent.name)
def test_tours_are_generated(request_file: Path, tmp_path: Path) -> None:
    """Each is valid, no policy fails, and the size that its scale stands for is written."""
    assert run(["generate", str(request_file), "--out", str(tmp_path), "--factory", str(AUDIOGUIDE)]) == 0
    assert "replicas: " in (tmp_path / "02-golden.yaml").read_text(encoding="utf-8")


def test_pupils_are_not_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A policy refuses what the schema lets through."""
    (trail,) = AUDIOGUIDE.glob("tours/*-school-trail/request.yaml")
    text = trail.read_text(encoding="utf-8")
    asked = tmp_path / "request.yaml"
    asked.write_text(text.replace("uncounted: true", "uncounted: false"), encoding="utf-8")
    assert run(["generate", str(asked), "--out", str(tmp_path / "out"), "--factory", str(AUDIOGUIDE)]) == 1
    assert "pupils-are-not-counted" in capsys.readouterr().err


def test_dialogues_reach_their_goals() -> None:
    """As many as did before."""
    dialogues = str(ROOT / "tests/dialogues/factory-audioguide.jsonl")
    assert run(["eval", dialogues, "--factory", str(AUDIOGUIDE), "--summary", "--fail-under", REACHED]) == 0
