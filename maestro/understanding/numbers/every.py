"""A value for several things at once: "both small", "medium for both the cluster and the database"."""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.acts import Set
from maestro.domain.json import below
from maestro.understanding.english.grammar import COMMON
from maestro.understanding.english.text import words
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means, Target

_ALL = re.compile(  # no length of time: "all summer", "every day"
    r"\b(?:both|all|everything|each|every)\b"
    r"(?!\s+(?:the )?(?:year|month|week|day|hour|minute|morning|night|time|spring|summer|autumn|winter|season)\b)",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"(?:except|apart from|other than|(?:everything|anything|all)\b.*\bbut)\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|,?\s*\band|&|\+)\s*(?:the |our |my )*", re.IGNORECASE)
_ARE = re.compile(r"\s*:?\s*(?:(?:are|be|should|shall|must|can|both|all|just|only|size|sizes)\s+)*", re.IGNORECASE)


def of_several(clause: Clause, targets: Sequence[Target], hit: Hit, quote: str) -> Iterator[Set]:
    """The value for each of the things that its "both" or "all" means: those named after it, else all that take it."""
    sums = list(_ALL.finditer(clause.span.text))
    before = _run_before(clause, hit)
    if not (sums or before) or len({t.path for t in targets}) < 2:
        return
    place = hit.start - clause.span.start
    nearest = min(sums, key=lambda match: _far(clause.span.text, match.start(), place)) if sums else None
    things = before if nearest is None else _listed(clause, nearest.end() + clause.span.start)
    left_out = {path for other in clause.hits if excepted(clause, other) for path in _roots(clause, other)}
    for target in targets:
        root = clause.form.component_of(target.path)
        if (
            root is not None
            and root.path not in left_out
            and (root.path in things if things else _spoken_of(clause, root.path))
        ):
            yield Set(target.path, target.value, quote, correction=clause.corrects)


def _far(text: str, one: int, other: int) -> int:
    """How far two words stand apart; a comma in between counts much."""
    low, high = sorted((one, other))
    return high - low + len(text) * text.count(",", low, high)


def _run_before(clause: Clause, hit: Hit) -> set[str]:
    """ "cluster and database small": the things of a run that ends at the value; none where only one stands there."""
    found: set[str] = set()
    named: set[str] = set()
    start, between = hit.start, _ARE
    for other in sorted((h for h in clause.hits if h.end <= hit.start), key=lambda h: -h.start):
        roots = _roots(clause, other)
        gap = clause.text(other.end, start)
        if not roots or not (between.fullmatch(gap) or (roots & named and not gap.strip())):
            break
        found |= roots
        named, start, between = roots, other.start, _AND
    return found if len(found) > 1 else set()


def _listed(clause: Clause, start: int) -> set[str]:
    """The things of a list that begins at a place: "the cluster and the database", "databases"."""
    noun = next((w for w in words(clause.text(start, clause.span.end), start) if w.norm not in COMMON), None)
    found: set[str] = set()
    end = noun.start if noun is not None else start
    for hit in clause.hits:
        if hit.end <= end or noun is None:
            continue
        joined = hit.start <= end if not found else _AND.fullmatch(clause.text(end, hit.start)) is not None
        roots = _roots(clause, hit)
        if not joined or not roots:
            break
        found |= roots
        end = hit.end
    return found


def excepted(clause: Clause, hit: Hit) -> bool:
    """ "Everything small except the database": that thing is not refused, it only has another value."""
    begin = clause.negation(hit.start, hit.end) if _roots(clause, hit) else None
    if begin is None or _ALL.search(clause.text(clause.span.start, hit.start)) is None:
        return False
    options = (h for h in clause.hits for t in h.targets if t.means is Means.OPTION and clause.inside(t.path))
    return _EXCEPT.match(clause.text(begin, hit.start)) is not None and any(options)


def _roots(clause: Clause, hit: Hit) -> set[str]:
    """The components that a phrase names."""
    things = (t for t in hit.targets if t.means in (Means.COMPONENT, Means.PART))
    return {root.path for t in things if (root := clause.form.component_of(t.path)) is not None}


def _spoken_of(clause: Clause, path: str) -> bool:
    """Whether a thing is on, or was named in this message."""
    acts = (*clause.reading.before, *clause.reading.acts)
    return clause.in_use(path) or any(below(act.path, path) for act in acts if isinstance(act, Set))
