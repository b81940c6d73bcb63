"""The forge port: branches, commits and pull requests of one factory repository."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from maestro.domain.actions import AddedLine
from maestro.domain.record import dataclass


class PullState(StrEnum):
    """Where a pull request stands."""

    OPEN = "open"
    MERGED = "merged"
    CLOSED = "closed"


@dataclass(frozen=True)
class PullRequest:
    """One pull request. `files` are the paths that its branch changes against the base."""

    number: int
    title: str
    state: PullState
    branch: str
    base: str
    commit: str
    body: str = ""
    url: str = ""
    files: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    created: str = ""


@dataclass(frozen=True)
class Commit:
    """Whole files by path (None deletes) on top of `base`, dated `when` so that a retry makes the same commit."""

    branch: str
    base: str
    files: Mapping[str, bytes | None]
    message: str
    when: datetime


class Repository(Protocol):
    """Git objects of the factory, without touching checked-out files."""

    def read(self, ref: str, path: str) -> bytes | None:
        """A file's content at `ref`, None when absent."""
        ...

    def listing(self, ref: str, folder: str) -> Sequence[str]:
        """Paths of the files below `folder` at `ref`, sorted."""
        ...

    def head(self, ref: str) -> str | None:
        """The commit that a branch points to, None when there is no such branch."""
        ...

    def commit(self, commit: Commit) -> str:
        """Write the commit and point its branch at it; the same commit again changes nothing. Returns its id."""
        ...


class Forge(Protocol):
    """Pull requests. Every method may be repeated: a second call with the same arguments changes nothing."""

    def open(self, branch: str, base: str, title: str, body: str) -> PullRequest:
        """The pull request of `branch`: made, found open or merged, or reopened when closed."""
        ...

    def pulls(self) -> Sequence[PullRequest]:
        """All of them, newest first."""
        ...

    def close(self, number: int, comment: str = "") -> PullRequest:
        """Close without merging; a merged one raises ForgeError."""
        ...

    def comment(self, number: int, key: str, text: str) -> None:
        """Post `text` once a `key`; a later call with the same key replaces it."""
        ...

    def merge(self, number: int) -> PullRequest:
        """Land the branch on the base; a conflict raises ForgeError and changes nothing."""
        ...


@dataclass(frozen=True)
class Diff:
    """What a branch, or the index, changes: every file, each added line, and why a file's lines were not read."""

    files: tuple[str, ...] = ()
    lines: tuple[AddedLine, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    removed: tuple[str, ...] = ()
