"""One Git repository, bare or with a checkout: the Repository port and what the local forge needs beyond it.

Refuses to look for a repository in the folders above, to run hooks, and to follow the user's Git configuration where it
would change what is written.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pygit2
from pygit2.enums import RepositoryOpenFlag

from maestro.domain.errors import ForgeError
from maestro.domain.handoff import one_line
from maestro.forge.base import Commit, Diff
from maestro.forge.git import changes, merging, objects, refs, worktrees
from maestro.forge.git.errors import reason
from maestro.forge.git.locking import Intent, Journal, exclusive

_FAR_BACK = 1000


class GitRepository:
    """Safe to share between threads: each has a handle of its own."""

    def __init__(self, path: Path) -> None:
        """Open the repository at `path`; ForgeError says what stands there instead."""
        self.path = path.absolute()
        self._handles = threading.local()
        self._git_folder = worktrees.common_folder(self._repo)

    @property
    def _repo(self) -> pygit2.Repository:
        if not hasattr(self._handles, "repo"):
            self._handles.repo = _open(self.path)
        found: pygit2.Repository = self._handles.repo
        return found

    @property
    def bare(self) -> bool:
        """Whether it has no checked-out files."""
        return bool(self._repo.is_bare)

    def remote_url(self) -> str | None:
        """Where `origin` is, or the only remote; None without one. The form of the user's `insteadOf` is applied."""
        remotes = {remote.name: remote.url for remote in self._repo.remotes}
        if "origin" in remotes:
            return remotes["origin"]
        return next(iter(remotes.values()), None) if len(remotes) == 1 else None

    def read(self, ref: str, path: str) -> bytes | None:
        """A file's content at `ref`, None when absent."""
        return objects.read(refs.commit_of(self._repo, ref), path)

    def listing(self, ref: str, folder: str) -> Sequence[str]:
        """Paths of the files below `folder` at `ref`, sorted; "" lists all."""
        return objects.listing(refs.commit_of(self._repo, ref), folder)

    def head(self, ref: str) -> str | None:
        """The commit that a branch (or a full reference name) points to, None when there is no such branch."""
        return refs.target(self._repo, refs.branch_name(ref))

    def commit(self, commit: Commit) -> str:
        """Write the commit and point its branch at it; the same commit again changes nothing. Returns its id."""
        with self._locked() as journal:
            name = refs.branch_name(commit.branch)
            tip = refs.target(self._repo, name)
            base = str(refs.commit_of(self._repo, commit.base).id)
            if tip is not None and (done := self._already(commit, base, tip)):
                return done
            parent = base if tip is None or merging.is_ancestor(self._repo, tip, base) else tip
            return self._append(journal, name, (tip, parent), commit)

    def _append(self, journal: Journal, name: str, at: tuple[str | None, str], commit: Commit) -> str:
        tip, parent = at
        below = refs.commit_of(self._repo, parent)
        tree = objects.write_tree(self._repo, below.tree, commit.files)
        if tree == below.tree.id and tip is not None:
            return parent
        new = objects.write_commit(self._repo, tree, (parent,), commit.message, commit.when)
        self._swap(journal, name, new, tip, one_line(commit.message, 60))
        return new

    def _already(self, commit: Commit, base: str, tip: str) -> str | None:
        """The branch's own commit that says and does the same; the base may have moved since it was made."""
        who = objects.signature(commit.when)
        walker = self._repo.walk(pygit2.Oid(hex=tip))
        walker.hide(pygit2.Oid(hex=base))
        for number, old in enumerate(walker):
            if number == _FAR_BACK:
                return None
            same = (old.message, old.author.email, old.author.time) == (commit.message, who.email, who.time)
            if same and all(objects.read(old, path) == content for path, content in commit.files.items()):
                return str(old.id)
        return None

    def record(self, ref: str, expected: str | None, commit: Commit, keeps: Sequence[str] = ()) -> str:
        """Commit files on top of `expected` (None: a new reference) and move `ref` there; StaleRefError when it moved.

        `keeps` are commits that the record keeps from being collected; `commit.branch` and `base` are not used.
        """
        with self._locked() as journal:
            below = refs.commit_of(self._repo, expected).tree if expected else None
            tree = objects.write_tree(self._repo, below, commit.files)
            parents = [parent for parent in (expected, *keeps) if parent is not None]
            new = objects.write_commit(self._repo, tree, tuple(dict.fromkeys(parents)), commit.message, commit.when)
            self._swap(journal, ref, new, expected, one_line(commit.message, 60))
            return new

    def land(self, base: str, head: str, message: str, when: datetime) -> str:
        """Bring commit `head` onto branch `base`; a conflict or a dirty checkout raises and changes nothing."""
        with self._locked() as journal:
            return merging.land(self._repo, merging.Landing(base, head, message, when), journal)

    def contains(self, new: str, old: str) -> bool:
        """Whether the history of commit `new` holds commit `old`; False when either is not here."""
        return self.has(new) and self.has(old) and merging.is_ancestor(self._repo, old, new)

    def has(self, commit: str) -> bool:
        """Whether a commit id is in the repository."""
        return pygit2.Oid(hex=commit) in self._repo

    def changed_files(self, base: str, head: str) -> tuple[str, ...]:
        """Paths that `head` changes since it left `base`, sorted."""
        return changes.changed_files(self._repo, base, head)

    def diff(self, base: str, head: str = "HEAD") -> Diff:
        """What `head` changes since it left `base`, line by line."""
        return changes.between(self._repo, base, head)

    def staged(self) -> Diff:
        """What the index changes against HEAD."""
        return changes.staged(self._repo)

    def _swap(self, journal: Journal, name: str, new: str, expected: str | None, why: str) -> None:
        with journal.noted(Intent(name, expected or "", new)):
            refs.swap(self._repo, name, new, expected, why)

    @contextmanager
    def _locked(self) -> Iterator[Journal]:
        with exclusive(self._git_folder, self._recover) as journal:
            yield journal

    def _recover(self, left: Intent) -> None:
        if left.checkout:
            Journal(self._git_folder).remove_stale("index.lock")
            merging.settle(self._repo, left)


def _open(path: Path) -> pygit2.Repository:
    try:
        repo = pygit2.Repository(str(path), RepositoryOpenFlag.NO_SEARCH)
    except (pygit2.GitError, KeyError, ValueError, OSError) as error:
        raise ForgeError(_not_opened(path, error), path=str(path)) from error
    repo.set_ident(objects.BOT_NAME, objects.BOT_EMAIL)
    return repo


def _not_opened(path: Path, error: Exception) -> str:
    if "not owned by current user" in str(error):
        return (
            f"the Git repository at {path} belongs to another user, so its configuration is not trusted. "
            f'If you trust it, run: git config --global --add safe.directory "{path}"'
        )
    if not path.exists():
        return f"expected a Git repository at {path}, found nothing there."
    return f"expected a Git repository at {path}, found none ({reason(error)})."
