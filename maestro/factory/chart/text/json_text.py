"""JSON as Go writes and reads it: sorted keys, escaped HTML, float64 numbers, Go's error texts."""

import base64
import json
import re
from typing import Any

from maestro.factory.chart.errors import JsonError
from maestro.factory.chart.text.kinds import (
    NIL,
    Files,
    NilList,
    NilMap,
    NilStrList,
    Record,
    Struct,
    type_of,
    valid_text,
)
from maestro.factory.chart.text.numbers import json_float

_ESCAPED = re.compile('[\x00-\x1f"\\\\<>&\u2028\u2029\ud800-\udfff]')
_RAW_ESCAPED = re.compile('[\x00-\x1f"\\\\\u2028\u2029\ud800-\udfff]')
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", '"': '\\"', "\\": "\\\\"}


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    if char in _SHORT:
        return _SHORT[char]
    return "\\ufffd" if "\ud800" <= char <= "\udfff" else f"\\u{ord(char):04x}"


def quoted(text: str, *, html: bool = True) -> str:
    """The text as a JSON string."""
    return '"' + (_ESCAPED if html else _RAW_ESCAPED).sub(_escape, text) + '"'


def dumps(value: Any, *, html: bool = True, indent: str | None = None) -> str:
    """The value as Go's encoding/json writes it. Raises JsonError for infinities."""
    if indent is None:
        return _compact(value, html=html)
    return _pretty(value, indent, "")


def _compact(value: Any, *, html: bool) -> str:
    kind = type(value)
    if kind is str:
        return quoted(value, html=html)
    if isinstance(value, dict) and kind is not NilMap:
        keys = value if kind is Record else sorted(value)
        pairs = [f"{quoted(key, html=html)}:{_compact(value[key], html=html)}" for key in keys]
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list) and kind not in (NilList, NilStrList):
        return "[" + ",".join([_compact(item, html=html) for item in value]) + "]"
    return _leaf(value, html=html)


def _leaf(value: Any, *, html: bool = True) -> str:
    if value is None or value is NIL or isinstance(value, NilList | NilStrList | NilMap):
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, bytes):
        return quoted(base64.b64encode(value).decode())
    if isinstance(value, Struct):
        return _compact(value.to_json(), html=html)
    raise JsonError(f"json: unsupported type: {type_of(value)}")


def _float(value: float) -> str:
    if value - value != 0:
        shown = {"inf": "+Inf", "-inf": "-Inf", "nan": "NaN"}[str(value)]
        raise JsonError(f"json: unsupported value: {shown}")
    return json_float(value)


def _pretty(value: Any, indent: str, margin: str) -> str:
    inner = margin + indent
    if isinstance(value, Struct):
        value = value.to_json()
    if isinstance(value, dict) and value:
        keys = value if isinstance(value, Record) else sorted(value)
        pairs = [f"{inner}{quoted(key)}: {_pretty(value[key], indent, inner)}" for key in keys]
        return "{\n" + ",\n".join(pairs) + f"\n{margin}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join([inner + _pretty(item, indent, inner) for item in value]) + f"\n{margin}]"
    return _compact(value, html=True)


def plain(value: Any) -> Any:
    """The value as JSON would give it back: structs and typed containers gone, texts valid, int kinds kept."""
    kind = type(value)
    if kind is str:
        return valid_text(value)
    if value is None or kind is bool:
        return value
    if kind is float:
        _float(value)
        return value
    if isinstance(value, NilList | NilStrList | NilMap) or value is NIL:
        return None
    if isinstance(value, Files):
        return {key: _leaf(value[key])[1:-1] for key in value}
    if isinstance(value, dict):
        # no generator: it would recurse in C, which deep values overflow
        pairs = {valid_text(key): plain(child) for key, child in value.items()}
        return Record(pairs) if kind is Record else pairs
    if isinstance(value, list):
        return [plain(child) for child in value]
    if isinstance(value, Struct):
        return plain(value.to_json())
    return int(value) if isinstance(value, int) else _leaf(value)[1:-1]


def _bounded(text: str) -> float:
    number = float(text)
    if number - number != 0:
        raise JsonError(f"json: cannot unmarshal number {text} into Go value of type float64")
    return number


def _no_constant(text: str) -> float:
    raise JsonError(f"invalid character '{text[0]}' looking for beginning of value")


_READER = json.JSONDecoder(parse_int=_bounded, parse_float=_bounded, parse_constant=_no_constant, strict=True)


def loads(text: str) -> Any:
    """The value of a JSON text. Raises JsonError in Go's words."""
    try:
        value, end = _READER.raw_decode(text, _skip(text, 0))
    except (json.JSONDecodeError, RecursionError) as error:
        raise JsonError(_problem(text, error)) from None
    rest = text[_skip(text, end) :]
    if rest:
        raise JsonError(f"invalid character {_char(rest[0])} after top-level value")
    return value


def decode_prefix(text: str) -> tuple[Any, int]:
    """The first JSON value of a text and where it ends."""
    try:
        return _READER.raw_decode(text, _skip(text, 0))
    except (json.JSONDecodeError, RecursionError) as error:
        raise JsonError(_problem(text, error)) from None


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n":
        at += 1
    return at


def _char(char: str) -> str:
    if char == "'":
        return "'\\''"
    return f"'{char}'" if char != '"' else "'\"'"


def _problem(text: str, error: Exception) -> str:
    if not isinstance(error, json.JSONDecodeError):
        return "exceeded max depth"
    at = _skip(text, error.pos)
    if at >= len(text) or error.msg.startswith("Unterminated"):
        return "unexpected end of JSON input"
    char = _char(text[at])
    if error.msg.startswith("Invalid control"):
        return f"invalid character {_go_char(text[error.pos])} in string literal"
    if error.msg.startswith("Invalid \\"):
        return f"invalid character {_char(text[error.pos + 1 : error.pos + 2])} in string escape code"
    literal = _bad_literal(text, at) if error.msg.startswith("Expecting value") else None
    if literal:
        return literal
    contexts = {
        "Expecting property name": "looking for beginning of object key string",
        "Expecting ':'": "after object key",
        "Expecting ',' delimiter": "after array element" if _in_array(text, at) else "after object key:value pair",
    }
    context = next(
        (words for start, words in contexts.items() if error.msg.startswith(start)), "looking for beginning of value"
    )
    return f"invalid character {char} {context}"


def _go_char(char: str) -> str:
    return {"\n": "'\\n'", "\t": "'\\t'", "\r": "'\\r'"}.get(char, f"'\\x{ord(char):02x}'")


def _bad_literal(text: str, at: int) -> str | None:
    """What is wrong with a `true`, `false` or `null` that starts at a place."""
    for word in ("true", "false", "null"):
        if text[at] == word[0]:
            good = next((n for n, char in enumerate(word) if text[at + n : at + n + 1] != char), len(word))
            found = text[at + good : at + good + 1] or " "  # Go's scanner sees a blank at the end
            return f"invalid character {_char(found)} in literal {word} (expecting {_char(word[good])})"
    return None


def _in_array(text: str, at: int) -> bool:
    """Whether the innermost open bracket before a place is a list's."""
    stack: list[str] = []
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text[:at]):
        mark = token.group()
        if mark in "[{":
            stack.append(mark)
        elif mark in "]}" and stack:
            stack.pop()
    return bool(stack) and stack[-1] == "["
