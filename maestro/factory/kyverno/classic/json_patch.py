"""JSON patches (RFC 6902) as Kyverno applies them: negative indices, parents are made, a missing path may go."""

import json
from copy import deepcopy
from itertools import pairwise
from typing import Any

from maestro.factory.kyverno.classic.strategic_merge import PatchError
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.query.outside import Outside

_MISSING: Any = object()


def read_patch(text: str, outside: Outside) -> list[dict[str, Any]]:
    """The operations of a patch written in JSON or YAML; raises PatchError."""
    try:
        operations = json.loads(text) if text.startswith("[") else outside.parse_yaml(text)
    except (ValueError, QueryError) as error:
        raise PatchError(f"failed to read patchesJson6902: {error}") from error
    if operations is None:  # what decodes to nothing changes nothing
        return []
    if not isinstance(operations, list) or not all(isinstance(item, dict) for item in operations):
        raise PatchError("failed to decode patches: expected a list of operations")
    return operations


def apply_patch(document: Any, operations: list[dict[str, Any]]) -> Any:
    """The document after the operations; the given one is not changed. Raises PatchError."""
    root = {"": deepcopy(document)}
    for operation in operations:
        _apply(root, operation)
    return root[""]


def _apply(root: dict[str, Any], operation: dict[str, Any]) -> None:
    path = _steps(operation, "path")
    match operation.get("op"):
        case "add":
            _make_parents(root, path)
            _add(root, path, deepcopy(operation.get("value")))
        case "remove":
            _remove(root, path, strict=False)
        case "replace":
            if _get(root, path) is _MISSING:
                raise PatchError(f"replace operation does not apply: path {operation.get('path')} is missing")
            _replace(root, path, deepcopy(operation.get("value")))
        case "move":
            source = _steps(operation, "from")
            value = _existing(root, source, "move")
            _remove(root, source, strict=True)
            _add(root, path, value)
        case "copy":
            _add(root, path, deepcopy(_existing(root, _steps(operation, "from"), "copy")))
        case "test":
            _test(root, path, operation)
        case other:
            raise PatchError(f"unexpected kind of JSON patch operation: {other!r}")


def _steps(operation: dict[str, Any], key: str) -> list[str]:
    path = operation.get(key)
    if not isinstance(path, str) or (path and not path.startswith("/")):
        raise PatchError(f"expected {key!r} to be a path that begins with a slash, found {path!r}")
    return [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")]


def _existing(root: dict[str, Any], path: list[str], name: str) -> Any:
    value = _get(root, path)
    if value is _MISSING:
        raise PatchError(f"{name} operation does not apply: the path {'/'.join(path)} is missing")
    return value


def _index(step: str, length: int) -> int | None:
    """An index into a list of that length; negative ones count from its end. None is out of bounds."""
    try:
        index = int(step)
    except ValueError as error:
        raise PatchError(f"expected an index into a list, found {step!r}") from error
    index += length if index < 0 else 0
    return index if 0 <= index < length else None


def _child(container: Any, step: str) -> Any:
    if isinstance(container, dict):
        return container.get(step, _MISSING)
    if isinstance(container, list):
        index = _index(step, len(container))
        return _MISSING if index is None else container[index]
    return _MISSING


def _get(root: Any, path: list[str]) -> Any:
    value: Any = root
    for step in path:
        value = _child(value, step)
        if value is _MISSING:
            return _MISSING
    return value


def _add(root: Any, path: list[str], value: Any) -> None:
    container, step = _get(root, path[:-1]), path[-1]
    match container:
        case dict():
            container[step] = value
        case list():
            container.insert(_insertion(step, len(container)), value)
        case _:
            raise PatchError(f"add operation does not apply: the parent of {'/'.join(path)} is missing")


def _insertion(step: str, length: int) -> int:
    index = length if step == "-" else _index(step, length + 1)
    if index is None:
        raise PatchError(f"add operation does not apply: the index {step} is out of bounds")
    return index


def _replace(root: Any, path: list[str], value: Any) -> None:
    container, step = _get(root, path[:-1]), path[-1]
    if isinstance(container, list):
        index = _index(step, len(container))
        if index is not None:
            container[index] = value
    else:
        container[step] = value


def _remove(root: Any, path: list[str], *, strict: bool) -> None:
    container, step = _get(root, path[:-1]), path[-1]
    if isinstance(container, dict) and step in container:
        del container[step]
    elif isinstance(container, list) and (index := _index(step, len(container))) is not None:
        del container[index]
    elif strict:
        raise PatchError(f"remove operation does not apply: the path {'/'.join(path)} is missing")


def _make_parents(root: Any, path: list[str]) -> None:
    """Make what is missing above the last step: lists before indices, maps otherwise."""
    container: Any = root
    for step, following in pairwise(path):
        found = _child(container, step)
        if found is not _MISSING and found is not None:
            if not isinstance(found, dict | list):
                raise PatchError(f"add operation does not apply: {step!r} of {'/'.join(path)} holds a scalar")
            container = found
            continue
        made: Any = _new_container(following)
        if isinstance(container, list):
            _pad_and_set(container, step, made)
        else:
            container[step] = made
        container = made


def _new_container(following: str) -> Any:
    if following == "-":
        return []
    try:
        index = int(following)
    except ValueError:
        return {}
    if index < -1:
        raise PatchError(f"add operation does not apply: the index {following} is out of bounds")
    return [None] * max(index, 0)


def _pad_and_set(container: list[Any], step: str, made: Any) -> None:
    if step == "-":
        container.append(made)
        return
    try:
        container += [None] * (int(step) - len(container))
    except ValueError as error:
        raise PatchError(f"expected an index into a list, found {step!r}") from error
    container.insert(_insertion(step, len(container)), made)


def _test(root: Any, path: list[str], operation: dict[str, Any]) -> None:
    container, found, wanted = _get(root, path[:-1]), _get(root, path), operation.get("value")
    if not isinstance(container, dict) and found is _MISSING:
        raise PatchError(f"test operation does not apply: is missing path: {operation.get('path')}: missing value")
    if (None if found is _MISSING else found) != wanted or isinstance(found, bool) is not isinstance(wanted, bool):
        raise PatchError(f"testing value {operation.get('path')} failed")
