"""Which files of a repository are checked out where. Refuses nothing; it only tells."""

from collections.abc import Iterator
from pathlib import Path

import pygit2
from pygit2.enums import ReferenceType


def common_folder(repo: pygit2.Repository) -> Path:
    """The Git folder that all worktrees of the repository share."""
    folder = Path(repo.path)
    link = folder / "commondir"
    return (folder / link.read_text(encoding="utf-8").strip()).resolve() if link.is_file() else folder


def shows(repo: pygit2.Repository, name: str) -> bool:
    """Whether the checked-out files are those of a branch, given by its full name."""
    head = repo.references.get("HEAD")
    symbolic = head is not None and head.type == ReferenceType.SYMBOLIC
    return not repo.is_bare and symbolic and head is not None and head.target == name


def others(repo: pygit2.Repository) -> Iterator[pygit2.Repository]:
    """The repository as its other worktrees see it: the main one and the linked ones."""
    linked = (Path(repo.lookup_worktree(name).path) for name in repo.list_worktrees())
    for path in (common_folder(repo), *(path for path in linked if path.is_dir())):
        other = pygit2.Repository(str(path))
        if other.path != repo.path:
            yield other
