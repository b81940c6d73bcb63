"""`python -m benchmarks [SECTION...]`: measure, print one table. `--check` ends with 1 where an aim is missed."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping

from benchmarks.conformance import conformance
from benchmarks.generation import generation
from benchmarks.many import many, many_real
from benchmarks.measure import FailedError
from benchmarks.row import Row, table
from benchmarks.start import start
from benchmarks.turns import handoff, turns

Section = Callable[[], Iterator[Row]]
SECTIONS: Mapping[str, Section] = {
    "start": start,
    "turns": turns,
    "handoff": handoff,
    "generation": generation,
    "many": many,
    "many-real": many_real,
    "conformance": conformance,
}
SLOW = ("many-real",)  # minutes: only by name


def main() -> int:
    """Measure the sections that were named, else all quick ones."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast Maestro is, as ratios.")
    usual = [name for name in SECTIONS if name not in SLOW]
    parser.add_argument(
        "sections", nargs="*", metavar="SECTION", help=f"of {', '.join(SECTIONS)}; {SLOW[0]} by name only"
    )
    parser.add_argument("--check", action="store_true", help="end with 1 when an aim is missed")
    wanted = parser.parse_args()
    unknown = [name for name in wanted.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"there is no section {unknown[0]}; there are {', '.join(SECTIONS)}")
    rows: list[Row] = []
    for name in wanted.sections or usual:
        sys.stderr.write(f"measuring {name} ...\n")
        try:
            rows.extend(SECTIONS[name]())
        except FailedError as error:
            sys.stderr.write(f"{error}\n")
            return 2
    print(table(rows))
    return 1 if wanted.check and any(row.met is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
