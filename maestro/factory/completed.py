"""A request that is still under construction, filled up far enough that the factory can show what it would become."""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from maestro.domain.checked import Checked, ProblemKind
from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import split

Check = Callable[[Mapping[str, Any]], Checked]
_ROUNDS = 8


def completed(form: Form, check: Check, request: Mapping[str, Any]) -> dict[str, Any] | None:
    """The request with examples where something is missing; None where that does not make it valid."""
    filled: dict[str, Any] = deepcopy(dict(request))
    for _ in range(_ROUNDS):
        problems = check(filled).problems
        missing = [p for p in problems if p.kind in (ProblemKind.MISSING, ProblemKind.CHOICE)]
        if not problems:
            return filled
        if len(missing) < len(problems):
            return None
        for problem in missing:
            path = str(problem.options[0]) if problem.kind is ProblemKind.CHOICE else problem.path
            for place, value in _examples(form, form.at(path), path):
                _put(filled, place, value)
    return None


def _examples(form: Form, found: Field | None, path: str) -> Iterator[tuple[str, Any]]:
    if found is None:
        return
    if found.has_default and found.default not in (None, {}, []):
        yield path, deepcopy(found.default)
    elif found.kind is Kind.OBJECT:
        yield path, {}
        for child in form.children(found.path):
            if child.required:
                yield from _examples(form, child, f"{path}.{child.path.rpartition('.')[2]}")
    elif found.examples:
        yield path, deepcopy(found.examples[0])
    elif found.options:
        value = found.options[0].value
        yield path, [value] if found.kind is Kind.ARRAY else value
    elif found.kind is Kind.BOOLEAN:
        yield path, False
    elif found.minimum is not None:
        yield path, int(found.minimum) if found.kind is Kind.INTEGER else found.minimum


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
    out: dict[str, Any] = deepcopy(dict(request))
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
    _put(out, path, deepcopy(value))
    return out
