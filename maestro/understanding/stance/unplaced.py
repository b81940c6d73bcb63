"""Sentences that state a requirement: where nothing is read of one, that is said before anything is built on it."""

import re

from maestro.understanding.stance.stories import in_a_story, of_the_past

_REQUIRES = re.compile(
    r"\b(?:must(?:n't)?|has to|have to|may only|may not|can only|shall not|at most|at least|no more than|not more than|"
    r"no less than|mandatory|compulsory|make sure|ensure|under no circumstances|in no case)\b|"
    r"\b(?:is|it's) (?:very |really |absolutely )?(?:important|essential|crucial|vital) (?:that|to)\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:should|shall)\b|\b(?:wants?|'d like|would like|prefer)\b(?! to (?!have\b|keep\b|be\b|get\b))", re.IGNORECASE
)
_OURS = re.compile(  # what people have to do asks nothing of the thing
    r"\b(?:i|he|she|we|you|my \w+|our (?:boss|team|company|board|it|department)|the (?:boss|board))\s+"
    r"(?:\w+ly |all |also |just )?(?:must|has to|have to)\s+(?!(?:have|keep|store|know|see|be able)\b)",
    re.IGNORECASE,
)
_WORDS = 4  # of a sentence that says something


def requires(text: str, *, first: bool = False) -> bool:
    """Whether a sentence requires something of what is asked for; no story, no duty of people.

    What the `first` sentence of a message wants is the whole of it, and no requirement.
    """
    match = _REQUIRES.search(text) or (None if first else _WANTS.search(text))
    if match is None or len(text.split()) < _WORDS or _OURS.search(text) is not None:
        return False
    return not in_a_story(text, match.start(), match.end()) and not of_the_past(text)
