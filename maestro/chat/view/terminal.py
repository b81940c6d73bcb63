"""The screen of a conversation: prints blocks and turns on one stream, and draws the live table as a string.

Refuses to move the cursor: what redraws is the prompt's. Rich is imported with the first thing that needs it.
"""

import os
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TextIO

from maestro.chat.plaintext import printable
from maestro.chat.theme import STYLES, Look

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from maestro.chat.blocks import Block
    from maestro.chat.ports import Opened, Progress
    from maestro.chat.rows import Board, Row
    from maestro.chat.turn import Turn

_CHANGED = 6  # changed lines of a turn that the transcript keeps
_QUOTED = 12  # lines of a long message that the transcript repeats
_PIPED = 100  # columns for tables where there is no window


class Terminal:
    """Prints on a stream in a look."""

    def __init__(self, stream: TextIO, look: Look) -> None:
        """Nothing is imported or written yet."""
        self._stream = stream
        self.look = look

    @property
    def size(self) -> tuple[int, int]:
        """Columns and lines of the window now."""
        if not self.look.wraps:
            return _PIPED, 0
        found = shutil.get_terminal_size()
        return found.columns, found.lines

    def lines(self, *lines: str) -> None:
        """Plain sentences. Without Rich: these are what stands before the first prompt."""
        self._stream.write("".join(f"{line}\n" for line in self._folded(lines)))
        self._stream.flush()

    def show(self, block: "Block") -> None:
        """Print one block."""
        from maestro.chat.view.texts import block_text, is_copied

        self._print(block_text(block, self.size[0], self.look), whole=is_copied(block))

    def said(self, text: str) -> None:
        """The user's message, where the input line was taken away."""
        from rich.text import Text

        every = printable(text).split("\n")
        lines = every[:_QUOTED] + ([f"({len(every) - _QUOTED} more lines)"] if len(every) > _QUOTED else [])
        self._print(Text("\n".join(("> " if n == 0 else "  ") + line for n, line in enumerate(lines)), "said"))

    def turn(self, turn: "Turn", changed: Sequence["Row"]) -> None:
        """What a turn changed, said and asks."""
        from rich.text import Text

        from maestro.chat.view.table import changed_text
        from maestro.chat.view.texts import question_text

        width = self.size[0]
        parts: list[Text] = []
        if changed:
            parts.append(changed_text(changed[:_CHANGED], width, self.look))
        if len(changed) > _CHANGED:
            parts.append(Text(f"{len(changed) - _CHANGED} more lines changed, /show prints all", "source"))
        replies = [printable(line) for line in turn.outcome.replies]
        parts.append(Text("\n".join(replies)))
        if (asked := turn.outcome.state.question) is not None:
            parts.append(question_text(asked, width, self.look))
        if said := [part for part in parts if part.plain]:
            self._print(Text("\n").join(said))
            self.lines("")

    def progress(self, step: "Progress") -> None:
        """A finished task of the handoff."""
        from maestro.chat.view.texts import progress_text

        self._print(progress_text(step, self.size[0], self.look))

    def opened(self, opened: "Opened", notes: Sequence[str]) -> None:
        """The final block."""
        from maestro.chat.view.texts import opened_text

        self.lines("")
        self._print(opened_text(opened), whole=True)
        self.lines(*notes)

    def live(self, board: "Board", width: int, height: int) -> str:
        """The table as a string with colour codes, "" where there is no room."""
        from maestro.chat.view.table import live_text

        text = live_text(board, width, height, self.look)
        return "" if text is None else self._drawn(text, width)

    def _folded(self, lines: Sequence[str]) -> Iterator[str]:
        for line in lines:
            plain = printable(line)
            wide = self.look.wraps and len(plain) >= self.size[0]
            yield textwrap.fill(plain, max(self.size[0] - 1, 10), break_on_hyphens=False) if wide else plain

    def _drawn(self, text: "Text", width: int) -> str:
        with self.rich.capture() as capture:
            self.rich.print(text, width=width, no_wrap=True, overflow="crop", crop=True)
        return capture.get().rstrip("\n")

    def _print(self, text: "Text", *, whole: bool = False) -> None:
        """`whole` leaves the breaking of long lines to the terminal, so that they are copied as they are."""
        self.rich.print(text, soft_wrap=whole or not self.look.wraps)
        self._stream.flush()

    @cached_property
    def rich(self) -> "Console":
        """Rich's console, told everything rather than left to find it out."""
        from rich.console import Console
        from rich.theme import Theme

        return Console(
            file=self._stream,
            force_terminal=self.look.colour,
            color_system="standard" if self.look.colour else None,
            no_color=not self.look.colour,
            theme=Theme(dict(STYLES), inherit=False),
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
            width=None if self.look.wraps else _PIPED,
            _environ={k: v for k, v in os.environ.items() if k in ("COLUMNS", "LINES", "TERM")},
        )
