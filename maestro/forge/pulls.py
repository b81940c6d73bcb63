"""How a pull request is written down in the repository: `<number>/pull.json` in the tree of one reference.

One reference for all of them: a single compare-and-swap gives numbers out once, and each branch one pull request.
Owns the text of the record; refuses a record that somebody damaged, by name.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from maestro.domain.errors import ForgeError
from maestro.domain.record import dataclass
from maestro.forge.base import PullState

REFERENCE = "refs/maestro/pulls"
_FILE = "pull.json"
_VERSION = 1


@dataclass(frozen=True)
class Record:
    """What is kept of a pull request. `opened_on`: the base's commit at that time; `files`: once it is not open."""

    number: int
    title: str
    body: str
    branch: str
    base: str
    commit: str
    opened_on: str
    created: str
    state: PullState = PullState.OPEN
    files: tuple[str, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()

    def commented(self, key: str, text: str) -> "Record":
        """With a comment under a key: a new one comes last, a known one is replaced in its place."""
        if any(known == key for known, _ in self.comments):
            kept = tuple((known, text if known == key else old) for known, old in self.comments)
            return replace(self, comments=kept)
        return replace(self, comments=(*self.comments, (key, text)))


def path(number: int) -> str:
    """Where the record of a number is."""
    return f"{number}/{_FILE}"


def numbers(paths: Sequence[str]) -> list[int]:
    """The numbers given out so far, newest first."""
    parts = (entry.split("/") for entry in paths)
    return sorted((int(p[0]) for p in parts if len(p) == 2 and p[1] == _FILE and p[0].isdecimal()), reverse=True)


def write(record: Record) -> bytes:
    """The record as text; the same record is the same bytes."""
    fields = {**record.__dict__, "version": _VERSION}
    return (json.dumps(fields, indent=2, sort_keys=True, ensure_ascii=True) + "\n").encode()


def read(content: bytes | None, number: int) -> Record:
    """The record of a text."""
    try:
        fields = json.loads(content or b"")
        return _record(fields, number)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ForgeError(
            f"the record of pull request {number} in {REFERENCE} is damaged ({type(error).__name__}). "
            f"An earlier one is in its history: git log {REFERENCE}."
        ) from error


def _record(fields: Mapping[str, Any], number: int) -> Record:
    if fields["version"] != _VERSION:
        raise ForgeError(f"pull request {number} was written by a newer Maestro; update this one.")
    texts = {
        name: _text(fields[name]) for name in ("title", "body", "branch", "base", "commit", "opened_on", "created")
    }
    comments = tuple((_text(key), _text(text)) for key, text in fields["comments"])
    files = tuple(_text(file) for file in fields["files"])
    return Record(number=number, **texts, state=PullState(fields["state"]), files=files, comments=comments)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def key_of(text: str) -> str:
    """The key of a comment that has none of its own: the same text is posted once."""
    return "text-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
