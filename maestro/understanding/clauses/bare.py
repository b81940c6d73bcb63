"""Whether a bare word names an option of a detail: "for families", "experts only", "then wing is enough".

It does where the piece of the sentence says nothing else. A word of every day with no subject but "it" is a remark.
"""

import re

from maestro.domain.form import Field
from maestro.domain.json import below
from maestro.understanding.english.grammar import COMMON, FUNCTION, everyday
from maestro.understanding.english.telling import root, roots
from maestro.understanding.english.text import words
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.evident import EMPTY
from maestro.understanding.vocabulary.lexicon import Hit

_CUT = re.compile(r"[,;:()]|\s[-–—]\s|\b(?:and|but|so|because|since)\b", re.IGNORECASE)
_REMARK = re.compile(
    r"\W*(?:(?:and|but|well|so|yes|no)\s+)*(?:it|that|this|they|he|she|what|which)(?:'s|\s+\w+)", re.IGNORECASE
)
_SAYING = (
    FUNCTION | COMMON | EMPTY | frozenset(("everybody", "anybody", "mostly", "mainly", "prefer", "choose", "pick"))
)


def stands_alone(clause: Clause, found: Field, hit: Hit) -> bool:
    """Whether nothing stands beside a word in its piece but what is named, and empty words."""
    start, end = _piece(clause, hit)
    text = clause.text(start, end)
    said = words(text, start)
    if len(words(clause.span.text)) == 1:
        return True
    if not _holds(clause, found):
        return False
    if everyday(clause.text(hit.start, hit.end)) and _REMARK.match(text) is not None:
        return False
    whole = roots(clause.form.title)
    rest = (t for t in said if not any(h.start <= t.start < h.end for h in clause.hits))
    return all(t.norm in _SAYING or t.text.lower() in _SAYING or root(t.norm) in whole for t in rest)


def _piece(clause: Clause, hit: Hit) -> tuple[int, int]:
    """From the last cut before a word to the next one after it."""
    text, offset = clause.span.text, clause.span.start
    cuts = [m.span() for m in _CUT.finditer(text)]
    start = max((e for _, e in cuts if e <= hit.start - offset), default=0)
    end = min((s for s, _ in cuts if s >= hit.end - offset), default=len(text))
    return start + offset, end + offset


def _holds(clause: Clause, found: Field) -> bool:
    """Whether what a field is of is there, as far as is known: an item of the list, the value that brings it."""
    if "[]" in found.path:
        roster = found.path.partition("[]")[0]
        told = (getattr(a, "path", "") for a in (*clause.reading.before, *clause.reading.acts))
        named = (t.path for h in clause.hits for t in h.targets)
        return clause.in_use(roster) or any(below(p, roster) for p in told) or roster in named
    if found.when is None:
        return True
    path, values = found.when
    held = clause.view.values.get(path)
    values_told = (a.value for a in clause.reading.acts if getattr(a, "path", "") == path and hasattr(a, "value"))
    return any(value in values for value in (*values_told, *((held.value,) if held is not None else ())))
