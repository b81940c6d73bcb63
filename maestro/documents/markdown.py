"""Converted text -> passages and tables. Knows the Markdown that the converters write, and plain text."""

import re
from collections.abc import Iterator

from maestro.documents.conversion import Part
from maestro.domain.document import Grid, Passage

_RULE = re.compile(r"^\|(?:\s*:?-{2,}:?\s*\|)+\s*$")
_HEADING = re.compile(r"^#{1,6}\s+(.*)$")
_NO_NAME = re.compile(r"Unnamed: \d+(?:_level_\d+)?")
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)")
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,3}|_{2,3})(?=\S)(.+?)(?<=[^\s\\])\1(?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

Read = tuple[list[Passage], list[Grid]]


def lines(text: str) -> Read:
    """Plain text or Markdown as a person wrote it: places are lines."""
    return _read("", _COMMENT.sub(lambda m: "\n" * m[0].count("\n"), text), numbered=True, sheets=False)


def part(found: Part, *, sheets: bool) -> Read:
    """A converted page, sheet or slide; in sheets the rows are numbered as the workbook has them."""
    return _read(found.place, _COMMENT.sub("", found.text), numbered=False, sheets=sheets)


def _read(place: str, text: str, *, numbered: bool, sheets: bool) -> Read:
    passages, grids = list[Passage](), list[Grid]()
    heading = ""
    for first, block in _blocks(text):
        if block[0].lstrip().startswith("|"):
            grids.append(_grid(place or (f"section {heading}" if heading else ""), block, first, numbered, sheets))
            continue
        match = _HEADING.match(block[0].strip())
        heading = plain(match[1])[:60] if match else heading
        where = place or (f"line {first}" if numbered else f"section {heading}" if heading else "")
        said = "\n".join(plain(_HEADING.sub(r"\1", line.strip())) for line in block).strip()
        if said:
            passages.append(Passage(where, said))
    if len(grids) > 1 and not sheets and not numbered:
        grids = [Grid(f"{g.place}, table {n}".lstrip(", "), g.rows, g.commas) for n, g in enumerate(grids, 1)]
    return passages, grids


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Paragraphs and tables with the number of their first line; a heading is a paragraph of its own."""
    block, first = list[str](), 0
    for number, line in enumerate(text.split("\n"), 1):
        table = line.lstrip().startswith("|")
        turns = block and (table != block[0].lstrip().startswith("|") or _HEADING.match(line.strip()))
        if block and (turns or not line.strip() or _HEADING.match(block[0].strip())):
            yield first, block
            block = []
        if line.strip():
            first = first if block else number
            block.append(line)
    if block:
        yield first, block


def _grid(place: str, block: list[str], first: int, numbered: bool, sheets: bool) -> Grid:
    rows = list[tuple[int, tuple[str, ...]]]()
    for offset, line in enumerate(block):
        if _RULE.match(line.strip()):
            continue
        cells = tuple(_cell(cell, sheets) for cell in _cells(line))
        if numbered or sheets or any(cells):  # a converter puts an empty row where a table has no header
            rows.append((first + offset if numbered else len(rows) + 1, cells))
    return Grid(place, tuple(row for row in rows if any(row[1])), _commas(rows))


def _cells(line: str) -> list[str]:
    return re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))


def _cell(text: str, sheets: bool) -> str:
    said = plain(text).strip()
    return "" if sheets and (said == "NaN" or _NO_NAME.fullmatch(said)) else said


def _commas(rows: list[tuple[int, tuple[str, ...]]]) -> bool:
    """Whether a number shows a decimal comma and none a decimal point."""
    cells = [cell for _, row in rows for cell in row]
    point = any(re.search(r"(?<![\d.,])\d+\.\d{1,2}(?![\d.,])", cell) for cell in cells)
    return not point and any(re.search(r"(?<![\d.,])\d+,\d{1,2}(?![\d.,])", cell) for cell in cells)


def plain(text: str) -> str:
    """Without the marks of Markdown; the words stay as they are."""
    bare = _LINK.sub(r"\1", _IMAGE.sub("", text))
    bare = _EMPHASIS.sub(r"\2", bare)
    return _ESCAPED.sub(r"\1", bare.replace("`", "")).replace("<br>", " ").replace("<br/>", " ")
