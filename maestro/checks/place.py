"""Where `check-pr` was called: the repository around a folder, its branch, and the base to compare with."""

from collections.abc import Callable, Mapping
from pathlib import Path

from maestro.domain.errors import UsageError

_HEAD_LIMIT = 4096
_BRANCHES = "refs/heads/"
_BARE = ("HEAD", "objects", "refs")


def repository_root(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that is a Git repository; UsageError where there is none."""
    for folder in (start, *start.parents):
        if (folder / ".git").exists() or all((folder / name).exists() for name in _BARE):
            return folder
    raise UsageError(f"expected a Git repository at {start} or above, found none. Run check-pr inside one.")


def current_branch(root: Path) -> str:
    """The branch that is checked out, "" when it is none."""
    try:
        text = _head_file(root).read_text(encoding="utf-8")[:_HEAD_LIMIT]
    except (OSError, UnicodeDecodeError):
        return ""
    name = text.removeprefix("ref:").strip()
    return name.removeprefix(_BRANCHES) if text.startswith("ref:") and name.startswith(_BRANCHES) else ""


def _head_file(root: Path) -> Path:
    git = root / ".git"
    if git.is_file():  # a worktree: the file says where its own folder is
        return root / git.read_text(encoding="utf-8").removeprefix("gitdir:").strip() / "HEAD"
    return git / "HEAD" if git.is_dir() else root / "HEAD"


def base_of(wanted: str | None, main: str, exists: Callable[[str], bool], env: Mapping[str, str]) -> str:
    """The base: as asked for, that of the pull request in a GitHub job, else the factory's main branch."""
    if wanted is not None:
        return wanted
    given = env.get("GITHUB_BASE_REF")
    names = [name for name in (given, main, "main", "master") if name]
    remote = [f"refs/remotes/origin/{name}" for name in names]
    # In a job only the remote's branches are up to date; elsewhere the local one is what the user means.
    first, second = (remote, names) if given else (names, remote)
    tried = [name for pair in zip(first, second, strict=True) for name in pair]
    found = next((name for name in tried if exists(name)), None)
    if found is None:
        raise UsageError(f"expected a branch to compare with, found none of {', '.join(names)}. Name it: --base REF.")
    return found
