"""Texts that need not be written again: what a template gave for a dot whose values read the same.

Owns the keys: which template, what it was given, and what stands where it reads. Knows no template's language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.chart.template.nodes import Tree
from maestro.factory.chart.template.reads import KNOWN, ROOT, VALUES, Made, Names, Reader, Shape, harmless
from maestro.factory.chart.template.signature import Function

_MOST = 32 * 1024 * 1024  # characters that are kept
_PLAIN = frozenset({str, int, float, bool, type(None)})
_SAME = ("Chart", "Release", "Capabilities")
Key = tuple[Any, ...]


@dataclass
class Seen:
    """What the template files of a chart start from in one rendering, and what of it was looked up."""

    root: Mapping[str, Any]
    folder: str
    found: dict[Key, Key] = field(default_factory=dict)
    at: dict[Names, Any] = field(default_factory=dict)


class Memo:
    """The texts of one set of templates."""

    def __init__(self, trees: Mapping[str, Tree], functions: Mapping[str, Function]) -> None:
        """Nothing is kept yet."""
        self._reader = Reader(trees, functions)
        self._paths: dict[Key, tuple[Names, ...] | None] = {}
        self._texts: dict[Key, str] = {}
        self._held = 0
        self._same: dict[str, tuple[Any, ...]] = {}

    def begin(self, root: Mapping[str, Any], folder: str) -> Seen:
        """A template file is about to run; another release or cluster than before makes all that is kept worthless."""
        same = tuple(root.get(name) for name in _SAME)
        if self._same.setdefault(folder, same) != same:
            self._texts.clear()
            self._held, self._same = 0, {folder: same}
        return Seen(root, folder)

    def key(self, seen: Seen, name: str, data: Any) -> Key | None:
        """What the text of a template depends on; None where that cannot be said."""
        if data is seen.root:
            signature: Key = (name,)
            given: Key = ()
        elif type(data) is dict:
            if not all(value is seen.root or type(value) in _PLAIN for value in data.values()):
                return None
            signature = (name, *((key, value is seen.root) for key, value in data.items()))
            given = tuple((type(value), value) for value in data.values() if value is not seen.root)
        else:
            return None
        read = seen.found.get(signature)
        if read is None:
            paths = self._paths_of(signature)
            if paths is None:
                return None
            read = seen.found[signature] = (seen.folder, signature, *(self._read(seen, path) for path in paths))
        return read, given

    def _read(self, seen: Seen, path: Names) -> Any:
        """What stands at a path; many templates read the same."""
        if path not in seen.at:
            seen.at[path] = _at(seen.root.get(VALUES), path)
        return seen.at[path]

    def _paths_of(self, signature: Key) -> tuple[Names, ...] | None:
        if signature not in self._paths:
            name, *members = signature
            dot: Shape = Made(tuple((key, ROOT if whole else KNOWN) for key, whole in members)) if members else ROOT
            found = self._reader.reads(name, dot)
            self._paths[signature] = None if found is None else tuple(sorted(found))
        return self._paths[signature]

    def text(self, key: Key) -> str | None:
        """What is kept."""
        return self._texts.get(key)

    def keep(self, key: Key, text: str) -> None:
        """Remember a text; where too much is kept, all the others go."""
        self._held += len(text)
        if self._held > _MOST:
            self._texts.clear()
            self._held = len(text)
        self._texts[key] = text


def memo(trees: Iterable[Tree], functions: Mapping[str, Function]) -> Memo | None:
    """For templates of which none changes what the others read."""
    found = {tree.name: tree for tree in trees}
    return Memo(found, functions) if all(map(harmless, found.values())) else None


def _at(values: Any, path: Names) -> Any:
    """What stands at a path, or how far the path leads."""
    for depth, name in enumerate(path):
        if not isinstance(values, dict):
            return depth, _frozen(values)
        if name not in values:
            return (depth,)
        values = values[name]
    return _frozen(values)


def _frozen(value: Any) -> Any:
    """A value as a part of a key: what Python takes for the same and Go does not stays apart."""
    if type(value) is str:
        return value
    if isinstance(value, dict):
        return type(value), tuple((key, _frozen(child)) for key, child in value.items())
    if isinstance(value, list):
        return type(value), tuple(map(_frozen, value))
    return type(value), value
