"""Anchors in strategic merge patches: conditions decide what of the patch is left, `+()` adds only what is absent.

The patch is reworked against the resource before it is merged: conditions that fail empty it (or drop one list
element), a conditional list element becomes one patch element for each matching element of the resource, by name.
"""

from copy import deepcopy
from typing import Any

from maestro.factory.kyverno.classic.anchors import CONDITIONS, Anchor, parse_anchor
from maestro.factory.kyverno.classic.overlay import Overlay, Verdict
from maestro.factory.kyverno.classic.strategic_merge import PatchError
from maestro.factory.kyverno.values.golang import as_float64, to_json

_ABSENT: Any = object()
_ANCHORS = CONDITIONS | {Anchor.ADD_IF_NOT_PRESENT}


class ConditionFailed(Exception):  # noqa: N818 - an outcome, not an error of the engine
    """A condition does not hold: this element (or this patch) is not for the resource."""


class GlobalConditionFailed(Exception):  # noqa: N818 - an outcome, not an error of the engine
    """A global condition does not hold: the whole patch is not for the resource."""


def prepare_patch(patch: Any, resource: dict[str, Any]) -> dict[str, Any]:
    """What is to be merged: empty where the conditions do not hold; raises PatchError for a patch that does not fit."""
    prepared = _sorted_copy(patch)
    if not isinstance(prepared, dict):
        raise PatchError("expected a strategic merge patch to be a map")
    try:
        _process(prepared, resource)
    except (ConditionFailed, GlobalConditionFailed):
        return {}
    for key in list(prepared):
        if _delete_anchors(prepared[key], delete_scalar=_is(key, CONDITIONS)):
            del prepared[key]
    return prepared


def _sorted_copy(document: Any) -> Any:
    match document:
        case dict():
            return {key: _sorted_copy(document[key]) for key in sorted(document)}
        case list():
            return [_sorted_copy(item) for item in document]
        case _:
            return document


def _is(key: str, anchors: frozenset[Anchor]) -> bool:
    anchor = parse_anchor(key)
    return anchor is not None and anchor[0] in anchors


def _anchors_of(pattern: Any, anchors: frozenset[Anchor]) -> list[tuple[str, str]]:
    """The anchored keys of a map as written, with the keys inside."""
    if not isinstance(pattern, dict):
        return []
    parsed = [(text, parse_anchor(text)) for text in pattern]
    return [(text, anchor[1]) for text, anchor in parsed if anchor and anchor[0] in anchors]


def _field(resource: Any, key: str) -> Any:
    return resource.get(key, _ABSENT) if isinstance(resource, dict) else _ABSENT


def _rename(pattern: dict[str, Any], old: str, new: str) -> None:
    items = [(new if key == old else key, value) for key, value in pattern.items()]
    pattern.clear()
    pattern.update(items)


def _process(pattern: Any, resource: Any) -> None:
    if isinstance(pattern, dict):
        _process_map(pattern, resource)
    elif isinstance(pattern, list) and pattern and isinstance(pattern[0], dict):
        _process_list(pattern, resource)


def _process_map(pattern: dict[str, Any], resource: Any) -> None:
    _add_if_absent(pattern, resource)
    _check_conditions(pattern, resource, frozenset({Anchor.GLOBAL}), GlobalConditionFailed)
    _check_conditions(pattern, resource, frozenset({Anchor.CONDITION}), ConditionFailed)
    for key in list(pattern):
        if not _is(key, _ANCHORS):
            _process(pattern[key], _field(resource, key))


def _add_if_absent(pattern: Any, resource: Any) -> int:
    anchors = _anchors_of(pattern, frozenset({Anchor.ADD_IF_NOT_PRESENT}))
    for text, key in anchors:
        if _field(resource, key) is _ABSENT:
            _rename(pattern, text, key)
        else:
            del pattern[text]
    return len(anchors)


def _check_conditions(pattern: Any, resource: Any, anchors: frozenset[Anchor], failure: type[Exception]) -> None:
    for text, key in _anchors_of(pattern, anchors):
        found = _field(resource, key)
        if found is _ABSENT:
            raise failure(f'could not find the key "{key}" in the resource')
        if _add_if_absent(pattern[text], found):
            continue
        match = Overlay(_untyped(pattern[text])).match(_untyped(found))
        if match.verdict is not Verdict.PASS:
            raise failure(match.message)


def _untyped(value: Any) -> Any:
    """What is compared: scalars as their text, the rest as untyped JSON."""
    if isinstance(value, dict | list):
        return as_float64(value)
    return value if isinstance(value, str) else to_json(value)


def _process_list(pattern: list[Any], resource: Any) -> None:
    if not (resource is _ABSENT or resource is None or isinstance(resource, list)):
        raise PatchError("failed to preProcess rule: the patch has a list where the resource has none")
    for element in list(pattern):
        if not _has(element, _ANCHORS):
            continue
        copied = deepcopy(element)
        if resource is _ABSENT or resource is None:
            _process_absent(copied, element)
        else:
            _process_elements(pattern, copied, resource, is_global=_has(element, frozenset({Anchor.GLOBAL})))


def _process_absent(copied: Any, element: Any) -> None:
    del element
    try:
        _process(copied, _ABSENT)
    except ConditionFailed:
        return


def _process_elements(pattern: list[Any], copied: Any, resource: list[Any], *, is_global: bool) -> None:
    """One patch element against all elements of the resource; the same copy goes through all, as in Kyverno."""
    passed, failure = False, None
    for found in resource:
        try:
            _process(copied, found)
        except ConditionFailed:
            continue
        except GlobalConditionFailed as error:
            failure = error
            continue
        if is_global:
            passed = True
        else:
            _append_named(pattern, copied, found)
    if failure is not None and not passed:
        raise failure


def _append_named(pattern: list[Any], element: Any, found: Any) -> None:
    """The element for one element of the resource, which it is merged with by name; without a name there is none."""
    name = _field(found, "name")
    if name is _ABSENT or name is None or name in ({}, []):
        return
    named = deepcopy(element)
    if not _delete_anchors(named, delete_scalar=True):
        named["name"] = name
        pattern.append(named)


def _has(pattern: Any, anchors: frozenset[Anchor]) -> bool:
    match pattern:
        case dict():
            return any(
                _is(key, anchors) or (value not in (None, {}, []) and _has(value, anchors))
                for key, value in pattern.items()
            )
        case list():
            return any(_has(item, anchors) for item in pattern)
        case str():
            return _is(pattern, CONDITIONS)
        case _:
            return False


def _delete_anchors(node: Any, *, delete_scalar: bool) -> bool:
    """Remove what is only a condition; True where nothing else is left of the node."""
    match node:
        case dict():
            return _delete_in_map(node)
        case list():
            return _delete_in_list(node)
        case _:
            return delete_scalar


def _delete_in_map(node: dict[str, Any]) -> bool:
    kept = False
    for text, _key in _anchors_of(node, CONDITIONS):
        if _delete_anchors(node[text], delete_scalar=True):
            del node[text]
        else:
            kept = True
    if kept:
        for text, key in _anchors_of(node, CONDITIONS):
            _rename(node, text, key)
    empty = True
    for key in list(node):
        if _delete_anchors(node[key], delete_scalar=False):
            del node[key]
        else:
            empty = False
    return empty


def _delete_in_list(node: list[Any]) -> bool:
    before = list(node)
    for index, element in enumerate(before):
        # The index is that of the list before anything was deleted, as in Kyverno.
        if (_has(element, _ANCHORS) or _delete_anchors(element, delete_scalar=False)) and index < len(node):
            del node[index]
    return bool(before) and not node
