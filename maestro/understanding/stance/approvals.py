"""Whether a message approves: an order to send the request off, or a yes, that nothing beside it takes back."""

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
from maestro.understanding.english import grammar
from maestro.understanding.english.slips import is_slip

_PIECES = re.compile(r"[,.;:!\n…]+|\s[-–—]+\s|\band\b|\bthen\b|\bso\b", re.IGNORECASE)
_CLAUSES = re.compile(r"[,.;:!\n…]+|\s[-–—]+\s", re.IGNORECASE)
_SIGNS = re.compile("[\\U0001F300-\\U0001FAFF\\u2600-\\u27BF\\ufe0f]+")  # pictures beside words
_GUESSED = re.compile(r"\bi (?:guess|suppose)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]{4,}", re.IGNORECASE)
_ORDERS = ("send", "submit", "proceed", "please", "great", "ship", "approve", "approved", "perfect")  # mistyped, too
_ADDS = re.compile(  # what is to change has to be known before anything goes out
    r"\b(?:add|include|put|change|remove|drop|replace|swap|increase|decrease|make (?:it|that|them)) "
    r"(?:it|that|this|them|one|\w+er)\b",
    re.IGNORECASE,
)
_IT = r"(?:it|this|that|these|everything|the (?:whole )?(?:thing|plan|draft|list|request|proposal|offer|summary))"
_LATER = re.compile(  # "I'll show it to my partner and then we'll see": nothing is decided yet
    rf"\b(?:we|i|he|she|they|let (?:me|us))(?:'ll| will|'d like to|'m going to|'re going to| am going to|"
    rf" are going to| have to| "
    rf"need to| must| want to| would like to| shall| has to)?\s+(?:\w+ly |first |then |just |still |better |"
    rf"rather )*(?:"
    rf"see(?:,? then| then| about it| how it goes)?(?=\s*(?:[.!;]|$))|sleep on (?:it|that|this)|"
    rf"think (?:{_IT} over|(?:about|on) {_IT}|again)|"
    rf"mull (?:it|this|that) over|(?:show|send|read|present|take|bring|explain|pitch) {_IT} to|(?:discuss|"
    rf"consider|digest) {_IT}|"
    rf"talk (?:{_IT} (?:over|through)|(?:about|over) {_IT})|run {_IT} (?:by|past)|let you know|"
    rf"(?:have|take|has) (?:a |another )(?:closer )?(?:look|think))",
    re.IGNORECASE,
)
_YES = re.compile(r"\b(?:yes|yep|yeah|go with|take (?:that|this) one)\b", re.IGNORECASE)
_SHORT = 3  # words of a message that can pick a choice at the last look
APPROVING = ("review", "submit")


def approval(said: str, asked: Asked | None) -> Act | None:
    """At the last look: every piece of the message approves, or it does not decide and nothing goes out."""
    if asked is None or asked.path not in APPROVING:
        return None
    pieces = _split(_PIECES, _SIGNS.sub("", said) or said)
    faint = any(grammar.FAINT.fullmatch(piece) for piece in pieces) or _GUESSED.search(said)
    if faint and not ordering(said):
        return DontKnow(asked.path, said.strip())
    good = [p for p in pieces if grammar.APPROVE.fullmatch(p) or grammar.YES.fullmatch(p)]
    rest = [p for p in pieces if p not in good]
    if good and all(grammar.SMALL.fullmatch(p) or grammar.PADDING.fullmatch(p) for p in rest):
        return Submit(said.strip())
    return None


def agreeing(said: str) -> bool:
    """Whether a piece of the message says yes, and none takes it back; what else it says is for others to read."""
    plain = grammar.CHECKING.sub(" ", _SIGNS.sub("", said))
    agreed = any(grammar.YES.fullmatch(p) or grammar.APPROVE.fullmatch(p) for p in _split(_PIECES, plain))
    return agreed and grammar.HEDGE.search(plain) is None


def ordering(said: str) -> bool:
    """Whether a piece of the message orders to send the request off, for sure, and nothing in it takes that back."""
    plain = grammar.CHECKING.sub(" ", _SIGNS.sub("", said))
    spelt = _WORD.sub(lambda m: next((w for w in _ORDERS if is_slip(m[0].lower(), w)), m[0]), plain)
    if grammar.AGAINST.search(plain):
        return False
    pieces = (*_split(_PIECES, spelt), *_split(_CLAUSES, spelt))
    return any(grammar.ORDER.fullmatch(p) and not grammar.FAINTLY.search(p) for p in pieces)


def postponed(said: str) -> bool:
    """Whether a message leaves what was proposed for later: it shall be thought over, or shown to somebody."""
    if _LATER.search(said) is None or _YES.search(said) is not None:
        return False
    return not any(grammar.ORDER.fullmatch(piece) for piece in _split(_PIECES, said))


def undecided(acts: list[Act], said: str, asked: Asked | None) -> list[Act]:
    """At the last look a longer message that is no approval as a whole approves nothing by a part of it."""
    if asked is None or asked.path not in APPROVING:
        return acts
    count = len(said.split())
    if _ADDS.search(said):
        acts = [act for act in acts if not isinstance(act, (Accept, AcceptAll))] or [Unclear(said.strip()[:200])]
    if count == 1 or (count <= _SHORT and not any(isinstance(act, Submit) for act in acts)):
        return acts
    if any(isinstance(act, (Set, Add, Reject, Narrow, Choose)) for act in acts):
        return acts  # what changes has to be looked at again, and the reducer says so
    kept: list[Act] = [act for act in acts if not isinstance(act, (Accept, AcceptAll, Submit, DontCare))]
    return kept or [Unclear(said.strip()[:200])]


def _split(at: re.Pattern[str], said: str) -> list[str]:
    return [piece.strip() for piece in at.split(said) if piece.strip()]
