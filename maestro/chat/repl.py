"""The conversation in a terminal that redraws: the table and the input line in one prompt, everything else above it.

Owns keys, history and the toolbar. Never clears the screen, uses the alternate screen or captures the mouse: what was
said stays in the scrollback.
"""

import os
import sys
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application import Application, get_app
from prompt_toolkit.filters import completion_is_selected
from prompt_toolkit.formatted_text import ANSI, AnyFormattedText
from prompt_toolkit.history import FileHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.layout.screen import Screen
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.styles import Attrs, Style

from maestro.chat.ahead import typed_ahead
from maestro.chat.completion import LineCompleter
from maestro.chat.surroundings import Step
from maestro.chat.view.reflow import reflows, rows_gained, widths
from maestro.chat.view.terminal import Terminal
from maestro.domain.errors import CancelledError
from maestro.domain.record import dataclass

if TYPE_CHECKING:
    from maestro.chat.dialogue import Dialogue

_AGAIN = 2.0  # seconds in which a second Ctrl-C leaves
_MENU = 8  # lines kept free below the input for completions, where the window is high enough
_SIGN = "\x1b[32m> \x1b[0m"  # a blank without a colour would not be drawn
_FIRST = " open ▸ choose    /help"
_WARNING = "Ctrl-C again leaves; every answer is kept."
_STYLE = Style.from_dict(
    {
        "bottom-toolbar": "noreverse dim",
        "completion-menu": "fg:default bg:default",
        "completion-menu.completion.current": "fg:default bg:default reverse",
        "completion-menu.meta.completion": "fg:default bg:default dim",
        "completion-menu.meta.completion.current": "fg:default bg:default",
    }
)


class _Left(Exception):  # noqa: N818 - control flow: the user pressed Ctrl-C twice
    """Leave now."""


@dataclass
class _Patience:
    """When Ctrl-C was pressed last on an empty line."""

    clock: Callable[[], float]
    pressed: float = -_AGAIN

    @property
    def warned(self) -> bool:
        return self.clock() - self.pressed < _AGAIN


class PrivateHistory(FileHistory):
    """What was typed, readable by its owner only, credentials taken out."""

    def __init__(self, path: Path) -> None:
        """Make the file before anything is written to it."""
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
        path.chmod(0o600)
        super().__init__(str(path))

    def store_string(self, string: str) -> None:
        """Keep one message."""
        from maestro.guard.redact import redact

        super().store_string(redact(string))


class Window(Vt100_Output):
    """A terminal that is never asked where its cursor is: some do not answer, and then the toolbar would stay away."""

    @property
    def responds_to_cpr(self) -> bool:
        """Do not ask."""
        return False

    def get_rows_below_cursor_position(self) -> int:
        """As little as there always is: what is drawn takes the room that it needs, and no more."""
        return 1


class Colourless(Window):
    """A terminal that is sent no attributes at all, not even those of underlining."""

    def set_attributes(self, attrs: Attrs, color_depth: ColorDepth) -> None:
        """Nothing."""

    def reset_attributes(self) -> None:
        """Nothing."""


