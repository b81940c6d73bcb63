"""How long an answer takes, and a whole handoff: through the real command, over pipes."""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import MAESTRO, ROOT, SCENARIO, FailedError, Measured, environment, maestro, scratch
from benchmarks.row import Row, duration, times, within

_ANSWERS = (
    "1", "our tenant code is shop", "europe-west3", "the billing account is 0A1B2C-3D4E5F-6A7B8C",
    "organisation 123456789012", "large database", "no cache please", "undo", "why do you need the region?",
    "use db-custom-8-53248 for PostgreSQL", "what is missing?", "staging bucket called raw", "yes", "medium cluster",
)  # fmt: skip
_OPENINGS = (
    "We're moving our online shop to GCP: PostgreSQL, Redis, many images. PCI DSS applies. It is production.",
    "A production data platform with Spark and a staging area for raw data.",
    "I need a new GCP project.",
    "A cheap playground for a small web API, not production.",
)
_SUBMIT_RUNS = 5


def turns() -> Iterator[Row]:
    """Every conversation is a process of its own."""
    with scratch() as home:
        maestro(home, "factory", "show").run()
        first, later = [], []
        for opening in _OPENINGS:
            taken = list(_conversation(home, (opening, *_ANSWERS)))
            first.append(taken[0])
            later.extend(taken[1:])
    yield Row("first answer, from the shell's prompt", duration(Measured(tuple(first)).median))
    found = Measured(tuple(later))
    yield Row(f"answer, median of {len(later)}", duration(found.median))
    yield Row(
        "answer, p95", duration(found.p95), times(found.p95, found.median, "the median"), "<= 250 ms", found.p95 <= 0.25
    )


def _conversation(home: Path, messages: tuple[str, ...]) -> Iterator[float]:
    """Seconds from a message written to its turn read; of the first, from the program's start."""
    command = [*MAESTRO, "chat", "--format", "jsonl"]
    begun = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT, env=environment(home)
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        for message in messages:
            child.stdin.write(f"{message}\n")
            child.stdin.flush()
            turn = json.loads(child.stdout.readline() or "{}")
            if "turn" not in turn:
                raise FailedError(f"no answer to {message!r}: {turn.get('message', 'the conversation ended')}")
            yield time.perf_counter() - begun
            begun = time.perf_counter()
        child.stdin.close()


def handoff() -> Iterator[Row]:
    """`maestro submit` as a whole command, each time into a new factory: an old one would know the request."""
    found = []
    for _ in range(_SUBMIT_RUNS):
        with scratch() as home:
            maestro(home, "factory", "show").run()
            found.append(maestro(home, "submit", SCENARIO, "--yes").run()[0])
            again = maestro(home, "submit", SCENARIO, "--yes").run()[0]
    taken = Measured(tuple(found))
    yield within("maestro submit, to an open pull request", taken, 3.0)
    yield Row("the same file again", duration(again), times(again, taken.median, "the first"))
