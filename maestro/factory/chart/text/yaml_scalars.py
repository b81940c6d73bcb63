"""What a plain YAML scalar means to go-yaml: YAML 1.1 booleans, octals, no dates.

Owns resolution; parses no structure.
"""

import math
import re
from typing import Any

from maestro.factory.chart.text.numbers import parse_float, prefixed_int

_WORDS: dict[str, Any] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
}
_HINTS = frozenset("+-0123456789.yYnNtTfFoO~")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
_BASE60 = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\Z")
_TIME = r"\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?"
_DATE = re.compile(rf"\d{{4}}-(\d{{1,2}})-(\d{{1,2}})(?:[Tt]{_TIME}(?:Z|[-+]\d\d:\d\d)| {_TIME})?\Z", re.ASCII)
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_TOO_BIG = 1 << 64


def resolve(text: str) -> Any:
    """The value of a plain scalar: bool, None, int, float or the text itself."""
    if text and text[0] not in _HINTS:
        return text
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if first == ".":
        number = parse_float(text)
        return text if number is None else number
    if first.isalpha() or first == "~":
        return text
    return _number(text)


def _number(text: str) -> Any:
    if is_timestamp(text):
        return text
    plain = text.replace("_", "")
    negative = plain.startswith("-")
    body = plain[1:] if plain[:1] in {"+", "-"} else plain
    whole = prefixed_int(body)
    signed = plain[:1] in {"+", "-"}
    limit = (1 << 63) + negative if signed else _TOO_BIG
    if whole is not None and whole < limit:
        return -whole if negative else whole
    if _FLOAT.match(plain):
        number = parse_float(plain)
        if number is not None:
            return number
    return text


def is_timestamp(text: str) -> bool:
    """Whether go-yaml takes the text for a date: it stays text for Helm, but is quoted on the way out."""
    match = _DATE.match(text)
    if match is None:
        return False
    month, day = int(match.group(1)), int(match.group(2))
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month]


def is_plain_text(text: str) -> bool:
    """Whether the text, unquoted, would be read back as itself."""
    if text and text[0] not in _HINTS:
        return True
    if is_timestamp(text) or _BASE60.match(text):
        return False
    return resolve(text) is text