class Repl:
    """The loop over a prompt. `begin` makes the conversation when there is something to say to it.

    `input_` and `output` are the terminal's unless a test gives others.
    """

    def __init__(
        self,
        begin: "Callable[[], Dialogue]",
        terminal: Terminal,
        history: Path,
        *,
        input_: Input | None = None,
        output: Output | None = None,
    ) -> None:
        """Build the prompt; nothing is drawn yet."""
        self._begin = begin
        self._terminal = terminal
        self._patience = _Patience(time.monotonic)
        self._screen: Screen | None = None
        self._columns = 0
        self._drawn: tuple[Any, ANSI] | None = None
        kind = Window if terminal.look.colour else Colourless
        self._prompt: PromptSession[str] = PromptSession(
            message=self._message,
            bottom_toolbar=self._toolbar,
            completer=LineCompleter(lambda: self.dialogue.session.form),
            complete_while_typing=True,
            history=PrivateHistory(history),
            key_bindings=self._keys(),
            multiline=True,
            prompt_continuation="  ",
            enable_suspend=True,
            tempfile_suffix=".txt",
            erase_when_done=True,
            color_depth=ColorDepth.DEPTH_4_BIT,
            style=_STYLE,
            include_default_pygments_style=False,
            mouse_support=False,
            input=input_,
            output=output or kind.from_pty(sys.stdout, term=os.environ.get("TERM")),
        )

        self._prompt.app.after_render += self._remember
        self._prompt.app.before_render += self._reach_higher

    @cached_property
    def dialogue(self) -> "Dialogue":
        """The conversation, made with the first message: the first prompt does not wait for it."""
        return self._begin()

    @property
    def _begun(self) -> bool:
        return "dialogue" in self.__dict__

    def resume(self) -> int:
        """Go on with a kept conversation: it shows where it stands before the first prompt."""
        self.dialogue  # noqa: B018 - made now rather than with the first message
        return self.run()

    def run(self) -> int:
        """Talk until it is over; the exit code."""
        while True:
            self._prompt.reserve_space_for_menu = min(_MENU, self._terminal.size[1] // 5)
            try:
                with typed_ahead(self._prompt.input), patch_stdout(raw=True):
                    text = self._prompt.prompt(default=self.dialogue.prefill if self._begun else "")
            except EOFError:
                return self._leave(0)
            except (_Left, KeyboardInterrupt):
                return self._leave(CancelledError.exit_code)
            if not text.strip():
                continue
            match self._take(text):
                case Step.DONE:
                    return 0
                case Step.LEAVE:
                    return self._leave(0)
                case Step.GO_ON:
                    continue

    def _take(self, text: str) -> Step:
        try:
            self._terminal.said(text)
            return self.dialogue.take(text)
        except KeyboardInterrupt:  # while the conversation was still being made
            self._terminal.lines("Stopped. Say it again to go on.", "")
            return Step.GO_ON

    def _leave(self, code: int) -> int:
        if self._begun:
            return self.dialogue.farewell(code)
        self._terminal.lines("Nothing was said yet. Begin again with: maestro chat")
        return code

    def _message(self) -> AnyFormattedText:
        """The table above the input; drawn again only when the blueprint or the window changed."""
        sign = f"{_WARNING}\n{_SIGN}" if self._patience.warned else _SIGN
        if not self._begun:
            return ANSI(sign)
        size = get_app().output.get_size()
        key = (id(self.dialogue.outcome), size, sign)
        if self._drawn is None or self._drawn[0] != key:
            table = ""
            if self.dialogue.session.state.blueprint.values:
                table = self._terminal.live(self.dialogue.table, size.columns, size.rows // 3)
            self._drawn = (key, ANSI(f"{table}\n{sign}" if table else sign))
        return self._drawn[1]

    def _remember(self, app: Application[Any]) -> None:
        self._screen = app.renderer.last_rendered_screen
        self._columns = app.output.get_size().columns

    def _reach_higher(self, app: Application[Any]) -> None:
        """After the window became narrower: take away what the terminal made of the old lines."""
        screen, columns = self._screen, app.output.get_size().columns
        if screen is None or columns >= self._columns or not reflows(os.environ):
            return
        self._screen = None
        cursor = screen.get_cursor_position(app.layout.current_window)
        rows = {row: {at: cell.char for at, cell in cells.items()} for row, cells in screen.data_buffer.items()}
        gained = rows_gained(widths(rows, cursor.y), cursor.x, columns)
        if gained:
            app.output.cursor_up(gained)
            app.output.erase_down()

    def _toolbar(self) -> AnyFormattedText:
        return self.dialogue.status(get_app().output.get_size().columns - 1) if self._begun else _FIRST

    def _keys(self) -> KeyBindings:
        keys = KeyBindings()
        keys.add("enter", filter=~completion_is_selected)(_send)
        keys.add("enter", filter=completion_is_selected)(_take_completion)
        keys.add("escape", "enter")(_break_line)
        keys.add("c-j")(_break_line)
        keys.add("c-x", "c-e")(_edit)
        keys.add("c-c")(self._interrupt)
        keys.add("<sigint>")(self._interrupt)
        keys.add("c-d")(_leave_or_delete)
        return keys

    def _interrupt(self, event: KeyPressEvent) -> None:
        """Clear the line; on an empty one warn first, then leave."""
        buffer = event.current_buffer
        if buffer.text:
            buffer.reset()
        elif self._patience.warned:
            event.app.exit(exception=_Left())
        else:
            self._patience.pressed = self._patience.clock()
            event.app.create_background_task(_redraw_later(event.app))


async def _redraw_later(app: Any) -> None:
    """Take the warning away when it no longer holds."""
    import asyncio

    await asyncio.sleep(_AGAIN)
    app.invalidate()


def _send(event: KeyPressEvent) -> None:
    event.current_buffer.validate_and_handle()


def _take_completion(event: KeyPressEvent) -> None:
    event.current_buffer.complete_state = None


def _break_line(event: KeyPressEvent) -> None:
    event.current_buffer.insert_text("\n")


def _edit(event: KeyPressEvent) -> None:
    """The text in $EDITOR; sending it stays the user's."""
    event.current_buffer.open_in_editor(validate_and_handle=False)


def _leave_or_delete(event: KeyPressEvent) -> None:
    if event.current_buffer.text:
        event.current_buffer.delete()
    else:
        event.app.exit(exception=EOFError())
