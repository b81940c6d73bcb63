"""What is wanted only under a condition that nobody here can know, and the words of such a condition.

"A cache only if the load test shows a need" asks for no cache yet, and "irrespective of the database" names nothing
that is wanted. Such words are left out of the reading: what matters of them is asked for.
"""

import re

from maestro.understanding.english.text import Span
from maestro.understanding.stance.someday import without_someday

_ONLY_IF = re.compile(
    r"\b(?:but )?(?:only|solely|exclusively)(?: and only)? (?:if|when|where|in case|in the event|provided|providing|"
    r"on (?:the )?condition|under the condition|once)\b",
    re.IGNORECASE,
)
_LED = re.compile(  # "should the load grow, ...", "unless the auditors object, ..."
    r"\s*(?:(?:and|but|also|then|however)\b,?\s+)?(?:"
    r"unless (?!(?:you|i|we|told|stated|otherwise|noted|something|anything|somebody|someone|it is (?:wrong|too))\b)|"
    r"in the event (?:that|of) |if (?=[^,;?]{0,60}\b(?:turns? out|were to|happens? to|ever|one day|some day|should)\b)|"
    r"should (?!it (?:need|require|want|have) (?:a|some) (?:name|title)\b)"
    r"(?=(?:the|our|their|his|her|its?|there|they|a|an|this|that|any\w*)\b))"
    r"[^,;?]{3,80},\s*",
    re.IGNORECASE,
)
_WHATEVER = re.compile(
    r",?\s*\b(?:(?:irrespective|regardless|independent(?:ly)?) of|no matter (?:what|which|how|whether|where|who)|"
    r"unless)\b[^,;:]*",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[;:]|,(?!\s*(?:and|or|which|who|that|because|since|as|if|when|where)\b)")
_BEGINS = re.compile(r"[,;:]\s*(?:and\s+|or\s+)?|\band\s+", re.IGNORECASE)  # what a condition behind it is said of


def certain(span: Span) -> Span:
    """The sentence with blanks for what is wanted under a condition or one day, and for the condition."""
    text = span.text if span.ask else without_someday(span.text)
    if _LED.match(text) and not re.search(r"\d", text):
        return Span(" " * len(text), span.start, span.ask)
    if (match := _ONLY_IF.search(text)) is not None:
        text = _blank(text, _of_condition(text, match.start()), _end(text, match.end()))
    for match in _WHATEVER.finditer(text):
        text = _blank(text, match.start(), match.end())
    return Span(text, span.start, span.ask)


def _of_condition(text: str, place: int) -> int:
    """Where the words begin that a condition at a place is said of."""
    before = text[:place].rstrip(" ,")
    return max((match.end() for match in _BEGINS.finditer(before) if match.end() < len(before)), default=0)


def _end(text: str, place: int) -> int:
    """Where a condition ends: at a comma that goes on with none."""
    match = _ENDS.search(text, place)
    return match.start() if match is not None else len(text)


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
