"""How soon Maestro is there: version, help, first prompt, against Python that does nothing."""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pexpect

from benchmarks.measure import MAESTRO, Command, Measured, environment, maestro, scratch
from benchmarks.row import Row, duration, times

_PROMPT = "\x1b[?2004h"  # bracketed paste is switched on when the prompt waits for keys
_RUNS = 15
_BARE = 0.011  # seconds of Python that does nothing, on the machine where the aims were set


def start() -> Iterator[Row]:
    """The practice factory is made first: that happens once in a lifetime."""
    with scratch() as home:
        bare = Command((sys.executable, "-c", "pass"), home).measure(_RUNS)
        yield Row("this machine", f"{os.cpu_count()} cores", f"load {os.getloadavg()[0]:.1f}")
        yield Row("Python that does nothing", duration(bare.median))
        yield _against(bare, "maestro --version", maestro(home, "--version").measure(_RUNS), _BARE + 0.015)
        yield _against(bare, "maestro --help", maestro(home, "--help").measure(_RUNS), 0.075)
        first = _prompt(home)
        yield Row("first prompt of a lifetime (makes a factory)", duration(first), times(first, bare.median, "Python"))
        yield _against(bare, "first prompt", Measured(tuple(_prompt(home) for _ in range(_RUNS))), 0.25)


def _against(bare: Measured, what: str, found: Measured, most: float) -> Row:
    """The aim grows with the machine's slowness: what counts is the ratio."""
    aim = most / _BARE
    against = times(found.best, bare.best, "Python, both at best")
    return Row(what, duration(found.median), against, f"<= {aim:.1f} x", found.best <= aim * bare.best)


def _prompt(home: Path) -> float:
    begun = time.perf_counter()
    child = pexpect.spawn(MAESTRO[0], [*MAESTRO[1:], "chat"], env=environment(home), dimensions=(40, 100), timeout=30)  # type: ignore[arg-type, unused-ignore]  # its type says os._Environ, any mapping will do
    child.expect_exact(_PROMPT)
    took = time.perf_counter() - begun
    child.close(force=True)
    return took
