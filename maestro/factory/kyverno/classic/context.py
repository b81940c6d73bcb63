"""The JSON context of one policy on one resource: what `{{ }}` queries see.

Values are layered with checkpoints as rules and foreach elements come and go; context entries are loaded only when a
query mentions them. Nothing in here is changed in place: a checkpoint is a shallow copy, writing copies the path.
"""

import csv
import re
from collections.abc import Callable
from dataclasses import field
from functools import lru_cache
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.query.compile import compile_query
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.query.outside import Outside

_MISSING = object()


@lru_cache(maxsize=8192)
def _mentions(name: str, query: str) -> bool:
    return re.search(rf"(?:\A|\Z|\s|[^.0-9A-Za-z]){re.escape(name)}\b", query) is not None


@lru_cache(maxsize=1024)
def split_key(key: str) -> tuple[str, ...]:
    """A dotted key with CSV quoting: `metadata.annotations."a.b/c"`."""
    return tuple(next(csv.reader([key], delimiter="."), []))


def merged(target: Any, source: Any) -> Any:
    """The source laid over the target: maps are merged, everything else replaces."""
    if not isinstance(target, dict) or not isinstance(source, dict):
        return source
    result = dict(target)
    for key, value in source.items():
        result[key] = merged(result[key], value) if key in result else value
    return result


@dataclass
class Loader:
    """A context entry that waits to be mentioned.

    `load` gives its value and `store` puts it into the context. One that does not `keep` its value never counts as
    loaded; one that does not `repeat` is loaded once and stored again after a reset.
    """

    name: str
    load: Callable[["JsonContext"], Any]
    store: Callable[["JsonContext", str, Any], None]
    repeat: bool = True
    keep: bool = True
    level: int = 0
    matched: bool = False
    value: Any = field(default=_MISSING)

    @property
    def loaded(self) -> bool:
        """Whether it has given a value."""
        return self.value is not _MISSING


class JsonContext:
    """Queryable data with checkpoints and deferred entries."""

    def __init__(self, operation: str, outside: Outside) -> None:
        """An empty context for one admission operation."""
        self.data: dict[str, Any] = {}
        self.operation = operation
        self.outside = outside
        self._checkpoints: list[dict[str, Any]] = []
        self._loaders: list[Loader] = []
        self._loading: tuple[int, int] | None = None

    def query(self, text: str) -> Any:
        """Evaluate a JMESPath query; raises QueryError."""
        if self._loaders:
            self._load_matching(text)
        text = text.strip()
        if not text:
            raise QueryError("invalid query (nil)")
        return compile_query(text).search(self.data, self.outside)

    @property
    def deleting(self) -> bool:
        """Whether the operation is DELETE: queries then read the old object."""
        operation = self.operation or (self.data.get("request") or {}).get("operation")
        return bool(operation == "DELETE")

    def merge(self, values: dict[str, Any]) -> None:
        """Lay values over the data, merging maps."""
        self.data = merged(self.data, values)

    def add_variable(self, key: str, value: Any) -> None:
        """Set a dotted key, merging maps."""
        for part in reversed(split_key(key)):
            value = {part: value}
        if isinstance(value, dict):
            self.merge(value)

    def replace(self, name: str, value: Any) -> None:
        """Set a top-level entry, whatever was there."""
        self.data = {**self.data, name: value}

    def add_entry(self, name: str, value: Any) -> None:
        """Set a top-level entry; a map is merged into one that is there."""
        self.merge({name: value})

    def set_object(self, resource: Any, *, old: bool = False) -> None:
        """Set `request.object` (or `request.oldObject`) as a whole."""
        request = self.data.get("request")
        key = "oldObject" if old else "object"
        self.data = {**self.data, "request": {**(request if isinstance(request, dict) else {}), key: resource}}

    def add_element(self, element: Any, index: int, nesting: int) -> None:
        """Set the variables of one foreach element."""
        names = {
            "element": element,
            f"element{nesting}": element,
            "elementIndex": index,
            f"elementIndex{nesting}": index,
        }
        self.data = {**self.data, **names}

    def add_loader(self, loader: Loader) -> None:
        """Add a context entry at the present level."""
        loader.level = len(self._checkpoints)
        self._loaders.append(loader)

    def checkpoint(self) -> None:
        """Begin a level."""
        self._checkpoints.append(self.data)

    def restore(self) -> None:
        """End a level: what it added is gone."""
        if self._checkpoints:
            self.data = self._checkpoints.pop()
            self._reset_loaders(restore=True)

    def reset(self) -> None:
        """Return to the last checkpoint and stay on its level."""
        if self._checkpoints:
            self.data = self._checkpoints[-1]
            self._reset_loaders(restore=False)

    def _load_matching(self, query: str) -> None:
        level, index = self._loading or (len(self._checkpoints), len(self._loaders))
        while True:
            found = self._next_match(query, level, index)
            if found is None:
                return
            self._load(*found)

    def _next_match(self, query: str, level: int, index: int) -> tuple[Loader, int] | None:
        for position, loader in enumerate(self._loaders[:index]):
            if loader.matched or loader.loaded or loader.level > level or not _mentions(loader.name, query):
                continue
            loader.matched = True
            return loader, position
        return None

    def _load(self, loader: Loader, position: int) -> None:
        """An entry may use those before it; what it loads on the way lifts that limit again, as in Kyverno."""
        self._loading = (loader.level, position)
        try:
            value = loader.load(self) if loader.repeat or not loader.loaded else loader.value
            if loader.keep:
                loader.value = value
            loader.store(self, loader.name, value)
        finally:
            self._loading = None

    def _reset_loaders(self, *, restore: bool) -> None:
        level = len(self._checkpoints)
        kept: list[Loader] = []
        for loader in self._loaders:
            loader.matched = False
        for loader in list(self._loaders):
            if loader.level > level:
                continue
            if loader.loaded and (restore or loader.level < level):
                self._reload(loader)
            if loader.level == level and (loader.loaded or not restore):
                continue
            kept.append(loader)
        self._loaders = kept

    def _reload(self, loader: Loader) -> None:
        try:
            self._load(loader, self._loaders.index(loader))
        except QueryError:
            # The entry depended on what is gone now (an element, say); it stays absent, as it does in Kyverno.
            return
