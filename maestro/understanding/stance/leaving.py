"""What goes and what comes instead: "MySQL makes way for Postgres", "swap X for Y", "out of scope: X, Y".

Owns the words of leaving, of replacing, and the keys and headings that refuse all that stands behind or below them.
"""

import re

_END = r"(?=\s*(?:[,.;!)]|$|\b(?:and|then|please|too|anyway|again)\b))"  # a verb that says nothing of where to
_BE = r"(?:is|are|was|were|'s|gets?|be|being|has been|have been)"
GOES = (
    r"(?:(?:both|all|each) )?(?:"
    rf"(?:(?:is|are|'s) going|goes|go) (?:away\b|out{_END})|(?:goes|leaves?|departs?|retires?){_END}|"
    rf"(?:has|have|needs?|is|are) to (?:go(?: away)?|leave|disappear|retire){_END}|"
    rf"(?:must|should|may|can|will|shall) (?:go(?: away)?|leave|disappear|retire){_END}|"
    r"(?:makes?|making) (?:way|room) for\b|(?:gives?|giving) way to\b|"
    rf"(?:is|are|'s) (?:now )?(?:history|gone|a thing of the past){_END}|"
    rf"(?:{_BE} )+(?:\w+ly )?(?:retired|decommissioned|phased out|abolished|scrapped|axed|(?:replaced|superseded) "
    r"(?:by|with)\b)|"
    r"(?:can|could|should|must|shall|to|will|is to|are to) be (?:dropped|removed|left out|taken out|struck(?: out)?|"
    rf"omitted|skipped|cut|thrown out|switched off|turned off){_END})"
)
_GOES = re.compile(rf"^\s*(?:\w+\s+)?{GOES}", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:where|when|how|whether|if)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_OLD = re.compile(
    r"\b(?:goodbye|retir\w+|phas(?:e|ing) out|from|moving off|in place of|in lieu of|replac\w+|swap\w*|supersedes|"
    r"succeeds|instead of)\b",
    re.IGNORECASE,
)
_KEY = re.compile(
    r"^\W*(?:(?:explicitly|deliberately|currently|things? (?:that are )?)\s*)?"
    r"(?:out[- ]of[- ]scope|not in scope|excluded?s?|excluding|exclusions?|excl\.?|non[- ]?goals?|no[- ]gos?|"
    r"(?:not|no longer) (?:needed|required|wanted|necessary|included|relevant|part of (?:it|this))|unwanted|unneeded|"
    r"(?:(?:we|i) )?(?:don't|do not|won't|will not) (?:need|want|have|use)|leave out|left out|to drop|dropped|"
    r"skip(?:ped)?|to remove|removed|can go|goes away)"
    r"(?:\s*\([^)]*\)| (?:at all|for now|yet|here|today|this time))?\s*(?:[:=|]|\s[-–—]\s)",
    re.IGNORECASE,
)
_ENDS_LIST = re.compile(
    r"^\W*(?:we|i|it|this|that|please|our|the|and|but|in|also|only|just)\b|^\W*\w[\w ()/-]{0,40}[:=]", re.IGNORECASE
)
_ITEM = 6  # words of a line that stands in a list
_BACK = re.compile(r"\b(?:but|except|only|just|in scope)\b|[:=]", re.IGNORECASE)
_WAY = 40  # characters between a verb of replacing and what it replaces
_FILL = r"\s+(?:(?!(?:with|by|for|to|into|against|and|but)\b)[\w'-]+\s+){0,4}?"
_GIVEN_UP = re.compile(
    rf"\b(?:replac(?:e|es|ed|ing)|swap(?:s|ped|ping)?(?: out)?(?! in\b)|trad(?:e|es|ed|ing)(?: in)?|"
    rf"exchang(?:e|es|ed|ing)){_FILL}$",
    re.IGNORECASE,
)
_FOR_ANOTHER = re.compile(r"\s*(?:[\w'()-]+\s+){0,5}?(?:with|by|for|against)\b", re.IGNORECASE)
_SUCCEEDED = re.compile(
    rf"\b(?:replaces|replaced|(?:to|will|shall|should|must|can) replace|replacing|supersedes|succeeds|"
    rf"takes? (?:the place of|over from)){_FILL}$",
    re.IGNORECASE,
)
_PUT_IN = re.compile(rf"\b(?:swap(?:ping)? in|substitut(?:e|es|ing))\b[^.;]{{1,40}}?\bfor{_FILL}$", re.IGNORECASE)
_FROM = re.compile(
    rf"\b(?:mov(?:e|es|ed|ing)|migrat(?:e|es|ed|ing)|switch(?:es|ed|ing)?|chang(?:e|es|ed|ing)|go(?:es|ing)?|"
    rf"com(?:e|es|ing)|convert(?:s|ed|ing)?|away)(?: (?:it|this|that|us|everything|over))? from{_FILL}$",
    re.IGNORECASE,
)
_TO = re.compile(r"\s*(?:[\w'().-]+\s+){0,4}?(?:(?:on|in)?to|->|→)\s", re.IGNORECASE)


def going(text: str, end: int) -> int:
    """Where the words end that say that what stands before `end` goes; `end` where there are none."""
    match = _GOES.match(text[end:])
    return end if match is None else end + match.end()


def wonders(text: str, start: int) -> bool:
    """ "tell me where the cache goes": asked, not said."""
    return _ASKED.search(text[:start]) is not None


def has_left(quote: str) -> bool:
    """Whether words of refusal say that something of today goes, not that nothing of its kind is wanted."""
    return re.search(rf"\s{GOES}", quote, re.IGNORECASE) is not None or _OLD.search(quote) is not None


def refusing_key(text: str, start: int) -> bool:
    """Whether `start` stands behind a key that refuses: "Out of scope: databases, caches"."""
    match = _KEY.match(text)
    return match is not None and match.end() <= start and _BACK.search(text, match.end(), start) is None


def refusing_heading(text: str) -> bool:
    """Whether a line refuses those below it: "Not needed:"."""
    match = _KEY.match(text)
    return match is not None and not text[match.end() :].strip(" |*_")


def in_list(text: str) -> bool:
    """Whether a line can stand in the list below a heading: short, with no subject and no key of its own."""
    return len(text.split()) <= _ITEM and _ENDS_LIST.match(text) is None


def succeeded(text: str, start: int, end: int, *, before: bool, after: bool, kin: bool) -> int | None:
    """Where the words begin that say that another thing comes for `text[start:end]`; None without.

    `before`, `after`: whether another thing is named there; `kin`: whether one after it is of its kind.
    """
    if after and _FOR_ANOTHER.match(text, end) and (match := _GIVEN_UP.search(text, max(0, start - _WAY), start)):
        return match.start()
    if before and (match := _SUCCEEDED.search(text, max(0, start - _WAY), start) or _PUT_IN.search(text, 0, start)):
        return match.start()
    if kin and _TO.match(text, end) and (match := _FROM.search(text, max(0, start - _WAY), start)):
        return match.start()
    return None
