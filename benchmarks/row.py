"""One line of the result, and the table of all. Owns how numbers read; measures nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.measure import Measured

HEADINGS = ("what", "found", "against", "aim")
_MINUTE = 120.0


@dataclass(frozen=True)
class Row:
    """What was measured, what it gave, what it is compared with. `met` is None where there is no aim."""

    what: str
    found: str
    against: str = ""
    aim: str = ""
    met: bool | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """As printed; a missed aim says so."""
        verdict = {None: self.aim, True: f"{self.aim}: met", False: f"{self.aim}: MISSED"}[self.met]
        return self.what, self.found, self.against, verdict


def duration(seconds: float) -> str:
    """In the unit in which it has two or three digits."""
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} us"
    if seconds < 1:
        return f"{seconds * 1e3:.{0 if seconds > 0.01 else 1}f} ms"
    return f"{seconds:.1f} s" if seconds < _MINUTE else f"{seconds:.0f} s"


def times(slow: float, fast: float, of: str) -> str:
    """How many times as long the one took as the other."""
    ratio = slow / fast
    return f"{ratio:.{0 if ratio >= 10 else 1}f} x {of}"


def within(what: str, found: Measured, most: float) -> Row:
    """Seconds against an aim in seconds: the best run counts, the median is told."""
    return Row(what, duration(found.median), f"best {duration(found.best)}", f"<= {duration(most)}", found.best <= most)


def table(rows: Iterable[Row]) -> str:
    """Columns of plain text."""
    cells = [HEADINGS, *(row.cells for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (cells[0], rule, *cells[1:])
    )
