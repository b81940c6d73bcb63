"""Whether a word says what an entry of a list is like: "a cold bucket", "make it archive", not "a film archive".

Only its place tells: an answer, a word beside the thing or after the name of its field, the end of a piece.
"""

import re

from maestro.domain.json import below
from maestro.understanding.english.text import words
from maestro.understanding.stance.stories import NO_NOUN, follows_noun
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means

_BEFORE_QUALITY = re.compile(  # where a word may say what a thing is like: after a mark, or a word that leads to it
    r"(?:^|[,;:(=–-]|\b(?:in|as|to|into|by|with|via|at|is|are|be|it|them|that|those|all|everything|class|"
    r"tier|may|can|could|should|must|shall|will|would|to|on|and|or|rather|use|take|want|prefer|please|then|make|actually|instead|better|so|thus|hence|therefore|say|maybe|perhaps|probably|just|only|mostly))\s*[\"'(]?$",
    re.IGNORECASE,
)
_CALLING = re.compile(r"[\s-]+(?:class|tier|grade|type|level)\b", re.IGNORECASE)
_BRIEF = 5  # words of an answer


def of_an_entry(clause: Clause, hit: Hit) -> bool:
    """Whether the place of a word lets it be said of an entry; what people do says nothing of their things."""
    text, asked = clause.span.text, clause.view.question
    if len(words(text)) <= _BRIEF and asked is not None and asked.path not in ("purpose", "scenario"):
        return True
    beside = [h for h in clause.hits if h is not hit and _of_its_thing(clause, hit, h)]
    after = [h for h in beside if h.start >= hit.end and clause.text(hit.end, h.start) in (" ", "-")]
    if after:
        return not follows_noun(text, after[0].end - clause.span.start)
    led = any(h.end <= hit.start and not clause.text(h.end, hit.start).strip(" :=") for h in beside)
    return led or _placed(text, hit.start - clause.span.start, hit.end - clause.span.start)


def _of_its_thing(clause: Clause, hit: Hit, other: Hit) -> bool:
    """Whether another phrase names what a word's entry is of: the part, its list, a field of the entry."""
    rosters = {t.path.partition("[].")[0] for t in hit.targets if t.means is Means.OPTION and "[]." in t.path}
    roots = {root.path for roster in rosters if (root := clause.form.component_of(roster)) is not None}
    return any(t.path in roots or any(below(t.path, r) or t.path == f"{r}[]" for r in rosters) for t in other.targets)


def _placed(text: str, start: int, end: int) -> bool:
    """Whether a word stands where a quality does: before "class", or after a mark or a verb with no noun."""
    if _CALLING.match(text, end) is not None:
        return True
    return _BEFORE_QUALITY.search(text[:start]) is not None and NO_NOUN.match(text, end) is not None
