"""The room's door: a path in, a Document out. Every file that cannot be used ends in one line, never a traceback."""

import hashlib
from pathlib import Path

from maestro.documents import csvtext, markdown
from maestro.documents.conversion import Part, convert
from maestro.documents.files import read_file
from maestro.documents.kinds import CONVERTED, Kind, kind_of
from maestro.documents.visible import decoded, visible
from maestro.domain.document import Document, Grid, Passage

CHARACTERS = 400_000  # of a document that are read
ROWS = 5_000  # of all its tables


def read_document(path: Path) -> Document:
    """What a file says, page by page, sheet by sheet; UnreadableError says in one line why nothing was read.

    PDF, Word, Excel, PowerPoint and HTML need the `documents` extra; CSV, Markdown and text do not.
    """
    data = read_file(path)
    name = visible(path.name)[0]
    kind = kind_of(name, data)
    notes: list[str] = []
    passages, grids = _converted(name, kind, data, notes) if kind in CONVERTED else _text(name, kind, data, notes)
    kept, tables = _bounded(passages, grids, notes)
    return Document(name, hashlib.sha256(data).hexdigest(), kept, tables, tuple(notes))


Read = tuple[list[Passage], list[Grid]]


def _text(name: str, kind: Kind, data: bytes, notes: list[str]) -> Read:
    text = _seen(decoded(name, data), notes)
    if kind is Kind.CSV:
        return [], [csvtext.grid(text)]
    return markdown.lines(text)


def _converted(name: str, kind: Kind, data: bytes, notes: list[str]) -> Read:
    parts, told = convert(name, kind, data)
    notes += told
    passages: list[Passage] = []
    grids: list[Grid] = []
    for part in parts:
        found = markdown.part(Part(part.place, _seen(part.text, notes)), sheets=kind is Kind.XLSX)
        passages += found[0]
        grids += found[1]
    return passages, grids


def _seen(text: str, notes: list[str]) -> str:
    """Without characters that no reader sees; that there were some is said once."""
    shown, hidden = visible(text)
    note = "Invisible characters in it were taken out."
    if hidden and note not in notes:
        notes.append(note)
    return shown


def _bounded(
    passages: list[Passage], grids: list[Grid], notes: list[str]
) -> tuple[tuple[Passage, ...], tuple[Grid, ...]]:
    """As much as is read of a long document; what is left out is said."""
    characters, kept = CHARACTERS, list[Passage]()
    for passage in passages:
        if characters <= 0:
            break
        kept.append(Passage(passage.place, passage.text[:characters]))
        characters -= len(passage.text)
    rows, tables = ROWS, list[Grid]()
    for grid in grids:
        if rows <= 0:
            break
        tables.append(Grid(grid.place, grid.rows[:rows], grid.commas))
        rows -= len(grid.rows)
    if characters < 0 or rows < 0 or len(kept) < len(passages) or len(tables) < len(grids):
        notes.append("It is long; only its first part was read.")
    return tuple(kept), tuple(tables)
