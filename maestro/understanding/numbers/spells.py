"""How long and how often, beside no field's name: "keep them 48 months", "one reading every minute", "twice an hour".

What a field of time counts, its title tells by a word for keeping, repeating, waiting or lasting; people say the same
by others. A time goes to the one field of that sort which takes its unit; where nothing says that what is kept or
repeated is this factory's business ("we keep our vans for five years"), nothing is read.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from maestro.domain.acts import Act, Set
from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import parent
from maestro.understanding.english import grammar
from maestro.understanding.english.numberwords import WORDED, value_of
from maestro.understanding.english.quantities import Quantity, converted, number, quantities, unit_of
from maestro.understanding.english.telling import of_field, root, roots
from maestro.understanding.english.text import norms
from maestro.understanding.stance.stories import in_a_story
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit

_SORTS = {  # by which a field tells what its time is of
    "kept": re.compile(
        r"\b(?:keep|keeps|kept|retention|retain\w*|stored|storage|histor\w+|archiv\w+|remember\w*|forget|forgotten|"
        r"deleted|erased)\b"
    ),
    "often": re.compile(r"\b(?:interval|every|how often|frequency|cadence)\b"),
    "lasts": re.compile(r"\b(?:lasts?|lasting|life ?(?:time|span))\b"),
    "waits": re.compile(r"\b(?:after|delay|wait|grace)\b"),
}
_KEPT_NOUN = re.compile(r"\b(?:retention|histor(?:y|ies)|archiv(?:e|al))\b", re.IGNORECASE)
_KEPT = re.compile(
    r"\b(?:keeps?|keeping|kept|retain\w*|stor(?:e|es|ed|ing)|archiv(?:es?|ed|ing)|delet\w+|eras\w+|purg\w+|"
    r"thrown? away|discard\w*|forg[eo]t\w*|remember\w*)\b",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"\b(?:stays?|staying|remains?|remaining|held|hold|saved?|available|go(?:es)? back|look back)\b", re.IGNORECASE
)
_EVERY = re.compile(r"\b(?:every|each|per|once (?:in )?(?:every |each |per )?)\s*(?:the )?$", re.IGNORECASE)
_APART = re.compile(r"[\s-]*(?:intervals?|cadence|rhythm|apart)\b", re.IGNORECASE)
_PIECE = re.compile(r"[,;()]|\s[-–—]\s|\b(?:and|but|while|whereas|because|since|so that|from|which)\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\b(?:we|i|he|she|people|staff|everybody|someone|somebody|nobody|anybody|no one|anyone|who|(?:my|our) \w+)\b"
    r"(?! (?:(?:also|only|just|really|would|will|do|shall) )*"
    r"(?:want|need|like|prefer|have to have|must have|get|expect))(?!'d like)",
    re.IGNORECASE,
)
_WIDER = re.compile(r"\b(?:keep\w*|kept|retain\w*|retention|stor\w+|stay\w*|remain\w*)\b", re.IGNORECASE)
_DATA = frozenset(
    root(w)
    for w in norms(
        "data value values figure figures number numbers record records recording measurement measurements reading "
        "readings sample samples result results entry entries update updates report reports message messages log logs "
        "information everything history"
    )
)
_SAID = frozenset(  # words of the telling itself
    root(w)
    for w in norms(
        "keep keeps keeping kept retain retained retention store stored archive archived history stay stays remain "
        "held hold save saved available delete deleted erase erased purge discard forget remember back every each "
        "make made change go fine okay ok yes then instead better least most max maximum minimum about around roughly "
        "interval once only full good long longer enough please system total time times"
    )
)
_UNIT = r"(?P<unit>seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?)"
_PART = r"(?P<part>quarter(?:[ -]of[ -]an|[ -])[ -]?hour|half[ -](?:an[ -])?hour)"
_RATES = (
    re.compile(
        rf"\b(?:once|(?P<twice>twice|(?:\d{{1,2}}|{WORDED}) times)) +(?:every|each|per|an?|in an?) +(?P<other>other +)?"
        rf"(?:an? +)?(?:{_UNIT}|{_PART})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:(?P<count>\d{{1,3}}|{WORDED}|an?) +)?(?P<noun>[a-z]{{3,}}) +(?:every|each|per|an?) +(?P<other>other +)?"
        rf"(?:an? +)?(?:{_UNIT}|{_PART})\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b(?:every|each) +(?P<other>other +)?(?:an? +)?(?:{_UNIT}|{_PART})\b", re.IGNORECASE),
    re.compile(r"\b(?P<adverb>(?:half[ -])?hourly|daily|weekly|monthly)\b(?: +(?P<noun>[a-z]{3,}))?", re.IGNORECASE),
)
_NO_NOUN = re.compile(r"(?:once|times|and|then|but|or|is|are|be|it|them|that|twice|only|just)$", re.IGNORECASE)
_ADVERBS = {"hour": "hour", "dai": "day", "week": "week", "month": "month"}
_TIMES = ("seconds", "minutes", "hours", "days")
_NUMERIC = (Kind.INTEGER, Kind.NUMBER)
_BINDING = re.compile(r"after|before|every|each|until|within|by|from|to|since|ahead|over|under|about")
_NEAR = 3  # telling words before a time among which its subject stands


def meant(clause: Clause, numeric: Sequence[Field], quantity: Quantity) -> Field | None:
    """The one field whose sort of time is said around a number with a unit of time."""
    if quantity.unit not in _TIMES:
        return None
    said = _said(*_around(clause, quantity.start, quantity.end))
    before, after = _around(clause, quantity.start, quantity.end)
    alike = [f for f in numeric if converted(quantity, unit_of(f)) is not None and said and sort_of(f) == said]
    fitting = [f for f in alike if _its(clause, f, _EVERY.sub("", before), after, alone=len(alike) == 1)]
    within = [f for f in fitting if _within(f, quantity)]
    return (within or fitting)[0] if len(within or fitting) == 1 else None


def possible(clause: Clause, numeric: Sequence[Field], quantity: Quantity) -> Sequence[Field]:
    """The fields that may have a number by what is said of its time: what is kept is no interval."""
    if quantity.unit not in _TIMES:
        return numeric
    before, after = _around(clause, quantity.start, quantity.end)
    said = _said(before, after)
    theirs = _PEOPLE.search(before) is not None
    return [f for f in numeric if not said or sort_of(f) == "" or (sort_of(f) == said and not theirs)]


def takes(found: Field, quantity: Quantity) -> bool:
    """Whether a field counts in a number's unit; a time in another unit must be one that the field can have."""
    if converted(quantity, unit_of(found)) is None:
        return False
    named = quantity.word.lower().removesuffix("s") == unit_of(found).lower().removesuffix("s")
    return quantity.unit not in _TIMES or named or _within(found, quantity)


