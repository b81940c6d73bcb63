"""Numbers with their units: a closed grammar, so that "200k requests" is never a temperature."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "sixteen": 16, "twenty": 20, "thirty": 30, "fifty": 50, "sixty": 60,
    "ninety": 90, "hundred": 100, "dozen": 12, "a couple of": 2,
}  # fmt: skip
_SPELLED = {
    ("GB", 1): "gb gib gig gigs gigabyte gigabytes g",
    ("GB", 1024): "tb tib terabyte terabytes",
    ("days", 1): "day days",
    ("days", 7): "week weeks",
    ("days", 30): "month months",
    ("days", 365): "year years",
    ("vCPU", 1): "vcpu vcpus cpu cpus core cores",
    ("nodes", 1): "node nodes",
    ("workers", 1): "worker workers",
    ("instances", 1): "instance instances replica replicas",
}
_UNITS = {word: unit for unit, words in _SPELLED.items() for word in words.split()}
_NUMBER_WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.-])(?P<number>\d{{1,7}}(?:\.\d+)?|{_NUMBER_WORDS})(?P<gap>[\s-]*)(?P<unit>[a-zA-Z]+)?(?![\w-]*\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quantity:
    """A number at a place; `unit` is normalised, empty where the word after it is none."""

    value: float
    unit: str
    start: int
    end: int


def quantities(text: str, offset: int = 0) -> Iterator[Quantity]:
    """All numbers of a text."""
    for match in _NUMBER.finditer(text):
        raw = match["number"].lower()
        number = float(_WORDS[raw]) if raw in _WORDS else float(raw)
        unit, factor = _UNITS.get((match["unit"] or "").lower(), ("", 1))
        end = match.end("unit") if unit else match.end("number")
        yield Quantity(number * factor, unit, match.start() + offset, end + offset)


def same_unit(field_unit: str, unit: str) -> bool:
    """Whether a field's unit is this one; `GiB` is `GB` here, as people use them."""
    return bool(unit) and _UNITS.get(field_unit.lower(), (field_unit, 1))[0].lower() == unit.lower()
