"""Numbers with their units: a closed grammar, so that "200k requests" is never a temperature."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maestro.domain.form import Field, Kind
from maestro.domain.json import Json
from maestro.understanding.english.numberwords import WORDED, value_of

_SPELLED = {
    ("GB", 1): "gb gib gig gigs gigabyte gigabytes g",
    ("GB", 1024): "tb tib terabyte terabytes",
    ("GB", 1 / 1024): "mb mib megabyte megabytes",
    ("MB/s", 1): "mb/s mib/s mbps mb/sec",
    ("MB/s", 1024): "gb/s gib/s gbps gb/sec",
    ("seconds", 0.001): "ms millisecond milliseconds",
    ("seconds", 1): "sec secs second seconds",
    ("minutes", 1): "min mins minute minutes",
    ("hours", 1): "h hr hrs hour hours",
    ("days", 1): "day days",
    ("days", 7): "week weeks",
    ("days", 14): "fortnight fortnights",
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
    ("EUR", 1): "€ eur euro euros",
    ("USD", 1): "$ usd dollar dollars",
    ("GBP", 1): "£ gbp",
    ("CHF", 1): "chf franc francs",
    ("vCPU", 1): "vcpu vcpus cpu cpus core cores",
    ("nodes", 1): "node nodes",
    ("workers", 1): "worker workers",
    ("instances", 1): "instance instances replica replicas",
}
MONEY = ("EUR", "USD", "GBP", "CHF")
_MOMENTS = ("hour", "day", "week", "month", "year")  # of these a name has one, and is in none
_CALENDAR = {  # twelve months are a year, and so are 52 weeks
    ("years", "months"): 365 / 360, ("months", "years"): 360 / 365,
    ("years", "weeks"): 365 / 364, ("months", "weeks"): 360 / 364,
}  # fmt: skip
_TIMES = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
TIMES = tuple(_TIMES)
_SPAN = r"(?=\s+(?:hour|day|week|fortnight|month|year)\b)"  # "half a year", "make it a week"
_ONE = re.compile(
    r"(?:\b(?:than|make (?:it|that|this)|up to|after|at most|at least|at (?:the )?most|(?:kept?|keep it|keep them|stay|"
    r"remember\w*|stored?) for)|[:=])\s*$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(r"\s*(?:at (?:the )?(?:very )?(?:most|longest|latest)|max(?:imum)?\b|tops\b)", re.IGNORECASE)
_UNITS = {word: unit for unit, words in _SPELLED.items() for word in words.split()}
_LIKE = (  # what things are like that are counted: "8 big workers"
    "big|huge|fat|beefy|strong|powerful|fast|cheap|new|identical|separate|dedicated|full|whole"
)
_RATE = re.compile(
    r"\s*(?:(?:per|an?|each|every|the)\s+|/\s*|(?:\w+ ){0,2}?(?:per|an?|each|every)\s+)"
    r"(?P<period>second|minute|hour|day|night|week|month|year|season|hr?|d)\b|"
    r"\s*(?P<ly>hour|dai|week|month|year)ly\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"(?:\bper|\ban?|\beach|\bevery|/)\s*(?P<period>\w+)", re.IGNORECASE)
_NUMBER = re.compile(
    rf"(?<![\w.-])(?<!\d:)(?:(?P<coin>[€$£]|(?:EUR|USD|GBP|CHF)(?=\s?\d))\s?)?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?![\d,])|\d{{1,7}}(?:\.\d+)?|{WORDED}|half a{_SPAN}|an?{_SPAN})"
    r"(?P<gap>[\s-]*)"
    rf"(?:(?:{_LIKE})\s+(?=[a-z]))?"
    r"(?P<unit>(?:square|cubic) ?met(?:re|er)s?|per ?cent|degrees? celsius|m[23²³](?!\w)|°[cC]?|"
    r"[a-zA-Z]+(?:/[a-zA-Z]+)?|[%€$£])?(?![\w-]*\d)(?!:\d\d)",
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
        raw = match["number"].replace(",", "")
        bare = raw.lower() in ("a", "an")
        if bare and not (_ONE.search(text, 0, match.start()) or _AT_MOST.match(text, match.end())):
            continue  # "twice a week", "for a day"
        number = float(raw) if raw[0].isdigit() else value_of("a" if bare else raw)
        unit, factor = _UNITS.get((match["unit"] or "").lower().replace(" ", "").replace("meter", "metre"), ("", 1))
        end = match.end("unit") if unit else match.end("number")
        coin, _, period = (match["unit"] or "").partition("/")
        if period and _UNITS.get(coin.lower(), ("",))[0] in MONEY:
            unit, end = _UNITS[coin.lower()][0], match.start("unit") + len(coin)
        if match["coin"] and not unit:
            unit, factor = _UNITS[match["coin"].lower()]
        yield Quantity(number * factor, unit, match.start() + offset, end + offset, match["unit"] or "")


def converted(quantity: Quantity, unit: str) -> float | None:
    """The number in another unit, None where it is of another kind; `GiB` is `GB` here, as people use them."""
    if not unit:
        return None
    name, factor = _UNITS.get(unit.lower()) or _paid_for(unit) or (unit, 1)
    if quantity.unit == name:
        return _round(quantity.value / factor / _CALENDAR.get((_plural(quantity.word), _plural(unit)), 1))
    if quantity.unit in _TIMES and name in _TIMES:
        return _round(quantity.value * _TIMES[quantity.unit] / _TIMES[name] / factor)
    return quantity.value if not quantity.unit and quantity.word.lower() == name.lower() else None


def _paid_for(unit: str) -> tuple[str, float] | None:
    """The coin of "€ per day"."""
    coin = _UNITS.get(re.split(r"\s+(?:per|an?|each|every)\b|/", unit.lower().strip(), maxsplit=1)[0].strip())
    return coin if coin is not None and coin[0] in MONEY else None


def rated(unit: str, after: str) -> bool | None:
    """Whether words behind a number tell the time that its unit is paid for: "a day" for "€ per day"; None without."""
    told, paid = _RATE.match(after), _PERIOD.search(unit)
    if told is None:
        return None
    said = (told["period"] or told["ly"]).lower().replace("dai", "day")
    return paid is not None and paid["period"].lower().startswith(said)


def paid_otherwise(found: Field, quantity: Quantity, after: str) -> bool:
    """Whether a sum is paid for a time that a field says nothing of: "3 € an hour" is no deposit."""
    told = _RATE.match(after) if quantity.unit in MONEY else None
    if told is None or rated(unit_of(found), after):
        return False
    period = (told["period"] or told["ly"]).lower().replace("dai", "day")
    return period not in f"{found.path} {found.title} {found.description}".lower()


def like(quantity: Quantity, other: Quantity) -> Quantity:
    """A number without a unit, in that of another: the 5 of "7 years, not 5"."""
    if quantity.unit or not other.unit:
        return quantity
    _, factor = _UNITS.get(other.word.lower(), (other.unit, 1))
    return Quantity(quantity.value * factor, other.unit, quantity.start, quantity.end, other.word)


def _plural(word: str) -> str:
    return f"{word.lower().removesuffix('s')}s"


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