def only_a_word(clause: Clause, hit: Hit, quantity: Quantity) -> bool:
    """Whether a word of English that happens to name a field stands beside a number: "5 years after all"."""
    said = norms(clause.text(hit.start, hit.end))
    if len(said) != 1 or _BINDING.fullmatch(said[0]) is None:
        return False
    named = [f for t in hit.targets if (f := clause.form.at(t.path)) is not None and f.kind in _NUMERIC]
    its = any(takes(f, quantity) for f in possible(clause, named, quantity))
    return hit.start >= quantity.end or (bool(quantity.unit) and not its)


def is_end(found: Field, quantity: Quantity, before: str) -> bool:
    """Whether a denial or a verb of going before a time tells how long a field's thing is there."""
    ends = grammar.UNTOUCHED.search(before) is not None or grammar.GOING.search(before) is not None
    return quantity.unit in _TIMES and ends and sort_of(found) in ("kept", "lasts")


def _said(before: str, after: str) -> str:
    """The sort of time that words before and after it tell."""
    if _EVERY.search(before) or _APART.match(after):
        return "often"
    if any(pattern.search(f"{before} . {after}") for pattern in (_KEPT_NOUN, _KEPT)):
        return "kept"
    return "kept" if _STAYS.search(before) and not roots(after) - _SAID else ""


def rates(clause: Clause) -> Iterator[Act]:
    """How often, without a number of its own: "every minute", "one reading an hour", "hourly", "twice a day"."""
    fields = [f for f in clause.form.fields if f.kind in _NUMERIC and "[]" not in f.path and sort_of(f) == "often"]
    fields = [f for f in fields if unit_of(f) and clause.is_around(f.path)]
    for match in (m for pattern in _RATES if fields for m in pattern.finditer(clause.span.text)):
        start, end = match.start() + clause.span.start, match.end() + clause.span.start
        told = match.groupdict()
        if clause.is_taken(start, end) or clause.negation(start, end) is not None or _is_quoted(clause.form, match[0]):
            continue
        before, after = _around(clause, start, end)
        noun = told.get("noun") or ""
        subject = f"{before} {noun}" if noun and not _NO_NOUN.match(noun) else before
        fitting = [f for f in fields if _its(clause, f, subject, after, alone=len(fields) == 1)]
        value = number(fitting[0], _span(told)) if len(fitting) == 1 else None
        if value is None or not _within(fitting[0], _span(told)) or in_a_story(clause.span.text, *match.span()):
            continue
        clause.taken.append((start, end))
        yield Set(fitting[0].path, value, match[0].strip(), correction=clause.corrects)
        return


