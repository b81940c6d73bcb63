"""Lists that are refused as a whole: "we exclude A, B and C", "A, B and C are not required".

What stands in such a list is told by its form alone, so that a word which the factory does not know breaks none of it.
A word that opens something else (a verb, "with", a number) ends the list.
"""

import re
from itertools import pairwise

_OTHER = (  # no word of a plain item of a list
    r"(?:we|i|you|they|it|this|but|just|only|so|use|add|take|keep|want|wants|need|needs|would|will|shall|should|must|"
    r"can|could|may|have|has|had|get|gets|give|gives|is|are|was|were|be|do|does|run|runs|with|plus|instead|please|"
    r"because|since|as|if|unless|provided|that|which|who|where|when|also|then|enough|suffice|suffices|remain|remains|"
    r"stay|stays|not|no|nor|or|and)"
)
_WORD = rf"(?!{_OTHER}\b)[^\W\d][\w'/-]*"
_ITEM = rf"{_WORD}(?:\s+{_WORD}){{0,5}}"


def _more(joint: str) -> str:
    """What follows the first item: others behind commas, then those behind one and the same joining word."""
    return rf"(?:\s*[,/]\s*{_ITEM})*(?:\s*,?\s*(?:{joint})\s*(?:also\s+|even\s+)?{_ITEM})+"


