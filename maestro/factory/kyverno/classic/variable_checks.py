"""The checks of a rule's variables: each must parse, and begin with something that a rule can know."""

import re
from collections.abc import Iterator
from typing import Any

from maestro.factory.kyverno.classic.refusal import Refusal
from maestro.factory.kyverno.classic.variables import find_variables, resolve_references
from maestro.factory.kyverno.query.compile import compile_query
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.query.outside import Outside
from maestro.factory.kyverno.values import wildcard

Rule = dict[str, Any]

_CALL = r"([a-z_0-9]+\()[^{}]"
_ALWAYS = re.compile(rf"request|serviceAccountName|serviceAccountNamespace|element|elementIndex|@|images|image|{_CALL}")
_IN_BACKGROUND = re.compile(rf"request\.|element|elementIndex|@|images|images\.|image\.|{_CALL}")
_TARGET = re.compile(
    rf"request\.|serviceAccountName|serviceAccountNamespace|element|elementIndex|@|images|images\.|image\.|target\.|{_CALL}"
)
_TARGET_IN_BACKGROUND = re.compile(rf"request\.|element|elementIndex|@|images|images\.|image\.|target\.|{_CALL}")
_SIMPLE_VARIABLE = re.compile(r"\{\{[^{}]*\}\}")
_USER = re.compile(
    r"[^.](serviceAccountName|serviceAccountNamespace|request.userInfo|request.roles|request.clusterRoles)\b"
)
_ROUNDS = 16


def user_known(rules: list[Rule]) -> str:
    """A variable that needs to know who asks; empty where there is none."""
    for _, text in _texts(rules, ""):
        for variable in find_variables(text):
            if found := _USER.search(variable):
                return found[1]
    return ""


def check_variables(rule: Rule, path: str, outside: Outside, *, background: bool) -> None:
    """Raise Refusal for a variable that cannot be known, does not parse, or stands where none may stand."""
    del outside
    for key in ("match", "exclude"):
        if any(_SIMPLE_VARIABLE.search(text) for _, text in _texts(rule.get(key), "")):
            raise Refusal("match and exclude take no variables", f"{path}.{key}")
    targets = bool((rule.get("mutate") or {}).get("targets"))
    if targets:
        allowed = _TARGET_IN_BACKGROUND if background else _TARGET
    else:
        allowed = _IN_BACKGROUND if background else _ALWAYS
    names = _entry_names(rule)
    try:
        resolved = resolve_references(rule)
    except QueryError as error:
        raise Refusal(str(error), path) from error
    for where, text in _texts(resolved, ""):
        _check_text(text, f"{path}{where}", allowed, names)


def _texts(document: Any, path: str) -> Iterator[tuple[str, str]]:
    match document:
        case str():
            yield path, document
        case dict():
            for key, value in document.items():
                yield from _texts(key, path)
                yield from _texts(value, f"{path}/{key}")
        case list():
            for index, value in enumerate(document):
                yield from _texts(value, f"{path}/{index}")


def _entry_names(document: Any) -> list[str]:
    """What the context entries of a rule and of its loops define, as patterns."""
    found: list[str] = []
    match document:
        case dict():
            for key, value in document.items():
                if key == "context" and isinstance(value, list):
                    found += [name for entry in value if isinstance(entry, dict) for name in _patterns_of(entry)]
                elif key in {"foreach", "validate", "mutate", "generate", "targets"}:
                    found += _entry_names(value)
        case list():
            for item in document:
                found += _entry_names(item)
    return found


def _patterns_of(entry: dict[str, Any]) -> list[str]:
    name = str(entry.get("name") or "")
    if entry.get("configMap") is not None:
        return [f"{name}.{part}" for part in ("data", "metadata", "data.*", "metadata.*")]
    return [f"{name}*"]


def _check_text(text: str, path: str, allowed: re.Pattern[str], names: list[str]) -> None:
    for _ in range(_ROUNDS):
        found = find_variables(text)
        if not found:
            return
        for match in found:
            variable = match if match.startswith("{{") else match[1:]
            query = variable.replace("{{", "").replace("}}", "").strip().removeprefix("-").strip()
            if query.startswith("element") and "/foreach/" not in path:
                raise Refusal(f"the variable {query!r} is known in foreach only", path)
            if query != "@":
                _check_query(query, path, allowed, names)
            text = text.replace(variable, "null", 1)


def _check_query(query: str, path: str, allowed: re.Pattern[str], names: list[str]) -> None:
    try:
        compile_query(query)
    except QueryError as error:
        raise Refusal(f"the variable {query!r} does not parse: {error}", path) from error
    plain = query.replace('"', "")
    if not allowed.search(plain) and not any(wildcard.matches(name, plain) for name in names):
        raise Refusal(f"the variable {query!r} is not defined", path)
