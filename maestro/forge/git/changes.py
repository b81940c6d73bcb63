"""What a diff adds, line by line. A repository's attributes cannot hide a file; huge and binary ones are named."""

from collections.abc import Iterator

import pygit2
from pygit2.enums import DeltaStatus, DiffOption, FileMode

from maestro.domain.actions import AddedLine
from maestro.domain.errors import ForgeError
from maestro.forge.base import Diff
from maestro.forge.git.errors import translated
from maestro.forge.git.refs import commit_of

MAX_FILE_BYTES = 5 * 1024 * 1024
# Without FORCE_TEXT a `.gitattributes` of the branch could declare a file binary, and so keep its lines from the guard.
_FLAGS = DiffOption.FORCE_TEXT


def between(repo: pygit2.Repository, base: str, head: str) -> Diff:
    """What `head` changes since it left `base`."""
    left, right = fork_point(repo, base, head), commit_of(repo, head)
    with translated("comparing commits"):
        return _read(repo, repo.diff(left, right, flags=_FLAGS, context_lines=0))


def staged(repo: pygit2.Repository) -> Diff:
    """What the index changes against HEAD."""
    with translated("comparing the index with HEAD"):
        if repo.is_bare:
            raise ForgeError(f"expected a repository with checked-out files, found a bare one: {repo.path}.")
        tree = repo[repo.TreeBuilder().write()] if repo.head_is_unborn else repo.head.peel(pygit2.Tree)
        return _read(repo, repo.index.diff_to_tree(tree, flags=_FLAGS, context_lines=0))


def changed_files(repo: pygit2.Repository, base: str, head: str) -> tuple[str, ...]:
    """The paths that `head` changes since it left `base`, sorted."""
    left, right = fork_point(repo, base, head), commit_of(repo, head)
    with translated("comparing commits"):
        found = repo.diff(left, right, context_lines=0).deltas
        return tuple(sorted({path for delta in found for path in (delta.old_file.path, delta.new_file.path)}))


def fork_point(repo: pygit2.Repository, base: str, head: str) -> pygit2.Commit:
    """The last commit that both have; two histories without one are refused."""
    left, right = commit_of(repo, base), commit_of(repo, head)
    with translated("looking for a common commit"):
        common = repo.merge_base(left.id, right.id)
        if common is None:
            raise ForgeError(
                f"expected {base} and {head} to have a common commit, found none. "
                "A shallow clone has too few: fetch the whole history (git fetch --unshallow)."
            )
        return repo[common].peel(pygit2.Commit)


def _read(repo: pygit2.Repository, diff: pygit2.Diff) -> Diff:
    files: set[str] = set()
    removed: list[str] = []
    lines: list[AddedLine] = []
    skipped: list[tuple[str, str]] = []
    for number, delta in enumerate(diff.deltas):
        path = delta.new_file.path
        files |= {path, delta.old_file.path}
        if delta.status == DeltaStatus.DELETED:
            removed.append(path)
        elif why := _unreadable(repo, delta.new_file):
            skipped.append((path, why))
        else:
            lines.extend(_added(path, diff[number]))
    return Diff(tuple(sorted(files)), tuple(lines), tuple(skipped), tuple(removed))


def _unreadable(repo: pygit2.Repository, file: pygit2.DiffFile) -> str:
    if file.mode == FileMode.COMMIT:
        return "a submodule"
    _, size = repo.odb.read_header(file.id)
    if size > MAX_FILE_BYTES:
        return f"{size / 1e6:.0f} MB, more than {MAX_FILE_BYTES // 1024 // 1024} MiB"
    content = repo[file.id]
    return "binary" if isinstance(content, pygit2.Blob) and b"\0" in content.data else ""


def _added(path: str, patch: pygit2.Patch | None) -> Iterator[AddedLine]:
    for hunk in patch.hunks if patch else ():
        for line in hunk.lines:
            if line.origin == "+":
                yield AddedLine(path, line.new_lineno, line.raw_content.decode("utf-8", "replace").rstrip("\r\n"))
