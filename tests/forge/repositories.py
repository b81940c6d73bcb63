"""Repositories for tests, made by the real Git where that is the point, else by our own code."""

import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from maestro.forge.git import initialise

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def new_repository(folder: Path, files: Mapping[str, bytes]) -> Path:
    initialise(folder, files, "Begin", BEGAN)
    return folder


def bare_repository(folder: Path, files: Mapping[str, bytes]) -> Path:
    source = new_repository(folder / "source", files)
    git(folder, "clone", "-q", "--bare", str(source), str(folder / "bare.git"))
    return folder / "bare.git"


def git(folder: Path, *args: str, check: bool = True) -> str:
    """The real Git, with an identity of its own and nobody's configuration."""
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": text for who in ("AUTHOR", "COMMITTER") for what, text in _ME.items()},
    }
    done = subprocess.run(("git", *args), cwd=folder, env=env, check=False, capture_output=True, text=True)
    if check and done.returncode:
        raise AssertionError(f"git {' '.join(args)}: {done.stderr}")
    return done.stdout


_ME = {"NAME": "Ada", "EMAIL": "ada@example.org"}
