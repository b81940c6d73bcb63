"""Reading one text file that anybody may have written. Refuses what is no regular file, too large, or not UTF-8."""

import codecs
import os
import stat
from pathlib import Path

from maestro.domain.errors import UnreadableError
from maestro.domain.handoff import one_line

_OTHER_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def read_text(path: Path, limit: int, what: str = "a YAML file") -> str:
    """The text of a file of at most `limit` bytes; a mark of UTF-8 at its start is dropped."""
    return decode(_bytes(path, limit, what), shown(path))


def shown(path: Path) -> str:
    """The path as it may be printed."""
    return one_line(os.fsencode(path).decode("utf-8", "replace"), 500)


def decode(content: bytes, source: str) -> str:
    """UTF-8 without NUL bytes, or UnreadableError with the line."""
    for mark, name in _OTHER_MARKS.items():
        if content.startswith(mark):
            raise UnreadableError(f"{source}: expected UTF-8 text, found {name}. Save the file as UTF-8.", path=source)
    nul = content.find(b"\0")
    if nul >= 0:
        place = _place(source, content, nul)
        raise UnreadableError(f"{place}: expected text, found a NUL byte. Is it really a text file?", path=place)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place(source, content, error.start)
        found = f"the byte 0x{content[error.start]:02x} (Latin-1?)"
        raise UnreadableError(
            f"{place}: expected UTF-8 text, found {found}. Save the file as UTF-8.", path=place
        ) from error


def _bytes(path: Path, limit: int, what: str) -> bytes:
    name = shown(path)
    try:
        # Without O_NONBLOCK the open of a named pipe would wait for a writer that never comes.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UnreadableError(f"{name}: expected {what}, found: {reason}.", path=name) from error
    try:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            raise UnreadableError(f"{name}: expected {what}, found {_kind(mode)}.", path=name)
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise UnreadableError(f"{name}: expected {what}, found: {error.strerror}.", path=name) from error
    finally:
        os.close(handle)
    if len(content) > limit:
        raise UnreadableError(f"{name}: expected {what} of at most {limit // 1024} KiB, found a larger one.", path=name)
    return content


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"))
    return next((name for test, name in kinds if test(mode)), "a device")


def _place(source: str, content: bytes, offset: int) -> str:
    return f"{source}:{content.count(bytes((10,)), 0, offset) + 1}"
