"""Where a factory's pull requests belong: its own repository, the one that its remote names by path, or elsewhere.

Refuses remotes that cannot be served, by name and without the credentials that a URL may hold.
"""

import re
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from maestro.domain.errors import ForgeError
from maestro.domain.handoff import one_line
from maestro.domain.record import dataclass
from maestro.forge.git import GitRepository

# `host:path` and `user@host:path`, as ssh takes them. A slash before the colon makes it a path.
_SSH = re.compile(r"(?:[^/@:]+@)?([^/:]+):(?!//)(.*)")


class RemoteKind(StrEnum):
    """Who keeps the pull requests."""

    OWN = "own"
    PATH = "path"
    GITHUB = "github"
    OTHER = "other"


@dataclass(frozen=True)
class Remote:
    """`url` may be printed; `path` is set where the repository can be worked on directly."""

    kind: RemoteKind
    url: str = ""
    path: Path | None = None

    @property
    def problem(self) -> str | None:
        """Why no pull request can be opened there, None when one can."""
        if self.path is not None:
            return None
        return (
            f"this factory's remote is {self.url}; pull requests cannot be opened there yet. "
            "The interview works: `/export` writes the files and the text for a pull request by hand."
        )


def remote_of(repository: GitRepository) -> Remote:
    """The remote of an opened repository: `origin`, or its only one."""
    return classify(repository.remote_url(), repository.path)


def classify(url: str | None, root: Path) -> Remote:
    """What a remote's URL means, seen from the repository at `root`."""
    if not url:
        return Remote(RemoteKind.OWN, str(root), root)
    parts = urlsplit(url) if "://" in url else None
    if parts is None and not (found := _SSH.fullmatch(url)):
        return Remote(RemoteKind.PATH, one_line(url), (root / Path(url).expanduser()).resolve())
    if parts is not None and parts.scheme == "file" and parts.netloc in ("", "localhost"):
        return Remote(RemoteKind.PATH, one_line(url), Path(unquote(parts.path)))
    host = (parts.hostname or "") if parts is not None else found[1] if found else ""
    kind = RemoteKind.GITHUB if host == "github.com" or host.startswith("github.") else RemoteKind.OTHER
    return Remote(kind, _without_credentials(url))


def serving(root: Path) -> GitRepository:
    """The repository that holds the pull requests of the factory in `root`; ForgeError when it cannot be served."""
    repository = GitRepository(root)
    remote = remote_of(repository)
    if remote.problem is not None or remote.path is None:
        raise ForgeError(remote.problem or "this factory's remote cannot be served.")
    return repository if remote.kind is RemoteKind.OWN else GitRepository(remote.path)


def _without_credentials(url: str) -> str:
    return one_line(re.sub(r"^([a-zA-Z][a-zA-Z0-9+.-]*://)[^/@]*@", r"\1", url))
