"""A message that is one short act as a whole: help, a yes, no idea, whatever, later; and which words win over it."""

import re
from dataclasses import replace

from maestro.domain.acts import (
    Accept,
    AcceptAll,
    Act,
    Cancel,
    Choose,
    Decline,
    DontCare,
    DontKnow,
    Help,
    Skip,
    SmallTalk,
    Submit,
    Unclear,
)
from maestro.domain.conversation import Asked, View
from maestro.understanding.english import grammar
from maestro.understanding.replies import answers
from maestro.understanding.stance import approvals
from maestro.understanding.stance.recommended import recommended

_PIECES = re.compile(r"[,.;:!\n…]+|\s[-–—]+\s|\band\b", re.IGNORECASE)


def whole_message(said: str, view: View) -> tuple[Act, ...] | None:
    """An act that is the whole message."""
    quote = said.strip()
    asked = view.question
    simple: tuple[tuple[re.Pattern[str], Act], ...] = (
        (grammar.HELP, Help(quote)),
        (grammar.CANCEL, Cancel(quote)),
        (grammar.SMALL, SmallTalk(quote)),
        (grammar.ACCEPT_ALL, AcceptAll(quote)),
    )
    for pattern, act in simple:
        if pattern.fullmatch(said) and not (pattern is grammar.CANCEL and is_choice(said, asked)):
            return (act,)
    if grammar.SUBMIT.fullmatch(quote.rstrip(".! ")):
        return (Submit(quote),)
    if asked is None:
        return None
    return short_reply(said, asked)


def short_reply(said: str, asked: Asked) -> tuple[Act, ...] | None:
    """Yes, no, no idea, whatever, later: to the open question."""
    path, quote = asked.path, said.strip()
    if path == "purpose" and _told_before(said):
        return (DontCare(path, quote),)  # what was told is what it is for
    if path not in approvals.APPROVING and (own := _own_words(said, asked)) is not None:
        return own
    if (taken := recommended(said, asked)) is not None:
        return (taken,)
    replies: tuple[tuple[re.Pattern[str], Act], ...] = (
        (grammar.YES, Accept(path, quote)),
        (grammar.NO, Decline(path, quote)),
        (grammar.DONT_KNOW, DontKnow(path, quote)),
        (grammar.DONT_CARE, DontCare(path, quote)),
        (grammar.SKIP, Skip(path, quote)),
    )
    if path == "purpose" and grammar.DONT_CARE.fullmatch(said):
        return _reply(DontCare(path, quote), said, asked)  # where there is nothing to say yes to
    for pattern, act in replies:
        if pattern.fullmatch(said):
            return _reply(act, said, asked)
    if grammar.APPROVE.fullmatch(said) and not is_choice(said, asked):
        return (Submit(quote),)
    return None


def _told_before(said: str) -> bool:
    """ "as I said, that's all there is to it": every piece points back to what was told, or adds that it is all."""
    if grammar.TOLD_BEFORE.fullmatch(said):
        return True
    pieces = [piece.strip() for piece in _PIECES.split(said) if piece.strip()]
    beside = (grammar.TOLD_BEFORE, grammar.OWN_WORDS, grammar.SMALL, grammar.PADDING)
    told = any(grammar.TOLD_BEFORE.fullmatch(piece) or grammar.OWN_WORDS.fullmatch(piece) for piece in pieces)
    return told and all(any(pattern.fullmatch(piece) for pattern in beside) for piece in pieces)


def _own_words(said: str, asked: Asked) -> tuple[Act, ...] | None:
    """ "nothing else", "no blueprint, only what I wrote": an empty start, none of a list; elsewhere no answer."""
    pieces = [piece.strip() for piece in _PIECES.split(said) if piece.strip()]
    own = [piece for piece in pieces if grammar.OWN_WORDS.fullmatch(piece)]
    beside = (grammar.NO, grammar.SMALL, grammar.PADDING)
    if not own or not all(piece in own or any(p.fullmatch(piece) for p in beside) for piece in pieces):
        return None
    quote = said.strip()
    if asked.path == "scenario":
        return (Choose(None, quote),)
    none = next((choice for choice in asked.choices if choice.value == []), None)
    return tuple(replace(act, quote=quote) for act in none.acts) if none is not None else (Unclear(quote),)


def is_choice(said: str, asked: Asked | None) -> bool:
    return asked is not None and asked.path not in approvals.APPROVING and answers.by_words(said, asked) is not None


def _reply(act: Act, said: str, asked: Asked) -> tuple[Act, ...]:
    """A short reply; where a choice has these very words ("none", "keep", "later"), the choice is meant."""
    named = answers.by_words(said, asked)
    if named is not None:
        return named.acts
    if asked.path == "purpose" and isinstance(act, (Accept, Decline)):
        return (Unclear(said.strip()),)
    return (act,)
