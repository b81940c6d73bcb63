"""Numbers with their units: a closed grammar, so that "200k requests" is never a temperature."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "sixteen": 16, "twenty": 20, "thirty": 30, "fifty": 50, "sixty": 60,
    "ninety": 90, "hundred": 100, "dozen": 12, "a couple of": 2,
}  # fmt: skip
_UNITS = {
    "gb": ("GB", 1), "gib": ("GB", 1), "gig": ("GB", 1), "gigs": ("GB", 1), "gigabyte": ("GB", 1), "gigabytes": ("GB", 1), "g": ("GB", 1),
    "tb": ("GB", 1024), "tib": ("GB", 1024), "terabyte": ("GB", 1024), "terabytes": ("GB", 1024),
    "day": ("days", 1), "days": ("days", 1), "week": ("days", 7), "weeks": ("days", 7), "month": ("days", 30), "months": ("days", 30),
    "year": ("days", 365), "years": ("days", 365),
    "vcpu": ("vCPU", 1), "vcpus": ("vCPU", 1), "cpu": ("vCPU", 1), "cpus": ("vCPU", 1), "core": ("vCPU", 1), "cores": ("vCPU", 1),
    "node": ("nodes", 1), "nodes": ("nodes", 1), "worker": ("workers", 1), "workers": ("workers", 1),
    "instance": ("instances", 1), "instances": ("instances", 1), "replica": ("instances", 1), "replicas": ("instances", 1),
}  # fmt: skip
_NUMBER = re.compile(
    rf"(?<![\w.-])(?P<number>\d{{1,7}}(?:\.\d+)?|{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?P<gap>[\s-]*)(?P<unit>[a-zA-Z]+)?(?![\w-]*\d)",
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
