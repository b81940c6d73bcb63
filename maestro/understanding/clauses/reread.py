"""What becomes of kept things, in words of English: how often they are read, whether an overwritten one comes back.

Which option is for what is read once a month, and which switch brings the overwritten back, the factory's texts tell.
Nothing is written of a part that nobody spoke of, nor where two options would do.
"""

import re
from collections.abc import Iterator

from maestro.domain.acts import Act, Set
from maestro.domain.form import Field, Form
from maestro.understanding.clauses.happenings import only_place
from maestro.understanding.stance.stories import in_a_story
from maestro.understanding.vocabulary.clause import Clause

_MONTHS = {"day": 0.03, "week": 0.25, "month": 1.0, "quarter": 3.0, "year": 12.0, "decade": 120.0}
_PERIOD = "|".join(_MONTHS)
_MEANT = re.compile(rf"\b(?P<less>less than|about|around)\s+once\s+an?\s+(?P<period>{_PERIOD})\b", re.IGNORECASE)
_SEVERAL = r"(?:several|a few|few|many|a couple of|couple of|two|three|four|five|ten|some|\d{1,2})"
_OFTEN = re.compile(
    rf"\b(?P<rare>(?:less|not|no|never) (?:\w+ )?(?:more )?(?:often )?than |not even |hardly |barely |at most )?"
    rf"(?:once (?:an?|every|each|per|in an?|in) |every )(?P<many>{_SEVERAL} )?(?:other )?(?P<period>{_PERIOD})s?\b",
    re.IGNORECASE,
)
_READ = re.compile(
    r"\b(?:read|reads|listen\w*|look\w*|open\w*|watch\w*|view\w*|play(?:s|ed)?|fetch\w*|consult\w*|access\w*|"
    r"tak(?:e|es|en) (?:it|them|one|something) out|need(?:s|ed)? (?:it|them|one)|ask(?:s|ed)? for (?:it|them|one))\b",
    re.IGNORECASE,
)
_RETURNS = re.compile(
    r"\b(?:brought back|earlier versions?|previous versions?|older versions?|undelet\w+)\b", re.IGNORECASE
)
_PAST = (
    r"(?:yesterday|last (?:week|month|night|time)|the (?:day|week|night|month) before|before|earlier|"
    r"an? (?:day|week|month)s? ago|in the morning)"
)
_OLD = r"(?:old(?:er)?|earlier|previous|former|original|last|yesterday's|last week's|overwritten|deleted|lost)"
_BACK = re.compile(
    rf"\b(?:get|gets|getting|bring|have|fetch|put|restore|recover|retrieve)\b(?: \w+){{0,3}}? back,?"
    rf"(?: to)? (?:(?:what|how|as|the way) [^,.;!?]{{1,40}}\b{_PAST}\b|(?:the|an?|any) (?:\w+ )?(?:from|of) {_PAST}\b|"
    rf"(?:(?:the|an?|any|some) )?{_OLD}\b)|"
    rf"\b(?:get|bring|have|want|need|fetch|put|restore|recover)\b (?:the|an?|any|some|what was) {_OLD}(?: \w+)? back\b|"
    rf"\b(?:go|going|step|jump|return|roll) back to (?:(?:the|an?|any|some) )?{_OLD}\b|"
    rf"\b(?:see|know|look up|find) (?:what|how) (?:it|there|they|the \w+) (?:was|were|looked|said|stood)"
    rf"(?: \w+){{0,3}} {_PAST}\b",
    re.IGNORECASE,
)


def reread(clause: Clause) -> Iterator[Act]:
    """The options of what is spoken of, or in use, that a clause tells so."""
    text = clause.span.text
    told = {a.path for a in clause.reading.acts if isinstance(a, Set)}
    for found, value, match in (*_read_so_often(clause), *_brought_back(clause)):
        place = only_place(clause, found.path)
        around = clause.is_around(found.path) and not in_a_story(text, match.start(), match.end())
        if place is None or place in told or not around or clause.is_taken(*_span(clause, match)):
            continue
        if clause.negation(*_span(clause, match)) is None:
            clause.taken.append(_span(clause, match))
            yield Set(place, value, match[0].strip(), correction=clause.corrects)


def _span(clause: Clause, match: re.Match[str]) -> tuple[int, int]:
    return match.start() + clause.span.start, match.end() + clause.span.start


def _read_so_often(clause: Clause) -> Iterator[tuple[Field, object, re.Match[str]]]:
    """The option for what is read as seldom as that."""
    match = _OFTEN.search(clause.span.text)
    if match is None or _READ.search(clause.span.text) is None:
        return
    months = _MONTHS[match["period"].lower()] * (2 if match["many"] else 1)
    if match["many"] and match["period"].lower() == "month":
        months = _MONTHS["quarter"]
    for found in clause.form.fields:
        means = [(o.value, m) for o in found.options if (m := _MEANT.search(o.means)) is not None]
        fitting = [value for value, m in means if _fits(m, months, rarer=match["rare"] is not None)]
        if len(fitting) == 1:
            yield found, fitting[0], match


def _fits(meant: re.Match[str], months: float, *, rarer: bool) -> bool:
    """Whether what an option is for is what was said: "about once a month", "less than once a year"."""
    bound = _MONTHS[meant["period"].lower()]
    if meant["less"].lower() == "less than":
        return months > bound or (rarer and months >= bound)
    return months == bound and not rarer


def _brought_back(clause: Clause) -> Iterator[tuple[Field, object, re.Match[str]]]:
    match = _BACK.search(clause.span.text)
    if match is not None:
        yield from ((f, f.switch[0], match) for f in _returning(clause.form) if f.switch is not None)


def _returning(form: Form) -> list[Field]:
    """The one switch that brings back what was overwritten, by what the factory says of it."""
    found = [f for f in form.fields if f.switch is not None and _RETURNS.search(f"{f.title}. {f.description}")]
    return found if len(found) == 1 else []
