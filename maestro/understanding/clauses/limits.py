"""Times that are told without their field's name, but by a word of bounds, by what stands, or in the field's own unit.

"Nobody may have it longer than two days" is for the one field that is called the longest of something; "make it a week
after all" puts the time right that was told last; "30 weeks a year" is for the field that counts its weeks.
"""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.acts import Act, Set
from maestro.domain.form import Field, Kind
from maestro.understanding.clauses.forms import beside
from maestro.understanding.english.quantities import TIMES, Quantity, converted, number, quantities, unit_of
from maestro.understanding.english.telling import roots
from maestro.understanding.stance.stories import in_a_story
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Means

_NUMERIC = (Kind.INTEGER, Kind.NUMBER)
_MOST = re.compile(
    r"(?:\b(?:no|not|nobody|none|never|no one|cannot|can't|mustn't)\b[^.;,]{0,40}?\b(?:longer|more) than|"
    r"\b(?:no longer than|not exceed(?:ing)?|up to|at (?:the )?(?:very )?(?:most|longest)|max(?:imum|imal|\.)?|"
    r"longest|limit(?:ed)? (?:to|of|is))(?: of| is| \w+)?)[\s:]*$",
    re.IGNORECASE,
)
_MOST_AFTER = re.compile(
    r"\s*,?\s*(?:at (?:the )?(?:very )?(?:most|longest|latest)|max(?:imum|\.)?\b|tops\b|"
    r"and no (?:longer|more)\b)",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"(?:\b(?:at least|no less than|not less than|min(?:imum|imal|\.)?|shortest)(?: of| is| \w+)?)[\s:]*$",
    re.IGNORECASE,
)
_OF_MOST = re.compile(r"\b(?:longest|max(?:imum|imal)?|at (?:the )?most|latest|limit)\b", re.IGNORECASE)
_OF_LEAST = re.compile(r"\b(?:shortest|min(?:imum|imal)?|at least)\b", re.IGNORECASE)
_LEAD = (
    r"^\W*(?:(?:ok(?:ay)?|no|well|so|please|actually|h+m+|sorry|right|but|and|then|oh|if [^,]{3,40}? then)\b"
    r"[\s,.!:-]*)*"
)
_MAKE = re.compile(
    rf"{_LEAD}(?:let'?s |better |rather |we'd better )?"
    r"(?:make (?:it|that|this)|(?:it|that) (?:should|shall|must|has to) be|"
    r"change (?:it|that) to)\s+(?:rather |only |just |about )?$",
    re.IGNORECASE,
)
_DO = re.compile(
    r"\s*(?:will|would|should) (?:also )?(?:do|be (?:enough|fine|ok|okay|plenty))\b|"
    r"\s*(?:is|are) (?:enough|fine|ok|okay|plenty|sufficient)(?: too| as well)?\s*(?:[.,;!]|$)",
    re.IGNORECASE,
)
_ALL_TOLD = re.compile(r"\s*,?\s*(?:all told|altogether|in total|in all)\b", re.IGNORECASE)
_YEARLY = re.compile(r"\s*(?:an?|per|each|every|of the|in the)\s+(?P<whole>day|week|month|year)\b", re.IGNORECASE)
_BEFORE = re.compile(rf"{_LEAD}$", re.IGNORECASE)


def limits(clause: Clause) -> Iterator[Act]:
    """The times of one clause that are read so; their places are taken."""
    text, offset = clause.span.text, clause.span.start
    fields = [f for f in clause.form.fields if _of_time(f) and clause.is_around(f.path)]
    for quantity in quantities(text, offset) if fields else ():
        if quantity.unit not in TIMES or clause.is_taken(quantity.start, quantity.end):
            continue
        before, after = text[: quantity.start - offset], text[quantity.end - offset :]
        fitting = [f for f in fields if _within(f, quantity)]
        bound, again = _bounding(fitting, before, after), _told_last(clause, fitting, before, after)
        found = again or _one(bound) or _in_its_unit(fitting, quantity, after)
        if found is None or _named_other(clause, found, quantity) or in_a_story(text, len(before), len(before) + 1):
            continue
        clause.taken.append((quantity.start, quantity.end))
        said = clause.text(quantity.start, quantity.end)
        right = again is not None or clause.corrects
        yield Set(found.path, number(found, quantity), said, correction=right)


def _of_time(found: Field) -> bool:
    plain = found.kind in _NUMERIC and "[]" not in found.path and bool(unit_of(found))
    return plain and any(converted(Quantity(1, time, 0, 0), unit_of(found)) is not None for time in TIMES)


def _bounding(fields: Sequence[Field], before: str, after: str) -> list[Field]:
    """The fields that are called the most, or the least, of something, where such a bound is said."""
    if _MOST.search(before) or _MOST_AFTER.match(after):
        return [f for f in fields if _OF_MOST.search(_names(f))]
    return [f for f in fields if _OF_LEAST.search(_names(f))] if _LEAST.search(before) else []


def _told_last(clause: Clause, fields: Sequence[Field], before: str, after: str) -> Field | None:
    """ "make that 48 hours", "300 days will do": the time that was told last, or the only one."""
    if not (_MAKE.search(before) or (_BEFORE.match(before) and _DO.match(after))):
        return None
    asked = clause.view.question
    if asked is not None and any(f.path == asked.path for f in fields):
        return None  # an answer
    held = clause.view.values
    told = [f for f in fields if f.path in held and held[f.path].source in ("user", "document")]
    recent = [f for f in told if f.path == clause.view.recent]
    return _one(recent) or _one(told)


def _in_its_unit(fields: Sequence[Field], quantity: Quantity, after: str) -> Field | None:
    """ "26 weeks a year": the one field that counts its own unit of a longer time; "all told" says as much."""
    rate, total = _YEARLY.match(after), _ALL_TOLD.match(after)
    if rate is None and total is None:
        return None
    unit = quantity.word.lower().removesuffix("s")
    own = [f for f in fields if unit_of(f).lower().removesuffix("s") == unit]
    whole = rate["whole"].lower() if rate is not None else r"\w+"
    counted = re.compile(rf"\b{re.escape(unit)}s?\s+(?:an?|per|each|every|of the|in the)\s+{whole}\b", re.IGNORECASE)
    return _one([f for f in own if unit and counted.search(f"{f.title} {f.description}")])


def _named_other(clause: Clause, found: Field, quantity: Quantity) -> bool:
    """Whether another field is named beside the number, or the clause has a word of another time's title."""
    near = (h for h in clause.hits if beside(clause, h, quantity))
    if any(t.means is Means.FIELD and t.path != found.path for h in near for t in h.targets):
        return True
    said = roots(clause.span.text)
    others = (f for f in clause.form.fields if _of_time(f) and f.path != found.path)
    return any(said & roots(f.title) - roots(found.title) for f in others) and not said & roots(found.title)


def _names(found: Field) -> str:
    return f"{found.title} {found.path.rpartition('.')[2].replace('_', ' ')}"


def _one(fields: Sequence[Field]) -> Field | None:
    return fields[0] if len(fields) == 1 else None


def _within(found: Field, quantity: Quantity) -> bool:
    """Whether a field can have this time at all."""
    value = converted(quantity, unit_of(found))
    low, high = found.minimum, found.maximum
    whole = value is not None and (found.kind is not Kind.INTEGER or value == int(value))
    return whole and value is not None and (low is None or value >= low) and (high is None or value <= high)
