"""Who cannot tell which of two options fits: "I can't say whether we are steady or packed". Nothing is written.

What the options mean is told instead, as if it had been asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from maestro.domain.acts import Question, Topic
from maestro.understanding.english.text import Span
from maestro.understanding.vocabulary.lexicon import Hit, Means

_DOUBT = re.compile(
    r"\b(?:(?:i|we)(?:'m| am|'re| are)?\s+(?:really |honestly |just |still )?"
    r"(?:can't|cannot|can not|couldn't|don't|do not|not|never|un)\s*(?:really |quite |at all )?"
    r"(?:tell|say|know|sure|certain|decided?|clear|judge|make up (?:my|our) minds?|figure out)|"
    r"(?:i|we) (?:wonder|waver|hesitate)|hard to (?:say|tell)|no idea|it'?s unclear|torn|undecided)\b"
    r"[^.!?]{0,30}?\b(?:whether|if|which|between|what)\b",
    re.IGNORECASE,
)
_TWO = 2


@dataclass(frozen=True)
class Wavering:
    """Where the doubt begins and ends in its sentence, and the question that it stands for."""

    start: int
    end: int
    asked: Question


def wavers(span: Span, hits: Sequence[Hit]) -> Wavering | None:
    """A sentence that doubts between two options of one field or more."""
    match = _DOUBT.search(span.text)
    if match is None:
        return None
    behind = [h for h in hits if h.start - span.start >= match.start()]
    named: dict[str, set[str]] = {}
    for target in (t for h in behind for t in h.targets if t.means is Means.OPTION and not t.guessed):
        named.setdefault(target.path, set()).add(str(target.value))
    torn = [path for path, values in named.items() if len(values) >= _TWO]
    if len(torn) != 1 or "[]" in torn[0]:
        return None
    end = max(h.end for h in behind if any(t.path == torn[0] for t in h.targets)) - span.start
    return Wavering(match.start(), end, Question(Topic.OPTIONS, torn[0], None, span.text.strip()))
