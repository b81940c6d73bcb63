"""`python -m benchmarks.features`: how many rows of Kyverno's own suites are answered as expected, by feature.

A row counts for each feature that it has. The grader beside the suites judges; nothing of it is copied here.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.conformance import SHARED
from benchmarks.measure import MAESTRO, ROOT, environment

FOLDER = SHARED / "kyverno"


def main() -> int:
    """Print the table; 2 where the suites are not beside the checkout."""
    if not FOLDER.is_dir():
        sys.stderr.write(f"there are no suites in {FOLDER.parent.name}/{FOLDER.name} beside the checkout\n")
        return 2
    suites = [json.loads(line) for line in (FOLDER / "visible.jsonl").read_text(encoding="utf-8").splitlines()]
    grader = _grader()
    answers = _answers([grader.strip(suite) for suite in suites])
    right: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for suite in suites:
        for row in suite["rows"]:
            good = bool(grader.judge(row, answers.get(suite["id"]))[0])
            for feature in {f"({row['tier']})", *row["features"]}:
                rows[feature] += 1
                right[feature] += good
    width = max(map(len, rows))
    for feature in sorted(rows):
        print(f"{feature:{width}}  {right[feature]:5}/{rows[feature]:<5} {100 * right[feature] / rows[feature]:6.1f}%")
    return 0


def _grader() -> ModuleType:
    sys.path.insert(0, str(FOLDER))  # it imports what lies beside it
    sys.dont_write_bytecode = True
    spec = importlib.util.spec_from_file_location("grade", FOLDER / "grade.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _answers(suites: list[Any]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="maestro-features-") as name:
        file = Path(name) / "suites.jsonl"
        file.write_text("".join(f"{json.dumps(suite)}\n" for suite in suites), encoding="utf-8")
        command = [*MAESTRO, "policy", "test", str(file), "--format", "jsonl"]
        ran = subprocess.run(command, cwd=ROOT, env=environment(Path(name)), capture_output=True, text=True, check=True)
    found = (json.loads(line) for line in ran.stdout.splitlines())
    return {answer["id"]: answer["responses"] for answer in found}


if __name__ == "__main__":
    sys.exit(main())
