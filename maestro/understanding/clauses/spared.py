"""Details that a request can be without and that are not wanted: "no deposit", "leave the last day out"."""

import re
from collections.abc import Iterator

from maestro.domain.acts import Act, Reject
from maestro.domain.form import Field, Kind
from maestro.understanding.english.text import norms
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means

_PLAIN = (Kind.STRING, Kind.INTEGER, Kind.NUMBER)
_ONLY_WEAKER = re.compile(  # what is denied is not the thing
    r"\s*(?:yet|idea|preference|limits?|requirements?|problems?|issues?|changes?|questions?|opinion|clue|matter|"
    r"in mind|(?:is |are |has been |was )?(?:known|decided|fixed|set|clear|given|agreed)|of\b|from\b|for\b|above|"
    r"below|over|under|more|less|than|but|before|after(?! all)|until|earlier|later|higher|lower|"
    r"bigger|smaller|longer|shorter)\b",
    re.IGNORECASE,
)
_ROW = 3  # words in a row that a clause shares with a description
_NOT = re.compile(r"\b(?:not|no longer|never|nobody|if|unless|whether)\b|n't\b", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"\b(?:left out|leave (?:it|this) out|omit(?:ted)?|empty|not (?:set|given|needed)|absent)\s+"
    r"(?:where|if|when|for)\s+(?P<where>[^.;]+)",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:idea|sure|know|clue|care|matter|mind|decided|clear|certain|difference|question|wrong|change|touch|forget to|"
    r"yet|if|whether|only|just)\b|\d|\?",
    re.IGNORECASE,
)


def spared(clause: Clause) -> Iterator[Act]:
    """What is left out; a number beside it says something else of it."""
    if _OPEN.search(clause.span.text):
        return
    for hit in clause.hits:
        found = _detail(clause, hit)
        if found is None or clause.is_taken(hit.start, hit.end):
            continue
        begin = clause.negation(hit.start, hit.end)
        if begin is None or _ONLY_WEAKER.match(clause.span.text, hit.end - clause.span.start):
            continue
        clause.taken.append((hit.start, hit.end))
        yield Reject(found.path, quote=clause.quoted(hit, begin))


def left_out_where(clause: Clause) -> Iterator[Act]:
    """ "we're open all year round", where a field is "left out where it is open all year round"."""
    sure = (piece for piece in re.split(r"[,;:]", clause.span.text) if _NOT.search(piece) is None)
    rows = frozenset(row for piece in sure for row in _rows(piece))
    for found in clause.form.fields if rows else ():
        match = _LEFT_OUT.search(found.description)
        if match is None or found.required or found.kind not in _PLAIN or "[]" in found.path:
            continue
        if rows & _rows(match["where"]) and clause.is_around(found.path):
            yield Reject(found.path, quote=clause.span.text.strip(" ,.;:!"))


def _rows(text: str) -> frozenset[tuple[str, ...]]:
    said = norms(text)
    return frozenset(said[n : n + _ROW] for n in range(len(said) - _ROW + 1))


def _detail(clause: Clause, hit: Hit) -> Field | None:
    """The one plain field that a phrase names, where nothing demands it."""
    paths = {t.path for t in hit.targets if t.means is Means.FIELD}
    if len(paths) != 1 or any(t.means is not Means.FIELD for t in hit.targets):
        return None
    found = clause.form.at(paths.pop())
    if found is None or found.kind not in _PLAIN or found.options or found.shapes or "[]" in found.path:
        return None
    inside = clause.form.component_of(found.path) is not None
    return None if (found.required and found.when is None) or inside or found.has_default else found
