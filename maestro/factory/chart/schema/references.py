"""`$ref`: where it leads inside one schema file.

Owns identifiers, anchors and pointers; loads nothing from elsewhere.
"""

from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

_BASE = "file:///values.schema.json"
_DRAFTS = {"draft-04": 4, "draft-06": 6, "draft-07": 7, "2019-09": 2019, "2020-12": 2020}
_LATEST = 2020
_DATA = frozenset({"enum", "const", "default", "examples"})


class References:
    """The parts of a schema by address."""

    def __init__(self, root: Any) -> None:
        """Index all identifiers and anchors."""
        self._known: dict[str, Any] = {_BASE: root}
        self._bases: dict[int, str] = {}
        self.draft = _draft(root)
        self._index(root, _BASE)

    def _index(self, schema: Any, base: str) -> None:
        if isinstance(schema, list):
            for item in schema:
                self._index(item, base)
            return
        if not isinstance(schema, dict):
            return
        base = self._named(schema, base)
        self._bases[id(schema)] = base
        for key, child in schema.items():
            if key not in _DATA:
                self._index(child, base)

    def _named(self, schema: dict[str, Any], base: str) -> str:
        name = schema.get("id" if self.draft == 4 else "$id")
        if isinstance(name, str):
            address, fragment = urldefrag(urljoin(base, name))
            if fragment:
                self._known[f"{address}#{fragment}"] = schema
            else:
                base = address
                self._known.setdefault(address, schema)
        for keyword in ("$anchor", "$dynamicAnchor"):
            anchor = schema.get(keyword)
            if isinstance(anchor, str):
                self._known[f"{base}#{anchor}"] = schema
        return base

    def resolve(self, holder: dict[str, Any], reference: str) -> Any:
        """The schema that a reference names; one that lies elsewhere allows everything."""
        address, fragment = urldefrag(urljoin(self._bases.get(id(holder), _BASE), reference))
        if f"{address}#{fragment}" in self._known:
            return self._known[f"{address}#{fragment}"]
        found = self._known.get(address)
        if found is None:
            return True
        return _pointed(found, unquote(fragment))


def _draft(root: Any) -> int:
    name = root.get("$schema") if isinstance(root, dict) else None
    if not isinstance(name, str):
        return _LATEST
    return next((number for part, number in _DRAFTS.items() if part in name), _LATEST)


def _pointed(schema: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(schema, dict) and key in schema:
            schema = schema[key]
        elif isinstance(schema, list) and key.isdigit() and int(key) < len(schema):
            schema = schema[int(key)]
        else:
            return True
    return schema
