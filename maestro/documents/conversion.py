"""Runs the converter in a process of its own, which can be killed: bytes in, text of pages, sheets and slides out.

A hostile file costs at most the process: it has limits on time and memory, no environment and nothing to write to.
"""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from maestro.documents.kinds import TITLES, Kind
from maestro.domain.errors import UnreadableError
from maestro.domain.record import dataclass

SECONDS = 40.0
EXTRA = 'pip install "maestro-factory[documents]"'
_SCRIPT = Path(__file__).with_name("converter.py")
_REASONS = {
    "encrypted": "it is protected with a password; save a copy without one",
    "missing": f"a part of the `documents` extra is missing: {EXTRA}",
    "memory": "it needs too much memory; attach the part that matters",
}


@dataclass(frozen=True)
class Part:
    """The text of a page, a sheet or a slide, tables in Markdown."""

    place: str
    text: str


def convert(name: str, kind: Kind, data: bytes, seconds: float = SECONDS) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """The parts and what was left out of them; UnreadableError in one line."""
    if find_spec("markitdown") is None:
        raise UnreadableError(f"{name}: reading {TITLES[kind]} needs an extra: {EXTRA}", path=name)
    answer = _answer(name, kind, data, seconds)
    if "error" in answer:
        reason = _REASONS.get(str(answer["error"]), "the file is broken or not what its name says; save it again")
        raise UnreadableError(f"{name}: {reason}.", path=name)
    parts = tuple(Part(str(part["place"]), str(part["text"])) for part in answer["parts"])
    if not any(part.text.strip() for part in parts):
        raise UnreadableError(f"{name}: there is no text in it (a scan?); attach a version with text.", path=name)
    return parts, tuple(str(note) for note in answer.get("notes", ()))


def _answer(name: str, kind: Kind, data: bytes, seconds: float) -> dict[str, Any]:
    """What the process says; a killed one counts as broken."""
    command = [sys.executable, "-I", "-X", "utf8", "-W", "ignore", str(_SCRIPT), kind.value]
    try:
        done = subprocess.run(  # noqa: S603 -- our own interpreter and script; the file is only its standard input
            command, input=data, capture_output=True, timeout=seconds, check=False, start_new_session=True,
            env={"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "HOME": "/nonexistent"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise UnreadableError(
            f"{name}: reading it takes longer than {seconds:g} s; attach the part that matters.", path=name
        ) from None
    except OSError as error:
        raise UnreadableError(f"{name}: it cannot be read now: {error.strerror}.", path=name) from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except (ValueError, UnicodeDecodeError):
        return {"error": "killed"}
    return answer
