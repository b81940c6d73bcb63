"""Names of several words with a number of their own: "Mill Bridge (12 docks), the Old Post with 8 and Lido, 20 docks".

Such a name is told by its capitals; which list it belongs to, by what is counted behind it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from maestro.understanding.english.quantities import Quantity, quantities
from maestro.understanding.english.text import norms

_SMALL = r"(?:of|the|de|la|le|du|des|am|an|im|der|den|di|del|della|do|da|van)"
_NAME = re.compile(
    rf"(?P<name>[^\W\d_a-z][\w'.-]*(?:\s+(?:{_SMALL}\s+)*(?:[^\W\d_a-z]|\d)[\w'-]*){{0,4}})"
    r"(?P<link>\s*[(:,=–-]?\s*(?:(?:which |that )?(?:with|has|have|having|takes?|holds?|gets?|offers?|fits|of|at)\b)?"
    r"\s*(?:(?:about|only|just|up to|now)\s+)?(?P<room>(?:(?:room|space|places?|capacity)\s+(?:for|of))\s+)?)$"
)
_BEFORE = frozenset(
    norms(
        "a an the our my your their this that there we i they it at in on with for have has and or but so then also "
        "plus now please hello hi one two three four five six seven eight nine ten both only just first second third"
    )
)
_ALONE = re.compile(r"\s*(?:$|[,.;)]|(?:and|now|plus)\b)", re.IGNORECASE)
_ROOM = re.compile(
    r"(?:\b(?:room|space|capacity|places?) (?:for|of)|\b(?:takes|takes in|holds|fits|accommodates))\s+"
    r"(?:about |only |just |up to |now )?$",
    re.IGNORECASE,
)
LEFT_OUT = re.compile(
    r"\b(?:leave|take|drop|remove|strike|skip|scratch|forget|cut|delete)\s+"
    r"(?:it|that one|this one|that|this|them|those)\b(?:\s+(?:out|off|again|altogether))?|"
    r"\bwithout (?:it|that one|this one)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sign:
    """A name at a place of a text, and the number behind it."""

    name: str
    start: int
    quantity: Quantity
    room: bool


def signs(text: str, is_word: Callable[[str], bool]) -> Iterator[Sign]:
    """The names with a number right behind them; words that `is_word` knows as the factory's begin no name."""
    for quantity in quantities(text):
        match = _NAME.search(text, 0, quantity.start)
        if match is None:
            continue
        start, end = match.span("name")
        while (word := re.match(r"[\w'.-]+", text[start:end])) is not None and _leads(word[0], is_word):
            gap = re.match(r"\s*", text[start + word.end() : end])
            start += word.end() + (gap.end() if gap is not None else 0)
        if start < end:
            yield Sign(text[start:end], start, quantity, match["room"] is not None)


def _leads(word: str, is_word: Callable[[str], bool]) -> bool:
    """Whether a word with a capital is no piece of a name: an article, the first of a sentence, the factory's own."""
    return _BEFORE.issuperset(norms(word)) or is_word(word)


def is_bare(text: str, start: int, end: int) -> bool:
    """ "(5)", "with 8 and", "room for 6": a number that can be but the one that such an item has."""
    before, alone = text[:start], _ALONE.match(text, end) is not None
    return alone and (_ROOM.search(before) is not None or re.search(r"(?:\(|\bwith|:|\bhas|,)\s*$", before) is not None)


def of_room(text: str, start: int, end: int) -> bool:
    """Whether a number tells how much something holds, and not of what."""
    return _ALONE.match(text, end) is not None and _ROOM.search(text[:start]) is not None
