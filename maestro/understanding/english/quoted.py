"""Orders to a machine inside what a user quotes or pastes: they are another's words, and say nothing of the request.

A quotation with such an order is silent as a whole; in a pasted letter, and after an order that stands by itself, only
the orders are: what a letter tells of a need is read.
"""

import re
from collections.abc import Iterator

from maestro.understanding.english.suspicious import suspicious

Place = tuple[int, int]

_QUOTATION = re.compile(r"\"[^\"]{8,4000}\"|(?<!\w)'(?=\S)(?:[^'\n]|(?<=\w)'(?=\w)){8,2000}'(?!\w)")
_PARAGRAPH = re.compile(r"(?:(?!\n[ \t]*\n).)+", re.DOTALL)
_SENTENCE = re.compile(r"[^.!?;\n]+(?:[.!?;](?![\"')\]]*(?:\s|$))[^.!?;\n]*)*[.!?;]*[\"')\]]*")
_PASTED = re.compile(
    r"\b(?:wrote|writes?|written|letters?|e-?mails?|mails?|messages?|notes?|memos?|forward\w*|past(?:e|es|ed|ing)|"
    r"cop(?:y|ied|ies)|quot(?:e|es|ed|ing)|says?|said|sent|received|got)\b[^\n]{0,120}:[ \t]*\n",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"^\s*(?:system|assistant|developer)\s*:|\byou are now\b|\bwithout (?:asking|review|approval)\b|"
    r"\b(?:ignore|disregard|forget|override) (?:all |any |your |the |my )*"
    r"(?:previous |prior |above |earlier |guard |safety )*(?:instructions?|rules?|prompts?|polic(?:y|ies)|checks?)\b|"
    r"\b(?:disable|bypass|circumvent|skip|suspend|switch off|turn off|override) (?:all |any |your |the |these |this )*"
    r"(?:guard(?:rail)?s?|guard rules?|policy checks?|safety (?:checks?|rules?))\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"\W*(?:(?:then|also|and|next|now|please|kindly|immediately|instead|finally|first)\W+)*"
    r"(?:set|grant|give|submit|approve|delete|disable|enable|assign|open|add|remove|make|switch|change|deploy|choose|"
    r"take|put|use|create|drop|turn|allow|expose|run|execute|skip|merge|move|rename|call|select|do not|don't|never)\b",
    re.IGNORECASE,
)


def gives_orders(sentence: str) -> bool:
    """Whether a sentence speaks to a machine and its rules, whoever says it."""
    return _ORDER.search(sentence) is not None


def hushed(text: str) -> str:
    """A message with blanks for what says nothing of the request, of the same length."""
    for silenced in (_quotations, _pasted, _ordered):
        for start, end in list(silenced(text)):
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _quotations(text: str) -> Iterator[Place]:
    for match in _QUOTATION.finditer(text):
        if any(suspicious(sentence[0]) for sentence in _SENTENCE.finditer(match[0][1:-1])):
            yield match.span()


def _pasted(text: str) -> Iterator[Place]:
    """All imperatives of a pasted letter in which something gives orders to a machine."""
    for match in _PASTED.finditer(text):
        letter = _PARAGRAPH.match(text, _first_line(text, match.end()))
        told = list(_SENTENCE.finditer(text, letter.start(), letter.end())) if letter is not None else []
        if any(suspicious(sentence[0]) for sentence in told):
            yield from (s.span() for s in told if suspicious(s[0]) or _IMPERATIVE.match(s[0]))


def _first_line(text: str, place: int) -> int:
    """Where the words begin after empty lines."""
    return place + len(text[place:]) - len(text[place:].lstrip())


def _ordered(text: str) -> Iterator[Place]:
    """Orders to the machine, and the imperatives that follow them in the same paragraph."""
    for paragraph in _PARAGRAPH.finditer(text):
        ordered = False
        for sentence in _SENTENCE.finditer(text, paragraph.start(), paragraph.end()):
            ordered = gives_orders(sentence[0]) or (ordered and _IMPERATIVE.match(sentence[0]) is not None)
            if ordered:
                yield sentence.span()
