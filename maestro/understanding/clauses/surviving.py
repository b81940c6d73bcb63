"""What must outlive a failure: "it must survive the failure of a zone", "bookings may not stop when a server dies".

The words are those of English for staying up; which value of the part means it, the factory's own texts tell. Where
more than one value may be meant, none is written.
"""

import re
from collections.abc import Iterator

from maestro.domain.acts import Act, Set
from maestro.domain.form import Field, Kind
from maestro.domain.json import below, parent
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means, Target

_FAILURE = (
    r"(?:failures?|failing|fails?|loss|losing|outages?|crash(?:es)?|breakdowns?|"
    r"(?:goes|going|gone) (?:down|dark|away|off|offline|missing)|is (?:gone|down|dead|broken|offline|away|out)|"
    r"dies|is lost|breaks(?: down)?|burns(?: down)?|"
    r"drops out|falls (?:over|out)|disappears|gives up|blows up|floods?|fire)"
)
_SURVIVES = re.compile(
    rf"\b(?:surviv(?:e|es|ing)|withstand(?:s|ing)?|outliv(?:e|es|ing)|tolerat(?:e|es|ing)|cop(?:e|es|ing) with)\b"
    rf"[^.;:!?]{{0,40}}?\b{_FAILURE}\b|"
    r"\b(?:(?:stay|remain|keep|be)(?:s|ing)? (?:up|available|online|reachable|running|working|going)|go(?:es)? on|"
    r"(?:may|must|can|should) ?not (?:go (?:down|away)|stop|break off|be interrupted|fail))\b"
    rf"[^.;:!?]{{0,20}}?\b(?:when|if|though|despite|after|through|during)\b[^.;:!?]{{0,40}}?\b{_FAILURE}\b",
    re.IGNORECASE,
)
_TAKES_OVER = re.compile(  # "a second one which jumps in when the first is broken"
    r"\b(?:an?|the|one) (?:second|other|another|spare|standby|back-?up|twin|replacement)\b[^.;:!?]{0,50}?"
    r"\b(?:take|taking|step|stepping|jump|jumping|kick|kicking|spring|springing|cut|cutting)s?\s+(?:over|in)\b|"
    r"\banother (?:one|machine|server|instance)?\b[^.;:!?]{0,30}?\b(?:take|step|jump|kick|spring)s?\s+(?:over|in)\b",
    re.IGNORECASE,
)
_REDUNDANT = re.compile(
    r"(?<!no )(?<!without )(?<!without a )\b(?:standby|replica\w*|high(?:ly)? availab\w+|resilien\w+|takes over|"
    r"failover|redundan\w+|ha)\b",
    re.IGNORECASE,
)


def surviving(clause: Clause) -> Iterator[Act]:
    """The value of the part spoken of that keeps it up, once a clause."""
    match = _SURVIVES.search(clause.span.text) or _TAKES_OVER.search(clause.span.text)
    if match is None:
        return
    start, end = match.start() + clause.span.start, match.end() + clause.span.start
    root = _part(clause, start)
    if root is None or clause.is_taken(start, end) or clause.negation(start, end) is not None:
        return
    found = [t for f in clause.form.fields if below(f.path, root.path) for t in _keeping_up(f)]
    targets = [t for t in found if t.path == clause.engine(found).path]
    told = any(isinstance(act, Set) and act.path == targets[0].path for act in clause.reading.acts) if targets else True
    if len(targets) == 1 and not told and _settled(clause, targets[0].path):
        yield Set(targets[0].path, targets[0].value, match[0], correction=clause.corrects)


def failing(clause: Clause) -> tuple[int, int] | None:
    """Where it is said what fails: the zone of "if one zone is gone" is no zone that is refused."""
    match = _SURVIVES.search(clause.span.text)
    return None if match is None else (match.start() + clause.span.start, match.end() + clause.span.start)


def _settled(clause: Clause, path: str) -> bool:
    """Whether a value is of something that is there: of one of several engines only where that one is."""
    engine = clause.is_alternative(parent(path))
    return clause.spoken_of(path) if engine else clause.is_around(path)


def _part(clause: Clause, start: int) -> Field | None:
    """The part that is named last before the words, or that "it" is."""
    before = [h for h in clause.hits if h.start < start]
    named = [t.path for h in before for t in h.targets if t.means in (Means.COMPONENT, Means.PART) or _is_sure(h)]
    inside = [path for path in named if clause.form.component_of(path) is not None]
    spoken = clause.reading.component or (clause.parts[-1] if clause.parts else "")
    path = inside[-1] if inside else spoken or clause.view.recent
    return clause.form.component_of(path) if path else None


def _is_sure(hit: Hit) -> bool:
    """Whether a phrase means one value or field and nothing else: "MySQL 8.4", "MySQL, version"."""
    return len(hit.targets) == 1 and hit.targets[0].means in (Means.OPTION, Means.FIELD)


def _keeping_up(found: Field) -> Iterator[Target]:
    """The values of a field that keep its part up, by what the factory says of them."""
    if "[]" in found.path:
        return
    if found.switch is not None and _redundant(found.title, *found.aliases):
        yield Target(Means.FLAG, found.path, found.switch[0])
    for option in found.options if found.kind is Kind.STRING else ():
        if _redundant(option.title, option.means, *option.aliases):
            yield Target(Means.OPTION, found.path, option.value)


def _redundant(*texts: str) -> bool:
    return any(_REDUNDANT.search(text) for text in texts)
