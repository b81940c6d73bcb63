"""The shapes of words that name an item of a list: "called X", "X with", "the X disk", "rename it to X"."""

import re

from maestro.understanding.english.numberwords import WORDED

NAME = r"[A-Za-z][\w-]*(?:\.[\w-]+)*|\d+[A-Za-z_][\w-]*"
_QUOTED = rf"[\"'`]?(?P<name>{NAME})[\"'`]?"
_CALLED = (
    r"(?:called|named|titled|entitled|designated|known as|"
    r"(?:(?:go(?:es|ing)? )?(?:by|under)|with|bearing|having|has|of) (?:the |a )?name(?: of|:)?|"
    r"(?:whose|its|the) name (?:is|being|shall be|should be|will be|is to be))\s+"
)
_RENAMED = r"(?:called|named)"
_BEING = r"(?:(?:and|it|which|that)\s+)?(?:(?:is|are|is to be|to be|(?:shall|should|will|must|has to) be)\s+)?"
# what is said of an item begins
_BEGINS = r"\s*(?:\(|:|=|,\s*\d|\d|(?:with|of|at|has|have|having|gets|needs?|needing|may|can|must|should)\b)"
_FILLER = (
    r"ok(?:ay)?|yes|well|so|please|it'?s|it is|that'?s|call it|name it|just|only|use|take|add|let'?s say|an?|one|the"
)

CALLED_SO = rf"{_BEING}{_CALLED}"
BEGINS = re.compile(_BEGINS, re.IGNORECASE)
ENDS = re.compile(rf"{_BEGINS}|\s*$|\s*,|\s*and\b", re.IGNORECASE)
CLOSED = re.compile(
    r"[\"'`]|\s*(?:$|[,.;)\n&(:=]|\d|(?:and|with|has|have|having|gets|may|can|must|should|needs?)\b)", re.IGNORECASE
)
OF_SO_MUCH = re.compile(rf"\s+(?:of|at|takes|holds)\s+(?:\d|{WORDED})", re.IGNORECASE)
LISTED = re.compile(r"\s*(?:$|,|\.|and\b|&|\))", re.IGNORECASE)
AFTER = re.compile(
    rf"(?:(?:'s)?\s+names?\b(?:\s+is\b)?)?"  # "topic name orders"
    rf"(?P<link>\s*(?:,?\s*{_BEING}{_CALLED}|\s*(?::\s|[=(])\s*|\s+|,\s+))(?:one {_CALLED})?{_QUOTED}",
    re.IGNORECASE,
)
NEXT = re.compile(
    rf"(?:,\s*(?:and|plus)?|;|\band\b|&|\bplus\b)\s*"
    rf"(?P<new>(?:an|one|another|the other)?\s*(?:one)?\s*{_CALLED})?{_QUOTED}",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"(?:\b(?:an|one|another|it|that|this|(?:an?|the) (?:second|third|fourth|other|last))(?: one)?,?|(?P<comma>,))\s+"
    rf"{_BEING}{_CALLED}{_QUOTED}",
    re.IGNORECASE,
)
OTHER_CALLED = re.compile(
    rf"[^.;:!?]{{1,80}}\b(?:another|the other|a second)(?: one)?,? {_BEING}{_CALLED}", re.IGNORECASE
)
BEFORE = re.compile(rf"\b(?:the|an?|another|our|my|this|that)\s+{_QUOTED}\s+$", re.IGNORECASE)
RENAMED = re.compile(rf"\b(?:to|into|as|be {_RENAMED}|is {_RENAMED})\s+{_QUOTED}", re.IGNORECASE)
RENAMING = re.compile(r"\brename\b|\bshould be (?:called|named)\b|\bcall (?:it|the)\b", re.IGNORECASE)
SOME = re.compile(  # "a handful of members" is no member of a list
    r"\b(?:an?|one|another|some)\s+(?:(?!(?:of|for|to|in|on|at|by|from|with|the|our|your|my|and|or)\b)\w+\s+){0,2}$",
    re.IGNORECASE,
)
LEADING = re.compile(rf"^\s*(?:[-*•]\s*)?(?:(?:{_FILLER})\b[\s:,]*)*{_QUOTED}", re.IGNORECASE)
MEASURED = re.compile(  # before a number: "the attic with", "cellar,"
    rf"(?:[:,&(]|\band\b|\bplus\b)\s*(?:the |our |an? )?{_QUOTED}(?:,| with| has| gets| takes| of| at|:)\s*$",
    re.IGNORECASE,
)
OF_A_KIND = re.compile(  # behind a kind: "loggers, p-quarry", "meter called f-bridge"
    rf"\s+(?P<noun>[a-z]{{3,}})(?:,?\s+{_BEING}(?P<called>{_CALLED})|\s*[,:(]\s*|\s+){_QUOTED}", re.IGNORECASE
)
INTRODUCED = re.compile(rf"(?P<shared>,? [^:.;\n]{{1,50}}):\s*{_QUOTED}(?=\s*(?:[,(]|and\b|with\b|$))", re.IGNORECASE)
# between an item's name and what is said of it: "orders, in German"
OF_IT = re.compile(r"\s*,?\s*(?:(?:in|with|of|at|for|on|is|as)\s+)?", re.IGNORECASE)
