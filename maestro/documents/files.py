"""Takes the bytes of a file that a user names, and of nothing else: no pipe, no device, no link to somewhere else."""

import os
import stat
from pathlib import Path

from maestro.domain.errors import UnreadableError

LIMIT = 20 << 20  # bytes of a file


def read_file(path: Path) -> bytes:
    """All of a regular file; UnreadableError in one line for everything else."""
    _refuse_link_elsewhere(path)
    try:
        # Not blocking: opening a pipe that nobody writes to would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no such name"
        raise UnreadableError(f"{path.name}: expected a file, found: {reason}.", path=str(path)) from None
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError(f"{path.name}: expected a file, found {_what(found.st_mode)}.", path=str(path))
        data = _all(descriptor) if found.st_size <= LIMIT else b"." * (LIMIT + 1)
    finally:
        os.close(descriptor)
    if len(data) > LIMIT:
        raise UnreadableError(
            f"{path.name}: expected at most {LIMIT >> 20} MiB; attach the part that matters.", path=str(path)
        )
    if not data.strip():
        raise UnreadableError(f"{path.name}: the file is empty.", path=str(path))
    return data


def _all(descriptor: int) -> bytes:
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        return file.read(LIMIT + 1)


def _refuse_link_elsewhere(path: Path) -> None:
    """A link is followed inside its own folder only: what a name shows is what is read."""
    try:
        elsewhere = path.is_symlink() and not path.resolve().is_relative_to(path.parent.resolve())
    except (OSError, ValueError, RuntimeError):
        elsewhere = True
    if elsewhere:
        raise UnreadableError(
            f"{path.name}: a link to somewhere else; attach the file that it points to.", path=str(path)
        )


def _what(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device"
