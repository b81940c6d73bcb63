"""What is asked for politely in an opening: "could our club get a small cluster?", "a bucket, can you manage that?".

Whether the factory can do something ("do you have buckets?") stays a question. A request names who is to have the
thing, or what for: then its question mark says no more than please.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from maestro.domain.conversation import View
from maestro.understanding.english.text import sentences

_OPEN = (
    r"\s*(?:(?:hello|hi|hey|good \w+|dear \w+|please|so|and|ok(?:ay)?|well|now|just|um|uh|er|hm+|"
    r"(?:i|we)(?: was| were|'m| am|'re| are)? wonder(?:ing)?(?: if| whether)?)\b[\s,.!:-]*)*"
)
_MODAL = r"(?:can|could|may|might|would|will)"
_TALK = (
    r"(?:look|overview|list|price|quote|idea|question|explanation|example|say|word|talk|chat|description|summary|"
    r"answer|hint|advice|opinion|estimate)"
)
_HAVING = (
    r"(?:get|have|receive|obtain|use|borrow|be given|be offered|be provided with|be granted|ask for|ask you for|"
    r"request|order|apply for)"
)
_GETTING = rf"{_HAVING}(?! (?:(?:an?|some|the) )?(?:\w+ )?{_TALK}\b)"
_MACHINE = r"(?:you|this|that|it|these|those|they|there|(?:(?:the|your) )?(?:factory|tool|program|machine|bot|maestro))"
_SOMEBODY = rf"(?!{_MACHINE}\b)(?:[\w'&.-]+ ){{1,6}}?"
_PROVIDING = (
    r"(?:set up|make|give|get|provide|arrange|create|build|prepare|put|organi[sz]e|host|supply|spare|manage|lend|"
    r"offer|do|sort|fix|help)"
)
_FOR = r"[^?]{0,200}\b(?:for|used by|so that)\s+(?:our|my|the|an?|us|me|some|this|these|\w+'s|\w+s)\b"
_SOME = r"(?:an?|some|one|two|three|the (?:tiniest|smallest))"
_BE_HAD = r"be (?:available|possible|feasible|doable|conceivable|an option|had|obtained|provided|arranged)"
_WANTED = tuple(
    re.compile(_OPEN + pattern, re.IGNORECASE)
    for pattern in (
        rf"{_MODAL} {_SOMEBODY}{_GETTING}\b",
        rf"(?:i|we) (?:could|can|might|may) {_GETTING}\b",
        rf"you (?:could|can|might) {_PROVIDING}\b",
        (
            rf"(?:would|is|will) it be (?:possible|ok(?:ay)?|feasible|fine|an option|"
            rf"all right)(?: for \w+(?: \w+)?)? "
            rf"(?:to|if (?:we|i)(?: could| can)?) (?:{_GETTING}|set up)\b"
        ),
        rf"is it possible for [\w' ]{{1,40}}? to {_GETTING}\b",
        (
            rf"{_MODAL} (?:someone|somebody|anyone|anybody|one of you|your (?:people|team|colleagues)) "
            rf"(?:please |perhaps )?{_PROVIDING}\b"
        ),
        rf"{_MODAL} you (?:please |perhaps |possibly |maybe |also )*{_PROVIDING}\b{_FOR}",
        rf"would you (?:happen to |perhaps |maybe )?have {_SOME}\b{_FOR}",
        rf"would there be (?:room|space|a place|capacity) for {_SOME}\b",
        rf"{_MODAL} (?:there be )?{_SOME}\b[^?]{{1,120}}\b{_BE_HAD}\b{_FOR}",
        (
            rf"(?:is there )?(?:any|a|some) (?:chance|way|possibility|hope) (?:(?:of|for) (?:getting|having|"
            rf"{_SOME}\b)|"
            rf"(?:to|that (?:we|i)(?: could| can)?|(?:we|i)(?: could| can)|for (?:us|me) to) {_GETTING}\b)"
        ),
        rf"(?:do|would) you (?:think|reckon|suppose|believe) {_SOMEBODY}(?:could|can|might|may) {_GETTING}\b",
        rf"(?:how|what) about (?:an?|some|two|three)\b{_FOR}",
        (
            rf"(?:is|would|are)\b[^?]{{3,120}}\b(?:something|a thing|anything) (?:that )?you (?:can|could|might|"
            rf"would) "
            rf"{_PROVIDING}\b"
        ),
    )
)
_ASKED_AFTER = re.compile(  # "a database for testing, could you manage that?"
    rf"(?P<thing>[^?]{{8,}}?)\s*[,–—-]+\s*(?:and |so |or |please )?(?:(?:{_MODAL}|is|do you think) (?:you|we|i|that|"
    r"this|it|one|somebody|someone|there)\b[\w ']{0,40}|(?:possible|doable|feasible|ok(?:ay)?|any chance))\?\s*$",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\s*(?:\w+[,:!]\s+)?(?:an?|some|one|two|three|our|we|i|just|only|please|need(?:ed|ing)?|"
    r"look(?:ing)? for)\b|.*\bfor\b",
    re.IGNORECASE | re.DOTALL,
)
_RHETORICAL = re.compile(  # short, and not about what the other side knows
    r"(?P<word>(?:and |so |now |but |oh,? )*(?:who|whom|whose|what|where|when|which|how(?: (?:big|large|small|"
    r"much|many|long|often|far|old))?))\b"
    r"(?!.*\b(?:you|your|cost|costs|price|mean|means|meaning|differ\w*|recommend\w*|happens?|possible|available|"
    r"exist|exists|"
    r"are there|is there|else|about|if|better|best|faster|cheaper|should|(?:do|shall|must) (?:we|"
    r"i))\b)(?:[\s,]+[\w'-]+){0,6}\s*\?",
    re.IGNORECASE,
)
_HEADING = re.compile(r"\s*(?:which|what)(?= [\w -]{2,30}:\s*[^\s?])", re.IGNORECASE)  # "Which secrets: a and b"
_ANEW = re.compile(  # what goes on with something else, or is said to somebody
    r"\W*(?:(?:also|and|then|but|anyway|please|ok(?:ay)?|so|give|make|take|use|add|set|put|tell|explain|show|let|"
    r"i|we|you|"
    r"i'?m|we'?re|i'?d|we'?d|is|are|do|does|can|could|thanks?|hello|hi)\b)",
    re.IGNORECASE,
)
_REPLY = 16  # words of what answers it
_ABLE = re.compile(r"\b(?:the|your|this) (?:factory|tool|program|machine|bot|system)\b|\bmaestro\b", re.IGNORECASE)


def as_said(said: str, view: View, has: Callable[[str], bool]) -> str:
    """The message with a full stop where a polite request ends in a question mark; only of an opening.

    `has` tells whether a text names what the factory can make.
    """
    if view.chosen or (view.question is not None and view.question.path != "purpose"):
        return said
    for span in sentences(said):
        place = span.start + span.text.rfind("?")
        if span.ask and "?" not in span.text.rstrip(" \"')")[:-1] and _requests(span.text) and has(span.text):
            said = f"{said[:place]}.{said[place + 1 :]}"
    return said


def self_answered(said: str) -> str:
    """The message with blanks for the question words that it answers itself: "Who may see it? Colleagues, nobody else."

    Such a question is the subject of what follows.
    """
    spans = list(sentences(said))
    for match in (m for span in spans if (m := _HEADING.match(span.text)) is not None):
        place = said.find(match[0])
        said = f"{said[:place]}{' ' * len(match[0])}{said[place + len(match[0]) :]}"
    for span, after in pairwise(spans):
        asked = _RHETORICAL.fullmatch(span.text.strip())
        if asked is None or after.ask or _ANEW.match(after.text) or len(after.text.split()) > _REPLY:
            continue
        begin = span.start + len(span.text) - len(span.text.lstrip())
        end = span.start + span.text.rfind("?")
        word = len(asked["word"])
        said = f"{said[:begin]}{' ' * word}{said[begin + word : end]}:{said[end + 1 :]}"
    return said


def _requests(text: str) -> bool:
    """Whether a sentence that ends in a question mark asks for a thing to be had."""
    if any(pattern.match(text) for pattern in _WANTED):
        return True
    after = _ASKED_AFTER.match(text)
    return after is not None and _THING.match(after["thing"]) is not None and _ABLE.search(text) is None
