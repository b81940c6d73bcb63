"""The conversation without a prompt that redraws: pipes, dumb terminals, screen readers. One line is one message."""

import sys
import time
from collections.abc import Callable
from typing import TextIO

from maestro.chat.dialogue import Dialogue
from maestro.chat.surroundings import Step
from maestro.domain.errors import CancelledError

_AGAIN = 2.0  # seconds in which a second Ctrl-C leaves


def converse(dialogue: Dialogue, source: TextIO, clock: Callable[[], float] = time.monotonic) -> int:
    """Take lines until the end; the exit code. A failure on the last line of a pipe is the pipe's failure."""
    pressed = -_AGAIN
    while True:
        try:
            line = _read(source)
        except KeyboardInterrupt:
            if clock() - pressed < _AGAIN:
                return dialogue.farewell(CancelledError.exit_code)
            pressed = clock()
            dialogue.display.lines("", "Ctrl-C again leaves; every answer is kept.")
            continue
        step = Step.LEAVE if line is None else dialogue.take(line)
        if step is Step.DONE:
            return 0
        if step is Step.LEAVE:
            return dialogue.farewell(0 if source.isatty() or dialogue.error is None else dialogue.error.exit_code)


def _read(source: TextIO) -> str | None:
    """A line without its end, None at the end of input."""
    if source.isatty() and source is sys.stdin:
        try:
            return input("> ")
        except EOFError:
            return None
    line = source.readline()
    return line.rstrip("\r\n") if line else None
