"""Landing a branch: fast-forward or merge commit, and the checked-out files when the base is checked out.

A clean tree is brought along, a dirty one refused before anything is written. Files come first, the reference last;
what a kill leaves in between is rolled back or finished by `settle`, which leaves alone what somebody edited since.
"""

from datetime import datetime
from pathlib import Path

import pygit2
from pygit2.enums import CheckoutStrategy, FileMode, FileStatus

from maestro.domain.errors import ForgeError
from maestro.domain.record import dataclass
from maestro.forge.git import changes, objects, refs, worktrees
from maestro.forge.git.errors import reason, translated
from maestro.forge.git.locking import Intent, Journal

_HARMLESS = FileStatus.WT_NEW | FileStatus.IGNORED
_SHOWN = 5


@dataclass(frozen=True)
class Landing:
    """`head` (a commit) is to land on `base` (a branch); message and time are for a merge commit, if one is needed."""

    base: str
    head: str
    message: str
    when: datetime


def land(repo: pygit2.Repository, landing: Landing, journal: Journal) -> str:
    """The commit that the base points to afterwards. The caller holds the lock."""
    name = refs.branch_name(landing.base)
    old = refs.target(repo, name)
    if old is None:
        raise ForgeError(f"expected a branch {landing.base}, found none.")
    new = _result(repo, old, landing)
    if new == old:
        return old
    if not _is_checked_out(repo, name):
        with journal.noted(Intent(name, old, new)):
            refs.swap(repo, name, new, old, f"merge into {landing.base}")
        return new
    with journal.noted(Intent(name, old, new, checkout=True)):
        _require_clean(repo, landing.base, new)
    intent = Intent(name, old, new, changes.changed_files(repo, old, new), checkout=True)
    with journal.noted(intent):
        _land_with_files(repo, intent)
    return new


def _land_with_files(repo: pygit2.Repository, intent: Intent) -> None:
    try:
        _bring_along(repo, intent.new, list(intent.paths))
        refs.swap(repo, intent.ref, intent.new, intent.old, f"merge into {intent.ref}")
    except ForgeError:
        settle(repo, intent, undo=True)
        raise


def is_ancestor(repo: pygit2.Repository, old: str, new: str) -> bool:
    """Whether `new` contains `old`."""
    with translated("comparing commits"):
        return old == new or repo.descendant_of(new, old)


def _result(repo: pygit2.Repository, base: str, landing: Landing) -> str:
    if is_ancestor(repo, landing.head, base):
        return base
    if is_ancestor(repo, base, landing.head):
        return landing.head
    with translated("merging"):
        index = repo.merge_commits(pygit2.Oid(hex=base), pygit2.Oid(hex=landing.head))
        if index.conflicts is not None:
            raise _conflict(landing.base, index)
        tree = index.write_tree(repo)
    return objects.write_commit(repo, tree, (base, landing.head), landing.message, landing.when)


def _conflict(base: str, index: pygit2.Index) -> ForgeError:
    sides = [side for conflict in index.conflicts or () for side in conflict if side is not None]
    files = ", ".join(sorted({side.path for side in sides}))
    return ForgeError(
        f"cannot merge: {files} changed on {base} too. Bring the branch up to date with {base}, or submit anew."
    )


def _is_checked_out(repo: pygit2.Repository, name: str) -> bool:
    """Whether our own files are those of the branch; a branch that another worktree shows is refused."""
    with translated("looking for other worktrees"):
        elsewhere = next((other.workdir for other in worktrees.others(repo) if worktrees.shows(other, name)), None)
    if elsewhere is not None:
        raise ForgeError(f"{name} is checked out in {elsewhere}; merge there, or check out another branch.")
    return worktrees.shows(repo, name)


