"""A new repository with one commit by the bot. Refuses a folder that has something in it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pygit2
from pygit2.enums import CheckoutStrategy, FileMode, RepositoryInitFlag

from maestro.domain.errors import UsageError
from maestro.forge.git import objects, refs
from maestro.forge.git.errors import translated

_SCRIPT = b"#!"


def initialise(folder: Path, files: Mapping[str, bytes], message: str, when: datetime, branch: str = "main") -> str:
    """Make the repository and check it out; returns the commit's id. Files that begin with `#!` are executable.

    Needs no Git configuration, and takes none: no template folder, no hooks.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"expected {folder} to be absent or empty, found something there.", path=str(folder))
    with translated(f"making a repository at {folder}"):
        repo = pygit2.init_repository(str(folder), flags=RepositoryInitFlag.MKPATH, initial_head=branch)
        repo.config["core.autocrlf"] = False  # a user's setting must not change the scripts in it
        repo.set_ident(objects.BOT_NAME, objects.BOT_EMAIL)
        index = pygit2.Index()
        for path, content in sorted(files.items()):
            mode = FileMode.BLOB_EXECUTABLE if content.startswith(_SCRIPT) else FileMode.BLOB
            index.add(pygit2.IndexEntry(objects.checked_path(path), repo.create_blob(content), mode))
        commit = objects.write_commit(repo, index.write_tree(repo), (), message, when)
        refs.swap(repo, refs.branch_name(branch), commit, None, "begin")
        repo.checkout_head(strategy=CheckoutStrategy.FORCE)  # type: ignore[no-untyped-call]  # pygit2 has none
    return commit
