"""One writer at a time in a repository, and the mending of what a killed writer left behind.

Owns `maestro.lock` (a kernel lock: it dies with its process) and `maestro.journal` (what the holder is about to write:
references, and the checked-out files of a merge). Refuses to remove a lock that no journal of ours names.
"""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from maestro.domain.errors import ForgeError
from maestro.domain.record import dataclass
from maestro.forge.git.errors import translated

LOCK_FILE = "maestro.lock"
JOURNAL_FILE = "maestro.journal"
_PATIENCE = 30.0
# Git holds the lock of a reference for milliseconds; one that stays longer was left by a process that died.
_STALE_SECONDS = 1.0


@dataclass(frozen=True)
class Intent:
    """What is about to be written: a reference from one commit to another, and `paths` of the checked-out files.

    `checkout`: Git's index is in use, so that a lock of it may be ours.
    """

    ref: str = ""
    old: str = ""
    new: str = ""
    paths: tuple[str, ...] = ()
    checkout: bool = False


Recover = Callable[[Intent], None]


class Journal:
    """What the holder of the lock is about to write, on disk before it writes."""

    def __init__(self, folder: Path) -> None:
        """Kept in the Git folder."""
        self._folder = folder
        self._file = folder / JOURNAL_FILE

    @contextmanager
    def noted(self, intent: Intent) -> Iterator[None]:
        """Put the intention on disk, whole or not at all, while it is carried out."""
        draft = self._file.with_suffix(".draft")
        with translated("noting what is about to be written"):
            draft.unlink(missing_ok=True)  # in a shared repository it may be another user's
            draft.write_text(json.dumps(asdict(intent)), encoding="utf-8")
            draft.replace(self._file)
        try:
            yield
        finally:
            self.clear()

    def clear(self) -> None:
        """Nothing is half-written."""
        with translated("removing the note of what was written"):
            self._file.unlink(missing_ok=True)

    def left_behind(self) -> Intent | None:
        """What a killed holder was writing, None in the usual case. A file that is not ours says nothing."""
        try:
            return _intent(json.loads(self._file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError):
            return Intent()

    def remove_stale(self, lock_file: str) -> None:
        """Remove a lock file that the killed holder made, after giving a living Git the time to finish with its own."""
        path = self._folder / lock_file
        if ".." in Path(lock_file).parts or not path.is_relative_to(self._folder):
            return
        seen = _marks(path)
        deadline = time.monotonic() + _STALE_SECONDS
        while seen is not None and time.monotonic() < deadline and _marks(path) == seen:
            time.sleep(0.02)
        if seen is not None and _marks(path) == seen:
            with translated(f"removing {path}, which an interrupted Maestro left"):
                path.unlink(missing_ok=True)


@contextmanager
def exclusive(folder: Path, recover: Recover) -> Iterator[Journal]:
    """Hold the repository's lock; first mend what a killed holder left."""
    try:
        # For reading only: in a shared repository the file may be another user's.
        handle = os.open(folder / LOCK_FILE, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    except OSError as error:
        raise ForgeError(
            f"expected a Git repository that can be written at {folder}, found: {error.strerror}. "
            "Check the owner and the rights of the folder."
        ) from error
    try:
        _wait_for(handle, folder)
        journal = Journal(folder)
        left = journal.left_behind()
        if left is not None:
            if left.ref.startswith("refs/"):
                journal.remove_stale(f"{left.ref}.lock")
            recover(left)
            journal.clear()
        yield journal
    finally:
        os.close(handle)


def _wait_for(handle: int, folder: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > deadline:
                raise ForgeError(
                    f"another process has held {folder / LOCK_FILE} for {_PATIENCE:.0f} s; "
                    "wait for it to end, or end it, and try again."
                ) from error
            time.sleep(0.01)
        else:
            return


def _intent(entry: Any) -> Intent:
    match entry:
        case {"ref": str(ref), "old": str(old), "new": str(new), "paths": [*paths]}:
            known = tuple(path for path in paths if isinstance(path, str))
            return Intent(ref, old, new, known, entry.get("checkout") is True)
        case _:
            return Intent()


def _marks(path: Path) -> tuple[int, int] | None:
    """What tells a lock file from the next one of its name; the machine's clock is not asked."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns
