"""Structured merge: a partial object applied to a whole one by the shape of its kind, as Kubernetes' server does it.

Refuses what the shape does not know (unknown fields, wrong types) and, unless told otherwise, whatever would replace
an atomic list or map as a whole.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.schemas.shapes import ANYTHING, Reference, Shape

_MISSING = object()
_SCALAR_CLASSES: dict[str, tuple[type, ...]] = {"s": (str,), "n": (int, float), "b": (bool,)}
_NAMES = {"s": "string", "n": "numeric (int or float)", "b": "boolean"}


def apply(shape: Shape, live: Mapping[str, Any], patch: Mapping[str, Any], *, atomics: bool = False) -> dict[str, Any]:
    """The live object with the patch merged into it; EvalError where that is refused."""
    head = {key: live[key] for key in ("apiVersion", "kind") if key in live}
    wanted = {key: value for key, value in patch.items() if key not in {"apiVersion", "kind"}}
    current = {key: value for key, value in live.items() if key not in {"apiVersion", "kind"}}
    _validate(shape, wanted, "", duplicates=False)
    if not atomics:
        found = list(_atomics(shape, wanted, ""))
        if found:
            raise EvalError(
                f"invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: {', '.join(found)}"
            )
    _validate(shape, current, "", duplicates=True)
    return {**head, **_merge(shape, current, wanted)}


def _of_value(shape: Shape, value: Any) -> Shape:
    # Where anything goes, lists are replaced and maps merged.
    if shape.kind != "any":
        return shape
    if isinstance(value, dict):
        return Shape("map", element=lambda: ANYTHING, atomic=shape.atomic)
    if isinstance(value, list):
        return Shape("list", element=lambda: ANYTHING, atomic=True)
    return Shape("scalar")


def _child(shape: Shape, key: str) -> Reference | None:
    return shape.fields.get(key) or shape.element


def _validate(shape: Shape, value: Any, path: str, *, duplicates: bool) -> None:
    shape = _of_value(shape, value)
    if value is None:
        return
    match shape.kind:
        case "map":
            if not isinstance(value, dict):
                raise EvalError(f"{path}: expected map, got {value!r}")
            for key, item in value.items():
                child = _child(shape, key)
                if child is None:
                    raise EvalError(f"{path}.{key}: field not declared in schema")
                _validate(child(), item, f"{path}.{key}", duplicates=duplicates)
        case "list":
            _validate_list(shape, value, path, duplicates=duplicates)
        case _:
            allowed = _SCALAR_CLASSES.get(shape.scalar)
            wrong_bool = isinstance(value, bool) and shape.scalar == "n"
            if isinstance(value, (dict, list)) or (allowed and (not isinstance(value, allowed) or wrong_bool)):
                raise EvalError(f"{path}: expected {_NAMES.get(shape.scalar, 'scalar')}, got {value!r}")


def _validate_list(shape: Shape, value: Any, path: str, *, duplicates: bool) -> None:
    if not isinstance(value, list):
        raise EvalError(f"{path}: expected list, got {value!r}")
    seen: set[Any] = set()
    for at, item in enumerate(value):
        if not shape.atomic:
            key = _item_key(shape, item)
            if key in seen and not duplicates:
                raise EvalError(f"{path}: duplicate entries for key {key!r}")
            seen.add(key)
        if shape.element:
            _validate(shape.element(), item, f"{path}[{at}]", duplicates=duplicates)


def _item_key(shape: Shape, item: Any) -> Any:
    if not shape.keys:
        if isinstance(item, (dict, list)):
            raise EvalError("an element of a set must be a scalar")
        return item
    if not isinstance(item, dict):
        raise EvalError(f"associative list with keys may not have the element {item!r}")
    defaults = shape.element().defaults if shape.element else {}
    key = []
    for name in shape.keys:
        if name not in item and name not in defaults:
            raise EvalError(f"associative list with keys has an element that omits key field {name!r}")
        part = item.get(name, defaults.get(name))
        key.append(part if not isinstance(part, (dict, list)) else repr(part))
    return tuple(key)


def _atomics(shape: Shape, value: Any, path: str) -> Iterator[str]:
    shape = _of_value(shape, value)
    if isinstance(value, dict) and shape.kind == "map":
        if shape.atomic:
            yield path
        for key, item in value.items():
            child = shape.fields.get(key) or (shape.element if shape.element and _deduced(shape.element) else None)
            if child:
                yield from _atomics(child(), item, f"{path}.{key}")
    elif isinstance(value, list) and shape.kind == "list":
        if shape.atomic:
            yield path
        if shape.element:
            for at, item in enumerate(value):
                yield from _atomics(shape.element(), item, f"{path}[{at}]")


def _deduced(element: Reference) -> bool:
    return element().kind == "any"


def _merge(shape: Shape, live: Any, patch: Any) -> Any:
    if patch is _MISSING:
        return live
    if live is _MISSING:
        return patch
    shape = _of_value(shape, patch if patch is not None else live)
    if (
        shape.kind == "map"
        and not shape.atomic
        and isinstance(live, dict)
        and (patch is None or isinstance(patch, dict))
    ):
        return _merge_maps(shape, live, patch or {})
    if (
        shape.kind == "list"
        and not shape.atomic
        and isinstance(live, list)
        and (patch is None or isinstance(patch, list))
    ):
        return _merge_lists(shape, live, patch or [])
    return patch


def _merge_maps(shape: Shape, live: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    merged = {}
    for key in [*live, *(key for key in patch if key not in live)]:
        child = _child(shape, key)
        if child is None:
            raise EvalError(f".{key}: field not declared in schema")
        merged[key] = _merge(child(), live.get(key, _MISSING), patch.get(key, _MISSING))
    return merged


def _merge_lists(shape: Shape, live: list[Any], patch: list[Any]) -> list[Any]:
    """Elements merged by key: what both have stands in the patch's order, what one has keeps its neighbours."""
    live_keys = [_item_key(shape, item) for item in live]
    patch_keys = [_item_key(shape, item) for item in patch]
    live_by_key: dict[Any, Any] = {}
    for key, item in zip(live_keys, live, strict=True):
        live_by_key[key] = _MISSING if key in live_by_key else item
    patch_by_key = dict(zip(patch_keys, patch, strict=True))
    shared = [key for key in patch_keys if key in live_by_key]
    out: list[Any] = []
    merged: set[Any] = set()
    left = right = 0

    def take(key: Any) -> None:
        nonlocal right
        element = shape.element() if shape.element else ANYTHING
        out.append(_merge(element, live_by_key.get(key, _MISSING), patch_by_key[key]))
        merged.add(key)
        right += 1
        if shared and shared[0] == key:
            shared.pop(0)

    while left < len(live) or right < len(patch):
        key = live_keys[left] if left < len(live) else _MISSING
        if key is not _MISSING and right < len(patch):
            if key == patch_keys[right]:
                left += 1
                take(key)
                continue
            if key in patch_by_key and shared and shared[0] != key:
                left += 1
                continue
        if key is not _MISSING and key not in patch_by_key:
            out.append(live[left])
            left += 1
            continue
        if key is not _MISSING and key in merged:
            left += 1
        if right < len(patch):
            take(patch_keys[right])
    return out