_MORE = rf"(?:{_more(r'(?:and|as well as|along with|together with)(?= )|&')}|{_more('(?:or|nor)(?= )')})"
_LIST = re.compile(rf"\s*{_ITEM}{_MORE}", re.IGNORECASE)
_REST = re.compile(
    rf"(?:\s+(?:clusters?|databases?|services?|servers?|instances?|zones?)\b)?"
    rf"(?:\s+(?:for|of|in|on|between|to|from|by)(?:\s+{_WORD}){{1,4}})?{_MORE}",
    re.IGNORECASE,
)
_BEGUN = re.compile(  # before an item that begins a sentence or goes on with the list at its beginning
    rf"\s*(?:(?:but|and|also|further|furthermore|likewise|then|however|so|well)\b,?\s+)?(?:{_ITEM}\s*(?:,|/)\s*)*"
    rf"(?:(?:the|an?|any|our|your|all|both)\s+)?",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s*(?:and\s+)?(?:(?:the|an?|any|our|your|all|both)\s+)?$", re.IGNORECASE)
_GOES_ON = re.compile(  # the last item is the subject of what follows: it is not the end of a list of objects
    r"\s+(?:is|are|was|were|will|would|shall|should|must|can|could|may|has|have|had|needs?|gets?|runs?|do|does|"
    r"suffices?|remains?|stays?)\b",
    re.IGNORECASE,
)
FORGOING = (
    r"(?:dispens(?:e|ing) with|refrain(?:ing)? from|abstain(?:ing)? from|rul(?:e|ing) out|for(?:e)?go(?:ing)?|"
    r"renounc(?:e|ing)|decid(?:ed?|ing) against|(?:have|has|had) (?:\w+ly )?(?:excluded|ruled out|left out|omitted|"
    r"renounced))(?: (?:using|use of|the use of))?"
)
_GOVERNS = re.compile(  # what refuses all that it lists
    r"without|minus|excluding|excludes?|excepting|except(?: for)?|apart from|(?:with )?the exception of|barring|drop|"
    r"remove|delete|disable|ditch|omit|skip|leave out|take out|throw out|get(?:ting)? rid of|strike(?: out)?|"
    rf"do without|{FORGOING}|no need (?:for|of)|no use (?:for|of)|"
    r"not interested in|stop using|opt out of|(?:do not|does not|don't|doesn't|will not|won't)\s+"
    r"(?:\w+ly\s+|really\s+|even\s+)?(?:need|want|require|use|wish for|ask for)",
    re.IGNORECASE,
)
_LOOSE = re.compile(
    r"without|minus|except\w*(?: for)?|apart from|barring", re.IGNORECASE
)  # "without A and a B": one, or two
_PLURAL = re.compile(  # what is said of several at once
    r"\s*(?::|\s[-–—]\s|(?:are|were|aren't|weren't|do|don't|have|must|should|may|can|could|shall|will|would|to be|"
    r"all|"
    r"both|we|i|not|(?:can )?(?:go|leave)|out)\b|,?\s*(?:none|neither)\b)",
    re.IGNORECASE,
)


_NONE_OF = re.compile(  # what follows is a list of which nothing is wanted
    r"\b(?:(?:none|nothing|not (?:a single )?(?:one|any)|not any|neither|without (?:any|one)|no part|free) of|"
    r"no such thing as|nothing like)\s+(?!(?:our|my|us|them|it)\b)(?:(?:the|these|those|all|your|such)\s+)?",
    re.IGNORECASE,
)
_NO = re.compile(r"\b(?:no|not|without|nor|nothing about)\s+", re.IGNORECASE)
_AND_SO_ON = re.compile(
    r"\s*,?\s*(?:(?:and|or|nor)\s+(?:(?:all |any(?:thing)? )?(?:of )?(?:the |that |such )?(?:so on|so forth|"
    r"suchlike|like|"
    r"rest|others?|lot|what ?not|whatever|stuff|things?|kind)|(?:anything|something|things|stuff) (?:like|of|"
    r"along) .{2,20}|"
    r"all (?:that|those|of that)|such)\b|etc\b|et cetera\b|\.\.\.|…)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"[,/]|\b(?:and|or|nor)\b", re.IGNORECASE)
_TURNS = re.compile(
    r"[.;:!?](?!\.)|,\s*(?:and\s+)?(?:an?|our|one|some|the|this|that)\b|\b(?:but|except|only|just|apart|besides|"
    r"other than|however|though|although|because|since|we|i|they|you|"
    r"it|he|she|yes|instead|save|is|are|was|were|will|would|shall|should|must|can|could|may|has|have|goes?|"
    r"leaves?)\b",
    re.IGNORECASE,
)


def of_none(text: str, start: int, end: int) -> int | None:
    """Where a list begins of which nothing is wanted, and which `text[start:end]` stands in.

    "none of A, B and C", "no A, B and so on".
    """
    for match in _NONE_OF.finditer(text, 0, start):
        if _TURNS.search(text, match.end(), start) is None:
            return match.start()
    after = next((m for m in _AND_SO_ON.finditer(text, end) if _TURNS.search(text, end, m.start()) is None), None)
    begun = [m for m in _NO.finditer(text, 0, start) if _TURNS.search(text, m.end(), start) is None]
    listed = after is not None and begun and _JOINT.search(text, begun[0].end(), after.start())
    return begun[0].start() if listed else None


def and_so_on(text: str, end: int) -> bool:
    """Whether a list goes on after an item with all others of its kind."""
    return _AND_SO_ON.match(text, end) is not None


def governed(text: str, refusing: int, start: int, end: int, others: tuple[tuple[int, int], ...]) -> bool:
    """Whether `text[start:end]` lies in the list of what the words at `refusing` refuse, with no verb of its own.

    `others` are the places of all things named: two without a word between make a thing with a quality ("a large
    database"), which is wanted.
    """
    governor = _GOVERNS.match(text, refusing)
    found = _LIST.match(text, governor.end()) if governor is not None else None
    if governor is None or found is None or found.end() < end or _GOES_ON.match(text, found.end()) is not None:
        return False
    if _LOOSE.fullmatch(governor[0]) and "," not in found[0]:
        return False
    inside = sorted((s, e) for s, e in (*others, (start, end)) if governor.end() <= s < found.end())
    return all(text[e:s].strip() or s < e for (_, e), (s, _) in pairwise(inside))


def subjects(text: str, start: int, end: int) -> int | None:
    """Where the list ends that `text[start:end]` opens or continues, and of which all is said what follows."""
    rest = _REST.match(text, end)
    if rest is None or _PLURAL.match(text, rest.end()) is None:
        return None
    begun = _BEGUN.fullmatch(text, 0, start) is not None
    last_piece = _COMMA.search(text[:start]) is not None and "," not in rest[0]
    return rest.end() if begun or last_piece else None
