"""A new repository with one commit by the bot. Refuses a folder that has something in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pygit2
from pygit2.enums import CheckoutStrategy, FileMode, RepositoryInitFlag

from maestro.domain.errors import UsageError
from maestro.forge.git import objects, refs
from maestro.forge.git.errors import translated


@dataclass(frozen=True)
class NewFile:
    """A file to begin with."""

    content: bytes
    executable: bool = False


def initialise(folder: Path, files: Mapping[str, NewFile], message: str, when: datetime, branch: str = "main") -> str:
    """Make the repository and check it out; returns the commit's id. Needs no Git configuration."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"expected {folder} to be absent or empty, found something there.", path=str(folder))
    with translated(f"making a repository at {folder}"):
        repo = pygit2.init_repository(str(folder), flags=RepositoryInitFlag.MKPATH, initial_head=branch)
        repo.config["core.autocrlf"] = False  # a user's setting must not change the scripts in it
        repo.set_ident(objects.BOT_NAME, objects.BOT_EMAIL)
        index = pygit2.Index()
        for path, file in sorted(files.items()):
            mode = FileMode.BLOB_EXECUTABLE if file.executable else FileMode.BLOB
            index.add(pygit2.IndexEntry(objects.checked_path(path), repo.create_blob(file.content), mode))
        commit = objects.write_commit(repo, index.write_tree(repo), (), message, when)
        refs.swap(repo, refs.branch_name(branch), commit, None, "begin")
        repo.checkout_head(strategy=CheckoutStrategy.FORCE)  # type: ignore[no-untyped-call]  # pygit2 has none
    return commit
