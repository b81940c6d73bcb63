"""`python -m benchmarks.fuzz MINUTES [SEED]`: hostile input for the factory's engines, until the time is over.

A child process takes the input, so that a hang or a death is seen from outside. What counts as wrong: all but
an answer or one of Maestro's own errors, more than the seconds or the memory that one input may cost. Ends with 1 then.
"""

import json
import multiprocessing
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.hostile import Input, inputs
from maestro.domain.errors import MaestroError

SECONDS = 60.0  # for one input, on a machine that others use as well
_MEMORY = 3 << 30
_SHOWN = 10


def _render(data: dict[str, Any]) -> None:
    from maestro.factory.chart.render import RenderOptions, load_chart, render

    with tempfile.TemporaryDirectory(prefix="maestro-fuzz-") as folder:
        for name, text in data["files"].items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="surrogateescape")
        render(load_chart(Path(folder)), RenderOptions())


def _judge(data: dict[str, Any]) -> None:
    from maestro.factory.suites import Suite, run_suite_safely

    run_suite_safely(Suite(policies=tuple(data["policies"]), resources=tuple(data["resources"])))


def _read(data: dict[str, Any]) -> None:
    from maestro.factory.requestfile import parse_documents, write_request

    for document in parse_documents(data["text"], "request.yaml"):
        write_request(document.value, {})


def _check(data: dict[str, Any]) -> None:
    from maestro.factory.form import form_of
    from maestro.factory.schema import Validator

    schema = json.loads(data["schema"])
    for trusting in (True, False):
        Validator(schema, trusting=trusting).check(data["instance"])
    if isinstance(schema, dict):
        form_of("fuzz", "", schema, (), ())


READERS: Mapping[str, Callable[[dict[str, Any]], None]] = {
    "chart": _render, "suite": _judge, "request": _read, "schema": _check,
}  # fmt: skip


def work(connection: Connection) -> None:
    """The child: takes inputs one by one, and says what became of each."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    while True:
        kind, data = connection.recv()
        connection.send(_tried(kind, data))


def _tried(kind: str, data: dict[str, Any]) -> tuple[str, str]:
    try:
        READERS[kind](data)
    except MaestroError as error:
        return ("told", "") if error.message and "\n\n" not in error.message else ("crash", f"no message: {error!r}")
    except BaseException:  # noqa: BLE001 - whatever else leaves an engine is what is looked for
        return "crash", traceback.format_exc()[-1500:]
    return "answered", ""


class Child:
    """A process that reads inputs; a new one after a hang or a death."""

    def __init__(self) -> None:
        """Start it."""
        self._ours, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("fork").Process(target=work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, one: Input) -> tuple[str, str] | None:
        """What became of it; None where the child is lost."""
        try:
            self._ours.send((one.kind, one.data))
            if self._ours.poll(SECONDS):
                found: tuple[str, str] = self._ours.recv()
                return found
        except (EOFError, OSError):
            self._process.join(5)
            return "death", f"exit code {self._process.exitcode}"
        return "hang", f"no answer after {SECONDS:.0f} s"

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.join()


def main() -> int:
    """Try until the time is over; print what was found and how much was tried."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else int(time.time())
    counts: Counter[tuple[str, str]] = Counter()
    found: list[tuple[Input, str, str]] = []
    slowest = (0.0, "")
    child, end = Child(), time.monotonic() + minutes * 60
    for one in inputs(seed):
        if time.monotonic() > end:
            break
        begun = time.monotonic()
        result, detail = child.give(one) or ("death", "")
        slowest = max(slowest, (time.monotonic() - begun, json.dumps(one.data)[:300]))
        counts[one.kind, result] += 1
        if result in {"hang", "death", "crash"}:
            found.append((one, result, detail))
            _show(one, result, detail, len(found))
        if result in {"hang", "death"}:
            child.stop()
            child = Child()
    child.stop()
    for (kind, result), count in sorted(counts.items()):
        print(f"{kind:10} {result:10} {count}")
    print(f"{sum(counts.values())} inputs, seed {seed}, slowest {slowest[0]:.1f} s: {slowest[1]}\n{len(found)} wrong")
    return 1 if found else 0


def _show(one: Input, result: str, detail: str, number: int) -> None:
    if number <= _SHOWN:
        print(f"{result} in {one.kind}: {detail}\n{json.dumps(one.data)[:3000]}\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
