"""What may come one day, and what would have been: "perhaps a cache next year", "had we the people, Kubernetes".

It is nothing that is wanted now. Only the piece of a sentence that says so is left out; "for now a database" is read.
"""

import re
from collections.abc import Iterator

_TIME = 10  # words of a time before a comma
_TAIL = re.compile(r"\s*(?:perhaps|maybe|possibly|probably|who knows|i hope|we hope|had (?:we|i)|if)\b", re.IGNORECASE)
_LED = re.compile(r"\s*(?:(?:and|but|then)\s+)?(?:once|when|as soon as|after|if)\b", re.IGNORECASE)
_CUT = re.compile(
    r"[;:]|,\s*(?:so|therefore|hence)\b(?! that\b)|,|"
    r"\s+and\s+(?=(?:would|might|may|maybe|perhaps|later|eventually|one day|some ?day|possibly)\b)|"
    r"\s[-–—]\s|\s*(?<!not )\b(?=(?:but|for now|for the (?:time being|moment)|until then|till then|today|"
    r"at present|"
    r"right now|meanwhile|in the meantime|to begin with|to start with|at first|first|now)\b)",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:one day|some ?day|eventually|at some (?:point|later)|down the (?:road|line)|later on|years from now|"
    r"(?:in|for|over) the (?:long|longer|distant|far) (?:run|term|future)|in (?:the )?(?:near |distant )?future|"
    r"(?:maybe|perhaps|possibly),? (?:later|then|afterwards)|later,? (?:maybe|perhaps|possibly)|"
    r"(?:in )?(?:the |a )?(?:phase (?:two|2)|second (?:phase|step)))\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:in (?:a|an|the next|another|two|three|five|ten|some|a few|\d+) (?:\w+ )?(?:years?|months?|decades?)"
    r"(?: or (?:two|so|three))?|(?:the )?(?:next|following) (?:year|season|spring|summer|autumn|fall|winter|quarter)|"
    r"after (?:the|our) (?:merger|expansion))\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"\b(?:might|may|could|would|will|perhaps|maybe|possibly|probably|hope|plan|think\w*|follow|wants?|needs?|"
    r"like|love)\b|"
    r"'d\b|'ll\b",
    re.IGNORECASE,
)
_MAY = re.compile(
    r"\b(?:might|may|could|perhaps|maybe|possibly|probably|there (?:will|would) be|would (?:want|need|like|love|"
    r"add)|follow)\b|"
    r"'d (?:want|need|like|love|add)\b|'ll (?:want|need|add|be)\b",
    re.IGNORECASE,
)
_LAUNCH = re.compile(
    r"\b(?:launch|open|start|release|begin|mov(?:e|ing)|migrat|switch|deadline|ready|grow|reach|expect|hold)\w*|"
    r"\bgo(?:es|ing)? live\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:that|which|who|where|whose|because|since|as)\b", re.IGNORECASE)
_NOW = re.compile(
    r"(?<!not )(?<!not just )\b(?:now|today|from the (?:start|beginning|outset)|from day one|already|right away|"
    r"immediately|at once|asap|(?:have|has|need|needs) to be ready|must be|ready for|prepared? for|keep in mind)\b",
    re.IGNORECASE,
)
_GROWN = re.compile(  # "once we have more money, Kubernetes"
    r"\s*(?:(?:and|but|then|maybe|perhaps)\b,?\s+)?(?:once|when|as soon as|after|"
    r"if)\s[^.;:]{0,60}?\b(?:more (?:money|people|time|"
    r"staff|budget|customers|users|hands|funds)|grow|grown|bigger|rich|famous|retired?|enough (?:money|people|"
    r"time|staff|budget|"
    r"customers|funds)|win|won|take off|takes off)\b",
    re.IGNORECASE,
)
_WOULD_HAVE = re.compile(
    r"\b(?:would|could|should|might) have (?:been|liked|loved|wanted|preferred|used|taken|chosen|gone|had|"
    r"bought|opted)\b|"
    r"\bhad (?:i|we) (?:only )?(?:known|the|had|more|enough|been)\b|\bif (?:only )?(?:i|we) (?:had|were)\b|"
    r"\bin an ideal world\b|\b(?:i|we) (?:often |sometimes )?dream (?:of|about)\b|\b(?:i|we) wish (?:i|"
    r"we) (?:had|could)\b|"
    r"\bwere it (?:up to|for) (?:me|us)\b|\bif money were\b",
    re.IGNORECASE,
)


def without_someday(text: str) -> str:
    """A sentence with blanks for what is only thought of, of the same length."""
    place = 0
    for match in [*_cuts(text), None]:
        end = match.start() if match is not None else len(text)
        piece = text[place:end]
        if _is_thought_of(piece):
            text = text[:place] + " " * len(piece) + text[end:]
        place = end
    return text


def _cuts(text: str) -> Iterator[re.Match[str]]:
    """Where a sentence turns; at a comma, unless only a time stands before it ("in two years, ...")."""
    place = 0
    for match in _CUT.finditer(text):
        piece = text[place : match.start()]
        if match[0] == "," and (_is_a_time(piece) or _TAIL.match(text, match.end())):
            continue
        yield match
        place = match.end()


def _is_a_time(piece: str) -> bool:
    """Whether a piece only says when what follows may come."""
    marked = _VAGUE.search(piece) or _DATED.search(piece) or _LED.match(piece)
    return marked is not None and len(piece.split()) <= _TIME


def _is_thought_of(piece: str) -> bool:
    """Whether a piece tells what may come, or what would have been."""
    if _WOULD_HAVE.search(piece) is not None:
        return True
    vague, dated = _VAGUE.search(piece), _DATED.search(piece)
    far = vague is not None and _RELATIVE.search(piece, 0, vague.start()) is None and _WILL.search(piece) is not None
    if dated is not None and _MAY.search(piece) is not None and _LAUNCH.search(piece) is None:
        far = far or _RELATIVE.search(piece, 0, dated.start()) is None
    return (far or _GROWN.match(piece) is not None) and _NOW.search(piece) is None
