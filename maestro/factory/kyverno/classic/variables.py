"""Substitution of `{{ queries }}` and `$(references)` in documents.

A document is compiled once into a template: parts without variables stay what they are, references are resolved at
once since they point into the document itself; only what holds variables is walked again for each evaluation.
"""

import posixpath
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from maestro.factory.kyverno.classic.anchors import strip_anchors
from maestro.factory.kyverno.classic.context import JsonContext
from maestro.factory.kyverno.classic.pattern import operator_of
from maestro.factory.kyverno.query.errors import NotFoundError, QueryError
from maestro.factory.kyverno.values.golang import to_json

_VARIABLE = re.compile(r"(?:^|[^\\])\{\{(?:\{[^{}]*\}|[^{}])*\}\}", re.DOTALL)
_REFERENCE = re.compile(r"^\$\(.[^\ ]*\)|[^\\]\$\(.[^\ ]*\)")
_ESCAPED_REFERENCE = re.compile(r"\\\$\(.[^\ \)]*\)")
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ROUNDS = 64  # a value that holds variables is substituted again; this many times at most

Render = Callable[[JsonContext], Any]


@lru_cache(maxsize=8192)
def find_variables(text: str) -> tuple[str, ...]:
    """The innermost variables of a text, each with the character before it (if it does not begin the text)."""
    return tuple(_VARIABLE.findall(text))


def has_variables(document: Any) -> bool:
    """Whether a document holds variables anywhere, in keys too."""
    match document:
        case str():
            return bool(find_variables(document))
        case dict():
            return any(has_variables(key) or has_variables(value) for key, value in document.items())
        case list():
            return any(map(has_variables, document))
        case _:
            return False


class Template:
    """A document to be substituted; `static` where there is nothing to do at run time."""

    def __init__(self, document: Any, prefix: str = "") -> None:
        """Compile it. A reference that does not resolve is an error of every evaluation."""
        self.error: QueryError | None = None
        try:
            document = resolve_references(document)
        except QueryError as error:
            self.error = error
        self._render = _compile(document, prefix)
        self._value = _unescaped(document) if self._render is None else None

    @property
    def static(self) -> bool:
        """Whether it is the same for every resource."""
        return self._render is None and self.error is None

    def render(self, context: JsonContext) -> Any:
        """Substitute; raises QueryError. What comes out is not to be changed in place."""
        if self.error is not None:
            raise self.error
        return self._value if self._render is None else self._render(context)


def substitute(context: JsonContext, document: Any) -> Any:
    """Substitute once, without keeping the template."""
    return Template(document).render(context)


def _unescaped(document: Any) -> Any:
    match document:
        case str():
            return document.replace("\\{{", "{{")
        case dict():
            return {_unescaped(key): _unescaped(value) for key, value in document.items()}
        case list():
            return [_unescaped(item) for item in document]
        case _:
            return document


def _compile(document: Any, path: str) -> Render | None:
    """How to render a document, or None where it has no variables."""
    if not has_variables(document):
        return None
    match document:
        case dict():
            return _compile_map(document, path)
        case list():
            items = [(_compile(item, f"{path}/{index}"), item) for index, item in enumerate(document)]
            parts = [(render, None if render else _unescaped(item)) for render, item in items]
            return lambda context: [render(context) if render else item for render, item in parts]
        case _:
            return lambda context: _render_text(document, path, context)


def _compile_map(document: dict[str, Any], path: str) -> Render:
    entries: list[tuple[str, bool, Render | None, Any]] = []
    for key, value in document.items():
        escaped = str(key).replace("/", "\\/")
        render = _compile(value, f"{path}/{escaped}")
        entries.append((key, has_variables(key), render, None if render else _unescaped(value)))

    def run(context: JsonContext) -> dict[str, Any]:
        result = {}
        for key, dynamic, render, value in entries:
            name = _render_key(key, path, context) if dynamic else key.replace("\\{{", "{{")
            result[name] = render(context) if render else value
        return result

    return run


def _render_key(key: str, path: str, context: JsonContext) -> str:
    name = _render_text(key, path, context)
    if name is None:
        return key
    if not isinstance(name, str):
        raise QueryError(f'expected string after substituting variables in key "{key}"')
    return name


def _render_text(text: str, path: str, context: JsonContext) -> Any:
    for _ in range(_ROUNDS):
        found = find_variables(text)
        if not found:
            return text.replace("\\{{", "{{")
        original, shallow = text, False
        for match in found:
            prefix, variable = ("", match) if match.startswith("{{") else (match[0], match[1:])
            query, shallow = _query_of(variable, path, context)
            value = _look_up(query, path, context)
            if original == variable:
                return value
            text = text.replace(prefix + variable, prefix + _as_text(value, shallow=shallow), 1)
        if shallow:
            return text.replace("\\{{", "{{")
    raise QueryError(f"failed to substitute {text[:100]!r} at path {path}: its value holds variables again and again")


