"""What a conversation can print, as data: a closed union that the view gives its looks. Unstyled text only."""

from typing import Protocol

from maestro.chat.rows import Board
from maestro.domain.record import dataclass


@dataclass(frozen=True)
class Lines:
    """Plain sentences."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A named thing with a sentence; `mark` sets one apart (current, recommended)."""

    name: str
    text: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Listing:
    """Named things below a heading."""

    heading: str
    entries: tuple[Entry, ...]
    after: str = ""


@dataclass(frozen=True)
class Grid:
    """Columns with a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heading: str = ""


@dataclass(frozen=True)
class Source:
    """A text to be copied as it is: YAML, a diff."""

    text: str
    diff: bool = False


@dataclass(frozen=True)
class Whole:
    """The complete blueprint table."""

    board: Board


@dataclass(frozen=True)
class Trouble:
    """Something that went wrong, with what to do."""

    text: str


Block = Lines | Listing | Grid | Source | Whole | Trouble


class Screen(Protocol):
    """Where blocks go."""

    def show(self, block: Block) -> None:
        """Print one block."""
        ...
