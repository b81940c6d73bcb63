"""Writes what the pipeline gives into a folder; each file appears whole or not at all."""

import os
from pathlib import Path

from maestro.domain.errors import UsageError
from maestro.factory.generated import Generated


def write(made: Generated, folder: Path) -> None:
    """The four files; UsageError where the folder cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in made.files().items():
            scratch = folder / f".{name}.{os.getpid()}"
            scratch.write_text(text, encoding="utf-8")
            scratch.replace(folder / name)
    except OSError as error:
        raise UsageError(
            f"expected a folder that can be written at {folder}, found: {error.strerror}.", path=str(folder)
        ) from error
