"""Functions on text: CEL's standard ones, its strings extension (version 2) and Kubernetes' regular expressions."""

import json
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload
from maestro.factory.kyverno.cel.lang.patterns import pattern, substitute
from maestro.factory.kyverno.cel.lang.values import NONE, Optional
from maestro.factory.kyverno.cel.libs.formatting import format_text

_SPACE = "\t\n\v\f\r \x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_SPACE += "\u2028\u2029\u202f\u205f\u3000"
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def _matches(text: str, expression: str) -> bool:
    return pattern(expression).search(text) is not None


def _char_at(text: str, index: int) -> str:
    if not 0 <= index <= len(text):
        raise EvalError(f"index out of range: {index}")
    return text[index : index + 1]


def _index_of(text: str, part: str, offset: int = 0) -> int:
    if offset < 0:
        raise EvalError(f"index out of range: {offset}")
    return text.find(part, min(offset, len(text)))


def _last_index_of(text: str, part: str, offset: int | None = None) -> int:
    if offset is None:
        return text.rfind(part)
    if offset < 0:
        raise EvalError(f"index out of range: {offset}")
    if part and offset >= len(text):  # not clamped, as an empty part's is
        return -1
    return text.rfind(part, 0, offset + len(part))


def _substring(text: str, start: int, end: int | None = None) -> str:
    end = len(text) if end is None else end
    if start > end:
        raise EvalError(f"invalid substring range. start: {start}, end: {end}")
    if not 0 <= start <= len(text) or not 0 <= end <= len(text):
        raise EvalError(f"index out of range: {start if not 0 <= start <= len(text) else end}")
    return text[start:end]


def _split(text: str, separator: str, limit: int = -1) -> list[str]:
    if limit == 0:
        return []
    if separator == "":
        return list(text) if limit < 0 or limit > len(text) else [*text[: limit - 1], text[limit - 1 :]]
    return text.split(separator, limit - 1 if limit > 0 else -1)


def _replace(text: str, old: str, new: str, count: int = -1) -> str:
    return text.replace(old, new, count if count >= 0 else -1)


def _join(parts: list[Any], separator: str = "") -> str:
    if not all(part.__class__ is str for part in parts):
        raise EvalError("no such overload")
    return separator.join(parts)


def _find(text: str, expression: str) -> str:
    found = pattern(expression).search(text)
    return found.group() if found else ""


def _find_all(text: str, expression: str, limit: int = -1) -> list[str]:
    found = [match.group() for match in pattern(expression).finditer(text)]
    return found if limit < 0 else found[:limit]


def _one_group(expression: str) -> Any:
    regex = pattern(expression)
    if regex.groups > 1:
        raise EvalError(f"regular expression has more than one capturing group: {expression!r}")
    return regex


def _extract(text: str, expression: str) -> Optional:
    regex = _one_group(expression)
    found = regex.search(text)
    value = found.group(regex.groups) if found else None
    return NONE if value is None or (regex.groups and not value) else Optional(value, present=True)


def _extract_all(text: str, expression: str) -> list[str]:
    regex = _one_group(expression)
    found = [match.group(regex.groups) for match in regex.finditer(text)]
    return [value for value in found if value] if regex.groups else found


def _regex_replace(text: str, expression: str, replacement: str, count: int = -1) -> str:
    return text if count == 0 else substitute(text, expression, replacement, max(count, 0))


STRINGS: Library = (
    overload("string::contains(string) -> bool", lambda text, part: part in text),
    overload("string::startsWith(string) -> bool", str.startswith),
    overload("string::endsWith(string) -> bool", str.endswith),
    overload("string::matches(string) -> bool", _matches),
    overload("matches(string, string) -> bool", _matches),
    overload("string::charAt(int) -> string", _char_at),
    overload("string::indexOf(string) -> int", _index_of),
    overload("string::indexOf(string, int) -> int", _index_of),
    overload("string::lastIndexOf(string) -> int", _last_index_of),
    overload("string::lastIndexOf(string, int) -> int", _last_index_of),
    overload("string::lowerAscii() -> string", lambda text: text.translate(_LOWER)),
    overload("string::upperAscii() -> string", lambda text: text.translate(_UPPER)),
    overload("string::replace(string, string) -> string", _replace),
    overload("string::replace(string, string, int) -> string", _replace),
    overload("string::split(string) -> list<string>", _split),
    overload("string::split(string, int) -> list<string>", _split),
    overload("string::substring(int) -> string", _substring),
    overload("string::substring(int, int) -> string", _substring),
    overload("string::trim() -> string", lambda text: text.strip(_SPACE)),
    overload("string::format(list<dyn>) -> string", format_text),
    overload("strings.quote(string) -> string", lambda text: json.dumps(text, ensure_ascii=False)),
    overload("list<string>::join() -> string", _join),
    overload("list<string>::join(string) -> string", _join),
)
REGEX: Library = (
    overload("string::find(string) -> string", _find),
    overload("string::findAll(string) -> list<string>", _find_all),
    overload("string::findAll(string, int) -> list<string>", _find_all),
)
REGEX_EXTENSION: Library = (
    overload("regex.extract(string, string) -> optional<string>", _extract),
    overload("regex.extractAll(string, string) -> list<string>", _extract_all),
    overload("regex.replace(string, string, string) -> string", _regex_replace),
    overload("regex.replace(string, string, string, int) -> string", _regex_replace),
)
