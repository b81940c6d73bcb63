"""Liveness is known: of this process, of one that ended, of a zombie, of another machine."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from maestro.domain.runs import Owner
from maestro.orchestrator import owner
from maestro.orchestrator.owner import FOREIGN_LEASE, alive, this_process

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def test_this_process_lives() -> None:
    assert alive(this_process(), NOW)


def test_a_process_that_ended_is_dead_and_so_is_a_later_one_of_its_number() -> None:
    assert not alive(replace(this_process(), started="1"), NOW)


def test_a_zombie_is_dead() -> None:
    """A worker that was killed and whose parent has not noticed."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    started = owner._started(child.pid)
    assert started is not None
    held = Owner(this_process().host, child.pid, started)
    assert alive(held, NOW)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert not alive(held, NOW)
    child.wait()
    assert not alive(held, NOW)


def test_another_machine_is_believed_for_a_while() -> None:
    elsewhere = Owner("elsewhere/boot/pid:[1]", 1, "1")
    assert alive(elsewhere, NOW, NOW + FOREIGN_LEASE - timedelta(seconds=1))
    assert not alive(elsewhere, NOW, NOW + FOREIGN_LEASE)


def test_this_machine_before_its_last_boot_is_dead() -> None:
    node, _, namespace = this_process().host.split("/")
    assert not alive(Owner(f"{node}/an-earlier-boot/{namespace}", 1, "1"), NOW, NOW)


def test_without_a_process_file_system_ps_is_asked() -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        assert owner._started_elsewhere(child.pid) == owner._started_elsewhere(child.pid)
        assert owner._signalled(child.pid) == "unknown"
    finally:
        child.kill()
        child.wait()
    assert owner._started_elsewhere(child.pid) is None
    assert owner._signalled(child.pid) is None
