"""JSON Schema nodes with `$ref` followed and their branches laid together, for reading what fields there are.

It owns no validation: that is the validator's, on the schema as it stands. Remote references are never fetched.
"""

from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]
_DEPTH = 24  # of references; a schema that refers to itself ends here


def pointer(root: Node, ref: str) -> Node:
    """What a local reference points to; an empty node where it points outside or nowhere."""
    if not ref.startswith("#"):
        return {}
    node: Any = root
    for part in ref[1:].strip("/").split("/") if ref not in ("#", "#/") else ():
        key = part.replace("~1", "/").replace("~0", "~")
        node = node.get(key, {}) if isinstance(node, Mapping) else {}
    return node if isinstance(node, Mapping) else {}


def resolve(root: Node, node: Any, depth: int = 0) -> dict[str, Any]:
    """The node with references followed and `allOf` laid in; what stands beside a reference wins."""
    if not isinstance(node, Mapping) or depth > _DEPTH:
        return {}
    merged: dict[str, Any] = {}
    if isinstance(node.get("$ref"), str):
        merged = resolve(root, pointer(root, node["$ref"]), depth + 1)
    for part in node.get("allOf", ()) if isinstance(node.get("allOf"), list) else ():
        if isinstance(part, Mapping) and "if" not in part:
            merged = _lay(merged, resolve(root, part, depth + 1))
    return _lay(merged, {key: value for key, value in node.items() if key not in ("$ref", "allOf")})


def branches(root: Node, node: Node) -> Iterator[dict[str, Any]]:
    """The alternatives of `oneOf` and `anyOf`, resolved."""
    for key in ("oneOf", "anyOf"):
        for part in node.get(key, ()) if isinstance(node.get(key), list) else ():
            yield resolve(root, part)


def properties(root: Node, node: Node) -> dict[str, Any]:
    """All properties that the node or one of its branches or conditions knows, first mention first."""
    found: dict[str, Any] = dict(_mapping(node.get("properties")))
    for branch in (*branches(root, node), *_conditional(root, node)):
        for name, child in _mapping(branch.get("properties")).items():
            if name not in found:
                found[name] = child
            elif isinstance(child, Mapping) and isinstance(found[name], Mapping) and not _described(found[name]):
                found[name] = _lay(dict(child), found[name])
    return found


def _conditional(root: Node, node: Node) -> Iterator[dict[str, Any]]:
    parts = [node, *(p for p in node.get("allOf", ()) if isinstance(p, Mapping))]
    for part in parts:
        for key in ("then", "else"):
            if isinstance(part.get(key), Mapping):
                yield resolve(root, part[key])


def _described(node: Node) -> bool:
    return any(key in node for key in ("type", "$ref", "enum", "properties", "items", "title"))


def _lay(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """`over` on `under`; properties and requirements add up."""
    out = {**under, **over}
    if "properties" in under and "properties" in over:
        both = {**_mapping(under["properties"]), **_mapping(over["properties"])}
        out["properties"] = both
    if isinstance(under.get("required"), list) and isinstance(over.get("required"), list):
        out["required"] = [*under["required"], *(r for r in over["required"] if r not in under["required"])]
    return out


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
