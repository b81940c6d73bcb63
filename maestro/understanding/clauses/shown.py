"""What is shown to others, by where it is shown: "nothing goes on the website", where averages "appear on the website".

A switch whose description says that something appears somewhere is told by that place, behind a verb of showing. It is
switched off by any denial, and on only where somebody asks for it: "they shall appear on the website".
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from maestro.domain.acts import Act, Reject, Set
from maestro.domain.form import Form
from maestro.domain.json import Json
from maestro.understanding.english.grammar import COMMON, FUNCTION
from maestro.understanding.english.telling import root
from maestro.understanding.english.text import norms, words
from maestro.understanding.stance.stories import in_a_story, of_the_past
from maestro.understanding.vocabulary.clause import Clause

_VERB = (
    r"(?:go(?:es)?|appear\w*|shown?|shows|display\w*|publish\w*|publicised|put|posted?|seen?|sees|visible|end(?:s)? up|"
    r"land(?:s)?|belongs?|listed|exposed?|released?|uploaded|up|be)"
)
_PLACED = re.compile(
    rf"\b(?P<verb>{_VERB})\s+(?:\w+\s+){{0,3}}?(?:on(?:to)?|in(?:to)?|to|at|through|via)\s+"
    r"(?P<place>(?:(?:the|our|your|their|a|an|any|city's|public)\s+)*[\w'-]+(?:\s+[\w'-]+)?)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no|not|nothing|nobody|none|never|neither|cannot|without|nor|stop|avoid|forbid\w*)\b|n't\b|\bkeep\b.*\boff\b",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\b(?:keep|leave|stay|take)\w*\s+(?:(?:it|them|that|this|those|everything|all|us|the \w+)\s+){0,2}"
    r"(?:off|out of|away from)\s+"
    r"(?P<place>(?:(?:the|our|your|their)\s+)*[\w'-]+(?:\s+[\w'-]+)?)",
    re.IGNORECASE,
)
_WISHED = re.compile(
    r"\b(?:should|shall|must|may|can|could|ought|have to|has to|needs? to|want|like|please|let)\b|"
    r"^\W*(?:(?:and|also|then|please)\s+)*(?:show|put|publish|display|post|release|expose)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(rf"\b{_VERB}\s+(?:\w+\s+){{0,3}}?(?:on|in|at|to)\s+(?P<place>[^.;,]+)", re.IGNORECASE)

Places = Mapping[str, tuple[str, Json, Json]]  # the root of a place's word: the switch, its values on and off


def showable(form: Form) -> Places:
    """The places that switches speak of, each by a word that no other field has; the same for every clause."""
    spread = Counter(r for f in form.fields for r in {root(w) for w in norms(f"{f.title} {f.description}")})
    out: dict[str, tuple[str, Json, Json]] = {}
    for found in form.fields:
        match = _TOLD.search(found.description) if found.switch is not None and "[]" not in found.path else None
        for word in norms(match["place"]) if match is not None else ():
            if found.switch is not None and spread[root(word)] == 1 and word not in FUNCTION | COMMON:
                out[root(word)] = (found.path, *found.switch)
    return out


def shown(clause: Clause, places: Places) -> Iterator[Act]:
    """The switches that one clause tells by their places."""
    text = clause.span.text
    told = {a.path for a in clause.reading.acts if isinstance(a, Set | Reject)}
    for match in (*_OFF.finditer(text), *_PLACED.finditer(text)) if places else ():
        found = next((places[r] for w in words(match["place"]) if (r := root(w.norm)) in places), None)
        if found is None or found[0] in told or not clause.is_around(found[0]):
            continue
        off = match.re is _OFF or _DENIED.search(text[: match.start("place")]) is not None
        if not off and (_WISHED.search(text[: match.start("place")]) is None or of_the_past(text)):
            continue
        if not in_a_story(text, *match.span()):
            told.add(found[0])
            yield Set(found[0], found[2 if off else 1], match[0], correction=clause.corrects)
