"""Vendor errors become ForgeError here; refuses to hide our own."""

from collections.abc import Iterator
from contextlib import contextmanager

import pygit2

from maestro.domain.errors import ForgeError
from maestro.domain.handoff import one_line

_VENDOR = (pygit2.GitError, KeyError, ValueError, OSError)


@contextmanager
def translated(doing: str) -> Iterator[None]:
    """Run a few calls of pygit2; whatever it raises says what we were doing."""
    try:
        yield
    except _VENDOR as error:
        raise ForgeError(f"Git failed while {doing}: {reason(error)}") from error


def reason(error: BaseException) -> str:
    """The vendor's words in one line, without the quotes that a KeyError puts around them."""
    text = str(error.args[0]) if isinstance(error, KeyError) and error.args else str(error)
    return one_line(text.rstrip(": ")) or type(error).__name__
