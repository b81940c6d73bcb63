"""Which process this is, and whether another one still lives: known from the process table, not guessed from a timeout.

A process on another machine cannot be asked; its lease counts for `FOREIGN_LEASE` and no longer.
"""

import os
import platform
import subprocess
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from maestro.domain.runs import Owner

FOREIGN_LEASE = timedelta(minutes=15)
_PROC = Path("/proc")


def this_process() -> Owner:
    """The process that runs this code; correct in a forked child too."""
    pid = os.getpid()
    return Owner(_host(), pid, _started(pid) or "")


def alive(owner: Owner, leased: datetime, now: datetime | None = None) -> bool:
    """Whether the owner of a lease still works."""
    if owner.host != _host():
        return _same_machine(owner.host) is False and (now or datetime.now(UTC)) - leased < FOREIGN_LEASE
    return _started(owner.pid) == owner.started


@cache
def _host() -> str:
    """Machine, boot and process namespace: equal only where process numbers mean the same."""
    return "/".join((platform.node(), _boot(), _namespace()))


def _same_machine(host: str) -> bool:
    """Whether `host` is this machine at an earlier boot: then nothing of it lives."""
    name, _, rest = host.partition("/")
    boot, _, namespace = rest.partition("/")
    return name == platform.node() and namespace == _namespace() and boot != _boot()


@cache
def _boot() -> str:
    try:
        return (_PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:  # not Linux
        return ""


@cache
def _namespace() -> str:
    try:
        return (_PROC / "self/ns/pid").readlink().name
    except OSError:  # not Linux
        return ""


def _started(pid: int) -> str | None:
    """When a process began, None when there is none or it is a zombie."""
    if (_PROC / "self/stat").exists():
        return _started_linux(pid)
    return _started_elsewhere(pid)


def _started_linux(pid: int) -> str | None:
    try:
        text = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()  # the name before it may hold blanks and brackets
    return None if fields[0] in "ZX" else fields[19]


def _started_elsewhere(pid: int) -> str | None:
    """`ps` knows on macOS and the BSDs; without it a process number must do."""
    try:
        found = subprocess.run(  # noqa: S603 - a fixed command and a number
            ["ps", "-o", "stat=,lstart=", "-p", str(pid)],  # noqa: S607 - found on PATH on purpose
            capture_output=True,
            text=True,
            check=False,
            env={"LC_ALL": "C", "PATH": "/bin:/usr/bin"},
        ).stdout.strip()
    except OSError:
        return _signalled(pid)
    state, _, started = found.partition(" ")
    return None if not found or state.startswith("Z") else started.strip()


def _signalled(pid: int) -> str | None:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass
    return "unknown"
