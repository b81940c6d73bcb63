"""What was read of a document, and what it proposes. A document can only propose: nothing here writes anything."""

from maestro.domain.json import Json
from maestro.domain.record import dataclass


@dataclass(frozen=True)
class Passage:
    """Running text at a place: `page 2`, `sheet Notes`, `line 14`, or nothing where a document has no parts."""

    place: str
    text: str


@dataclass(frozen=True)
class Grid:
    """A table as it stands: numbered rows of cells, the header among them. `commas`: decimals are written with one."""

    place: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    commas: bool = False


@dataclass(frozen=True)
class Document:
    """A file's words. `digest` is the SHA-256 of its bytes; `notes` say what was left out of it, a sentence each."""

    name: str
    digest: str
    passages: tuple[Passage, ...] = ()
    grids: tuple[Grid, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """One value that a document speaks for, with its citation: the verbatim `quote` and the `place` in `source`.

    `listed`: the value joins the list at the path. `because` says how several rows became one value.
    """

    path: str
    value: Json
    quote: str
    source: str
    place: str = ""
    because: str = ""
    listed: bool = False

    @property
    def citation(self) -> str:
        """`inventory.xlsx, sheet Servers, row 3`."""
        return ", ".join(part for part in (self.source, self.place) if part)


@dataclass(frozen=True)
class Paper:
    """A document that was attached: its name, its digest and the words in which it says what it is about."""

    name: str
    digest: str = ""
    about: str = ""
