"""Processes that make the same file at once all get it."""

import subprocess
import sys
from pathlib import Path

from tests.orchestrator.test_storm import ROOT

_CODE = """
import sys, time
from pathlib import Path
from maestro.budget.ledger import SqliteLedger
from maestro.budget.limits import Limits
from maestro.orchestrator.sqlite import SqliteStore
folder, begin = Path(sys.argv[1]), float(sys.argv[2])
time.sleep(max(0.0, begin - time.time()))
for number in range(25):
    SqliteStore(folder / f"{number}.db")
    SqliteLedger(folder / f"{number}.db", Limits())
"""


def test_a_new_file_can_be_opened_by_many_at_once(tmp_path: Path) -> None:
    import time

    begin = str(time.time() + 1.0)
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    command = [sys.executable, "-c", _CODE, str(tmp_path), begin]
    many = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    told = [process.communicate(timeout=60)[1] for process in many]
    assert [process.returncode for process in many] == [0] * 4, told
