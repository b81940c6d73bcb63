"""A piece of an identifier that is put right: "its last block is 1C00B8", "the last two digits are 12, not 21".

The rest of the value stays as it was said. Written only where one value of the user's own has such a piece, and fits
its form with the new one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from maestro.domain.acts import Set
from maestro.domain.conversation import View
from maestro.domain.json import generic
from maestro.understanding.english.text import Span
from maestro.understanding.english.values import coerce
from maestro.understanding.vocabulary.lexicon import Hit

_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1, "middle": 1}
_ORDINAL = rf"(?P<place>{'|'.join(_ORDINALS)})"
_LINK = (
    r"\s*(?:,\s*)?(?:is|are|was|were|be|reads?|must be|should be|has to be|have to be|needs to be|ought to be|"
    r"should read|must read|should have been|says?|to|with|by|into|:|=)\s+(?:really |actually |in fact |rather )*"
)
_NEW = r"[\"'`]?(?P<new>[A-Za-z0-9]+)[\"'`]?(?![\w-])"
_BLOCK = re.compile(
    rf"\b{_ORDINAL}\s+(?:block|group|part|piece|section|segment|bit|chunk|triplet|half)\b(?: of (?:it|"
    rf"the \w+(?: \w+)?))?"
    rf"(?:\s+(?:is|was) (?:wrong|a typo|mistyped)[,;.:]?(?: it)?)?{_LINK}{_NEW}",
    re.IGNORECASE,
)
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_SIGNS = re.compile(
    rf"\b{_ORDINAL}\s+(?:(?P<count>{'|'.join(_COUNTS)}|\d)\s+)?(?P<sign>digits?|letters?|characters?|figures?|numbers?|signs?)\b"
    rf"(?: of (?:it|the \w+(?: \w+){{0,2}}?))?{_LINK}{_NEW}",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"\b(?:it|that|the \w+(?: \w+)?) (?:should |must |actually |really )*(?:ends?|finish(?:es)?) (?:with|in|"
    rf"on)\s+{_NEW}",
    re.IGNORECASE,
)
_CUT = re.compile(r"[-.:/_]")


def put_right(span: Span, view: View, own: Mapping[str, str], hits: Sequence[Hit]) -> list[Set]:
    """The one value of the user's own (`own`, by place) with the piece that a sentence tells anew."""
    found = list(dict.fromkeys(_anew(span, view, own)))
    named = {t.path for h in hits for t in h.targets}
    chosen = [f for f in found if generic(f[0]) in named] or found
    if len(chosen) != 1:
        return []
    path, value, quote = chosen[0]
    return [Set(path, value, quote, correction=True)]


def _anew(span: Span, view: View, own: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Places with the values that they would have, and the words for them."""
    for path, held in own.items():
        field = view.form.at(path)
        for changed, quote in _changed(span.text, held):
            value = coerce(field, changed) if field is not None else None
            if isinstance(value, str) and value != held:
                yield path, value, quote


def _changed(text: str, held: str) -> Iterator[tuple[str, str]]:
    """A value with a piece of it put right by the text."""
    blocks, cuts = _CUT.split(held), _CUT.findall(held)
    for match in _BLOCK.finditer(text):
        place = _ORDINALS[match["place"].lower()]
        if len(blocks) > 1 and -len(blocks) <= place < len(blocks) and len(match["new"]) == len(blocks[place]):
            new = list(blocks)
            new[place] = match["new"]
            yield "".join(b + c for b, c in zip(new, [*cuts, ""], strict=True)), match[0]
    for match in _SIGNS.finditer(text):
        count = (match["count"] or "1").lower()
        size, place = _COUNTS[count] if count in _COUNTS else int(count), _ORDINALS[match["place"].lower()]
        gone = held[:size] if place == 0 else held[-size:]
        alike = gone.isdigit() or match["sign"][0].lower() not in "dfn"
        if len(match["new"]) == size < len(held) and place in (0, -1) and alike:
            yield (match["new"] + held[size:] if place == 0 else held[:-size] + match["new"]), match[0]
    for match in _ENDS.finditer(text):
        size = len(match["new"])
        if 1 < size < len(held) and re.search(r"\d", match["new"]):
            yield held[:-size] + match["new"], match[0]
