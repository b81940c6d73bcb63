"""A repository seen from `check-pr`: its history, and files as the index holds them, whatever became of them since."""

from pathlib import Path

import pygit2
from pygit2.enums import RepositoryOpenFlag

from maestro.forge.git.errors import translated
from maestro.forge.git.repository import GitRepository


class StagedRepository(GitRepository):
    """A repository that also reads what is staged."""

    def __init__(self, path: Path) -> None:
        """Open the repository at `path` with its index."""
        super().__init__(path)
        with translated("reading the index"):
            self._index = pygit2.Repository(str(path), RepositoryOpenFlag.NO_SEARCH)

    def read_staged(self, path: str) -> bytes | None:
        """A file's content in the index, None when it is not there or no file."""
        with translated("reading the index"):
            index = self._index.index
            found = self._index.get(index[path].id) if path in index else None
        return bytes(found.data) if isinstance(found, pygit2.Blob) else None
