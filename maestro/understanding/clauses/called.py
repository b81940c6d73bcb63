"""What the request is called, and what is wished for that the factory has no word of."""

import re
from collections.abc import Iterator

from maestro.domain.acts import Act, Set, WishFor
from maestro.domain.form import Field, Form, Kind
from maestro.understanding.clauses.labels import is_a_value
from maestro.understanding.english.grammar import FUNCTION, PRODUCT, STOP, everyday
from maestro.understanding.english.telling import root
from maestro.understanding.english.text import norms, words
from maestro.understanding.english.values import coerce
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means

_NAME = r"[\"'`]?(?P<name>[A-Za-z0-9][\w.-]*\w)[\"'`]?"
_IT = re.compile(
    rf"\b(?:(?:it|this|that|which)(?:'s| is| has(?: the)?| will be| should be)? (?:called|named|name)(?: is)?|"
    rf"(?:call|name) (?:it|this|that)|(?:the|its|with the|our) name(?: is|:)?|"
    rf"(?:^|[,;(]|\band)\W*name(?: is|'s|:)?|"
    rf"(?:we|i)(?: go|'ll go|'re going| are going| trade|'re trading| run) (?:by|under|as)(?: the name)?(?: of)?)"
    rf"\s+{_NAME}",
    re.IGNORECASE,
)
_CALLED = re.compile(  # "Uferrad it's called", "Blumenhaus is what we're called"
    rf"(?:^|[,;:(–—-]|\b(?:a|the|our|it's))\s*{_NAME},? (?:(?:it|that|this)(?:'s| is) (?:called|named|the name)|"
    r"(?:is|was) (?:the|our|its) name|is what (?:it|we|this)(?:'s|'re| is| are) called|(?:we're|we are) called|"
    r"they call (?:it|us))\b",
    re.IGNORECASE,
)
_WE = re.compile(  # "We're Radhaus, and ...": a name with a capital, and nothing of whose or where
    r"(?:^|[.!?]\s+)\W*(?:(?:[Hh]i|[Hh]ello|[Hh]ey|[Gg]ood (?:morning|day|evening|afternoon))\b[^.,!]{0,12}[\s,.!]+)?"
    r"(?:[Ww]e're|[Ww]e are|[Ww]e call ourselves|[Oo]urs is)\s+"
    r"(?P<name>[A-ZÄÖÜ][\w-]*[a-zäöüß\d](?:[ -][A-ZÄÖÜ][\w-]+){0,2})"
    r"(?=\s*(?:[,.;:!(]|$|(?:and|from|in|at)\b))"
)
_NATION = re.compile(r"(?:ish|ese|ians?|[aei]?cans?|mans?|nch|tch|iss|eek|ech|ans)$", re.IGNORECASE)
_NEXT = re.compile(  # "service billing, in Oslo"; not "the service people use", where a sentence goes on
    rf"\s+(?P<link>is\s+|=\s*)?{_NAME}(?=\s*(?:$|[.,;:!?()]|(?:and|or|with|in|on|at|for|from|to|as|please|only|runs?)\b))",
    re.IGNORECASE,
)
_THING = re.compile(rf"(?P<noun>\w+),? (?:called|named|(?:by|with) the name)\s+{_NAME}", re.IGNORECASE)
_WANTED = re.compile(
    r"\b(?:(?:we|i)(?:'d| would)?(?: also| really| still)? (?:need|like|want)(?: to have| also)?|"
    r"and(?: also)?|plus|with|add)\s+an?\s+(?P<wish>(?:[\w-]+\s+){0,2}[\w-]+)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:we|i)(?:'d| would)?(?: also| really| still)? (?:need|like|want|use)(?: to have)?(?: an?| the| our)? "
    r"(?P<wish>[a-z]{3,20}) (?:as well|too)\b",
    re.IGNORECASE,
)


def names(clause: Clause) -> Iterator[Act]:
    """ "It is called shop", "a service named shop": the name that identifies the request."""
    found = named_by(clause.form)
    if found is None:
        return
    beside = (m for h in clause.hits if (m := _beside(clause, h, found)) is not None)
    text = clause.span.text
    we = (m for m in _WE.finditer(text) if _is_a_name(clause, m))
    for match in (*_CALLED.finditer(text), *_IT.finditer(text), *beside, *_THING.finditer(text), *we):
        start, end = (place + clause.span.start for place in match.span("name"))
        end += len(_more(text, match))
        name = clause.text(start, end)
        value = coerce(found, name) or coerce(found, "-".join(_spelt(name)))
        if value is None or match["name"].lower() in FUNCTION or clause.is_taken(start, end):
            continue
        if "noun" not in match.groupdict() and is_a_value(clause, found, start, end):
            continue
        if "noun" in match.groupdict() and not _whole(clause, match.start("noun") + clause.span.start, found):
            continue
        if clause.negation(start, end) is None:
            clause.taken.append((start, end))
            yield Set(found.path, value, name, correction=clause.corrects)
            return


