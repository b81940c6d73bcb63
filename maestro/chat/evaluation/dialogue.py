"""Dialogues as files hold them, one JSON object a line; `schemas/dialogue.schema.json` says the same.

Owns reading and checking. Refuses unknown keys, so that a misspelt expectation never passes unseen.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from maestro.domain.errors import UnreadableError, UsageError
from maestro.domain.handoff import one_line
from maestro.domain.json import Json
from maestro.domain.record import dataclass

FALLBACK = ("whatever you recommend",)
CLOSING = "This looks perfect. Please proceed."
_LIMIT = 16 << 20


@dataclass(frozen=True)
class Only:
    """What is true or listed at `paths` holds all of `must` and nothing beyond `must` and `may`."""

    paths: str
    must: tuple[Json, ...] = ()
    may: tuple[Json, ...] = ()


@dataclass(frozen=True)
class Expected:
    """The reply to message `after` (0: the opening) holds one of these."""

    after: int
    contains_any: tuple[str, ...]


@dataclass(frozen=True)
class Dialogue:
    """What a simulated user says, and what must have come of it. `scenario` None: not judged.

    `attach` names documents; they lie where the file of the dialogues does.
    """

    id: str
    opening: str
    slices: tuple[str, ...] = ()
    persona: str = ""
    attach: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fallback: tuple[str, ...] = FALLBACK
    closing: str | None = CLOSING
    goal: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    only: tuple[Only, ...] = ()
    scenario: tuple[str, ...] | None = None
    deviations: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    asks: tuple[Expected, ...] = ()
    submitted: bool = True


def read_dialogues(path: Path) -> tuple[Dialogue, ...]:
    """All dialogues of a file; UsageError names the file and line that is wrong."""
    found = [_beside(path, _dialogue(where, data)) for where, data in _lines(path)]
    if not found:
        raise UnreadableError(f"{path}: expected one dialogue a line, found none.", path=str(path))
    seen: set[str] = set()
    for dialogue in found:
        if dialogue.id in seen:
            raise UsageError(f"{path}: expected ids that differ, found {dialogue.id!r} twice.", path=str(path))
        seen.add(dialogue.id)
    return tuple(found)


def _beside(path: Path, dialogue: Dialogue) -> Dialogue:
    return replace(dialogue, attach=tuple(str(path.parent / name) for name in dialogue.attach))


def _lines(path: Path) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            yield where, json.loads(line)
        except (ValueError, RecursionError) as error:
            raise UnreadableError(f"{where}: expected a JSON object, found other text.", path=where) from error


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(_LIMIT + 1)
        if len(content) > _LIMIT:
            raise UnreadableError(f"{path}: expected at most {_LIMIT >> 20} MiB of dialogues.", path=str(path))
        return content.decode("utf-8-sig")
    except OSError as error:
        raise UnreadableError(
            f"{path}: expected a file of dialogues, found: {error.strerror}.", path=str(path)
        ) from None
    except UnicodeDecodeError:
        raise UnreadableError(f"{path}: expected UTF-8 text. Save the file as UTF-8.", path=str(path)) from None


def _dialogue(where: str, data: Any) -> Dialogue:
    found: Dialogue = _Checked(where).record(Dialogue, data, "", required=("id", "opening"))
    return found


@dataclass(frozen=True)
class _Checked:
    """Values of the expected type, or UsageError with the place."""

    where: str

    def record(self, made: type[Any], data: Any, at: str, required: tuple[str, ...]) -> Any:
        """A dataclass from an object with exactly its fields."""
        if not isinstance(data, dict):
            self._fail(at or "the line", "an object", data)
        known = set(_READERS[made])
        if unknown := sorted(set(data) - known):
            self._fail(at or "the line", f"keys of {', '.join(sorted(known))}", unknown[0])
        if lacking := [name for name in required if name not in data]:
            self._fail(at or "the line", f"the key {lacking[0]!r}", sorted(data))
        readers = _READERS[made]
        return made(**{key: readers[key](self, value, f"{at}.{key}".lstrip(".")) for key, value in data.items()})

    def text(self, value: Any, at: str) -> str:
        """A string."""
        return value if isinstance(value, str) else self._fail(at, "a string", value)

    def optional(self, value: Any, at: str) -> str | None:
        """A string or null."""
        return None if value is None else self.text(value, at)

    def texts(self, value: Any, at: str) -> tuple[str, ...]:
        """A list of strings; one alone is taken as such a list."""
        if isinstance(value, str):
            return (value,)
        return tuple(self.text(item, f"{at}.{n}") for n, item in enumerate(self.values(value, at)))

    def candidates(self, value: Any, at: str) -> tuple[str, ...] | None:
        """A list of strings or null."""
        return None if value is None else self.texts(value, at)

    def values(self, value: Any, at: str) -> tuple[Json, ...]:
        """A list of anything."""
        return tuple(value) if isinstance(value, list) else self._fail(at, "a list", value)

    def flag(self, value: Any, at: str) -> bool:
        """True or false."""
        return value if isinstance(value, bool) else self._fail(at, "true or false", value)

    def index(self, value: Any, at: str) -> int:
        """A message's number."""
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            self._fail(at, "a message's number, 0 for the opening", value)
        return value

    def answers(self, value: Any, at: str) -> Mapping[str, tuple[str, ...]]:
        """Replies by path, at least one each."""
        found = {path: self.texts(replies, f"{at}.{path}") for path, replies in self._object(value, at).items()}
        for path, replies in found.items():
            if not replies:
                self._fail(f"{at}.{path}", "at least one reply", [])
        return found

    def goal(self, value: Any, at: str) -> Mapping[str, tuple[Json, ...]]:
        """Acceptable values by path."""
        return {path: self.values(values, f"{at}.{path}") for path, values in self._object(value, at).items()}

    def records(self, made: type[Any], required: tuple[str, ...], value: Any, at: str) -> tuple[Any, ...]:
        """A list of dataclasses."""
        items = self.values(value, at)
        return tuple(self.record(made, item, f"{at}.{n}", required) for n, item in enumerate(items))

    def _object(self, value: Any, at: str) -> dict[str, Any]:
        return value if isinstance(value, dict) else self._fail(at, "an object", value)

    def _fail(self, at: str, expected: str, found: Any) -> NoReturn:
        shown = one_line(json.dumps(found, ensure_ascii=False), 80)
        raise UsageError(f"{self.where}: {at}: expected {expected}, found {shown}.", path=f"{self.where}: {at}")


def _list_of(made: type[Any], *required: str) -> Any:
    def read(checked: _Checked, value: Any, at: str) -> tuple[Any, ...]:
        return checked.records(made, required, value, at)

    return partial(read)


_READERS: Mapping[type[Any], Mapping[str, Any]] = {
    Dialogue: {
        "id": _Checked.text, "opening": _Checked.text, "persona": _Checked.text, "closing": _Checked.optional,
        "slices": _Checked.texts, "attach": _Checked.texts, "turns": _Checked.texts, "fallback": _Checked.texts,
        "absent": _Checked.texts, "deviations": _Checked.texts, "wishes": _Checked.texts,
        "answers": _Checked.answers, "goal": _Checked.goal, "scenario": _Checked.candidates,
        "only": _list_of(Only, "paths"), "asks": _list_of(Expected, "after", "contains_any"),
        "submitted": _Checked.flag,
    },
    Only: {"paths": _Checked.text, "must": _Checked.values, "may": _Checked.values},
    Expected: {"after": _Checked.index, "contains_any": _Checked.texts},
}  # fmt: skip
