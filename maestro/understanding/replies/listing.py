"""An answer to a list that a digression brought: "what sizes are there?" - "the biggest of them".

The open question was asked again below that list; what can only pick from a list means the one that was asked for.
A list of one is a part that was asked about and is not in the request: "what about a cache?" - "yes, add it".
"""

import re
from dataclasses import replace

from maestro.domain.acts import Act, Set
from maestro.domain.conversation import Asked, View
from maestro.understanding.replies import answers, choosing
from maestro.understanding.replies.short import is_choice
from maestro.understanding.stance import superlatives

_LONGEST = 8  # words of a message that only picks
_OF_THEM = re.compile(r"\s*\b(?:of|from|among) (?:them|these|those|the list|all)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:one|of (?:them|these|those)|option|it|that)\b", re.IGNORECASE)


_TAKEN = re.compile(
    r"(?:(?:yes|yeah|yep|ok(?:ay)?|sure|fine|right|good|great|please|then|well|oh|and|so|let'?s|let us|i|we|i'?d|we'?d|"
    r"would|will|could|can|you|like|want|to|need|i'?ll|we'?ll|should|must|do|just)\W+)*"
    r"(?:add|include|take|have|get|use|want|need|put|bring|give (?:us|me)|switch|turn|enable)\s+"
    r"(?:it|that|this|one|them|those)(?:\s+(?:in|on|too|as well|also|then|please|for us|there))*[\s.!]*",
    re.IGNORECASE,
)


_NO_THANKS = re.compile(
    r"\s*(?:no|nope|nah|not now|rather not|better not)(?:,? (?:thanks|thank you|thx|not needed))?"
    r"\s*[,.;:!–-]+\s+(?=\w)",
    re.IGNORECASE,
)


_GOING_ON = re.compile(  # what was just told of is meant: "that is enough, keep it small"
    r"\b(?:that|this|it)(?:'s| is| will be| would be| looks| sounds| seems| will| would| should)\s+(?:\w+ )?"
    r"(?:enough|fine|ok(?:ay)?|good|plenty|do|sufficient|perfect|right|all we need)\b|"
    r"\b(?:keep|leave) (?:it|that|this)\b",
    re.IGNORECASE,
)
_TURNING = re.compile(r"\b(?:not|no|but|though|rather|instead)\b|n't\b", re.IGNORECASE)


def picked(said: str, view: View) -> tuple[Act, ...] | None:
    """The act that picks from what was listed last; None where a message says more, or may answer the question."""
    listed, text = view.listed, said.strip()
    if listed is None or text.endswith("?") or re.search(r"\d", text) or len(text.split()) > _LONGEST:
        return None
    if view.question is not None and view.question.path == listed.path:
        return None
    if len(listed.choices) == 1:
        return _offered(listed, text) if _TAKEN.fullmatch(text) else None
    if _GOING_ON.search(text) and not _TURNING.search(text):
        found = answers.by_words(text, listed)
        return None if found is None else found.acts
    plain = _OF_THEM.sub("", text)
    by_place = answers.by_number(plain, listed)
    if by_place is not None and not by_place.rest.strip(" .!"):
        return _quoted(by_place.acts, text)
    for acts in (superlatives.by_quality(plain, listed, view.form), _relative(plain, listed, view)):
        if acts and all(isinstance(act, Set) for act in acts):
            return _quoted(acts, text)
    return _named(text, listed, view)


def without_no(said: str, view: View) -> str:
    """The message without the no to what was asked about: "no thanks, submit it"."""
    offer = view.listed is not None and len(view.listed.choices) == 1
    match = _NO_THANKS.match(said) if offer else None
    return said if match is None else said[match.end() :]


def _offered(listed: Asked, text: str) -> tuple[Act, ...]:
    return tuple(replace(act, quote=text) if isinstance(act, Set) else act for act in listed.choices[0].acts)


def _relative(text: str, listed: Asked, view: View) -> tuple[Act, ...]:
    """ "the bigger one", "the one in the middle"."""
    return choosing.by_choosing(text, listed, view.form) if _POINTS.search(text) else ()


def _named(text: str, listed: Asked, view: View) -> tuple[Act, ...] | None:
    """ "Large then.": a word of the list alone, which is no answer to the open question."""
    found = answers.by_words(text, listed) if len(text.split()) <= 3 else None
    return None if found is None or is_choice(text, view.question) else found.acts


def _quoted(acts: tuple[Act, ...], text: str) -> tuple[Act, ...]:
    """The acts with the message as it was said."""
    return tuple(replace(act, quote=text) for act in acts)
