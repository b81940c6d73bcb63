"""References: what a name points to, and moving one from a known commit to the next. Refuses to move what has moved."""

import time

import pygit2
from pygit2.enums import ReferenceType

from maestro.domain.errors import ForgeError
from maestro.domain.handoff import one_line
from maestro.forge.git.errors import reason, translated

BRANCHES = "refs/heads/"
_PATIENCE = 5.0


class StaleRefError(ForgeError):
    """The reference points elsewhere than expected: somebody else moved it."""


def branch_name(branch: str) -> str:
    """The full name of a branch, given with or without `refs/heads/`."""
    name = branch if branch.startswith("refs/") else BRANCHES + branch
    odd = not branch.isprintable() or any(part.startswith("-") for part in branch.split("/"))
    if odd or not pygit2.reference_is_valid_name(name):
        raise ForgeError(f"expected the name of a branch, found {one_line(branch)!r}.")
    return name


def target(repo: pygit2.Repository, name: str) -> str | None:
    """The commit that a full reference name points to; a symbolic one is refused, since writing would follow it."""
    with translated(f"reading {name}"):
        found = repo.references.get(name)
        if found is None:
            return None
        if found.type == ReferenceType.SYMBOLIC:
            raise ForgeError(f"expected {name} to point to a commit, found a symbolic reference to {found.target}.")
        commit = found.peel(pygit2.Commit)
    return str(commit.id)


def commit_of(repo: pygit2.Repository, revision: str) -> pygit2.Commit:
    """The commit that a branch, full name, id or any other revision stands for."""
    name = revision if revision.startswith("refs/") else BRANCHES + revision
    try:
        found = repo.references.get(name) if pygit2.reference_is_valid_name(name) else None
        thing = found.peel(pygit2.Commit) if found else repo.revparse_single(revision).peel(pygit2.Commit)
    except (pygit2.GitError, KeyError, ValueError) as error:
        raise ForgeError(
            f"expected a branch or commit named {one_line(revision)!r} in {repo.path}, found none ({reason(error)})."
        ) from error
    return thing


def swap(repo: pygit2.Repository, name: str, new: str, expected: str | None, why: str) -> None:
    """Point `name` from `expected` (None: absent) to `new`, atomically; StaleRefError when it points elsewhere."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            _swap_once(repo, name, new, expected, why)
        except pygit2.GitError as error:
            if "lock" not in str(error) or time.monotonic() > deadline:
                raise ForgeError(f"Git could not write {name}: {reason(error)}{_remedy(error)}") from error
            time.sleep(0.01)
        except (KeyError, ValueError, OSError) as error:
            raise ForgeError(f"Git could not write {name}: {reason(error)}") from error
        else:
            return


def _swap_once(repo: pygit2.Repository, name: str, new: str, expected: str | None, why: str) -> None:
    with repo.transaction() as transaction:
        transaction.lock_ref(name)
        current = target(repo, name)
        if current != expected:
            raise StaleRefError(f"expected {name} at {expected or 'no commit'}, found it at {current or 'none'}.")
        transaction.set_target(name, new, message=f"maestro: {why}")


def _remedy(error: pygit2.GitError) -> str:
    if "failed to lock" in str(error):
        return ". If no Git command is running there, remove that file and try again."
    return "."
