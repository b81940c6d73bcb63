"""A thing wanted beside the rest that no word of the factory covers: "we also need virtual reality goggles".

Read where a factory says nowhere what it lacks. Only what is plainly wanted in addition, with a word that is neither
the factory's nor one of every day; what people want to do, or want of others, is no thing.
"""

import re
from collections.abc import Iterator

from maestro.domain.acts import WishFor
from maestro.understanding.english.grammar import COMMON, FUNCTION, STOP, everyday
from maestro.understanding.english.text import norms, words
from maestro.understanding.stance.stories import in_a_story
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.evident import Meant

_WANT = r"(?:need|want|like|require|wish for)(?: to have| to get)?"
_WHO = r"\b(?:we|i)(?:'d| would)?(?: really| still)?"
_END = (
    r"(?=\s+(?:for|in|at|on|with|that|which|so|as|because|from|by|of|when|during|if|where|near|beside|too)\b|"
    r"\s*(?:[.,;:!?()]|$))"
)
_THING = (
    rf"\s+(?:an?\s+|some\s+|the\s+|our own\s+|our\s+|also\s+)?(?P<wish>[a-z][\w-]*(?:\s+[a-z][\w-]*){{0,3}}?){_END}"
)
_WISHES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_WHO} (?:also|additionally) {_WANT}{_THING}",
        rf"{_WHO} {_WANT} also{_THING}",
        rf"\b(?:on top|in addition|besides|apart from)\b(?: of)?(?: (?:that|it|this|all))?,?\s+{_WHO} {_WANT}{_THING}",
        rf"{_WHO} {_WANT}{_THING}\s+(?:as well|too)\b",
        rf"\b(?:it|that) would be (?:nice|great|good|lovely|useful|handy) to have{_THING}",
        rf"\b(?:it|this|the whole thing) (?:should|must|shall) also (?:have|come with|include){_THING}",
    )
)
_ASKED = re.compile(
    rf"{_WHO} (?:also )?(?:need|want|like)(?: also)?(?: to)? (?P<wish>[^,;.?]{{4,90}}?)(?: as well| too)?\s*[,;–-]\s*"
    r"(?:can|could|is|do|does|would|will|may) (?:you|we|that|it|this|the)\b",
    re.IGNORECASE,
)
_NO_THING = frozenset(
    norms("advice answer boss colleague help idea information look meeting minute moment people time week")
)


def wanted(clause: Clause, meant: Meant) -> Iterator[WishFor]:
    """The things that one clause wants in addition, and that the factory has no word for."""
    if clause.form.lacks:
        return
    text, offset = clause.span.text, clause.span.start
    for match in (m for pattern in _WISHES for m in pattern.finditer(text)):
        start, end = match.span("wish")
        parts = [w for w in words(match["wish"], start) if w.norm not in FUNCTION | STOP | COMMON]
        named = any(h.start < end + offset and start + offset < h.end for h in clause.hits)
        plain = (w.norm in _NO_THING or everyday(w.text) or meant.knows(w) for w in parts)
        counted = re.search(r"\d", match["wish"]) or clause.is_taken(start + offset, end + offset)
        if not (named or all(plain) or counted) and not in_a_story(text, start, end):
            yield WishFor(match["wish"], match["wish"])
            return


def wanted_and_asked(text: str) -> WishFor | None:
    """ "We would like to sing as well, can you do that?": the wish in a question for which the factory has nothing."""
    match = _ASKED.search(text)
    return WishFor(match["wish"].strip(), match["wish"].strip()) if match is not None else None
