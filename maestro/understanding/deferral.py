"""Answers that pass a decision on: "finance knows that, I do not", "no idea, ask our ops", "I'd have to look it up".

Read piece by piece: at least one says that somebody else knows, or nobody yet, and none of the others decides anything.
Whoever adds a value ("no idea, call it shop") has answered, and is none of this.
"""

import re

from maestro.understanding import grammar

_CUTS = re.compile(
    r"[,.;:!?…()\n]+|\s[-–—]+\s|"
    r"\b(?:but|so|and)\b(?= (?:i|we|he|she|they|you|it|that|this|our|my|the|ask|let|no|not)\b)",
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
