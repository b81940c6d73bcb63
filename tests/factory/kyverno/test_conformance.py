"""Kyverno's own test suites, as its maintainers and its policy library expect them."""

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.shared
def test_rates(shared_dir: Path, tmp_path: Path) -> None:
    """Nearly every row of a kind is as expected; what is missing are patched files that name a default namespace."""
    folder, out = shared_dir / "conformance" / "kyverno", tmp_path / "out.json"
    command = f"{shlex.quote(sys.executable)} -m maestro policy test {{}} --format jsonl"
    grade = [sys.executable, "-B", str(folder / "grade.py"), str(folder / "visible.jsonl"), command, "--json", str(out)]
    subprocess.run(grade, cwd=ROOT, capture_output=True, check=False, timeout=120)
    found = json.loads(out.read_text())
    assert found["rc"] == 0
    assert found["classic"]["rows_pct"] >= 99
    assert found["cel"]["rows_pct"] >= 99
    assert found["classic"]["suites_pct"] >= 95
    assert found["cel"]["suites_pct"] >= 97
