"""A word of the user's as the value of a field: what fits its type, pattern and format, None where nothing does."""

import re
from functools import lru_cache
from typing import Any

import re2

from maestro.domain.form import Field, Kind
from maestro.domain.json import Json
from maestro.understanding.english.dates import dates, meant
from maestro.understanding.english.text import norms
from maestro.understanding.english.times import clocks, spelt_clock

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
_FORMATS = {
    "email": _EMAIL,
    "time": re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:Z|[+-]\d\d:\d\d)?"),
    "date": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"),
    "date-time": re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d\S{0,12}"),
    "uri": re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}:(?://)?[^\s<>\"]{1,300}"),
    "ipv4": re.compile(r"\d{1,3}(?:\.\d{1,3}){3}"),
    "uuid": re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
}
BASIC = r"(?:viewer|editor|owner|browser)"  # basic roles of Google Cloud, which calls them roles/viewer
ROLES = "roles/"
_MARKS = "/:@.#"
_FRAMED = re.compile(r"(?=.*\d).*[A-Za-z0-9)][\s/:=?&#().-]+\w")  # a number in or beside something else
_AROUND = re.compile(r"[/:=?&#()\[\]<>]+|\.{2,}")  # of a path or an address
_LETTERS = re.compile(r"^(?:[A-Za-z]+[-_.]+)+(?=\d)")  # a kind before a number
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
    form = _FORMATS.get(found.format or "")
    if form is not None and not form.fullmatch(text):
        return False
    if found.pattern is None:
        return True
    pattern = compiled(found.pattern)
    return pattern is not None and pattern.search(text) is not None


@lru_cache(maxsize=512)
def _distinctive(pattern: str | None, fmt: str | None) -> bool:
    if fmt in _FORMATS:
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


def takes_roles(found: Field) -> bool:
    """Whether a field takes roles as Google Cloud names them, and no bare word."""
    return found.kind is Kind.STRING and not found.options and found.pattern is not None and _of_roles(found.pattern)


@lru_cache(maxsize=512)
def _of_roles(pattern: str) -> bool:
    rule = compiled(pattern)
    return rule is not None and bool(rule.search(f"{ROLES}viewer")) and not rule.search("viewer")


def resembles(found: Field, word: str) -> bool:
    """Whether a word without a rule to fit is built like the field's example: an image, a path, an address."""
    if found.kind is not Kind.STRING or found.options or found.pattern or found.format:
        return False
    marks = _marks(word)
    return len(marks) > 1 and any(_marks(str(e)) == marks for e in found.examples)


def _marks(text: str) -> frozenset[str]:
    return frozenset({*(mark for mark in _MARKS if mark in text.strip(_MARKS)), *("//" for _ in [0] if "://" in text)})


def coerce(found: Field, text: str) -> Json:
    """The value that a text means for a field, None where it fits none."""
    word = text.strip().strip("\"'`").rstrip(".,;!")
    if found.either:
        return next((value for reading in found.either if (value := coerce(reading, word)) is not None), None)
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
    fitting = next((variant for variant in (word, word.lower(), word.upper(), *dotted) if fits(found, variant)), None)
    if fitting is None and _FRAMED.search(word) and numbered(found):
        fitting = _inside(found, word)
    if fitting is None and takes_roles(found) and (role := re.fullmatch(rf"({BASIC})s?", word.lower())) is not None:
        return f"{ROLES}{role[1]}"
    return fitting if fitting is not None or not distinctive(found) else _moment(found, word)


def _inside(found: Field, word: str) -> str | None:
    """The number in what a page shows around it: "billingAccounts/01A2B3-...", "organizations/123", "org-123"; or the
    groups of one written apart."""
    parts = [part for part in _AROUND.split(word) if part]
    kinds = [
        re.match(r"[A-Za-z]{3}", part) for part in parts if not fits(found, part) and not fits(found, part.upper())
    ]
    kin = any(kind is None or kind[0].lower() in _roots(found) for kind in kinds) or not kinds
    if not kin and not word.startswith("http"):
        return None  # "folders/123" is no organisation's
    bare = [_LETTERS.sub("", part) for part in parts]
    joined = [mark.join(word.split()) for mark in ("-", "", "_")] if len(word.split()) > 1 else []
    told = dict.fromkeys(v for p in (*parts, *bare, *joined) for v in (p, p.upper(), p.lower()) if fits(found, v))
    return next(iter(told)) if len({v.lower() for v in told}) == 1 else None


def _roots(found: Field) -> set[str]:
    """How the words begin that the field is called by."""
    return {word[:3] for name in (found.path, found.title, *found.aliases) for word in norms(name)}


def _moment(found: Field, word: str) -> str | None:
    """A time or a day in other words than the field's: "8", "5 pm", "1 March 2027"."""
    clock = next((c for c in clocks(word) if (c.start, c.end) == (0, len(word))), None)
    day = next((d for d in dates(word) if (d.start, d.end) == (0, len(word))), None)
    said = spelt_clock(found, clock.hour, clock.minute, fits) if clock is not None else None
    days = meant(found, day, fits) if day is not None else ()
    return said or (days[0] if len(days) == 1 else None)
