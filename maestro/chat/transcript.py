"""The append-only log of a session: a header, then one line a turn with the user's words and the acts read from them.

Written and flushed after each turn, so that a killed process loses nothing; read again by folding the acts. A line cut
short by a kill is left out. Credentials are taken out of the words before they are kept.
"""

import json
import os
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from maestro.domain.acts import Act, from_wire, to_wire
from maestro.domain.errors import UnreadableError, UsageError
from maestro.domain.record import dataclass
from maestro.guard.redact import redact

VERSION = 1
_ID = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{6}")
_LIMIT = 64 * 1024 * 1024  # bytes of a log that is read


@dataclass(frozen=True)
class Entry:
    """One turn as it was kept; `cost_usd` and `tokens` where a model read it."""

    number: int
    user: str
    acts: tuple[Act, ...]
    cost_usd: float = 0.0
    tokens: int = 0


@dataclass(frozen=True)
class Kept:
    """A session on disk; `first` is its first message, `submitted` whether it was handed off."""

    id: str
    begun: str
    factory: str
    turns: int
    submitted: bool
    first: str = ""


class Transcript:
    """One session's file."""

    def __init__(self, path: Path, header: Mapping[str, Any], entries: tuple[Entry, ...], *, submitted: bool) -> None:
        """Use `begin` or `resume`."""
        self._path = path
        self.header = header
        self.entries = entries
        self.submitted = submitted

    @classmethod
    def begin(cls, folder: Path, factory: str, now: datetime) -> "Transcript":
        """A new, empty one; the file appears with the first turn."""
        id_ = f"{now.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        header = {"version": VERSION, "session": id_, "factory": factory, "begun": now.astimezone(UTC).isoformat()}
        return cls(folder / f"{id_}.jsonl", header, (), submitted=False)

    @classmethod
    def resume(cls, folder: Path, id_: str | None) -> "Transcript":
        """The session of that id, else the latest; UsageError when there is none."""
        if id_ is None:
            kept = sorted(path.stem for path in folder.glob("*.jsonl") if _ID.fullmatch(path.stem))
            if not kept:
                raise UsageError("there is no conversation to resume; start one with maestro chat.")
            id_ = kept[-1]
        if not _ID.fullmatch(id_):
            raise UsageError(f"expected a session id such as 20260131-120000-0a1b2c, found {id_[:40]!r}.")
        path = folder / f"{id_}.jsonl"
        if not path.is_file():
            raise UsageError(f"there is no session {id_}; maestro sessions list shows those that are kept.")
        header, entries, submitted = _read(path)
        return cls(path, header, entries, submitted=submitted)

    @property
    def id(self) -> str:
        """The session's id."""
        return str(self.header["session"])

    def add(self, number: int, user: str, acts: tuple[Act, ...], cost_usd: float = 0.0, tokens: int = 0) -> None:
        """Append a turn."""
        took = {"cost_usd": cost_usd, "tokens": tokens} if tokens else {}
        self._append({"turn": number, "user": user, "acts": [to_wire(act) for act in acts], **took})

    def end(self, event: Mapping[str, Any]) -> None:
        """Append how it ended."""
        self._append(dict(event))

    def _append(self, line: dict[str, Any]) -> None:
        new = not self._path.exists()
        cut = not new and not _ends_whole(self._path)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            if new:
                file.write(_line(dict(self.header)))
            file.write("\n" if cut else "")
            file.write(_line(line))
            file.flush()


def kept_sessions(folder: Path) -> tuple[Kept, ...]:
    """All sessions of a folder, newest first; a broken file is left out."""
    found = []
    for path in sorted(folder.glob("*.jsonl"), reverse=True):
        if not _ID.fullmatch(path.stem):
            continue
        try:
            header, entries, submitted = _read(path)
        except UnreadableError:
            continue
        first = entries[0].user if entries else ""
        factory, begun = str(header.get("factory", "")), str(header.get("begun", ""))
        found.append(Kept(path.stem, begun, factory, len(entries), submitted, first))
    return tuple(found)


def _ends_whole(path: Path) -> bool:
    """Whether the last line has its end; a process killed while writing leaves one without."""
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        if file.tell() == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _line(data: dict[str, Any]) -> str:
    return _redacted(json.dumps(data, ensure_ascii=False, separators=(",", ":"))) + "\n"


def _redacted(line: str) -> str:
    """Without credentials, and still JSON: a replacement holds no quote or backslash."""
    clean = redact(line)
    if clean == line:
        return line
    try:
        json.loads(clean)
    except ValueError:
        return json.dumps(_redacted_values(json.loads(line)), ensure_ascii=False, separators=(",", ":"))
    return clean


def _redacted_values(value: Any) -> Any:
    match value:
        case str():
            return redact(value)
        case dict():
            return {key: _redacted_values(child) for key, child in value.items()}
        case list():
            return [_redacted_values(child) for child in value]
        case _:
            return value


def _read(path: Path) -> tuple[dict[str, Any], tuple[Entry, ...], bool]:
    try:
        if path.stat().st_size > _LIMIT:
            raise UnreadableError(f"{path.name}: expected at most {_LIMIT >> 20} MiB of a session log.", path=str(path))
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError as error:
        raise UnreadableError(f"{path.name}: {error.strerror}", path=str(path)) from error
    header: dict[str, Any] = {}
    entries: list[Entry] = []
    submitted = False
    for number, line in enumerate(lines, 1):
        data = _parsed(line)
        if data is None:
            continue
        if number == 1:
            header = data
        elif data.get("event") == "submitted":
            submitted = True
        elif "turn" in data:
            entries.append(_entry(path, number, data))
            submitted = False
    if header.get("version") != VERSION:
        expected = f"expected a session log of version {VERSION}"
        raise UnreadableError(f"{path.name}:1: {expected}, found {header.get('version')!r}.", path=str(path))
    return header, tuple(entries), submitted


def _parsed(line: str) -> dict[str, Any] | None:
    """A line as an object; None for an empty one or one that a kill has cut."""
    try:
        data = json.loads(line) if line.strip() else None
    except ValueError:
        return None
    return data if isinstance(data, dict) else None


def _entry(path: Path, number: int, data: dict[str, Any]) -> Entry:
    try:
        acts = tuple(from_wire(act) for act in data.get("acts", []))
        took = float(data.get("cost_usd", 0)), int(data.get("tokens", 0))
        return Entry(int(data["turn"]), str(data.get("user", "")), acts, *took)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableError(f"{path.name}:{number}: {error}", path=str(path)) from error
