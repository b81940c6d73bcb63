"""Numbers with their units: a closed grammar, so that "200k requests" is never a temperature."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maestro.domain.form import Field, Kind
from maestro.domain.json import Json

_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "hundred": 100, "a hundred": 100, "one hundred": 100, "two hundred": 200,
    "dozen": 12, "a dozen": 12, "half a dozen": 6, "two dozen": 24, "a couple of": 2,
}  # fmt: skip
_SPELLED = {
    ("GB", 1): "gb gib gig gigs gigabyte gigabytes g",
    ("GB", 1024): "tb tib terabyte terabytes",
    ("GB", 1 / 1024): "mb mib megabyte megabytes",
    ("MB/s", 1): "mb/s mib/s mbps mb/sec",
    ("MB/s", 1024): "gb/s gib/s gbps gb/sec",
    ("seconds", 0.001): "ms millisecond milliseconds",
    ("seconds", 1): "sec secs second seconds",
    ("minutes", 1): "min mins minute minutes",
    ("hours", 1): "hr hrs hour hours",
    ("days", 1): "day days",
    ("days", 7): "week weeks",
    ("days", 30): "month months",
    ("days", 365): "year years",
    ("m2", 1): "m2 m² sqm qm squaremetre squaremetres",
    ("m2", 10_000): "hectare hectares",
    ("m3", 1): "m3 m³ cubicmetre cubicmetres",
    ("m", 1): "metre metres",
    ("m", 0.01): "cm centimetre centimetres",
    ("m", 0.001): "mm millimetre millimetres",
    ("m", 1000): "km kilometre kilometres",
    ("kg", 1): "kg kilo kilos kilogram kilograms",
    ("kg", 0.001): "gram grams gramme grammes",
    ("kg", 1000): "tonne tonnes ton tons",
    ("l", 1): "litre litres liter liters",
    ("°C", 1): "°c ° degree degrees celsius degreecelsius degreescelsius",
    ("%", 1): "% percent",
    ("kW", 1): "kw kilowatt kilowatts",
    ("kW", 1000): "mw megawatt megawatts",
    ("ppm", 1): "ppm",
    ("vCPU", 1): "vcpu vcpus cpu cpus core cores",
    ("nodes", 1): "node nodes",
    ("workers", 1): "worker workers",
    ("instances", 1): "instance instances replica replicas",
}
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_WORDS |= {f"{ten}{gap}{one}": _WORDS[ten] + n for ten in _TENS for n, one in enumerate(_ONES, 1) for gap in "- "}
_MOMENTS = ("hour", "day", "week", "month", "year")  # of these a name has one, and is in none
_TIMES = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
_UNITS = {word: unit for unit, words in _SPELLED.items() for word in words.split()}
_NUMBER_WORDS = "|".join(sorted(_WORDS, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.-])(?<!\d:)(?P<number>\d{{1,7}}(?:\.\d+)?|{_NUMBER_WORDS})(?P<gap>[\s-]*)"
    r"(?P<unit>(?:square|cubic) ?met(?:re|er)s?|per ?cent|degrees? celsius|m[23²³](?!\w)|°[cC]?|"
    r"[a-zA-Z]+(?:/[a-zA-Z]+)?|[%€$])?(?![\w-]*\d)(?!:\d\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Quantity:
    """A number at a place; `unit` is normalised, empty where the word after it (`word`) is none."""

    value: float
    unit: str
    start: int
    end: int
    word: str = ""


def quantities(text: str, offset: int = 0) -> Iterator[Quantity]:
    """All numbers of a text."""
    for match in _NUMBER.finditer(text):
        raw = match["number"].lower()
        number = float(_WORDS[raw]) if raw in _WORDS else float(raw)
        unit, factor = _UNITS.get((match["unit"] or "").lower().replace(" ", "").replace("meter", "metre"), ("", 1))
        end = match.end("unit") if unit else match.end("number")
        yield Quantity(number * factor, unit, match.start() + offset, end + offset, match["unit"] or "")


def converted(quantity: Quantity, unit: str) -> float | None:
    """The number in another unit, None where it is of another kind; `GiB` is `GB` here, as people use them."""
    if not unit:
        return None
    name, factor = _UNITS.get(unit.lower(), (unit, 1))
    if quantity.unit == name:
        return _round(quantity.value / factor)
    if quantity.unit in _TIMES and name in _TIMES:
        return _round(quantity.value * _TIMES[quantity.unit] / _TIMES[name] / factor)
    return quantity.value if not quantity.unit and quantity.word.lower() == name.lower() else None


def _round(value: float) -> float:
    return round(value, 6)


def unit_of(found: Field) -> str:
    """The unit that a numeric field counts in: stated, or told by its name or its description."""
    if found.unit:
        return found.unit
    *more, name = re.split(r"[_\-]|(?<=[a-z])(?=[A-Z])", found.path.rpartition(".")[2])
    if name.lower() in _UNITS and name.lower() not in _MOMENTS and (more or name.lower() != "min"):  # alone: the least
        return name
    told = (word for word in re.findall(r"\bin ([a-z/]+)", found.description.lower()) if word in _UNITS)
    return next(told, "")


def number(found: Field, quantity: Quantity) -> Json:
    """A quantity as the value of a numeric field, in its unit; None where it is none."""
    in_unit = converted(quantity, unit_of(found))
    value = quantity.value if in_unit is None else in_unit
    if value == int(value):
        return int(value)
    return value if found.kind is Kind.NUMBER else None
