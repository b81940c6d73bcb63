"""The blueprint table: four columns, or three with the source below where the window is narrow."""

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from maestro.chat.rows import Board, Row, folded
from maestro.chat.theme import Look
from maestro.domain.record import dataclass

NARROW = 76  # columns below which the source gets a line of its own
LEAST = 40  # columns below which there is no table at all
_HEAD = 2  # lines: title and rule
_LEAST_ROWS = 3  # with fewer a table tells nothing


@dataclass(frozen=True)
class _Columns:
    """Widths of the columns; the gaps are part of them."""

    group: int
    label: int
    value: int
    source: int


def board_text(board: Board, width: int, look: Look) -> Text:
    """The whole table as lines of at most `width` cells."""
    if look.spoken:
        return Text("\n").join(_spoken(board, look))
    columns = _columns(board.rows, width)
    lines = [_title(board, width), Text(" " + "─" * max(width - 2, 1), "rule")]
    group = ""
    for row in board.rows:
        lines += _row(row, columns, row.group if row.group != group else "", look)
        group = row.group
    if board.hidden:
        lines.append(Text(f" {'':{columns.group}}{board.hidden} more, /show prints all", "source"))
    return Text("\n").join(lines)


def live_text(board: Board, width: int, height: int, look: Look) -> Text | None:
    """The table in at most `height` lines; None where there is no room for one."""
    room = height - _HEAD
    if width < LEAST or room < _LEAST_ROWS or not board.rows:
        return None
    return board_text(folded(board, room, lambda row: 2 if width < NARROW and _has_source(row) else 1), width, look)


def changed_text(rows: Iterable[Row], width: int, look: Look) -> Text:
    """The lines that a turn changed, for the transcript."""
    if look.spoken:
        return Text("\n").join(Text(f"{look.mark} {row.label}, {_said(row)}") for row in rows)
    listed = list(rows)
    label = min(max((cell_len(row.label) for row in listed), default=0), 30) + 2
    source = min(max((cell_len(row.source) for row in listed), default=0), max(width // 3, 12))
    value = min(max((cell_len(row.value) for row in listed), default=0) + 3, max(width - label - source - 3, 8))
    lines = []
    for row in listed:
        line = (
            Text()
            .append(f"{look.mark} ", "changed")
            .append(_fit(row.label, label))
            .append(_fit(row.value, value), "value")
        )
        lines.append(line.append(_cut(row.source, source), "source"))
    return Text("\n").join(lines)


def _spoken(board: Board, look: Look) -> Iterable[Text]:
    yield Text(f"{board.title}, {board.left}")
    for row in board.rows:
        mark = f"{look.mark} " if row.changed else ""
        yield Text(f"{mark}{row.group}, {row.label}, {_said(row)}")
    if board.hidden:
        yield Text(f"{board.hidden} more, /show prints all")


def _said(row: Row) -> str:
    return f"{row.value}, {row.source}" if _has_source(row) else row.source


def _title(board: Board, width: int) -> Text:
    left = _fit(board.title, max(width - cell_len(board.left) - 4, 8))
    return Text(" ").append(left, "head").append(f"  {board.left}", "needed" if board.left != "complete" else "ok")


def _columns(rows: tuple[Row, ...], width: int) -> _Columns:
    group = min(max((cell_len(row.group) for row in rows), default=4), 12) + 2
    label = min(max((cell_len(row.label) for row in rows), default=8), 28 if width >= NARROW else 18) + 2
    if width < NARROW:
        return _Columns(group, label, max(width - group - label - 2, 8), 0)
    room = width - group - label - 4  # a blank on each side, the mark and its blank
    source = min(max((cell_len(row.source) for row in rows), default=8), max(room * 2 // 5, 16))
    return _Columns(group, label, max(room - source, 8), source)


def _row(row: Row, columns: _Columns, group: str, look: Look) -> list[Text]:
    style = "changed" if row.changed else ("needed" if row.needed else "value")
    line = Text(" ").append(_fit(group, columns.group), "group")
    line.append(_fit(row.label, columns.label), "changed" if row.changed else "label")
    mark = f"{look.mark} " if row.changed else "  "
    if columns.source:
        line.append(_fit(row.value, columns.value), style if row.value != "-" else "source")
        line.append(mark, "changed").append(_cut(row.source, columns.source), "source")
        return [line]
    if not _has_source(row):
        return [line.append(_cut(row.source, columns.value), style if row.needed else "source")]
    line.append(_cut(row.value, columns.value), style)
    below = Text(" " * (1 + columns.group)).append(mark, "changed")
    return [line, below.append(_cut(row.source, columns.label + columns.value - 3), "source")]


def _has_source(row: Row) -> bool:
    """Whether value and source both say something; otherwise the source stands for both."""
    return row.value not in ("-", "?")


def _fit(text: str, cells: int) -> str:
    """Exactly that wide, with a blank at the end."""
    return set_cell_size(_cut(text, cells - 1), cells)


def _cut(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    return set_cell_size(text, max(cells - 1, 0)).rstrip() + "…"
