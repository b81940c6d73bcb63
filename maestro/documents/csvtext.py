"""Comma-separated text as a table, whatever separates it."""

import csv
import re
from io import StringIO

from maestro.domain.document import Grid

_SEPARATORS = (";", "\t", "|", ",")
_SAMPLE = 40  # lines that the separator is told by
_POINT = re.compile(r"(?<![\d.])\d+\.\d{1,2}(?![\d.])")


def grid(text: str) -> Grid:
    """Rows by their line; with semicolons between, numbers have decimal commas unless one shows a decimal point."""
    separator = _separator(text.split("\n")[:_SAMPLE])
    reader = csv.reader(StringIO(text), delimiter=separator)
    rows = []
    try:
        for row in reader:
            cells = tuple(" ".join(cell.split()) for cell in row)
            if any(cells):
                rows.append((reader.line_num, cells))
    except csv.Error:  # an endless cell: what stands before it counts
        pass
    commas = separator != "," and not any(_POINT.fullmatch(cell) for _, row in rows for cell in row)
    return Grid("", tuple(rows), commas and separator == ";")


def _separator(lines: list[str]) -> str:
    """The one that stands equally often in most lines; the comma where none does."""
    told = [line for line in lines if line.strip()]

    def even(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in told]
        usual = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(usual) if usual else 0, usual)

    return max(_SEPARATORS, key=even) if any(even(mark)[0] for mark in _SEPARATORS) else ","
