"""Blocks, questions and handoffs as Rich text. Nothing that comes from outside is read as markup."""

from typing import assert_never

from rich.cells import cell_len
from rich.text import Text

from maestro.chat.blocks import Block, Entry, Grid, Lines, Listing, Source, Trouble, Whole
from maestro.chat.plaintext import one_line, printable
from maestro.chat.ports import Opened, Progress
from maestro.chat.theme import Look
from maestro.chat.view.table import board_text
from maestro.domain.conversation import Asked, Choice

_INLINE = 30  # cells of a choice that may share a line with others
_HANG = 3  # cells of a number and its gap
_LEAST = 8  # cells of a column that had to give way
_NAME = 34  # cells of a name column


def block_text(block: Block, width: int, look: Look) -> Text:
    """One block."""
    match block:
        case Lines(lines):
            return Text("\n".join(printable(line) for line in lines))
        case Listing():
            return _listing(block, width, look)
        case Grid():
            return _grid(block, width, look)
        case Source(text, diff):
            return _source(printable(text), diff)
        case Whole(board):
            return board_text(board, width, look)
        case Trouble(text):
            return Text(printable(text), "trouble")
    assert_never(block)


def question_text(asked: Asked, width: int, look: Look) -> Text:
    """The question, its choices numbered; short ones share a line."""
    text = Text().append(printable(asked.text), "head")
    if not asked.choices:
        return text
    parts = [_choice(number, choice) for number, choice in enumerate(asked.choices, start=1)]
    inline = Text("   ").join(parts)
    fits = all(cell_len(part.plain) <= _INLINE for part in parts) and cell_len(inline.plain) + 2 <= width
    if fits and len(parts) > 1 and not look.spoken:
        return text.append("\n  ").append_text(inline)
    for part in parts:
        text.append("\n  ").append_text(part if look.spoken or not look.wraps else _hung(part, width - 3))
    return text


def _hung(part: Text, cells: int) -> Text:
    """A choice whose further lines begin below its label."""
    lines = _wrapped(part.plain, max(cells - _HANG, 20))
    if len(lines) == 1:
        return part
    hung = Text(f"\n{' ' * (_HANG + 2)}".join(lines))
    hung.stylize("number", 0, part.plain.index(" "))
    return hung


def progress_text(step: Progress, width: int, look: Look) -> Text:
    """One task of the handoff, finished."""
    done = step.state == "done"
    sign = f"{step.state}:" if look.spoken else ("✓" if done else "✗")
    seconds = f"{step.seconds:.1f} s"
    room = max(width - 24, 20)
    summary = one_line(step.summary, room)
    if look.spoken:
        return Text(f"{sign} {step.task}, {summary}, {seconds}")
    line = Text(" ").append(sign, "ok" if done else "trouble").append(f" {step.task:<11} ")
    return line.append(f"{summary:<{min(room, 56)}} ").append(f"{seconds:>7}", "source")


def is_copied(block: Block) -> bool:
    """Whether people copy it out of the terminal."""
    return isinstance(block, Source)


def opened_text(opened: Opened) -> Text:
    """The final block: the pull request and where it is."""
    title = f": {one_line(opened.title)}" if opened.title else ""
    text = Text().append(f"Pull request #{opened.number}{title}", "head")
    return text.append("\n  ").append(one_line(opened.url), "url")


def _choice(number: int, choice: Choice) -> Text:
    part = Text().append(f"{number}", "number").append(f"  {one_line(choice.label)}")
    return part.append("  (recommended)", "recommended") if choice.recommended else part


def _listing(block: Listing, width: int, look: Look) -> Text:
    text = Text().append(printable(block.heading), "head")
    names = min(max((cell_len(one_line(e.name)) for e in block.entries), default=0), _NAME)
    for entry in block.entries:
        text.append("\n").append_text(_entry(entry, names, width, look))
    if block.after:
        text.append(f"\n{printable(block.after)}", "source")
    return text


def _entry(entry: Entry, names: int, width: int, look: Look) -> Text:
    name, mark = one_line(entry.name), f"  ({one_line(entry.mark)})" if entry.mark else ""
    if look.spoken or not entry.text:
        told = f", {one_line(entry.text)}" if entry.text else ""
        return Text(f"  {name}{told}").append(mark, "recommended")
    indent = names + 4
    line = Text().append(f"  {name}", "value").append(" " * max(names - cell_len(name), 0) + "  ")
    wrapped = _wrapped(one_line(entry.text) + mark, max(width - indent - 1, 24) if look.wraps else 10_000)
    return line.append(f"\n{' ' * indent}".join(wrapped))


def _wrapped(text: str, cells: int) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        if lines and cell_len(lines[-1]) + 1 + cell_len(word) <= cells:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _grid(block: Grid, width: int, look: Look) -> Text:
    rows = [tuple(one_line(cell) for cell in row) for row in (block.head, *block.rows)]
    if look.spoken:
        told = (
            ", ".join(f"{head} {cell}".strip() for head, cell in zip(rows[0], row, strict=True)) for row in rows[1:]
        )
        return Text("\n".join(told))
    widths = [max(cell_len(row[n]) for row in rows) for n in range(len(block.head))]
    while look.wraps and sum(widths) + 2 * len(widths) > width and max(widths) > _LEAST:
        widths[widths.index(max(widths))] -= 1
    lines = [Text("  ").join(_cell(cell, widths[n]) for n, cell in enumerate(row)) for row in rows]
    lines[0].stylize("head")
    return Text("\n").join([Text("  ").append_text(line) for line in lines])


def _cell(text: str, cells: int) -> Text:
    cell = Text(text)
    cell.truncate(cells, overflow="ellipsis", pad=True)
    return cell


def _source(source: str, diff: bool) -> Text:
    if not diff:
        return Text(source.rstrip("\n"))
    text = Text()
    for number, line in enumerate(source.splitlines()):
        style = "head" if line.startswith(("+++", "---")) else {"+": "added", "-": "removed"}.get(line[:1], "")
        text.append("\n" if number else "").append(line, style)
    return text
