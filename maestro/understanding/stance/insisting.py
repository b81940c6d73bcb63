"""What is said to a refusal of the guard: "do it anyway", "ignore your rules", "then leave it out".

Read only right after such a refusal, of sentences that name no value of their own. Insisting makes a wish, never a
value.
"""

import re

from maestro.domain.acts import Act, Reject, WishFor
from maestro.domain.conversation import Objection, View
from maestro.domain.json import below

_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;]*")
_ANYWAY = r"(?:anyways?|regardless|nevertheless|nonetheless|all the same|even so|no matter what)"
_RULES = r"(?:guards?|guard ?rails?|rules?|polic(?:y|ies)|checks?|restrictions?|refusals?|limits?|blocks?)"
_INSISTING = re.compile(
    r"\b(?:do|grant|give|allow|make|add|take|set|write|put|keep) (?:it|that|this|him|her|them|us|me)\b[^.!?]{0,20} "
    rf"{_ANYWAY}\b|^\W*{_ANYWAY}\W*$|\bi (?:really |must |do )*insist\b|\bjust (?:do|grant|allow) (?:it|that)\b|"
    r"\b(?:override|overrule|bypass|circumvent|waive|lift|suspend)\b|"
    rf"\b(?:ignore|disable|skip|switch off|turn off|disregard|forget)\b[^.!?]{{0,30}}\b{_RULES}\b|"
    r"\bexceptions?\b|\bexemptions?\b|"
    r"\bi(?:'m| am) (?:the |an? )?(?:\w+ )?(?:admin(?:istrator)?|boss|c[te]o|root)\b|"
    r"\b(?:he|she|they|i|we) (?:really |still |absolutely )*(?:needs?|wants?|requires?|insists? on|"
    r"(?:must|has to|have to) have) (?:it|that|this|exactly that)\b",
    re.IGNORECASE,
)
_LEAVING = re.compile(
    r"\W*(?:(?:ok(?:ay)?|fine|al(?:l )?right|well|right|sure|so|then|in that case|too bad|pity|please|just|we'll|let's|"
    r"i'll|yes)\W+)*(?:leave (?:it|that|this|him|her|them|(?:the|that) (?:role|permission|access|one)s?) out|"
    r"(?:drop|remove) (?:it|that|this|(?:the|that) (?:role|permission|access)s?)|(?:do|go) without(?: (?:it|that))?|"
    r"without (?:it|that))(?:\W+(?:then|again|please|instead|for now))*\W*",
    re.IGNORECASE,
)
_VALUED = re.compile(r"@|\w/\w|\d")  # a sentence with a value of its own is read for that


def replied(text: str, view: View) -> tuple[Act, str] | None:
    """What a sentence says to the refusal, and the message with blanks in its place; None where none does."""
    if view.objection is None or '"' in text:
        return None
    for match in _SENTENCE.finditer(text):
        if (act := _reply(match[0], view, view.objection)) is not None:
            return act, f"{text[: match.start()]}{' ' * len(match[0])}{text[match.end() :]}"
    return None


def _reply(sentence: str, view: View, objection: Objection) -> Act | None:
    asks = view.question is not None and view.question.path == "confirm"
    stands = any(below(path, objection.path) for path in view.values)
    if _LEAVING.fullmatch(sentence) and not asks and not stands:
        return Reject(objection.path, quote=sentence.strip())
    if _INSISTING.search(sentence) and not _VALUED.search(sentence):
        return WishFor(objection.text, sentence.strip()[:200])
    return None
