"""`kill -9` at any instant, two submits at once: one branch, one commit, one pull request, one booking a task."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def storm(folder: Path, *arguments: object) -> list[dict[str, Any]]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "tests.orchestrator.storm", str(arguments[0]), str(folder), *map(str, arguments[1:])],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=100,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def sound(told: dict[str, Any]) -> bool:
    ((_, state, attempts),) = told["runs"]
    return (
        (len(told["branches"]), told["commits"], len(told["pulls"])) == (1, 1, 1)
        and (state, set(attempts), told["resumed"]) == ("succeeded", {1}, 0)
        and told["ledger"] == {"settled": 7}
    )


def test_a_kill_between_any_two_effects_is_made_good(tmp_path: Path) -> None:
    """A different part of all instants at each run; over a few runs that is every one."""
    found = storm(tmp_path, "kills", random.randint(1, 9), 9)
    assert len(found) > 7
    assert {told["died"] for told in found[:-1]} == {-9}
    assert [told for told in found if not sound(told)] == []


def test_a_kill_at_a_random_instant_is_made_good(tmp_path: Path) -> None:
    found = storm(tmp_path, "moments", 12, random.randint(0, 10**6))
    assert len(found) == 12
    assert [told for told in found if not sound(told)] == []


def test_two_submits_at_once_are_one_run(tmp_path: Path) -> None:
    found = storm(tmp_path, "doubles", 6)
    assert len(found) == 6
    assert [told for told in found if not sound(told)] == []
