"""Numbers that stand beside no field's name, but beside what the field counts: "18 of us are on the phones".

The factory tells what a field counts ("how many people answer at the same time"); a number with that noun is meant for
it, and so is one with the field's unit in a sentence that speaks of the same. Refuses to guess: the noun alone is not
enough unless it stands for people who are at work, and several fields that fit alike are none.
"""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.form import Field
from maestro.understanding.english.quantities import Quantity, converted, quantities, unit_of
from maestro.understanding.english.telling import of_field, root, roots
from maestro.understanding.english.text import norms
from maestro.understanding.numbers.spells import takes
from maestro.understanding.vocabulary.clause import Clause

_COUNTED = re.compile(
    r"\b(?:how many|(?:the )?(?:number|count|amount) of|maximum|minimum|most|least)\s+(?P<noun>[a-z]+(?:[ -][a-z]+)?)",
    re.IGNORECASE,
)
_PEOPLE = frozenset(norms("people persons person humans heads"))
_OURS = re.compile(
    r"\s*(?:of (?:us|them|my people|our people|our staff|the team)|people|persons?|man|men|heads)\b", re.IGNORECASE
)
_AT_WORK = re.compile(
    r"\b(?:on duty|on shift|at (?:the|a) (?:desks?|counter|phones?|tills?)|at work|at (?:once|a time|the same time)|"
    r"in parallel|simultaneous\w*|busiest|at peak|on the phones?)\b",
    re.IGNORECASE,
)
_FIRM = re.compile(
    r"\b(?:compan(?:y|ies)|firm|business|organi[sz]ation|employees?|in total|altogether|all told)\b", re.IGNORECASE
)
_RATE = re.compile(
    r"\s*(?:\w+ ){0,2}(?:an?|per|each|every) (?:second|minute|hour|day|night|shift|week|month|year|season)\b|"
    r"\s*(?:\w+ )?(?:hour|dai|week|month|year)ly\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\d\s*(?:-|–|to|or|and)\s*$", re.IGNORECASE)
_RANGED = re.compile(r"\s*(?:-|–|to|or)\s*\d", re.IGNORECASE)
_SIZES = ("m2", "m3", "ppm", "kW")  # units of so few things that a single field of them is meant
_PART = re.compile(r"[,;]|\b(?:and|but|while|whereas)\b", re.IGNORECASE)
_MORE = re.compile(r"\s+(?:at|in|on|of|per|for|by|with|to|from)\b", re.IGNORECASE)
_PAYING = frozenset(map(root, norms("price cost costs fee pay paid charge rate")))
_DOING = 5  # words after a number in which it is said what people do
_NOUNS = 2  # words after a number in which its noun stands
_ENOUGH = 2


def meant(clause: Clause, numeric: Sequence[Field], quantity: Quantity) -> Field | None:
    """The one field that counts what a number is said of."""
    text, start = clause.span.text, quantity.start - clause.span.start
    after = text[quantity.end - clause.span.start :]
    if _RANGE.search(text[:start]) or _RANGED.match(after) or _RATE.match(after):
        return None
    said = _around(clause, quantity)
    scores = [(_score(clause, found, quantity, said, after), found) for found in numeric]
    top = max((score for score, _ in scores), default=0)
    best = [found for score, found in scores if score == top]
    if top >= _ENOUGH and len(best) == 1:
        return best[0]
    alike = [f for f in numeric if quantity.unit in _SIZES and converted(quantity, unit_of(f)) is not None]
    return alike[0] if len(alike) == 1 else None


def _score(clause: Clause, found: Field, quantity: Quantity, said: frozenset[str], after: str) -> int:
    unit = unit_of(found)
    measured = bool(quantity.unit) or quantity.word == "%"
    if measured or (unit and quantity.word.lower() == unit.lower()):
        about = of_field(clause.form, found)
        paid = bool(said & _PAYING and about & _PAYING)
        return _ENOUGH - 1 + len((said & about) - _PAYING) + paid if takes(found, quantity) else 0
    if unit or not _within(found, quantity.value):
        return 0
    nouns = set(_counted(found))
    following = [root(word) for word in norms(after)[:_NOUNS]]
    shared = len(said & of_field(clause.form, found)) or len(_doing(found) & set(following[1:]))
    if nouns & set(following):
        return 1 + shared
    if _people_who(found, after):
        return _ENOUGH + len(said & of_field(clause.form, found))
    if not nouns & {root(word) for word in _PEOPLE} or _OURS.match(after) is None or _FIRM.search(clause.span.text):
        return 0
    return _ENOUGH + shared if shared or _AT_WORK.search(clause.span.text) else 0


def _counted(found: Field) -> Iterator[str]:
    """The nouns that a field counts: what its description numbers, and its title where that is a plural."""
    for match in _COUNTED.finditer(f"{found.description} {found.title}"):
        yield from (root(word) for word in norms(match["noun"]))
    for last in {found.title.rpartition(" ")[2].lower(), _head(found)}:
        if last.endswith("s") and not last.endswith("ss"):
            yield root(norms(last)[0]) if norms(last) else last


def _head(found: Field) -> str:
    """The noun of a title, before what says more of it: "Handsets at the desk"."""
    head = _MORE.split(found.title, maxsplit=1)[0].split()
    return head[-1].lower() if head else ""


def _people_who(found: Field, after: str) -> bool:
    """ "1200 people listening", where listeners are counted."""
    agent = re.fullmatch(r"(?P<verb>[a-z]{3,}?)(?:e?rs|ors)", _head(found))
    if agent is None or _OURS.match(after) is None:
        return False
    doing = {root(word).removesuffix("e") for word in norms(after)[1:_DOING]}
    return root(agent["verb"]).removesuffix("e") in doing


def _doing(found: Field) -> set[str]:
    """What those do who are counted: "how many people unload and build"."""
    match = _COUNTED.search(found.description)
    after = found.description[match.end() - len(match["noun"]) :] if match is not None else ""
    return {root(word) for word in norms(after)[1:5] if len(word) > _NOUNS}


def _around(clause: Clause, quantity: Quantity) -> frozenset[str]:
    """The telling words of the clause, without the number itself; of several numbers, those of its own part."""
    text, offset = clause.span.text, clause.span.start
    others = [q for q in quantities(text, offset) if q.start != quantity.start]
    start = max((q.end - offset for q in others if q.end <= quantity.start), default=0)
    end = min((q.start - offset for q in others if q.start >= quantity.end), default=len(text))
    before, after = text[start : quantity.start - offset], text[quantity.end - offset : end]
    if start:
        before = _PART.split(before)[-1]
    if end < len(text):
        after = _PART.split(after)[0]
    return roots(before) | roots(after)


def _within(found: Field, value: float) -> bool:
    """Whether a field can have a number at all."""
    low, high = found.minimum, found.maximum
    return (low is None or value >= low) and (high is None or value <= high)