def _require_clean(repo: pygit2.Repository, base: str, new: str) -> None:
    with translated("looking for uncommitted changes"):
        status = repo.status(untracked_files="no")
    dirty = sorted(path for path, flags in status.items() if flags & ~_HARMLESS)
    if dirty:
        more = f" and {len(dirty) - _SHOWN} more" if len(dirty) > _SHOWN else ""
        raise ForgeError(
            f"{base} is checked out in {repo.workdir} with uncommitted changes: {', '.join(dirty[:_SHOWN])}{more}. "
            "Commit or undo them, then merge again."
        )
    try:
        _checkout(repo, new, CheckoutStrategy.DRY_RUN | CheckoutStrategy.DONT_WRITE_INDEX)
    except pygit2.GitError as error:
        if "conflict" not in str(error):
            raise ForgeError(f"Git could not look at the checked-out files of {base}: {reason(error)}.") from error
        raise ForgeError(
            f"{base} is checked out in {repo.workdir}, and untracked files there are in the way of the merge. "
            "Move them away, then merge again."
        ) from error


def _bring_along(repo: pygit2.Repository, commit: str, paths: list[str]) -> None:
    with translated("updating the checked-out files"):
        _checkout(repo, commit, CheckoutStrategy.RECREATE_MISSING | CheckoutStrategy.DISABLE_PATHSPEC_MATCH, paths)


def _checkout(repo: pygit2.Repository, commit: str, strategy: CheckoutStrategy, paths: list[str] | None = None) -> None:
    """Safe by default: libgit2 refuses to overwrite what is not as HEAD has it."""
    repo.checkout_tree(repo[commit], strategy=strategy, paths=paths)  # type: ignore[no-untyped-call]  # pygit2 has none


def settle(repo: pygit2.Repository, left: Intent, *, undo: bool = False) -> None:
    """Finish or roll back the files of a landing that was killed: they become those of the branch's commit.

    `undo`: the landing failed, so that they become those of before, wherever somebody moved the branch meanwhile.
    """
    if repo.is_bare or not left.paths or not worktrees.shows(repo, left.ref):
        return
    tip = left.old if undo else refs.target(repo, left.ref)
    if tip not in (left.old, left.new) or not all(_has(repo, commit) for commit in (left.old, left.new)):
        return
    with translated("mending the checked-out files after an interrupted merge"):
        old, new = (repo[side].peel(pygit2.Tree) for side in (left.old, left.new))
        known = set(changes.changed_files(repo, left.old, left.new))
        index = repo.index
        for path in known.intersection(left.paths):
            wanted = objects.entry(old if tip == left.old else new, objects.checked_path(path))
            _put_index(index, path, wanted)
            if _ours(Path(repo.workdir), path, [old, new]):
                _put_file(Path(repo.workdir) / path, wanted)
        index.write()


def _ours(workdir: Path, path: str, trees: list[pygit2.Tree]) -> bool:
    """Whether the file is as one side has it, or cut short on the way there: nobody edited it since."""
    file = workdir / path
    if any(above.is_symlink() for above in file.parents if above != workdir and workdir in above.parents):
        return False
    if file.is_symlink() or (file.exists() and not file.is_file()):
        return False
    content = file.read_bytes() if file.exists() else b""
    blobs = [found.data for tree in trees if isinstance(found := objects.entry(tree, path), pygit2.Blob)]
    return any(blob.startswith(content) for blob in blobs)


def _has(repo: pygit2.Repository, commit: str) -> bool:
    try:
        return commit in repo
    except ValueError:  # no id at all
        return False


def _put_index(index: pygit2.Index, path: str, wanted: pygit2.Object | None) -> None:
    if isinstance(wanted, pygit2.Blob):
        index.add(pygit2.IndexEntry(path, wanted.id, FileMode(wanted.filemode or FileMode.BLOB)))
    elif wanted is None and path in index:
        index.remove(path)


def _put_file(file: Path, wanted: pygit2.Object | None) -> None:
    if wanted is None:
        file.unlink(missing_ok=True)
    elif isinstance(wanted, pygit2.Blob) and wanted.filemode != FileMode.LINK:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(wanted.data)
        file.chmod(0o755 if wanted.filemode == FileMode.BLOB_EXECUTABLE else 0o644)
