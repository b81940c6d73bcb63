"""Lines that were typed before the prompt was there, as the messages that they are.

Until a prompt takes the keys over, the terminal's own line editing turns Enter into the end of a line, which the prompt
would read as Ctrl-J, a new line in one message. Owns that moment; knows nothing of what the lines say.
"""

import os
import select
from collections.abc import Iterator
from contextlib import contextmanager

from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding.key_processor import KeyPress

_CHUNK = 65_536


@contextmanager
def typed_ahead(source: Input) -> Iterator[None]:
    """Take over the keys for the block, what was typed before it first; only a terminal has such."""
    if not _is_terminal(source):
        yield
        return
    with source.raw_mode():  # from here on Enter stays Enter
        text = b"".join(_waiting(source.fileno())).decode("utf-8", errors="replace")
        if text:
            store_typeahead(source, _keys(text.replace("\n", "\r")))
        yield


def _is_terminal(source: Input) -> bool:
    try:
        return os.isatty(source.fileno())
    except (NotImplementedError, OSError, ValueError):
        return False


def _waiting(descriptor: int) -> Iterator[bytes]:
    while select.select([descriptor], [], [], 0)[0]:
        read = os.read(descriptor, _CHUNK)
        if not read:
            return
        yield read


def _keys(text: str) -> list[KeyPress]:
    """The presses that make a text, arrows and pastes in one piece each."""
    found: list[KeyPress] = []
    parser = Vt100Parser(found.append)
    parser.feed_and_flush(text)
    return found
