"""From where a thing is reached: "only from inside our networks", "nobody outside the company may get at it".

The words are those of English for inside and outside; which value of the part means inside only, the factory's own
texts tell. A network that something is reached from is none that is asked for.
"""

import re
from collections.abc import Iterator

from maestro.domain.acts import Act, Set
from maestro.domain.form import Field, Kind, Option
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit

_REACHING = (
    r"(?:reach\w*|access\w*|visible|seen|see|sees|open|opens|opened|available|gets? (?:at|to|into|in)|"
    r"call(?:ed|s|able)?|used?|visit\w*|log in|connect\w*|exposed|callable)"
)
_HOME = (
    r"(?:compan(?:y|ies)|firms?|house|offices?|buildings?|networks?|intranet|organi[sz]ation|premises|walls|plants?|campus|"
    r"institute|agency|perimeter|lan|vpn|vpc)"
)
_WITHIN = (
    r"(?:from )?(?:inside|within|in|on|via|over|through|from)(?: of)?(?: (?:the|our|their|its|a|this))?"
    rf"(?: \w+){{0,2}}? {_HOME}"
)
_ONLY_INSIDE = re.compile(
    rf"\bonly\b[^.;:!?]{{0,40}}?\b{_REACHING}\b[^.;:!?]{{0,30}}?\b{_WITHIN}\b|"
    rf"\b{_REACHING}\b[^.;:!?]{{0,30}}?\bonly\b[^.;:!?]{{0,20}}?\b{_WITHIN}\b|"
    rf"\bonly\b[^.;:!?]{{0,30}}?\b{_WITHIN}\b[^.;:!?]{{0,30}}?\b{_REACHING}\b|"
    rf"\b(?:nobody|no ?one|none|not? (?:\w+ )?(?:people|users?|visitors?|traffic|requests?))\b(?: from)? "
    rf"(?:the )?outside(?: of)?(?: (?:the|our|their) (?:\w+ )?{_HOME})?[^.;:!?]{{0,30}}?\b{_REACHING}\b|"
    rf"\b(?:not|never|n't)\b[^.;:!?]{{0,20}}?\b{_REACHING}\b[^.;:!?]{{0,12}}?\bfrom (?:the )?outside\b|"
    rf"\b(?:not|never|n't)\b[^.;:!?]{{0,40}}?\binternet\b[^.;:!?]{{0,12}}?\bonly\b[^.;:!?]{{0,20}}?\b{_WITHIN}\b",
    re.IGNORECASE,
)
_FROM_THERE = re.compile(  # before the network that something is reached from
    r"\b(?:from|inside|within|via|through|people on|users? on|staff on|those on|who(?:ever)? (?:is|are) on)\s+"
    r"(?:(?:inside|within|in|on)\s+)?(?:(?:the|our|their|its|a|this)\s+)?$",
    re.IGNORECASE,
)
_REACHED = re.compile(rf"\b{_REACHING}\b|\bonly\b|\binternet\b", re.IGNORECASE)
_INSIDE = re.compile(
    r"\b(?:internal only|only from inside|intranet|not public|no public|not on the internet)\b", re.IGNORECASE
)


def reached_only_from_inside(clause: Clause) -> Iterator[Act]:
    """The value of the part spoken of that keeps outsiders out, once a clause."""
    match = _ONLY_INSIDE.search(clause.span.text)
    if match is None:
        return
    told = {act.path for act in clause.reading.acts if isinstance(act, Set)}
    found = [(f, o) for f in clause.form.fields if clause.is_around(f.path) for o in _inside(f)]
    if len(found) == 1 and found[0][0].path not in told:
        quote = match[0].strip(" ,")
        yield Set(found[0][0].path, found[0][1].value, quote, correction=clause.corrects)


def is_where_from(clause: Clause, hit: Hit) -> bool:
    """Whether a phrase names from where something is reached: "visible only from inside our own network"."""
    text, start = clause.span.text, hit.start - clause.span.start
    return _FROM_THERE.search(text[:start]) is not None and _REACHED.search(text) is not None


def _inside(found: Field) -> Iterator[Option]:
    """The option of a field by which only those inside reach a part, where another lets everybody in."""
    if "[]" in found.path or found.kind is not Kind.STRING:
        return
    for option in found.options:
        if any(_INSIDE.search(text) for text in (option.title, option.means, *option.aliases)):
            yield option