@lru_cache(maxsize=2_000)
def _sort(names: str, description: str) -> str:
    for text in (names, description):
        found = next((sort for sort, pattern in _SORTS.items() if pattern.search(text.lower())), "")
        if found:
            return found
    return ""


def sort_of(found: Field) -> str:
    """What a field's time is of: kept, often, lasts or waits; nothing where no word tells."""
    leaf = re.sub(r"[_-]|(?<=[a-z0-9])(?=[A-Z])", " ", found.path.rpartition(".")[2])
    return _sort(f"{found.title} {leaf}", found.description)


def _around(clause: Clause, start: int, end: int) -> tuple[str, str]:
    """The words of the same piece before and after a place."""
    text, low, high = clause.span.text, start - clause.span.start, end - clause.span.start
    before, after = _PIECE.split(text[:low])[-1], _PIECE.split(text[high:], maxsplit=1)[0]
    return before, after


def _its(clause: Clause, found: Field, before: str, after: str, *, alone: bool) -> bool:
    """Whether what is kept or repeated is what the field speaks of: named, a pronoun, or nothing at all.

    Of several fields, or of a detail of something, a word of its own must stand there.
    """
    telling = roots(f"{before} {after}") - _SAID
    own = of_field(clause.form, found) - _SAID
    if telling & own:
        return bool(telling & roots(found.title)) or _PEOPLE.search(before) is None
    if not alone or parent(found.path):
        return False
    if _KEPT_NOUN.search(before) and sort_of(found) == "kept":
        return True
    if not telling:
        return _PEOPLE.search(before) is None or _WIDER.search(before) is not None
    near = {root(word) for word in norms(f"{before}")[-_NEAR:] + norms(after)[:_NEAR]}
    return _PEOPLE.search(before) is None and bool(near & (_titles(clause.form) | _DATA))


@lru_cache(maxsize=64)
def _titles_of(titles: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*map(roots, titles)) - _SAID


def _titles(form: Form) -> frozenset[str]:
    """What the fields of numbers and switches are about, by their titles."""
    plain = (f for f in form.fields if f.kind in (*_NUMERIC, Kind.BOOLEAN) and "[]" not in f.path)
    return _titles_of(tuple(f.title for f in plain))


def _is_quoted(form: Form, said: str) -> bool:
    """Whether a few words stand in a description of another thing: "hourly averages appear on the website"."""
    key = " ".join(norms(said))
    texts = (" ".join(norms(f"{f.title} {f.description}")) for f in form.fields if sort_of(f) != "often")
    return " " in key and any(key in text for text in texts)


def _span(told: dict[str, str | None]) -> Quantity:
    """The time from one to the next: half an hour for twice an hour."""
    many = (told.get("count") or told.get("twice") or "1").lower().removesuffix(" times")
    times = {"twice": 2.0, "a": 1.0, "an": 1.0}.get(many) or (float(many) if many.isdigit() else value_of(many))
    adverb = (told.get("adverb") or "").lower()
    part = (
        "hour"
        if told.get("part")
        else _ADVERBS.get(adverb.removesuffix("ly").removeprefix("half")[-5:].strip(" -"), "")
    )
    unit = next(quantities(f"1 {told.get('unit') or part}"))
    share = 0.25 if (told.get("part") or "").lower().startswith("quarter") else 1.0
    share = 0.5 if (told.get("part") or adverb).lower().startswith("half") else share
    value = unit.value * share * (2 if told.get("other") else 1) / (times or 1)
    return Quantity(value, unit.unit, 0, 0, unit.word if value == unit.value else "")


def _within(found: Field, quantity: Quantity) -> bool:
    """Whether a field can have this time at all."""
    value = converted(quantity, unit_of(found))
    low, high = found.minimum, found.maximum
    return value is not None and (low is None or value >= low) and (high is None or value <= high)
