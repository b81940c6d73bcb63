"""Answers that take what was recommended, by that alone: "the one you'd pick", "you know better, your suggestion then".

Who leaves the choice so has made it where something is recommended; at the last look it approves nothing.
"""

import re

from maestro.domain.acts import Accept, Act, DontCare
from maestro.domain.conversation import Asked
from maestro.understanding.english import grammar
from maestro.understanding.stance import approvals

_CUTS = re.compile(r"[,.;:!\n…]+|\s[-–—]+\s|\b(?:because|since|as)\b(?= (?:i|we|you)\b)", re.IGNORECASE)
_IF_SO = re.compile(
    r"(?:well |so |then )*(?:if|since|when) you (?:really |would |do )*(?:recommend|suggest|propose|advise) "
    r"(?:it|that|this)(?: one)?",
    re.IGNORECASE,
)
_SHORT = 20  # words of a message that is no more than that


def recommended(said: str, asked: Asked) -> Act | None:
    """What it means to take the recommendation; None of a message that says something else, or more."""
    if not _takes(said):
        return None
    quote = said.strip()
    proposes = asked.path in ("scenario", "confirm") or any(choice.recommended for choice in asked.choices)
    proposes = proposes or asked.default is not None
    decides = asked.path not in (*approvals.APPROVING, "purpose")
    return Accept(asked.path, quote) if proposes and decides else DontCare(asked.path, quote)


def _takes(said: str) -> bool:
    """Whether a piece says it, and each of the others no more than why, or yes."""
    if len(said.split()) > _SHORT or said.rstrip().endswith("?"):
        return False
    if grammar.RECOMMENDED.fullmatch(said):
        return True
    pieces = [piece.strip() for piece in _CUTS.split(said) if piece and piece.strip()]
    taking = [p for p in pieces if grammar.RECOMMENDED.fullmatch(p) or _IF_SO.fullmatch(p)]
    beside = (grammar.YES, grammar.SMALL, grammar.PADDING, grammar.FILLER, grammar.DONT_CARE, grammar.DONT_KNOW)
    rest = [p for p in pieces if p not in taking and not grammar.TRUSTING.fullmatch(p)]
    return bool(taking) and all(any(pattern.fullmatch(p) for pattern in beside) for p in rest)
