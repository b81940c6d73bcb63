"""To which thing a word belongs that stands by itself: "(MySQL, small)", "small cluster", "Should be internal".

Owns what distance cannot tell. Every answer is one thing that was named or is in use; between two it tells none.
"""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.acts import Add, Set
from maestro.domain.json import below, parent
from maestro.understanding.english.text import norms, words
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means, Target

_BEFORE = re.compile(r"(?:^|[,;:(+/&*•]|\band|\s-)\s*(?:is |in )?$", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:$|[,;:)+/&.!]|(?:and|with|plus|please|pls|will do|is enough|is fine|only)\b|-\s)", re.IGNORECASE
)
_OPEN = re.compile(
    r"\s*(?:should|must|needs? to|has to|have to|with(?:out)?|and|only|not|no|but|plus|also|reachable|accessible|"
    r"it|they|this|that|(?:no,? )?(?:i|we) (?:meant?|prefer|said)|make|rather|let'?s|better|instead|sorry|actually|"
    r"oops|change|better)\b",
    re.IGNORECASE,
)
_ITS_OWN = re.compile(
    r"\s+(?P<noun>[a-z]{3,})\s+(?:with|for|that|which|who|of|using|on|running|in|from|has|needs|wants)\b", re.IGNORECASE
)
_DETERMINED = re.compile(
    r"\b(?:an?|our|the|my|this|that|their|his|her)\s+(?:(?:very|quite|rather|pretty|really|fairly)\s+)?$", re.IGNORECASE
)
_A_NOUN = re.compile(  # "a small bakery, ...", "a small one" is said of a thing
    r"\s+(?!(?:ones?|sized?|things?|versions?|machines?|instances?|tiers?|setups?|options?|models?|variants?|kinds?|box|"
    r"plans?|shapes?|configs?|configurations?|deployments?|footprints?)\b)(?P<noun>[a-z]{3,})"
    r"\s*(?:[,;.!?]|$|\b(?:and|or|but|we|i|is|are|was|at|near)\b)",
    re.IGNORECASE,
)
_NOUN_OVER = re.compile(r"\W*(?:(?:the|our|both|all|my)\s+)?(?P<noun>[a-z]{3,})\s*[:=]", re.IGNORECASE)
_NOUN_BEFORE = re.compile(
    r"\b(?P<noun>[a-z]{3,})\s+(?:(?:is|are|should|must|be|shall|to|will|can|stays?|both|all|a|as|in)\s+)*$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(r"\s+(?P<noun>[a-z]{3,})\b", re.IGNORECASE)
_BRIEF = 5  # words of a sentence that needs no subject


def belongs(clause: Clause, targets: Sequence[Target], start: int, end: int) -> Target | None:
    """The one meaning that the noun after it or the sentences before it tell."""
    alone = _stands_alone(clause, start, end)
    return _of_noun(clause, targets, end) or _of_last(clause, targets, alone=alone)


def _stands_alone(clause: Clause, start: int, end: int) -> bool:
    text, low, high = clause.span.text, start - clause.span.start, end - clause.span.start
    return _BEFORE.search(text[:low]) is not None and _AFTER.match(text, high) is not None


def of_another(clause: Clause, targets: Sequence[Target], start: int, end: int) -> bool:
    """ "a small shop with postgres": the word is that of a thing that no option of the factory is about."""
    rest = clause.span.text[end - clause.span.start :]
    determined = _DETERMINED.search(clause.span.text[: start - clause.span.start]) is not None
    match = _ITS_OWN.match(rest) or (_A_NOUN.match(rest) if determined else None)
    if match is None:
        return False
    place = end + match.start("noun")
    if any(h.start <= place < h.end for h in clause.hits):
        return False
    return not any(norms(match["noun"])[0] in _names(clause, t) for t in targets)


def called(clause: Clause, targets: Sequence[Target], start: int, end: int) -> Sequence[Target] | None:
    """ "clusters: medium", "a small cluster": the targets of what a bare noun beside a word, or over it, may call.

    None where no such noun stands there; none of them where what it calls is in no use yet.
    """
    text, low, high = clause.span.text, start - clause.span.start, end - clause.span.start
    beside = (_NOUN_OVER.match(text), _NOUN_BEFORE.search(text[:low]), _NOUN_AFTER.match(text, high))
    for match in beside:
        if match is None or any(h.start < match.end("noun") + clause.span.start <= h.end for h in clause.hits):
            continue
        fitting = [t for t in targets if norms(match["noun"])[0] in _names(clause, t)]
        if fitting and not _says_nothing(clause, fitting, targets):
            return [t for t in fitting if _used(clause, t)]
    return None


def _says_nothing(clause: Clause, fitting: Sequence[Target], targets: Sequence[Target]) -> bool:
    """ "a cache of size small": what the noun calls is in every thing; a thing beside it tells which."""
    return len(fitting) == len(targets) > 1 and any(True for hit in clause.hits for _ in _things(clause, hit))


def isolated(clause: Clause, targets: Sequence[Target], start: int, end: int) -> Target | None:
    """ "mysql, small; redis": what stands between two marks says more of what was named before, else after."""
    text, low, high = clause.span.text, start - clause.span.start, end - clause.span.start
    follows = any(not text[h.end - clause.span.start : low].strip() for h in clause.hits if h.end <= start)
    if not ((follows or _BEFORE.search(text[:low])) and _AFTER.match(text, high)):
        return None
    return nearest(clause, targets, start)


def nearest(clause: Clause, targets: Sequence[Target], start: int) -> Target | None:
    """ "postgres, large, with high availability": the meaning that is of what was named last, else of what comes next;
    "postgres and a highly available redis": of what follows at once.
    """
    named = [(h.start, path) for h in clause.hits for path in _things(clause, h)]
    here = next((h.end for h in clause.hits if h.start == start), start)
    at_once = [path for place, path in named if place > start and clause.text(here, place) == " "]
    before = [path for place, path in sorted(named, reverse=True) if place < start]
    after = [path for place, path in sorted(named) if place > start]
    for path in (*at_once, *before, *after):
        root = clause.form.component_of(path)
        close = [t for t in targets if below(t.path, path)] or [
            t for t in targets if root is not None and below(t.path, root.path)
        ]
        if close:
            return clause.engine(close)
    return None


def _things(clause: Clause, hit: Hit) -> Iterator[str]:
    """Components and parts that a phrase names; an engine also by one of its options ("MySQL 8.4")."""
    engines = {parent(t.path) for t in hit.targets if t.means is Means.OPTION}
    if len(engines) == 1 and clause.is_alternative(engine := engines.pop()):
        yield engine
    yield from (t.path for t in hit.targets if t.means in (Means.COMPONENT, Means.PART))


def _of_noun(clause: Clause, targets: Sequence[Target], end: int) -> Target | None:
    """ "small cluster", when one thing in use is called a cluster."""
    after = words(clause.span.text[end - clause.span.start :])[:1]
    if not after or clause.span.text[end - clause.span.start : end - clause.span.start + after[0].start].strip():
        return None
    called = [t for t in targets if after[0].norm in _names(clause, t)]
    return _one([t for t in called if _used(clause, t)])


def _of_last(clause: Clause, targets: Sequence[Target], *, alone: bool) -> Target | None:
    """ "Should only be reachable internally": a sentence without a thing goes on about the last one."""
    if any(t.means in (Means.COMPONENT, Means.PART) for h in clause.hits for t in h.targets):
        return None
    brief = len(words(clause.span.text)) <= _BRIEF
    if not alone and not brief and not _OPEN.match(clause.span.text):
        return None
    last = [t for t in targets if clause.reading.component and below(t.path, clause.reading.component)]
    return _one(last) or _one([t for t in targets if _used(clause, t)])


def _one(targets: Sequence[Target]) -> Target | None:
    return targets[0] if len({t.path for t in targets}) == 1 else None


def _names(clause: Clause, target: Target) -> set[str]:
    """What a target's component may be called: the last words of its names."""
    component = clause.form.component_of(target.path)
    fields = [f for f in (component, clause.form.at(target.path)) if f is not None]
    return {norms(phrase)[-1] for f in fields for phrase in (f.title, *f.aliases) if norms(phrase)}


def _used(clause: Clause, target: Target) -> bool:
    """Whether the component of a target is in the request, or was named in this message."""
    component = clause.form.component_of(target.path)
    named = (path for hit in clause.hits for path in _things(clause, hit))
    paths = (*_said(clause), *named, *clause.reading.named)
    return component is not None and (
        clause.in_use(component.path) or any(below(path, component.path) for path in paths)
    )


def _said(clause: Clause) -> Iterator[str]:
    return (act.path for act in (*clause.reading.before, *clause.reading.acts) if isinstance(act, Set | Add))
