"""An answer to a list that a digression brought: "what sizes are there?" - "the biggest of them".

The open question was asked again below that list; what can only pick from a list means the one that was asked for.
"""

import re

from maestro.domain.acts import Act, Set
from maestro.domain.conversation import Asked, View
from maestro.understanding import answers, choosing, superlatives
from maestro.understanding.short import is_choice

_LONGEST = 8  # words of a message that only picks
_OF_THEM = re.compile(r"\s*\b(?:of|from|among) (?:them|these|those|the list|all)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:one|of (?:them|these|those)|option|it|that)\b", re.IGNORECASE)


def picked(said: str, view: View) -> tuple[Act, ...] | None:
    """The act that picks from what was listed last; None where a message says more, or may answer the question."""
    listed, text = view.listed, said.strip()
    if listed is None or text.endswith("?") or re.search(r"\d", text) or len(text.split()) > _LONGEST:
        return None
    if view.question is not None and view.question.path == listed.path:
        return None
    plain = _OF_THEM.sub("", text)
    by_place = answers.by_number(plain, listed)
    if by_place is not None and not by_place.rest.strip(" .!"):
        return by_place.acts
    for acts in (superlatives.by_quality(plain, listed, view.form), _relative(plain, listed, view)):
        if acts and all(isinstance(act, Set) for act in acts):
            return acts
    return _named(text, listed, view)


def _relative(text: str, listed: Asked, view: View) -> tuple[Act, ...]:
    """ "the bigger one", "the one in the middle"."""
    return choosing.by_choosing(text, listed, view.form) if _POINTS.search(text) else ()


def _named(text: str, listed: Asked, view: View) -> tuple[Act, ...] | None:
    """ "Large then.": a word of the list alone, which is no answer to the open question."""
    found = answers.by_words(text, listed) if len(text.split()) <= 3 else None
    return None if found is None or is_choice(text, view.question) else found.acts
