"""Words of a story: what was before, what others have, where somebody comes from. They are no need.

A thing that stands there is not written: it is asked for when it matters, which costs less than a wrong guess.
"""

import re

_PAST = (
    r"used to (?:be|have|run|use|sit|live|work|keep|host)\b|"
    r"\b(?:we|i|he|she|they|it|there|who) (?:all )?(?:had|were)\b(?! (?:to|hoped|thought|planned|in mind|better|it))|"
    r"\b(?:(?:years?|months?|weeks?) ago|last (?:year|month|winter|summer|spring|autumn)|back then|formerly|"
    r"in the old days|since then|when (?:i|we) (?:started|began|came|joined)|(?:in|since) (?:19|20)\d\d)\b|"
    r"\b(?:he|she|they|who|company|firm) (?:has |have )?(?:moved|left|went|wrote|founded|wanted|offered|tried)\b"
)
_KIN = (
    r"\b(?:my|our|his|her|their|a|an|the|one) (?:\w+ )?(?:brother|sister|wife|husband|cousin|nephew|niece|uncle|aunt|"
    r"son|daughter|father|mother|parents|grand(?:mother|father|parents)|friend|neighbou?r|competitor|predecessor|"
    r"ex-\w+)s?\b"
    r"(?! and (?:i|me)\b)(?!,? (?:also |just |really |now )?(?:wants?|says?|said|insists?|thinks?|told|"
    r"decided|prefers?|asks?|asked|suggests?|recommends?|needs?))"
)
_ELSEWHERE = r"\b(?:somewhere else|nothing to do with (?:this|it|us)|not (?:part|the subject) of this)\b"
_STORY = re.compile(f"(?:{_PAST})|(?:{_KIN})", re.IGNORECASE)
_ASIDE = re.compile(_ELSEWHERE, re.IGNORECASE)
_THEIRS = re.compile(rf"[^,;.]{{0,40}}\b(?:at|of|with|from|belongs to) {_KIN[2:]}", re.IGNORECASE)
_CONCEDED = re.compile(r"\b(?:although|even (?:if|though)|(?:if|unless) you were)\b", re.IGNORECASE)
_NEED = re.compile(
    r"\b(?:needs?|wants?|would like|prefer|please|should|must|shall|will|now|today|currently|these days|still|"
    r"use|take|put|go (?:to|for|with)|(?:'d|would) go|asking for|same as|as before|call(?:ed)?|named?)\b|"
    r"'d like\b|[=:]",
    re.IGNORECASE,
)
_ORIGIN = re.compile(
    r"\b(?:compan(?:y|ies)|firms?|hosters?|providers?|suppliers?|agenc(?:y|ies)|consultants?|man|woman|guys?|people|"
    r"team|is|are|am|was|were|comes?|came|moved|moving|away)\s+from\s+(?:the\s+)?$|"
    r"\b(?:hoster|provider|supplier|agency|consultant|competitor|brother|sister|practice) in\s+(?:the\s+)?$",
    re.IGNORECASE,
)


def in_a_story(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` tells of another time or of other people: a story's words before it, no need between.

    A whole clause that speaks of something else is none of the request either.
    """
    if _ASIDE.search(text) is not None or _THEIRS.match(text, end) is not None:
        return True
    told = [match.end() for match in (*_STORY.finditer(text, 0, start), *_CONCEDED.finditer(text, 0, start))]
    if told:
        return _NEED.search(text, max(told), start) is None and _NEED.match(text, end) is None
    return False


def comes_from(text: str, start: int) -> bool:
    """Whether a place at `start` is only where somebody or something comes from: "a company from Berlin"."""
    return _ORIGIN.search(text, 0, start) is not None
