"""Back to what was said before: "let's go back to the city I named first", "the previous size after all".

What was said comes from the moments that lie behind (the view's `earlier`, oldest first). Written only where one field
is meant, and had another value once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from maestro.domain.acts import Set
from maestro.domain.conversation import View
from maestro.domain.form import Field
from maestro.domain.json import Json, generic
from maestro.understanding.english.text import Span, norms
from maestro.understanding.replies import asks
from maestro.understanding.stance.negation import negated
from maestro.understanding.vocabulary.lexicon import Hit

_FIRST = r"first|original|initial|very first"
_BEFORE = r"previous|earlier|former|old|prior|last"
_WHEN_FIRST = r"first|at first|originally|initially|(?:at|in) the (?:beginning|start|very beginning)|to begin with"
_WHEN_BEFORE = r"before(?: that)?|earlier|previously|until now|the last time|a moment ago"
_TOLD = (
    r"(?:that |which )?(?:i|we)(?:'d|'ve| had| have)? (?:first |originally |initially )?(?:named|said|gave|"
    r"given|mentioned|"
    r"wrote|written|told you|had|chose|chosen|picked|wanted|asked for|started with|began with|typed|put|suggested|took)"
)
_BACK = (
    r"(?:(?:go(?:ing)?|get|come|switch|turn|change|move|set|put|bring) (?:it |that |this |us )?back to|back to|"
    r"return to|"
    r"revert to|restore|stay with|stick (?:to|with)|keep(?: to)?|take|use|have|want|prefer)"
)
_SAID = re.compile(
    rf"\b(?P<verb>{_BACK})\s+(?:(?:the|my|our)\s+(?:(?P<order>{_FIRST}|{_BEFORE})\s+)?(?P<noun>[\w -]{{1,30}}?)|what)"
    rf"(?:\s+(?P<told>{_TOLD})(?:\s+(?P<when>{_WHEN_FIRST}|{_WHEN_BEFORE}))?)?"
    r"(?:\s+(?:after all|again|then|please|instead|now))*(?=\s*(?:[.,;!]|$|\band\b|\bbut\b))",
    re.IGNORECASE,
)
_RETURNS = re.compile(r"\bback\b|\b(?:return|revert|restore)\b", re.IGNORECASE)
_PLACE = frozenset(norms("city town place country location spot site land"))
_EMPTY = frozenset(norms("one value thing answer choice setting version option number amount that it"))


_BARE = re.compile(  # "nope, previous version"
    rf"\W*(?:(?:no|nope|nah|hm+|er|actually|sorry|then|rather|ok(?:ay)?|wait|please)\W+)*(?P<verb>)(?:the |my )?"
    rf"(?P<order>{_FIRST}|{_BEFORE}) (?P<noun>\w+)(?: (?:please|again|then|after all|instead))*(?P<told>)(?P<when>)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Returned:
    """The value that is taken again, and where the words lie in the message."""

    act: Set
    start: int
    end: int


def returned(span: Span, view: View, hits: Sequence[Hit]) -> Returned | None:
    """What a sentence takes up again of what the user said before."""
    if not view.earlier or asks.is_question(span):
        return None
    alone = _BARE.fullmatch(span.text)
    for match in [alone] if alone is not None else _SAID.finditer(span.text):
        first = _of_first(match)
        if first is None or negated(span.text, match.start(), match.end()) is not None:
            continue
        path = _meant(match["noun"] or "", match.span("noun"), span, view, hits)
        value = _value(view, path, first=first) if path else None
        if value is not None:
            start, end = match.start() + span.start, match.end() + span.start
            return Returned(Set(path, value, match[0].strip(), correction=True), start, end)
    return None


def _of_first(match: re.Match[str]) -> bool | None:
    """Whether the first of all is meant, or the one before; None where the words tell neither."""
    order, when = (match["order"] or "").lower(), (match["when"] or "").lower()
    back = not match["verb"] or _RETURNS.search(match["verb"]) is not None
    if re.fullmatch(_WHEN_FIRST, when) or re.search(r"\b(?:first|originally|initially)\b", match["told"] or ""):
        return True
    if order and re.fullmatch(_FIRST, order):
        return True if back or match["told"] else None
    if when or (order and back):
        return False
    return False if back and match["told"] else None


def _meant(noun: str, place: tuple[int, int], span: Span, view: View, hits: Sequence[Hit]) -> str:
    """The place of the one field that had another value once and is called so; empty where it is not sure."""
    paths = [path for path in view.earlier if _others(view, path)]
    start, end = place[0] + span.start, place[1] + span.start
    told = {t.path for h in hits if start <= h.start and h.end <= end for t in h.targets}
    said = {*norms(noun)} - _EMPTY
    named = [p for p in paths if generic(p) in told or _called(view.form.at(p), said)]
    if len(named) == 1:
        return named[0]
    return paths[0] if len(paths) == 1 and not said else ""


def _called(found: Field | None, said: set[str]) -> bool:
    """Whether words are what a field is called; a place by the words for places."""
    if found is None or not said:
        return False
    names = {word for name in (found.title, found.path.rpartition(".")[2], *found.aliases) for word in norms(name)}
    return said <= names or (any(e.nearest for e in found.elsewhere) and bool(said & _PLACE))


def _others(view: View, path: str) -> list[Json]:
    """The values that a field had and has no more, oldest first."""
    held = view.values.get(path)
    return [value for value in view.earlier[path] if held is None or value != held.value]


def _value(view: View, path: str, *, first: bool) -> Json:
    others = _others(view, path)
    return others[0 if first else -1]
