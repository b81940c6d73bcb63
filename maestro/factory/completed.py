"""A request that is still under construction, filled up far enough that the factory can show what it would become."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from maestro.domain.checked import Checked, ProblemKind
from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import copied, split

Check = Callable[[Mapping[str, Any]], Checked]
_ROUNDS = 8
_FORMATS = {
    "email": "someone@example.com", "idn-email": "someone@example.com", "uri": "https://example.com",
    "iri": "https://example.com", "uri-reference": "https://example.com", "hostname": "example.com", "ipv4": "10.0.0.1",
    "ipv6": "fd00::1", "date": "2026-01-01", "time": "12:00:00Z", "date-time": "2026-01-01T12:00:00Z",
    "uuid": "00000000-0000-4000-8000-000000000000", "duration": "PT1H", "regex": ".*", "json-pointer": "/example",
}  # fmt: skip
_TEXTS = (
    "example", "Example", "EXAMPLE", "example-1", "example_1", "ex", "x", "1", "10", "1000", "123456", "123456789012",
    "1.0.0", "10.0.0.0/24", "example.com", "someone@example.com", "https://example.com", "registry.example/example:1",
    "2026-01-01", "group:example", "group/example", "A1", "EX-1", "000000-000000-000000", "1Gi", "1h",
)  # fmt: skip


def completed(form: Form, check: Check, request: Mapping[str, Any]) -> dict[str, Any] | None:
    """The request with examples where something is missing; None where that does not make it valid."""
    filled: dict[str, Any] = copied(dict(request))
    ours: set[str] = set()
    for _ in range(_ROUNDS):
        problems = check(filled).problems
        if not problems:
            return filled
        for problem in problems:
            if problem.kind in (ProblemKind.MISSING, ProblemKind.CHOICE):
                path = str(problem.options[0]) if problem.kind is ProblemKind.CHOICE else problem.path
                for place, value in _examples(form, form.at(path), path):
                    ours.add(place)
                    _put(filled, place, value)
            elif problem.path in ours and problem.options:
                filled = having(filled, problem.path, problem.options[0])
            else:
                return None
    return None


def _examples(form: Form, found: Field | None, path: str) -> Iterator[tuple[str, Any]]:
    if found is None:
        return
    if found.has_default and found.default not in (None, {}, []):
        yield path, copied(found.default)
    elif found.kind is Kind.OBJECT:
        yield path, {}
        for child in _needed(form, found.path):
            yield from _examples(form, child, f"{path}.{child.path.rpartition('.')[2]}")
    elif (example := _example(form, found)) is not None:
        yield path, example


def _needed(form: Form, path: str) -> Iterator[Field]:
    return (child for child in form.children(path) if child.required)


def _example(form: Form, found: Field) -> Any:
    """One value for a field that is no object: stated by the schema, else the least that its bounds allow."""
    if found.examples:
        return copied(found.examples[0])
    if found.kind is Kind.ARRAY:
        item = _item(form, found)
        return None if item is None else [item]
    if found.options:
        return found.options[0].value
    match found.kind:
        case Kind.BOOLEAN:
            return False
        case Kind.INTEGER | Kind.NUMBER:
            most = found.maximum if found.maximum is not None else 1
            least = found.minimum if found.minimum is not None else min(1, most)
            return int(least) if found.kind is Kind.INTEGER else least
        case _:
            return _text(found)


def _item(form: Form, found: Field) -> Any:
    if found.options:
        return found.options[0].value
    if found.item_kind is not Kind.OBJECT:
        return _text(found) if found.item_kind is Kind.STRING else None
    item: dict[str, Any] = {}
    for child in _needed(form, f"{found.path}[]"):
        for place, value in _examples(form, child, child.path.rpartition(".")[2]):
            _put(item, place, value)
    return item


def _text(found: Field) -> str | None:
    """The first of some usual texts that the field's format and pattern take; None where none does."""
    of_format = _FORMATS.get(found.format or "")
    pattern = found.pattern or ""
    try:
        return next((t for t in ((of_format,) if of_format else _TEXTS) if re.search(pattern, t)), None)
    except re.error:
        return None


def _put(request: dict[str, Any], path: str, value: Any) -> None:
    node: Any = request
    parts = split(path)
    for part in parts[:-1]:
        if isinstance(node, list):
            node = node[int(part)] if part.isdigit() and int(part) < len(node) else {}
        else:
            node = node.setdefault(part, {})
        if not isinstance(node, (dict, list)):
            return
    if isinstance(node, dict):
        node.setdefault(parts[-1], value)


def without(request: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The request without what stands at a path."""
    out: dict[str, Any] = copied(dict(request))
    node: Any = out
    parts = split(path)
    for part in parts[:-1]:
        node = node.get(part) if isinstance(node, dict) else None
    if isinstance(node, dict):
        node.pop(parts[-1], None)
    return out


def having(request: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The request with a value at a path, whatever stood there."""
    out = without(request, path)
    _put(out, path, copied(value))
    return out
