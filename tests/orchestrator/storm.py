"""A program that kills its children with SIGKILL amid a handoff, has others go on, and tells what came of it.

Forking keeps a round below a tenth of a second; it is a program of its own, so that nobody forks a test runner.
Each line of its output is a JSON object: where the kill was, and what branches, commits and pull requests are left.
"""

import contextlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from maestro.budget.ledger import SqliteLedger
from maestro.forge.git import GitRepository
from maestro.forge.local import LocalForge
from maestro.orchestrator.sqlite import SqliteStore
from tests.orchestrator.bench import Bench, handoff, make_factory, request

TOLD = handoff(request(size="large"), title="shop (prod): a test")
EFFECTS = (
    (SqliteStore, "begin"),
    (SqliteStore, "change"),
    (SqliteLedger, "reserve"),
    (SqliteLedger, "settle"),
    (GitRepository, "commit"),
    (GitRepository, "record"),
    (LocalForge, "open"),
    (LocalForge, "comment"),
)


@dataclass
class Fuse:
    """Kills this process just before or just after the n-th effect."""

    left: int

    def burn(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def lay(fuse: Fuse) -> None:
    """Wrap every effect: the instants between two effects are all there are."""
    for owner, name in EFFECTS:
        setattr(owner, name, _wrapped(getattr(owner, name), fuse))


def _wrapped(method: Callable[..., Any], fuse: Fuse) -> Callable[..., Any]:
    def effect(*args: Any, **values: Any) -> Any:
        fuse.burn()
        found = method(*args, **values)
        fuse.burn()
        return found

    return effect


def submit(root: Path, state: Path) -> None:
    bench = Bench(root, state)
    bench.service.wait(bench.service.submit(TOLD).id)


def resume(root: Path, state: Path) -> None:
    """What `maestro runs resume` does; a kill before anything was recorded leaves a submit to do."""
    bench = Bench(root, state)
    for run in bench.service.unfinished():
        bench.service.wait(bench.service.resume(run.id).id)
    bench.service.wait(bench.service.submit(TOLD).id)


def start(work: Callable[[], None]) -> int:
    """A child that does the work; its process number."""
    pid = os.fork()
    if pid == 0:
        with contextlib.suppress(BaseException):
            work()
            os._exit(0)
        os._exit(1)
    return pid


def child(work: Callable[[], None], kill_after: float | None = None) -> int:
    """Do it in a child; its exit status, negative for a signal."""
    pid = start(work)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def left(root: Path, state: Path) -> dict[str, Any]:
    """What a handoff has left behind."""
    repository = GitRepository(root)
    store = SqliteStore(state)
    heads = [name for name in repository._repo.branches.local if name != "main"]
    main = repository.head("main")
    commits = {
        str(c.id)
        for name in heads
        for c in repository._repo.walk(repository._repo.branches[name].target)
        if str(c.id) != main
    }
    pulls = LocalForge(repository).pulls()
    ledger = store._db.execute("SELECT state, COUNT(*) FROM ledger GROUP BY state").fetchall()
    told = {
        "branches": heads,
        "commits": len(commits),
        "pulls": [[p.number, str(p.state), p.branch] for p in pulls],
        "runs": [[r.id, str(r.state), [t.attempt for t in r.tasks]] for r in store.runs()],
        "ledger": {row[0]: row[1] for row in ledger},
    }
    store.close()
    return told


def kills(folder: Path, first: int, stride: int) -> Iterator[dict[str, Any]]:
    """At every `stride`-th effect, until a child gets through."""
    for number in count(first, stride):
        root, state = make_factory(folder / f"e{number}"), folder / f"e{number}.db"
        died = child(partial(_burning, number, root, state))
        yield _again(root, state) | {"at": f"effect {number}", "died": died}
        if died == 0:
            return


def moments(folder: Path, rounds: int, chances: random.Random) -> Iterator[dict[str, Any]]:
    """At random instants."""
    for number in range(rounds):
        root, state = make_factory(folder / f"r{number}"), folder / f"r{number}.db"
        after = chances.uniform(0, 0.12)
        died = child(partial(submit, root, state), after)
        yield _again(root, state) | {"at": f"{after:.3f} s", "died": died}


def doubles(folder: Path, rounds: int) -> Iterator[dict[str, Any]]:
    """Two processes that submit the same at the same time."""
    for number in range(rounds):
        root, state = make_factory(folder / f"d{number}"), folder / f"d{number}.db"
        first = start(partial(submit, root, state))
        second = start(partial(submit, root, state))
        ended = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in (first, second)]
        yield left(root, state) | {"at": f"double {number}", "resumed": max(ended)}


def _burning(number: int, root: Path, state: Path) -> None:
    lay(Fuse(number))
    submit(root, state)


def _again(root: Path, state: Path) -> dict[str, Any]:
    resumed = child(partial(resume, root, state))
    return left(root, state) | {"resumed": resumed}


def main() -> None:
    kind, folder, *numbers = sys.argv[1:]
    first, second = (int(number) for number in (*numbers, "0")[:2])
    match kind:
        case "kills":
            found = kills(Path(folder), first, second)
        case "moments":
            found = moments(Path(folder), first, random.Random(second))
        case _:
            found = doubles(Path(folder), first)
    for told in found:
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
