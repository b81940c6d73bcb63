"""Strategic merge patches: maps are merged, null deletes, lists of known kinds are merged by key, patch elements first.

Follows the merge that Kyverno uses, oddities included: what a list element without its merge key does to its
neighbours, say. Works on copies; both documents may be changed in place while it runs.
"""

from typing import Any

from maestro.factory.kyverno.classic.merge_keys import Field, field_of, type_of
from maestro.factory.kyverno.values.golang import to_json

DIRECTIVE = "$patch"
_ABSENT: Any = object()


class PatchError(Exception):
    """The patch does not fit the resource."""


def strategic_merge(resource: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """The resource with the patch merged into it; both must be the caller's own copies."""
    kind = type_of(str(resource.get("apiVersion") or ""), str(resource.get("kind") or ""))
    merged = _walk(resource, patch, Field(kind or ""))
    return merged if isinstance(merged, dict) else {}


def _missing(value: Any) -> bool:
    return value is _ABSENT or value is None


def _walk(dest: Any, patch: Any, field: Field) -> Any:
    """Merge one node; _ABSENT clears it."""
    leading = dest if not _missing(dest) else patch
    if any(not _missing(value) and _shape(value) != _shape(leading) for value in (dest, patch)):
        raise PatchError(f"wrong node kind: expected {_shape(leading)}, found {_shape(patch)}")
    if _missing(leading) or isinstance(leading, dict):
        return _walk_map(dest, patch, field)
    if isinstance(leading, list):
        if field.keys is None:
            return dest if patch is _ABSENT else patch
        return _walk_list(dest, patch, field, field.keys)
    if isinstance(dest, str) and not _missing(patch):
        return _text(patch)  # what replaces a text takes over its quotes, and is a text as well
    return dest if patch is _ABSENT else patch


def _shape(value: Any) -> str:
    return "map" if isinstance(value, dict) else "list" if isinstance(value, list) else "scalar"


def _walk_map(dest: Any, patch: Any, field: Field) -> Any:
    if _missing(dest):
        if isinstance(patch, dict) and _map_directive(patch) == "delete":
            return _ABSENT
        if patch is _ABSENT:
            return dest  # a null that was there stays
        dest = patch
        if dest is None:
            return None
    elif patch is None:
        return _ABSENT
    else:
        match _map_directive(patch) if isinstance(patch, dict) else "merge":
            case "delete":
                return _ABSENT
            case "replace":
                dest = patch
    _merge_fields(dest, patch, field.type)
    return dest


def _merge_fields(dest: dict[str, Any], patch: Any, type_name: str) -> None:
    source = patch if isinstance(patch, dict) else {}
    for key in sorted({*dest, *source}):
        before, given = dest.get(key, _ABSENT), source.get(key, _ABSENT)
        value = _walk(before, given, field_of(type_name, key))
        if value is _ABSENT or (value is None and given is not _ABSENT):
            dest.pop(key, None)
        else:
            dest[key] = value


def _map_directive(patch: dict[str, Any]) -> str:
    """`$patch: delete|replace|merge`; the directive itself is taken out."""
    if patch.get(DIRECTIVE) is None:
        return "merge"
    value = str(patch[DIRECTIVE])
    if value not in {"delete", "replace", "merge"}:
        raise PatchError(f"unknown patch strategy '{value}'")
    del patch[DIRECTIVE]
    return value


def _list_directive(patch: list[Any]) -> str:
    element = next((item for item in patch if isinstance(item, dict) and item.get(DIRECTIVE) is not None), None)
    if element is None or len(element) > 1:
        return "merge"
    value = str(element[DIRECTIVE])
    if value not in {"delete", "replace", "merge"}:
        raise PatchError(f"unknown patch strategy '{value}'")
    _set_element(patch, None, (DIRECTIVE,), (value,))
    return value


def _walk_list(dest: Any, patch: Any, field: Field, keys: tuple[str, ...]) -> Any:
    if _missing(dest):
        dest = patch
    elif patch is None:
        return _ABSENT
    else:
        match _list_directive(patch) if isinstance(patch, list) else "merge":
            case "delete":
                return _ABSENT
            case "replace":
                dest = patch
    sources = (dest, patch if isinstance(patch, list) else None)
    if keys:
        return _merge_elements(_element_values(sources, keys), keys, sources, field)
    return _merge_elements(_scalar_values(sources), ("",), sources, field)


Values = tuple[str, ...]
Sources = tuple[list[Any], list[Any] | None]


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case dict() | list():
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return to_json(value)


def _key_text(element: Any, key: str) -> str:
    value = element.get(key) if isinstance(element, dict) else None
    return "" if value is None or value in ({}, []) else _text(value)


def _element_values(sources: Sources, keys: tuple[str, ...]) -> list[Values]:
    """The key values of all elements, those of the patch first."""
    found: dict[Values, None] = {}
    for source in reversed(sources):
        for element in source or ():
            found.setdefault(tuple(_key_text(element, key) for key in keys))
    return list(found)


def _scalar_values(sources: Sources) -> list[Values]:
    found: dict[Values, None] = {}
    for source in reversed(sources):
        for element in source or ():
            found.setdefault((_text(element),))
    return list(found)


def _merge_elements(found: list[Values], keys: tuple[str, ...], sources: Sources, field: Field) -> list[Any]:
    dest, patch = sources
    added: list[Any] = []
    values_list = _unified(found) if len(keys) > 1 else found
    valid_keys = keys
    for values in values_list:
        valid_keys, valid_values = _valid(values_list, values, keys)
        own_keys, own_values = _valid([valid_values], valid_values, valid_keys)
        one = _find(dest, own_keys, own_values)
        other = _ABSENT if patch is None else _find(patch, own_keys, own_values)
        element = _walk(one, other, Field(field.type))
        if _missing(element) or element == {}:
            for _ in valid_keys:
                _set_element(dest, None, valid_keys, valid_values)
            continue
        for key, value in zip(valid_keys, valid_values, strict=False):
            if key and isinstance(element, dict) and key not in element and value:
                element[key] = value
        _set_element(added, element, valid_keys, valid_values)
    return _append(added, dest, valid_keys) if values_list else dest


def _unified(values_list: list[Values]) -> list[Values]:
    """Values that agree where both are given are the same element: `80/""` and `80/TCP`."""
    result = list(values_list)
    for index in range(len(result)):
        for other in range(len(result)):
            both = _agree(result[index], result[other])
            if both is not None:
                result[index] = result[other] = both
    return result


def _agree(one: Values, other: Values) -> Values | None:
    if len(one) != len(other) or not any(left == right for left, right in zip(one, other, strict=True)):
        return None
    if any(left != right and left and right for left, right in zip(one, other, strict=True)):
        return None
    return tuple(left or right for left, right in zip(one, other, strict=True))


def _valid(values_list: list[Values], values: Values, keys: tuple[str, ...]) -> tuple[tuple[str, ...], Values]:
    """Only the keys that some element has; all of them if none has any."""
    known = {key for found in values_list for key, value in zip(keys, found, strict=False) if value}
    if not known:
        return keys, values
    valid_keys = tuple(key for key in keys if key in known)
    valid_values = tuple(value for key, value in zip(keys, values, strict=False) if value or key in known)
    return valid_keys, valid_values


def _find(elements: list[Any], keys: tuple[str, ...], values: Values) -> Any:
    if not keys or not keys[0]:
        return next((element for element in elements if _text(element) == values[0]), _ABSENT)
    for element in elements:
        if isinstance(element, dict) and len(keys) == len(values):
            pairs = zip(keys, values, strict=True)
            if all(key in element and _text(element[key]) == value for key, value in pairs):
                return element
    return _ABSENT


def _set_element(elements: list[Any], element: Any, keys: tuple[str, ...], values: Values) -> None:
    """Replace the elements with these key values (no element: drop them); append where there is none."""
    kept: list[Any] = []
    found = False
    by_key = bool(keys and keys[0] and values and values[0])
    for item in elements:
        if item is None or item == {}:
            continue
        if not isinstance(item, dict) and by_key:
            kept.append(item)
        elif not _has_values(item, keys, values):
            kept += [item] if values else []
        else:
            found = True
            kept += [] if element is None else [element]
    elements[:] = kept
    if element is not None and not found:
        elements.append(element)


def _has_values(item: Any, keys: tuple[str, ...], values: Values) -> bool:
    last = False
    for index, key in enumerate(keys):
        if index < len(values):
            last = _has_value(item, key, values[index])
        if not last:
            return False
    return True


def _has_value(item: Any, key: str, value: str) -> bool:
    if not key:
        return not isinstance(item, dict | list) and _text(item) == value
    if not isinstance(item, dict):
        raise PatchError(f"wrong node kind: a list element without {key}")
    return key in item and (not value or _text(item[key]) == value)


def _append(added: list[Any], dest: list[Any], keys: tuple[str, ...]) -> list[Any]:
    for element in list(dest):
        if not keys[0]:
            _set_element(added, element, ("",), (_text(element),))
            continue
        values: list[str] = []
        for key in keys:
            if not isinstance(element, dict) or key not in element:
                added.append(element)
            else:
                values.append(_text(element[key]))
        if len(keys) > 1:
            _set_element(added, None, keys, tuple(values))
        _set_element(added, element, keys, tuple(values))
    return added
