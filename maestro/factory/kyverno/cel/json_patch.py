"""JSON Patch as Kubernetes' mutation applies it: parents must exist, negative indexes count from the end."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.libs.plain import to_plain
from maestro.factory.kyverno.model import Document


class FailedTestError(Exception):
    """A `test` operation did not hold: the patch is not applied, and that is no error."""


def apply_patch(document: Document, operations: Iterable[dict[str, Any]]) -> Document:
    """The document after all operations; the given one stays as it is."""
    for operation in operations:
        document = _apply(dict(document), operation)
    return document


def _apply(document: Document, operation: dict[str, Any]) -> Document:
    path, value = operation["path"], operation.get("value")
    match operation["op"]:
        case "add":
            container, key = _locate(document, path)
            _add(container, key, value)
        case "remove":
            container, key = _locate(document, path)
            _remove(container, key)
        case "replace":
            return _replace(document, path, value)
        case "move":
            container, key = _locate(document, operation.get("from") or "")
            moved = _get(container, key)
            _remove(container, key)
            _add(*_locate(document, path), moved)
        case "copy":
            copied = deepcopy(_get(*_locate(document, operation.get("from") or "")))
            _add(*_locate(document, path), copied)
        case "test":
            _test(document, operation)
        case other:
            raise EvalError(f"JSON Patch: unexpected kind: {other}")
    return document


def _replace(document: Document, path: str, value: Any) -> Document:
    if path == "":
        if not isinstance(value, dict):
            raise EvalError("JSON Patch: replace operation value must be an object")
        return value
    container, key = _locate(document, path)
    if isinstance(container, dict):
        container[key] = value
    else:
        container[_index(container, key)] = value
    return document


def _test(document: Document, operation: dict[str, Any]) -> None:
    path, found = operation["path"], document
    if path:
        container, key = _locate(document, path)
        found = _get(container, key)
        if isinstance(container, dict) and key not in container:  # nothing equals what is not there
            if "value" in operation:
                raise FailedTestError(path)
            return
    if to_plain(found) != to_plain(operation.get("value")):
        raise FailedTestError(path)


def _locate(document: Document, path: str) -> tuple[Any, str]:
    """The container that a path ends in, and its last key; what lies on the way is copied before it is changed."""
    parts = path.split("/")
    if len(parts) < 2:
        raise EvalError(f"JSON Patch: doc is missing path: {path!r}")
    node: Any = document
    for part in map(_unescape, parts[1:-1]):
        if isinstance(node, dict):
            key: Any = part
            child = node.get(part)
        elif isinstance(node, list):
            key = _index(node, part)
            child = node[key]
        else:
            child = None
        if isinstance(child, (dict, list)):
            child = node[key] = child.copy()
        node = child
    if not isinstance(node, (dict, list)):
        raise EvalError(f"JSON Patch: doc is missing path: {path!r}")
    return node, _unescape(parts[-1])


def _unescape(part: str) -> str:
    return part.replace("~1", "/").replace("~0", "~")


def _index(items: list[Any], key: str, *, size: int | None = None) -> int:
    length = len(items) if size is None else size
    digits = key[1:] if key[:1] in {"-", "+"} else key
    if not digits.isascii() or not digits.isdigit():
        raise EvalError(f"JSON Patch: value was not a proper array index: {key!r}")
    index = int(key)
    if not -length <= index < length:
        raise EvalError(f"JSON Patch: unable to access invalid index: {index}")
    return index + length if index < 0 else index


def _get(container: Any, key: str) -> Any:
    return container.get(key) if isinstance(container, dict) else container[_index(container, key)]


def _add(container: Any, key: str, value: Any) -> None:
    if isinstance(container, dict):
        container[key] = value
    elif key == "-":
        container.append(value)
    else:
        container.insert(_index(container, key, size=len(container) + 1), value)


def _remove(container: Any, key: str) -> None:
    if isinstance(container, list):
        del container[_index(container, key)]
    elif key in container:
        del container[key]
    else:
        raise EvalError(f"JSON Patch: unable to remove nonexistent key: {key}")
