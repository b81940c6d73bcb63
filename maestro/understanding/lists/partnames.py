"""What a single part is called: "the database is called ledger", "a Redis with a replica, its name is fast".

A part has a name of its own where its fields say so, and it is no list of named items. Of several engines it is that
of the one that is spoken of or in use; where none is, the name is left for later.
"""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.acts import Act, Set
from maestro.domain.form import Field, Kind
from maestro.domain.json import below, parent
from maestro.understanding.clauses.rows import compound
from maestro.understanding.english.grammar import FUNCTION
from maestro.understanding.english.itemwords import CALLED_SO, NAME
from maestro.understanding.english.quantities import quantities
from maestro.understanding.english.text import norms
from maestro.understanding.english.values import coerce
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means

_ENDS = r"(?=\s*(?:$|[.,;:!?)\n\"'`]|\s[-–—]\s|(?:and|with|in|on|at|for|please|then|as|but|so|which|that|of)\b))"
_WORD = rf"[\"'`]?(?P<name>{NAME})[\"'`]?{_ENDS}"
_IS = r"\s*(?:is|should be|will be|shall be|must be|to be|:|=)?\s*"
_AFTER = re.compile(
    rf"(?:\s+(?:database|db|cluster|instance|service|server|cache|zone|policy))?(?:\s*[,(]?\s*{CALLED_SO}|"
    rf"(?:'s)?\s+name\b{_IS}|\s*\(\s*name\b{_IS}|,?\s+(?:please )?(?:call|name) it\s+){_WORD}",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(?:the\s+)?name\s+(?:of|for)\s+(?:the|our|my|that|this)\s+(?:\w+\s+)?$", re.IGNORECASE)
_BEFORE_IS = re.compile(rf"\s*(?:is|should be|will be|shall be|must be|:|=)\s*{_WORD}", re.IGNORECASE)
_CALL = re.compile(r"\b(?:call|name)\s+(?:the|our|my|that|this)\s+(?:\w+\s+)?$", re.IGNORECASE)
_CALL_SO = re.compile(rf"\s+{_WORD}", re.IGNORECASE)
_IT = re.compile(
    rf"\b(?:its name{_IS}|(?:it|which|that)(?:'s|\s+(?:is|will be|shall be|should be|must be|is to be|has to be))\s+"
    rf"(?:called|named)\s+|(?:call|name) it\s+){_WORD}",
    re.IGNORECASE,
)
_APART = re.compile(  # behind a switch: "its own folder, risk-lab", "own folder (risk-lab)"
    rf"(?:(?P<sure>\s*[,(]?\s*{CALLED_SO}|\s*:\s*)|\s*[,(]\s*)[\"'`]?(?P<name>{NAME})[\"'`]?(?=\s*(?:$|[.,;:)!]))",
    re.IGNORECASE,
)
_A_NEW = re.compile(r"\b(?:an?|own|new|separate|dedicated|extra)\s+$", re.IGNORECASE)
_THINGS = (Means.COMPONENT, Means.PART)


def part_names(clause: Clause) -> Iterator[Act]:
    """The names of the parts that a clause speaks of."""
    text, offset = clause.span.text, clause.span.start
    for hit in clause.hits:
        if (beside := _beside_a_switch(clause, hit)) is not None:
            match = _APART.match(text, hit.end - offset)
            named = match is not None and (match["sure"] or compound(match["name"]))
            if named and match is not None and clause.negation(hit.start, hit.end) is None:
                yield from _named(clause, (beside,), match)
            continue
        if (switch := _its_switch(clause, hit)) is not None and switch.switch is not None:
            called = _APART.match(text, hit.end - offset)
            if called is not None and called["sure"] and clause.negation(hit.start, hit.end) is None:
                yield Set(switch.path, switch.switch[0], clause.text(hit.start, hit.end))
            continue
        fields = _naming(clause, hit)
        match = _said_of(text, hit.start - offset, hit.end - offset) if fields else None
        if match is not None and clause.negation(hit.start, hit.end) is None:
            yield from _named(clause, fields, match)
    for match in _IT.finditer(text):
        yield from _named(clause, _of_it(clause, match.start() + offset), match)


def _beside_a_switch(clause: Clause, hit: Hit) -> Field | None:
    """The name that goes with a switch: a text beside it that is called by one of the switch's words."""
    flags = {t.path for t in hit.targets if t.means is Means.FLAG}
    if len(flags) != 1 or len(hit.targets) != 1:
        return None
    said, above = set(norms(clause.text(hit.start, hit.end))), parent(flags.pop())
    texts = (f for f in clause.form.fields if parent(f.path) == above and f.kind is Kind.STRING and not f.options)
    called = [f for f in texts if any(len(n) == 1 and n[0] in said for n in map(norms, f.aliases))]
    return called[0] if len(called) == 1 and above else None


def _its_switch(clause: Clause, hit: Hit) -> Field | None:
    """What is switched on by "a folder named quay-works": the switch beside a name that has its word in it."""
    paths = {t.path for t in hit.targets if t.means is Means.FIELD}
    before = clause.text(clause.span.start, hit.start)
    if len(paths) != 1 or len(hit.targets) != 1 or _A_NEW.search(before) is None:
        return None
    said, above = norms(clause.text(hit.start, hit.end)), parent(min(paths))
    flags = (f for f in clause.form.fields if parent(f.path) == above and f.switch is not None)
    its = [f for f in flags if len(said) == 1 and any(said[0] in norms(n) for n in (f.title, *f.aliases))]
    return its[0] if len(its) == 1 and above else None


def _said_of(text: str, start: int, end: int) -> re.Match[str] | None:
    """The name after a part's noun, or after "the name of" it."""
    if _BEFORE.search(text[:start]):
        return _BEFORE_IS.match(text, end)
    if _CALL.search(text[:start]):
        return _CALL_SO.match(text, end)
    return _AFTER.match(text, end)


def _named(clause: Clause, fields: Sequence[Field], match: re.Match[str]) -> Iterator[Act]:
    found = _of_engine(clause, fields)
    start, end = (place + clause.span.start for place in match.span("name"))
    word = match["name"]
    if found is None or clause.is_taken(start, end) or word.lower() in FUNCTION or coerce(found, word) is None:
        return
    clause.taken.append((start, end))
    yield Set(found.path, coerce(found, word), word, correction=clause.corrects)


def _naming(clause: Clause, hit: Hit) -> Sequence[Field]:
    """The fields that name what a phrase is for, none where that has a list of named items."""
    paths = [t.path for t in hit.targets if t.means in _THINGS]
    if not paths and len(hit.targets) == 1 and clause.is_alternative(parent(hit.targets[0].path)):
        paths = [parent(hit.targets[0].path)]  # "MySQL 8.0, named roster"
    return _names_below(clause, paths[0]) if paths else ()


def _names_below(clause: Clause, path: str) -> Sequence[Field]:
    root = clause.form.component_of(path)
    inside = [f for f in clause.form.fields if root is not None and below(f.path, path) and _is_name(f)]
    if any("[]" in f.path for f in inside):
        return ()
    alike = len({parent(parent(f.path)) for f in inside}) == 1 and all(_of_an_engine(clause, f) for f in inside)
    return inside if len(inside) == 1 or alike else ()


def _is_name(found: Field) -> bool:
    return found.kind is Kind.STRING and not found.options and found.path.rpartition(".")[2] == "name"


def _of_an_engine(clause: Clause, found: Field) -> bool:
    return clause.is_alternative(parent(found.path))


def _of_engine(clause: Clause, fields: Sequence[Field]) -> Field | None:
    """The one that is meant: of engines that which is spoken of, else that in use."""
    if len(fields) == 1 and not _of_an_engine(clause, fields[0]):
        return fields[0]
    spoken = [f for f in fields if any(below(f.path, p) for p in clause.parts)]
    used = [f for f in fields if clause.in_use(parent(f.path))]
    return next((which[0] for which in (spoken, used) if len(which) == 1), None)


def _of_it(clause: Clause, place: int) -> Sequence[Field]:
    """The names of what "it" is: the part named last before in the clause, where no purpose stands between.

    Where the clause names no part, it is the part spoken of before, once something else is said of that here.
    """
    before = [h for h in clause.hits if h.end <= place and any(t.means in _THINGS for t in h.targets)]
    if before:
        between = clause.text(before[-1].end, place)
        return () if re.search(r"\b(?:for|of|behind|under|by)\b", between) else _naming(clause, before[-1])
    path = clause.reading.component
    inside = any(below(t.path, path) for h in clause.hits if h.end <= place for t in h.targets) if path else False
    told = any(q.unit for q in quantities(clause.text(clause.span.start, place)))
    return _names_below(clause, path) if path and (inside or told) else ()
