"""Whether a message approves, at the last look and before: only as a whole, never by a part of it."""

import re

from maestro.domain.acts import (
    Accept,
    AcceptAll,
    Act,
    Add,
    Choose,
    DontCare,
    DontKnow,
    Narrow,
    Reject,
    Set,
    Submit,
    Unclear,
)
from maestro.domain.conversation import Asked
from maestro.understanding import grammar

_PIECES = re.compile(r"[,.;:!\n…]+|\s[-–—]+\s|\band\b|\bthen\b|\bso\b", re.IGNORECASE)
_SIGNS = re.compile("[\\U0001F300-\\U0001FAFF\\u2600-\\u27BF\\ufe0f]+")  # pictures beside words
_GUESSED = re.compile(r"\bi (?:guess|suppose)\b", re.IGNORECASE)
_SHORT = 3  # words of a message that can pick a choice at the last look
APPROVING = ("review", "submit")


def approval(said: str, asked: Asked | None) -> Act | None:
    """At the last look: every piece of the message approves, or it does not decide and nothing goes out."""
    if asked is None or asked.path not in APPROVING:
        return None
    pieces = [p.strip() for p in _PIECES.split(_SIGNS.sub("", said) or said) if p.strip()]
    if any(grammar.FAINT.fullmatch(piece) for piece in pieces) or _GUESSED.search(said):
        return DontKnow(asked.path, said.strip())
    good = [p for p in pieces if grammar.APPROVE.fullmatch(p) or grammar.YES.fullmatch(p)]
    rest = [p for p in pieces if p not in good]
    if good and all(grammar.SMALL.fullmatch(p) or grammar.PADDING.fullmatch(p) for p in rest):
        return Submit(said.strip())
    return None


def agreeing(said: str) -> bool:
    """Whether a piece of the message says yes, and none takes it back; what else it says is for others to read."""
    plain = grammar.CHECKING.sub(" ", _SIGNS.sub("", said))
    pieces = [p.strip() for p in _PIECES.split(plain) if p.strip()]
    agreed = any(grammar.YES.fullmatch(p) or grammar.APPROVE.fullmatch(p) for p in pieces)
    return agreed and grammar.HEDGE.search(plain) is None


def undecided(acts: list[Act], said: str, asked: Asked | None) -> list[Act]:
    """At the last look a longer message that is no approval as a whole approves nothing by a part of it."""
    if asked is None or asked.path not in APPROVING or len(said.split()) <= _SHORT:
        return acts
    if any(isinstance(act, (Set, Add, Reject, Narrow, Choose)) for act in acts):
        return acts  # what changes has to be looked at again, and the reducer says so
    kept: list[Act] = [act for act in acts if not isinstance(act, (Accept, AcceptAll, Submit, DontCare))]
    return kept or [Unclear(said.strip()[:200])]