def _more(text: str, match: re.Match[str]) -> str:
    """The rest of a name of several words with capitals: the "Point" of "Pedal Point"."""
    if not match["name"][0].isupper() or text[match.end("name") : match.end("name") + 1] != " ":
        return ""
    rest = re.match(
        r"(?: [A-ZÄÖÜ][\w-]+){1,3}(?=\s*(?:$|[.,;:!?()\"']|(?:and|with|in|on|at|for|from|to|as|please)\b))",
        text[match.end("name") :],
    )
    return rest[0] if rest is not None else ""


def _spelt(name: str) -> list[str]:
    """The words of a name as they are spelt, in small letters."""
    return [token.text.lower() for token in words(name)]


def _is_a_name(clause: Clause, match: re.Match[str]) -> bool:
    """Whether a word with a capital is nothing that everybody or the factory knows, nor where people come from."""
    start, end = (place + clause.span.start for place in match.span("name"))
    known = any(h.start < end and start < h.end for h in clause.hits)
    said = match["name"].split()
    return not known and not all(map(everyday, said)) and _NATION.search(said[0]) is None


def named_by(form: Form) -> Field | None:
    """The free text among the fields that identify a request, where the factory says no more of it than its title."""
    fields = (form.at(path) for path in form.identity)
    texts = (f for f in fields if f is not None and f.kind is Kind.STRING and not f.options)
    first = next(texts, None)
    return first if first is not None and not first.aliases else None


def _beside(clause: Clause, hit: Hit, found: Field) -> re.Match[str] | None:
    """ "service billing": the word after the field's own, where nothing else explains it."""
    match = _NEXT.match(clause.span.text, hit.end - clause.span.start)
    if match is None or all(t.path != found.path for t in hit.targets):
        return None
    start = match.start("name") + clause.span.start
    known = any(h.start <= start < h.end for h in clause.hits) or clause.in_address(start, start + 1)
    known = known or (not match["link"] and everyday(match["name"]))
    return None if known or clause.negation(hit.start, hit.end) is not None else match


def _whole(clause: Clause, place: int, found: Field) -> bool:
    """Whether a noun stands for the whole request, not for a part of it: "a third stop called shield"."""
    noun = next((root(w.norm) for w in words(clause.span.text, clause.span.start) if w.start == place), "")
    parts = (f for f in clause.form.fields if f.kind in (Kind.ARRAY, Kind.OBJECT))
    if any(noun == root(norms(f.title)[-1]) for f in parts if norms(f.title)):
        return False
    before = next((h for h in clause.hits if h.start < place and not clause.text(h.end, place).strip()), None)
    if before is not None and all("[]" in t.path for t in before.targets):
        return False  # "a flow meter called f-bridge": of the kinds that entries of a list have
    hit = next((h for h in clause.hits if h.start <= place < h.end), None)
    return hit is None or any(t.path == found.path or t.means is Means.SCENARIO for t in hit.targets)


def wishes(clause: Clause) -> Iterator[Act]:
    """ "We'd also like a graph database", "we need fax as well": what the factory has no word for."""
    for match in _MORE.finditer(clause.span.text):
        start, end = match.start("wish") + clause.span.start, match.end("wish") + clause.span.start
        known = any(h.start < end and start < h.end for h in clause.hits) or clause.is_taken(start, end)
        plain = everyday(match["wish"]) or match["wish"].lower() in FUNCTION | STOP
        if not known and not plain and clause.negation(start, end) is None:
            yield WishFor(match["wish"], match["wish"])
    for match in _WANTED.finditer(clause.span.text):
        parts = words(match["wish"], match.start("wish") + clause.span.start)
        kinds = [n for n, part in enumerate(parts) if part.norm in PRODUCT]
        if not kinds:
            continue
        start, end = parts[0].start, parts[kinds[0]].end
        if not kinds[0] and _calls_a_component(clause, parts[0].norm):
            continue  # "and a cluster of five nodes"
        if not any(h.start < end and start < h.end for h in clause.hits) and clause.negation(start, end) is None:
            said = clause.text(start, end)
            yield WishFor(said, said)


def _calls_a_component(clause: Clause, noun: str) -> bool:
    """Whether a bare noun is what a part of the factory is called: a cluster, a database."""
    names = (name for c in clause.form.components for name in (c.title, *c.aliases))
    return any(told[-1] == noun for name in names if (told := norms(name)))
