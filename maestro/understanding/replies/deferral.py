"""Answers that pass a decision on: "finance knows that, I do not", "no idea, ask our ops", "I'd have to look it up".

Read piece by piece: at least one says that somebody else knows, or nobody yet, and none of the others decides anything.
Whoever adds a value ("no idea, call it shop") has answered, and is none of this.
"""

import re
from collections.abc import Sequence

from maestro.understanding.english import grammar
from maestro.understanding.vocabulary.lexicon import Hit, Means

_CUTS = re.compile(
    r"[,.;:!?…()\n]+|\s[-–—]+\s|"
    r"\b(?:but|so|and)\b(?= (?:i|we|he|she|they|you|it|that|this|our|my|the|ask|let|no|not)\b)",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\s*(?:(?:sorry|hm+|well|oh|no|uh|and)\W+)*(?:i |we )?(?:really |just )?"
    r"(?:dunno|don'?t (?:really |even )?(?:know|have)|do not (?:know|have)|have no idea|no idea|can'?t find|"
    r"have to (?:look up|ask for|find out)|need to (?:look up|ask for|find out))"
    r"(?: yet| what| which| about| of)*(?: (?:the|our|that|any|which|what|my|a|an|this))*\s+",
    re.IGNORECASE,
)
_REST = re.compile(
    r"(?:\s+(?:is|yet|now|right now|at the moment|number|id|sorry|at hand|here|by heart|off hand|exactly))*[\s.!…]*",
    re.IGNORECASE,
)
_MOST = 40  # words of a message that does no more than that
_BESIDE = 4  # words of its own before or after what a piece says


def deferred(said: str) -> bool:
    """Whether a message says no more than that the decision is another's, or is not made yet."""
    if len(said.split()) > _MOST or said.rstrip().endswith("?"):
        return False
    pieces = [piece.strip() for piece in _CUTS.split(said) if piece and piece.strip()]
    passing = [piece for piece in pieces if _passes_on(piece)]
    return bool(passing) and all(piece in passing or grammar.FILLER.fullmatch(piece) for piece in pieces)


def unknown_field(said: str, hits: Sequence[Hit]) -> str:
    """The one field that a message says is not known yet: "dunno the billing account"; empty where it says more."""
    match = _UNKNOWN.match(said)
    fields = [h for h in hits if match is not None and h.start >= match.end() and _fields(h)]
    if match is None or not fields or _REST.fullmatch(said, fields[-1].end) is None:
        return ""
    return _fields(fields[0])[0] if len(fields) == 1 and fields[0].start == match.end() else ""


def _fields(hit: Hit) -> list[str]:
    return [t.path for t in hit.targets if t.means is Means.FIELD and "[]" not in t.path]


def _passes_on(piece: str) -> bool:
    """The piece itself, or what stands beside words like "well" and "sorry"."""
    words = piece.split()
    most = min(len(words), _BESIDE + 1)
    return any(
        _filler(words[:start]) and _filler(words[end:]) and grammar.DEFERRAL.fullmatch(" ".join(words[start:end]))
        for start in range(most)
        for end in range(len(words), max(start, len(words) - most), -1)
    )


def _filler(words: list[str]) -> bool:
    return not words or grammar.FILLER.fullmatch(" ".join(words)) is not None
