"""Numbers that are put right: "400 days, not 365", "change 12 GB to 16", "it was 4, make it 6".

A number is put in the place of another one that stands, which is named beside it; never where two fields hold that one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from maestro.domain.acts import Set
from maestro.domain.conversation import View
from maestro.domain.form import Field, Kind
from maestro.domain.json import generic
from maestro.understanding.english.quantities import Quantity, like, number, quantities
from maestro.understanding.english.text import Span
from maestro.understanding.numbers.spells import takes
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit

_NEW_FIRST = re.compile(
    r"\s*(?:\w+\s+)?[,;(–-]*\s*(?:and\s+)?(?:not|instead of|rather than|in place of|as opposed to|where (?:i|we) said)"
    r"\s+(?:the\s+|for\s+|of\s+)*(?:\w+\s+){0,2}",
    re.IGNORECASE,
)
_SHALL = r"(?:should|must|has to|have to|needs? to|ought to|was (?:meant|supposed) to)"
_OLD_FIRST = re.compile(
    r"(?:\s+\w+)?(?:\s+(?:was|is|were|are) (?:wrong|too \w+|a (?:mistake|slip|typo)))?(?:\s*[,;.–-]?\s*(?:please\s+)?"
    rf"(?:but|rather|(?:it|that)(?:'s| is)|make (?:it|that|them)|it {_SHALL} be)|"
    rf"\s+(?:to|with|by|into)|\s*(?:->|=>|→)|\s+{_SHALL}\s+(?:be|read|have been)(?:\s+changed to)?)\s*",
    re.IGNORECASE,
)
_GIVEN_UP = re.compile(
    r"(?:\b(?:not|no longer|from|replace|change|correct|raise|lower|reduce|increase|turn|swap)\b|n't)[^,.;:]{0,30}$|"
    r"\b(?:i|we|it|that|this) (?:said|wrote|was|told you|asked for|had|read)\b[^,.;:]{0,20}$",
    re.IGNORECASE,
)
_ANEW = re.compile(
    rf"\b(?:(?:make|call|change|set|put|turn|have|prefer) (?:it|that|this)|(?:it|that|this) {_SHALL} be|"
    r"let'?s (?:say|make it|have))(?:\s+(?:to|at|just|only|rather|about|better|more like|be))*\s*$",
    re.IGNORECASE,
)
_INSTEAD = re.compile(r"\s*(?:,?\s*(?:instead|rather|after all|then))\W*(?:$|[,;.])", re.IGNORECASE)
_ALONE = re.compile(
    r"\W*(?:(?:and|or|no|so|ok(?:ay)?|well|please|rather|better|actually|sorry)[\s,]+)*$", re.IGNORECASE
)
_WRONG = re.compile(rf"\b(?:{_SHALL}|wrong|too|mistake|slip|typo)\b", re.IGNORECASE)
_KINDS = (Kind.INTEGER, Kind.NUMBER)


@dataclass(frozen=True)
class Corrected:
    """The number that is put right, and the sentence with blanks for the two."""

    act: Set
    rest: Span


def corrected(span: Span, view: View, hits: Sequence[Hit]) -> Corrected | None:
    """The number that a sentence puts in the place of one that stands."""
    for new, old in _pairs(span):
        held = list(_holding(view, old, new))
        named = [f for f in held if any(generic(f.path) == t.path for h in hits for t in h.targets)]
        meant = named if len(named) == 1 else held if len(held) == 1 else [f for f in held if f.path == view.recent]
        value = number(meant[0], new) if len(meant) == 1 else None
        if value is not None and value != view.values[meant[0].path].value:
            start, end = min(new.start, old.start) - span.start, max(new.end, old.end) - span.start
            said = span.text[new.start - span.start : new.end - span.start]
            rest = span.text[:start] + " " * (end - start) + span.text[end:]
            return Corrected(Set(meant[0].path, value, said, correction=True), replace(span, text=rest))
    return None


def again(clause: Clause, quantity: Quantity) -> Field | None:
    """ "Make that 20 min": the one number in such a unit that the user told, or the one told last."""
    before = clause.text(clause.span.start, quantity.start)
    after = clause.text(quantity.end, clause.span.end)
    anew = _ANEW.search(before) or (_ALONE.fullmatch(before) and _INSTEAD.match(after))
    if not anew or (quantity.word and not quantity.unit):
        return None
    held = [f for f in _told(clause.view) if number(f, quantity) is not None and _counts_in(f, quantity)]
    meant = held if len(held) == 1 else [f for f in held if f.path == clause.view.recent]
    return meant[0] if meant else None


def _told(view: View) -> Iterator[Field]:
    """The fields of numbers that the user gave a value."""
    for path, held in view.values.items():
        found = view.form.at(path)
        if (
            found is not None
            and found.kind in _KINDS
            and held.source in ("user", "document")
            and "[]" not in found.path
        ):
            yield replace(found, path=path)


def _counts_in(found: Field, quantity: Quantity) -> bool:
    return takes(found, quantity) if quantity.unit else True


def _pairs(span: Span) -> Iterator[tuple[Quantity, Quantity]]:
    """The new and the old of two numbers that stand beside each other; a unit that one has is the other's, too."""
    for one, two in pairwise(quantities(span.text, span.start)):
        between = span.text[one.end - span.start : two.start - span.start]
        before = span.text[: one.start - span.start]
        if _NEW_FIRST.fullmatch(between):
            yield one, like(two, one)
        elif _OLD_FIRST.fullmatch(between) and (_GIVEN_UP.search(before) or _WRONG.search(between)):
            yield like(two, one), like(one, two)


def _holding(view: View, old: Quantity, new: Quantity) -> Iterator[Field]:
    """The fields in which the user's old number stands, and that take the new one."""
    for path, held in view.values.items():
        found = view.form.at(path)
        if found is None or found.kind not in _KINDS or held.source not in ("user", "document"):
            continue
        if number(found, old) == held.value and number(found, new) is not None:
            yield replace(found, path=path)
