"""A word of the user's as the value of a field: what fits its type, pattern and format, None where nothing does."""

import re
from functools import lru_cache
from typing import Any

import re2

from maestro.domain.form import Field, Kind
from maestro.domain.json import Json

_ORDINARY = (
    "hello",
    "shop",
    "team",
    "web",
    "my-app",
    "prod",
    "production",
    "12",
    "2024",
    "100",
    "a1",
    "google.com",
    "data",
    "eu",
    "the-new-one",
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_TRUE = frozenset({"true", "yes", "on", "enabled", "y", "enable"})
_FALSE = frozenset({"false", "no", "off", "disabled", "n", "disable", "none"})


@lru_cache(maxsize=512)
def compiled(pattern: str) -> Any:
    """A factory's pattern in linear time, None where it is no such pattern."""
    try:
        return re2.compile(pattern)
    except re2.error:
        return None


def fits(found: Field, text: str) -> bool:
    """Whether a text satisfies the field's pattern and format."""
    if found.format == "email" and not _EMAIL.fullmatch(text):
        return False
    if found.pattern is None:
        return True
    pattern = compiled(found.pattern)
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=512)
def _distinctive(pattern: str | None, fmt: str | None) -> bool:
    if fmt == "email":
        return True
    rule = compiled(pattern) if pattern else None
    return rule is not None and not any(rule.search(word) for word in _ORDINARY)


def distinctive(found: Field) -> bool:
    """Whether a value of this field is recognised by its form alone, wherever it stands."""
    return found.kind is Kind.STRING and not found.options and _distinctive(found.pattern, found.format)


@lru_cache(maxsize=512)
def _no_word(pattern: str) -> bool:
    rule = compiled(pattern)
    return rule is not None and not any(rule.search(word) for word in _ORDINARY if word.isalpha())


def numbered(found: Field) -> bool:
    """Whether no ordinary word is a value of this text: an account or organisation number."""
    return found.kind is Kind.STRING and not found.options and found.pattern is not None and _no_word(found.pattern)


def coerce(found: Field, text: str) -> Json:
    """The value that a text means for a field, None where it fits none."""
    word = text.strip().strip("\"'`").rstrip(".,;!")
    match found.kind:
        case Kind.BOOLEAN:
            low = word.lower()
            return True if low in _TRUE else False if low in _FALSE else None
        case Kind.INTEGER:
            return int(word) if re.fullmatch(r"-?\d{1,9}", word) else None
        case Kind.NUMBER:
            return float(word) if re.fullmatch(r"-?\d{1,9}(?:\.\d{1,6})?", word) else None
        case Kind.STRING:
            return _text(found, word)
        case _:
            return None


def _text(found: Field, word: str) -> str | None:
    if not word or len(word) > 300:
        return None
    if found.options:
        return next((o.value for o in found.options if str(o.value).lower() == word.lower()), None)
    dotted = (f"{word.lower()}.",) if "." in word else ()  # a domain as it is spoken: without its last dot
    return next((variant for variant in (word, word.lower(), word.upper(), *dotted) if fits(found, variant)), None)
