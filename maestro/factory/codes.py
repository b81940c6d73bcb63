"""Codes that the whole world knows: countries, languages, currencies, days, months; their names as those of options."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from maestro.domain.form import Elsewhere

Names = tuple[str, ...]
_LANGUAGE = re.compile(r"lang|locale|speak|spoken|tongue|subtitle|translat", re.IGNORECASE)
_PLACED = re.compile(
    r"countr|nation|market|territor|jurisdiction|\b(?:lands?|where|from|origin|destination|law|tax|sites?)\b|region|locat",
    re.IGNORECASE,
)
_LOCALE = re.compile(r"([a-z]{2})[-_]([A-Z]{2})")
_WORDS = frozenset(
    ("chad", "georgia", "guinea", "jersey", "jordan", "niue", "reunion", "turkey")
)  # mean more than that
_FEW = 2  # values that are enough to tell a kind of code
_MANY = 6  # codes of countries that are no chance


def names(values: Sequence[str], about: str) -> Mapping[str, Names]:
    """The names of each value, where all of them are codes of one kind; nothing for values that are none.

    `about` is what the field is called and described as: it tells a language ("it") from a country.
    """
    if len(values) < _FEW:
        return {}
    if all(_LOCALE.fullmatch(value) for value in values):
        return _locales(values)
    if all("/" in value and value[:1].isupper() for value in values):
        return {value: (value.rpartition("/")[2].replace("_", " "),) for value in values}
    kind = next((k for k in _kinds(values, about) if all(v.lower() in _table(k) for v in values)), None)
    return {value: _table(kind)[value.lower()] for value in values} if kind else {}


def elsewhere(values: Sequence[str], about: str) -> tuple[Elsewhere, ...]:
    """The names of the countries that are none of the values, where all of these are countries."""
    table = _table("countries")
    if len(values) < _FEW or "countries" not in _kinds(values, about) or any(v.lower() not in table for v in values):
        return ()
    here = {name for value in values for name in table[value.lower()]}
    others = dict.fromkeys(name for told in table.values() for name in told if name not in here)
    return tuple(Elsewhere(name) for name in others if name.lower() not in _WORDS)


def _kinds(values: Sequence[str], about: str) -> Iterator[str]:
    """The kinds of code to try, the likeliest first."""
    if _LANGUAGE.search(about):
        yield "languages"
    if _PLACED.search(about) or len(values) >= _MANY:
        yield "countries"
    yield from ("currencies", "days", "months")


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath("codes.toml").read_text(encoding="utf-8"))


@cache
def _table(kind: str) -> Mapping[str, Names]:
    """Codes in small letters to names; a second code of a thing stands for its names as well."""
    table: dict[str, Names] = {}
    for code, told in _data()[kind].items():
        first, *rest = told.split(", ")
        said = (first, *rest) if kind == "currencies" else tuple(rest)
        table[code.lower()] = said
        if kind != "currencies":
            table[first.lower()] = said
        table.update({n.lower(): said for n in said if kind in ("days", "months")})
    return table


def _locales(values: Sequence[str]) -> Mapping[str, Names]:
    """`en-GB` as English (United Kingdom); as English alone where no other value is English."""
    pairs = {value: re.split("[-_]", value) for value in values}
    spoken = [language for language, _ in pairs.values()]
    known = {}
    for value, (language, country) in pairs.items():
        if (tongue := _table("languages").get(language)) and (land := _table("countries").get(country.lower())):
            alone = tongue if spoken.count(language) == 1 else ()
            known[value] = (f"{tongue[0]} ({land[0]})", *alone)
    return known
