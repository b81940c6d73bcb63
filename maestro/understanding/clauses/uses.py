"""A part told by its use alone: "something in front that blocks such attacks", "three systems want to receive each".

The idioms are those of English for warding off and for passing a message to several; the part is the one whose own
description tells of the same. Where none or several do, or the sentence names or denies something, none is meant.
"""

import re
from collections.abc import Iterator

from maestro.domain.acts import Act, Add, Reject, Set
from maestro.domain.form import Field
from maestro.domain.json import below
from maestro.understanding.stance.stories import in_a_story, of_the_past
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Means

_BAD = r"(?:attacks?|attackers?|floods?|junk|bots?|hackers?|abuse|malicious|bad (?:traffic|requests?|guys|actors))"
_OFF = (
    r"(?:block|stop|fend|ward|keep|hold|shield|protect|defend|filter|guard|sort|repel|absorb|catch|turn|screen)"
    r"(?:s|ed|ing|ping|ting)?"
)
_RECEIVERS = (
    r"(?:(?:two|three|four|five|six|several|many|multiple|various|all|both|the|some|\d+)(?: of)?(?: the| our)?"
    r"(?: other| different| more)?|other)\s+(?:\w+ )?"
    r"(?:systems|programs|programmes|services|apps|applications|tools|parties|departments|teams|consumers|subscribers|listeners|modules|components|machines)"
)
_GET = r"(?:receive|get|read|hear|listen|consume|subscribe|react|pick|be told|be notified|be informed|know)"
_WE_WANT = (
    r"(?:\b(?:we|i)(?:'d| would| really| also| still| definitely)*\s+(?:want|need|like|must|should|have to|"
    r"are looking for)\b|\bsomething\b)"
)
_MUST = r"(?:want|need|have|must|should|shall|wish|are to|would like|'d like|like)(?: (?:all|each|both))?(?: to)?"
_NEWS = r"(?:messages?|events?|notifications?|notices?)"
_IDIOMS = (  # what is said, and what the description of the part must tell
    (
        re.compile(rf"{_WE_WANT}[^.;:!?]{{0,60}}?\b{_OFF}\b[^.;:!?]{{0,40}}?\b{_BAD}\b", re.IGNORECASE),
        re.compile(r"^(?=.*\b(?:attacks?|floods?)\b)(?=.*\b(?:shields?|protects?|blocks?|against)\b)", re.IGNORECASE),
    ),
    (
        re.compile(
            rf"\b{_NEWS}\b[^.;!?]{{0,80}}?\b{_RECEIVERS}\s+{_MUST}\s+{_GET}\b|"
            rf"\b{_RECEIVERS}\s+{_MUST}\s+{_GET}\b[^.;!?]{{0,30}}?\b{_NEWS}\b",
            re.IGNORECASE,
        ),
        re.compile(r"^(?=.*\bmessages?\b)(?=.*\bdeliver\w*\b)", re.IGNORECASE),
    ),
)
_NOT = re.compile(r"\b(?:no|not|never|without|cannot|nobody|none|neither|nor|already)\b|n't\b", re.IGNORECASE)


def uses(clause: Clause) -> Iterator[Act]:
    """The parts that a clause wants by what they are for."""
    text = clause.span.text
    for said, told in _IDIOMS:
        match = said.search(text)
        if match is None or _NOT.search(match[0]) or in_a_story(text, *match.span()) or of_the_past(match[0]):
            continue
        parts = [c for c in clause.form.components if told.search(c.description)]
        if len(parts) == 1 and not _spoken_of(clause, parts[0]):
            yield Set(f"{parts[0].path}.enabled", True, match[0])


def _spoken_of(clause: Clause, part: Field) -> bool:
    """Whether a part was decided already, or the clause names it or something like it."""
    said = any(isinstance(a, (Set, Add, Reject)) and below(a.path, part.path) for a in clause.reading.acts)
    lacks = any(t.means is Means.LACK and t.path == part.path for h in clause.hits for t in h.targets)
    return said or lacks or f"{part.path}.enabled" in clause.view.values or part.path in clause.reading.named
