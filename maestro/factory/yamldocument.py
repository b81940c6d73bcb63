"""A strict reader of YAML: documents of JSON values, each place with its line.

Owns what is allowed: mappings with text keys, lists, text, numbers, booleans, null; aliases while they stay small.
Refuses tags, merge keys, duplicate keys, words with two meanings, deep nesting, alias bombs, each with file and line.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from maestro.domain.errors import UnreadableError
from maestro.domain.handoff import one_line
from maestro.domain.json import Json, parent
from maestro.domain.record import dataclass
from maestro.factory.scalars import AmbiguousError, resolve

_MAX_DEPTH = 40
_MAX_VALUES = 100_000
# Long text counts as more than one value: an alias that repeats a megabyte is a bomb too.
_TEXT_UNIT = 100
_MERGE = "<<"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Document:
    """One document: its value, and the 1-based line of every path in it."""

    value: Json
    source: str
    lines: Mapping[str, int]

    def locate(self, path: str) -> int:
        """The line of a dotted path; of the nearest place above it that exists, when it does not."""
        while path and path not in self.lines:
            path = parent(path)
        return self.lines.get(path, 1)

    def place(self, path: str) -> str:
        """`file:line` of a dotted path."""
        return f"{self.source}:{self.locate(path)}"


def parse(text: str, source: str) -> tuple[Document, ...]:
    """All documents of a text; `source` names it in errors."""
    try:
        return tuple(_documents(_Reader(iter(yaml.parse(text, Loader=_Loader)), source)))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise _broken(source, line, error.problem or error.context or "something else") from error
    except yaml.YAMLError as error:
        line = text.count("\n", 0, int(getattr(error, "position", 0) or 0)) + 1
        raise _broken(source, line, str(getattr(error, "reason", "") or error)) from error


def _documents(reader: "_Reader") -> Iterator[Document]:
    for event in reader.events:
        if isinstance(event, NodeEvent):
            reader.lines = {}
            reader.anchors.clear()
            reader.values = 0
            value = reader.node(event, "", 0)
            yield Document(value, reader.source, reader.lines)


class _Reader:
    """Builds values out of parser events."""

    def __init__(self, events: Iterator[Event], source: str) -> None:
        self.events = events
        self.source = source
        self.lines: dict[str, int] = {}
        self.anchors: dict[str, tuple[Json, int]] = {}
        self.values = 0

    def node(self, event: Event, path: str, depth: int) -> Json:
        """The value that begins with an event."""
        line = _line(event)
        self.lines.setdefault(path, line)
        self._count(1 + len(getattr(event, "value", "")) // _TEXT_UNIT, line)
        if isinstance(event, AliasEvent):
            return self._alias(event.anchor or "", line)
        self._refuse_tag(event, line)
        before = self.values
        value = self._content(event, path, depth)
        if anchor := getattr(event, "anchor", None):
            self.anchors[anchor] = (value, self.values - before + 1)
        return value

    def _content(self, event: Event, path: str, depth: int) -> Json:
        line = _line(event)
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if depth >= _MAX_DEPTH:
            raise _refused(self.source, line, f"at most {_MAX_DEPTH} levels", "deeper nesting")
        if isinstance(event, MappingStartEvent):
            return self._mapping(path, depth)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path, depth)
        raise _refused(self.source, line, "a value", type(event).__name__)

    def _mapping(self, path: str, depth: int) -> dict[str, Json]:
        found: dict[str, Json] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._key(event)
            line = _line(event)
            below = f"{path}.{key}" if path else key
            if key in found:
                first = self.lines.get(below, line)
                raise _refused(self.source, line, f"each key once, found {key!r} again (first in line {first})", "")
            self.lines[below] = line
            found[key] = self.node(next(self.events), below, depth + 1)
        return found

    def _sequence(self, path: str, depth: int) -> list[Json]:
        found: list[Json] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            found.append(self.node(event, f"{path}.{len(found)}" if path else str(len(found)), depth + 1))
        return found

    def _key(self, event: Event) -> str:
        line = _line(event)
        if not isinstance(event, ScalarEvent):
            raise _refused(self.source, line, "a word as key", "a list, mapping or alias")
        self._refuse_tag(event, line)
        if event.value == _MERGE and event.implicit[0]:
            raise _refused(self.source, line, "the keys themselves", "a merge key (<<); write out what it stands for")
        key = self._scalar(event)
        if not isinstance(key, str):
            raise _refused(self.source, line, "a word as key", f"{event.value!r}; quote it")
        return key

    def _scalar(self, event: ScalarEvent) -> Json:
        if not event.implicit[0]:
            return event.value
        try:
            return resolve(event.value)
        except AmbiguousError as error:
            place = f"{self.source}:{_line(event)}"
            raise UnreadableError(f"{place}: {one_line(str(error))}.", path=place) from error

    def _alias(self, anchor: str, line: int) -> Json:
        if anchor not in self.anchors:
            raise _refused(self.source, line, "an alias of something above", f"*{one_line(anchor, 40)}")
        value, size = self.anchors[anchor]
        self._count(size, line)
        return _copy(value)

    def _count(self, more: int, line: int) -> None:
        self.values += more
        if self.values > _MAX_VALUES:
            raise _refused(self.source, line, f"at most {_MAX_VALUES:,} values", "more, counting what aliases repeat")

    def _refuse_tag(self, event: Event, line: int) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise _refused(self.source, line, "a value without a tag", f"{one_line(str(tag), 60)}")


def _copy(value: Json) -> Json:
    match value:
        case dict():
            return {key: _copy(child) for key, child in value.items()}
        case list():
            return [_copy(child) for child in value]
        case _:
            return value


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _broken(source: str, line: int, problem: str) -> UnreadableError:
    place = f"{source}:{line}"
    return UnreadableError(f"{place}: expected valid YAML; {one_line(problem, 120)}.", path=place)


def _refused(source: str, line: int, expected: str, found: str) -> UnreadableError:
    ending = f", found {found}" if found else ""
    return UnreadableError(f"{source}:{line}: expected {expected}{ending}.", path=f"{source}:{line}")