def _query_of(variable: str, path: str, context: JsonContext) -> tuple[str, bool]:
    query = variable.replace("{{", "").replace("}}", "").strip()
    shallow = query.startswith("-")
    if shallow:
        query = query[1:].strip()
    if query == "@":
        prefix = "target" if "target" in context.data else "request.object"
        query = _own_path(prefix, path)
    if context.deleting:
        query = query.replace("request.object", "request.oldObject")
    return query, shallow


def _own_path(prefix: str, path: str) -> str:
    """`{{ @ }}`: the same place in the resource. The first two steps are those of the rule (`validate/pattern`)."""
    steps = [step.replace("\\/", "/") for step in re.split(r"(?<!\\)/", path) if step]
    if "foreach" in steps:
        steps = steps[steps.index("foreach") + 1 :]
    steps = [] if len(steps) - 1 < 2 else steps[2:]
    text = prefix
    for step in steps:
        if step.isdigit():
            text += f"[{step}]"
        elif _IDENTIFIER.fullmatch(step):
            text += f".{step}"
        else:
            text += "." + to_json(step)
    return text


def _look_up(query: str, path: str, context: JsonContext) -> Any:
    try:
        return context.query(query)
    except NotFoundError as error:
        raise QueryError(f"failed to resolve {query} at path {path}: JMESPath query failed: {error}") from error
    except QueryError as error:
        raise QueryError(f"failed to resolve {query} at path {path}: {error}") from error


def _as_text(value: Any, *, shallow: bool) -> str:
    if shallow and value is not None:
        if not isinstance(value, str):
            raise QueryError("only text can be substituted without looking into it ('{{-')")
        return value.replace("{{", "\\{{")
    try:
        return value if isinstance(value, str) else to_json(value)
    except (TypeError, ValueError) as error:
        raise QueryError(f"failed to marshal a value: {error}") from error


def resolve_references(document: Any) -> Any:
    """The document with every `$(path)` replaced by what it points to; raises QueryError."""
    if not _mentions_reference(document):
        return document
    leaves: dict[str, Any] = {}
    _collect_leaves(document, "", leaves)
    return _resolve(document, "", leaves)


def _mentions_reference(document: Any) -> bool:
    match document:
        case str():
            return "$(" in document
        case dict():
            return any(_mentions_reference(key) or _mentions_reference(value) for key, value in document.items())
        case list():
            return any(map(_mentions_reference, document))
        case _:
            return False


def _steps(document: dict[str, Any] | list[Any], path: str) -> list[tuple[str, Any]]:
    items = document.items() if isinstance(document, dict) else enumerate(document)
    return [(f"{path}/" + str(key).replace("/", "\\/"), value) for key, value in items]


def _collect_leaves(document: Any, path: str, leaves: dict[str, Any]) -> None:
    if isinstance(document, dict | list):
        for step, value in _steps(document, path):
            _collect_leaves(value, step, leaves)
    else:
        leaves[strip_anchors(path)] = document


def _resolve(document: Any, path: str, leaves: dict[str, Any]) -> Any:
    match document:
        case dict():
            steps = zip(document, _steps(document, path), strict=True)
            return {_resolve_text(key, path, leaves): _resolve(value, step, leaves) for key, (step, value) in steps}
        case list():
            return [_resolve(value, step, leaves) for step, value in _steps(document, path)]
        case str():
            return _resolve_text(document, path, leaves)
        case _:
            return document


def _resolve_text(text: str, path: str, leaves: dict[str, Any]) -> str:
    for match in _REFERENCE.findall(text):
        prefix, reference = ("", match) if match.startswith("$(") else (match[0], match[1:])
        value = _referenced(reference, path, leaves)
        if not isinstance(value, str):
            raise QueryError(f"reference {reference} not resolved at path {path}: it must point to text")
        text = text.replace(match, prefix + value, 1)
    for match in _ESCAPED_REFERENCE.findall(text):
        text = text.replace(match, match[1:])
    return text


def _referenced(reference: str, path: str, leaves: dict[str, Any]) -> Any:
    target = reference.strip("$()")
    operator = operator_of(target)
    target = target[len(operator) :]
    if not target:
        raise QueryError("expected path, found empty reference")
    absolute = target if target.startswith("/") else posixpath.normpath(posixpath.join(path or "/", target))
    value = leaves.get(absolute)
    if value is None:
        raise QueryError(f"got nil resolved variable {reference} at path {path}")
    if not operator:
        return value
    match value:
        case str():
            return operator + value
        case bool():
            raise QueryError(f"incorrect expression: operator {operator} does not match with value {value}")
        case int():
            return f"{operator}{value}"
        case float():
            return f"{operator}{value:f}"
        case _:
            raise QueryError(f"incorrect expression: operator {operator} does not match with value {value}")
