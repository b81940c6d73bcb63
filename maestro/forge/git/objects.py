"""Trees and commits: reading files at a commit, writing whole files on top of one.

Owns the bot's identity. Refuses paths that leave the tree, and files that lie behind symbolic links or submodules.
"""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import pygit2
from pygit2.enums import FileMode

from maestro.domain.errors import ForgeError
from maestro.domain.handoff import one_line
from maestro.forge.git.errors import translated

BOT_NAME = "Maestro"
BOT_EMAIL = "maestro@users.noreply.invalid"
_REGULAR = (FileMode.BLOB, FileMode.BLOB_EXECUTABLE)
# What filesystems take for `.git`: letter case, the short name of FAT.
_GIT_NAMES = frozenset({".git", "git~1"})


def signature(when: datetime) -> pygit2.Signature:
    """The bot at a given time; a time without zone is UTC."""
    moment = when if when.tzinfo else when.replace(tzinfo=UTC)
    offset = moment.utcoffset() or timedelta()
    return pygit2.Signature(BOT_NAME, BOT_EMAIL, int(moment.timestamp()), int(offset.total_seconds() // 60))


def checked_path(path: str) -> str:
    """A path inside the tree, or ForgeError."""
    parts = path.split("/")
    bad = any(part in ("", ".", "..") or part.rstrip(". ").casefold() in _GIT_NAMES for part in parts)
    if bad or "\\" in path or not path.isprintable():
        raise ForgeError(f"expected the path of a file inside the repository, found {one_line(path)!r}.")
    return path


def entry(tree: pygit2.Tree, path: str) -> pygit2.Object | None:
    """What stands at a path, None when nothing does."""
    try:
        return tree[path]
    except (KeyError, ValueError):  # ValueError: a name that is not UTF-8, or with a NUL
        return None


def read(commit: pygit2.Commit, path: str) -> bytes | None:
    """A regular file's content; None when absent or a folder; a link or submodule raises."""
    found = entry(commit.tree, path)
    if found is None or isinstance(found, pygit2.Tree):
        return None
    if found.filemode not in _REGULAR or not isinstance(found, pygit2.Blob):
        raise ForgeError(f"expected a file at {path} in commit {commit.short_id}, found a symbolic link or submodule.")
    return bytes(found.data)


def listing(commit: pygit2.Commit, folder: str) -> list[str]:
    """Regular files below a folder ("" for all), sorted. Not recursive: a hostile tree can be thousands deep."""
    top = folder.strip("/")
    start = entry(commit.tree, top) if top else commit.tree
    found: list[str] = []
    stack = [(top, start)] if isinstance(start, pygit2.Tree) else []
    while stack:
        prefix, tree = stack.pop()
        for child in tree:
            name = os.fsdecode(child.raw_name or b"")
            path = f"{prefix}/{name}" if prefix else name
            if isinstance(child, pygit2.Tree):
                stack.append((path, child))
            elif child.filemode in _REGULAR:
                found.append(path)
    return sorted(found)


def write_tree(repo: pygit2.Repository, base: pygit2.Tree | None, files: Mapping[str, bytes | None]) -> pygit2.Oid:
    """The tree of `base` with these files; an existing file keeps its executable bit."""
    with translated("writing files"):
        index = pygit2.Index()
        if base is not None:
            index.read_tree(base)
        for path, content in sorted(files.items()):
            existing = _replaceable(base, checked_path(path))
            if content is not None:
                mode = existing.filemode if existing is not None else FileMode.BLOB
                index.add(pygit2.IndexEntry(path, repo.create_blob(content), FileMode(mode)))
            elif existing is not None:
                index.remove(path)
        return index.write_tree(repo)


def _replaceable(base: pygit2.Tree | None, path: str) -> pygit2.Object | None:
    if base is None:
        return None
    parts = path.split("/")
    for depth in range(1, len(parts)):
        above = entry(base, "/".join(parts[:depth]))
        if above is not None and not isinstance(above, pygit2.Tree):
            raise ForgeError(f"expected a folder at {'/'.join(parts[:depth])}, found a file, link or submodule.")
    found = entry(base, path)
    if found is not None and found.filemode not in _REGULAR:
        raise ForgeError(f"expected a file or nothing at {path}, found a folder, link or submodule.")
    return found


def write_commit(
    repo: pygit2.Repository, tree: pygit2.Oid, parents: Sequence[str], message: str, when: datetime
) -> str:
    """A commit by the bot that no reference points to yet."""
    who = signature(when)
    with translated("writing a commit"):
        return str(repo.create_commit(None, who, who, message, tree, [pygit2.Oid(hex=parent) for parent in parents]))
