"""Taking time and memory: of whole commands and of calls. Owns the clock; says nothing about what is good."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
MAESTRO = (sys.executable, "-m", "maestro")
SCENARIO = ROOT / "scenarios" / "04-web-commerce" / "request.yaml"
_MEGABYTE = 1024 * 1024
_RSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes here


class FailedError(Exception):
    """A measured command ended otherwise than it must: its time would mean nothing."""


@dataclass(frozen=True)
class Measured:
    """Seconds of every run, and the most memory that any of them had."""

    seconds: tuple[float, ...]
    peak: float = 0.0

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)

    @property
    def best(self) -> float:
        """The quickest: what others did to the machine meanwhile can only add to it."""
        return min(self.seconds)

    @property
    def p95(self) -> float:
        """What all but a twentieth stay under."""
        return sorted(self.seconds)[max(0, -(-len(self.seconds) * 95 // 100) - 1)]


@dataclass(frozen=True)
class Command:
    """A program with its arguments; `codes` are the exit codes that it may end with."""

    arguments: Sequence[str | Path]
    home: Path
    codes: frozenset[int] = frozenset({0})
    text: str = ""

    def run(self) -> tuple[float, float]:
        """Seconds and megabytes of the process alone."""
        return self._ran()[:2]

    def printed(self) -> str:
        """What it prints."""
        return self._ran()[2]

    def _ran(self) -> tuple[float, float, str]:
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as text:
            text.write(self.text.encode())
            text.seek(0)
            begun = time.perf_counter()
            child = subprocess.Popen(
                [str(argument) for argument in self.arguments],
                stdin=text, stdout=out, stderr=out, cwd=ROOT, env=environment(self.home),
            )  # fmt: skip
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.perf_counter() - begun
            child.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            said = out.read().decode(errors="replace")
        if child.returncode not in self.codes:
            raise FailedError(f"{' '.join(map(str, self.arguments))} ended with {child.returncode}: {said[-1500:]}")
        return seconds, usage.ru_maxrss * _RSS_UNIT / _MEGABYTE, said

    def measure(self, runs: int) -> Measured:
        """So many runs, after one that warms the file cache where there are several."""
        if runs > 1:
            self.run()
        found = [self.run() for _ in range(runs)]
        return Measured(tuple(seconds for seconds, _ in found), max(peak for _, peak in found))


def maestro(home: Path, *arguments: str | Path, codes: frozenset[int] = frozenset({0}), text: str = "") -> Command:
    """A command of ours."""
    return Command((*MAESTRO, *arguments), home, codes, text)


def calls(work: Callable[[], object], runs: int) -> Measured:
    """In-process time of a call, warm."""
    work()
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return Measured(tuple(taken))


def environment(home: Path) -> dict[str, str]:
    """Nothing of the user's gets in: no setting of Maestro's, none that changes how Python starts."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAESTRO_", "PYTHON"))}
    return {**kept, "HOME": str(home), "MAESTRO_HOME": str(home / "maestro"), "TERM": "xterm", "TZ": "UTC"}


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that goes when the section is over."""
    with tempfile.TemporaryDirectory(prefix="maestro-bench-") as name:
        yield Path(name).resolve()


def tool(name: str) -> Path | None:
    """A real program that `make tools` built."""
    built = ROOT / ".tools" / "bin" / name
    return built if built.is_file() else None
