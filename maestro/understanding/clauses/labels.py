"""Names and codes that are said with a label of their own: "the code is fleet", "the team is called Blue Harbour".

The label may be shorter than the factory's ("code" for its tenant code) where that leaves one field in doubt of none.
"""

import re
from collections.abc import Iterator

from maestro.domain.acts import Act, Add, Set
from maestro.domain.form import Field, Kind
from maestro.domain.json import below
from maestro.understanding.clauses.rows import compound
from maestro.understanding.english.grammar import FUNCTION, STOP, everyday
from maestro.understanding.english.quantities import quantities
from maestro.understanding.english.text import norms
from maestro.understanding.english.values import coerce
from maestro.understanding.stance.offered import NOT_YET, offered
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means

_SAID = re.compile(
    r"\b(?P<label>[a-z]+)\s*(?P<link>is called|is named|called|named|:|=|is|will be|should be|shall be|would be)\s+"
    r"[\"'`]?(?P<value>[\w][\w.@/+-]*)[\"'`]?(?=\s*(?:$|[.,;!?)]|(?:and|please)\b))",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:(?:call|name) (?:it|this|us|(?:the|this|our) (?:thing|tenant|project|app|application|whole thing))|"
    r"(?:the|this|our|my) (?:thing|tenant|project|app|application|tool|site|page|platform|portal|system|whole thing) "
    r"(?:is|will be|shall be|should be|is to be) (?:called|named))\s+"
    r"[\"'`]?(?P<value>[\w][\w.-]*)[\"'`]?(?=\s*(?:$|[.,;!?)]|(?:and|please|so|because|since|here)\b))",
    re.IGNORECASE,
)
_IT_ALONE = re.compile(r"(?:call|name) it\b", re.IGNORECASE)
_RUN = re.compile(
    r"\s*(?P<link>is called|is named|are called|called|named|goes by|:|=|is|are)\s*[\"'`“]?"
    r"(?P<value>[^\W_][^\n,;.!?()\"'`”]{0,60}?)[\"'`”]?"
    r"(?=\s*(?:$|[.,;!?()]|(?:and|but|with|please|who|which|they|their|we)\b|"
    r"(?:so |just )?(?:put|note|write|enter|add|record|take|mark|jot|type|fill)\b(?: down)? (?:that|it|this|them)\b))",
    re.IGNORECASE,
)
_BARE = re.compile(  # behind a verb of owning: "the owner is the team quay-ops", "it belongs to the team Blue Harbour"
    r"\s+[\"'`“]?(?P<value>[^\W_][\w-]*(?: [A-Z][\w-]*)*)[\"'`”]?(?P<link>)"
    r"(?=\s*(?:$|[.,;!?()]|(?:and|but|with|please|who|which|in|from|at)\b))"
)
_OWNED = re.compile(
    r"\b(?:own(?:s|er|ers|ed)|belongs?|run|looked after|managed|responsible|in charge|behalf|answers?|answerable|"
    r"(?:is|are|was|comes?) (?:for|from|by|with|of))\b[^.;:!?]{0,24}$",
    re.IGNORECASE,
)
_CODED = re.compile(  # "cost centre RD-77 pays": right behind its label, by its form no word of a sentence
    r"\s*(?:(?:is|no\.?|nr\.?|number|:|=)\s*)*[\"'`]?(?P<value>(?=[\w./-]*\d)(?:[A-Za-z]+[./-]?\d|\d+[./-]\d|\d{4,}|\d+[A-Za-z]+-)"
    r"[\w./-]*\w|[A-Za-z]\d)(?![\w-])"
)
_THINGS = (Means.COMPONENT, Means.PART)
_LONGEST = 5  # words of a name without a form


class Labels:
    """Reads the labelled values of one clause."""

    def __init__(self, clause: Clause) -> None:
        """Keep the clause."""
        self._clause = clause

    def values(self) -> Iterator[Act]:
        """What is said with a label that the lexicon lacks, a bare "call it", or in several words."""
        yield from self._free()
        for match in _SAID.finditer(self._clause.span.text):
            found = self._labelled(match["label"])
            plain = match["link"].lower() in ("is", "will be", "should be", "shall be", "would be")
            if found is not None and (not plain or self._listed(match)):
                yield from self._set(found, match)
        for match in (*_CALLED.finditer(self._clause.span.text), *offered(self._clause.span.text)):
            place = match.start() + self._clause.span.start
            things = any(t.means in _THINGS for h in self._clause.hits if h.start < place for t in h.targets)
            found = next((f for p in self._clause.form.identity if (f := self._clause.form.at(p)) and _text(f)), None)
            start, end = (at + self._clause.span.start for at in match.span("value"))
            if (entry := self._only_entry(match, found)) is not None and not self._clause.is_taken(start, end):
                self._clause.taken.append((start, end))
                yield entry
                continue
            if found is not None and not things and not is_a_value(self._clause, found, start, end):
                yield from self._set(found, match)

    def _only_entry(self, match: re.Match[str], whole: Field | None) -> Add | None:
        """ "Name it hive-weights": the one thing of the request so far is a list's entry that has no name yet."""
        form, view = self._clause.form, self._clause.view
        asked = view.question
        if not _IT_ALONE.match(match[0]) or (asked is not None and whole is not None and asked.path == whole.path):
            return None
        parts = {root.path for path in view.values if (root := form.component_of(path)) is not None}
        lists = [(p, n) for p, n in form.rosters.items() if n is not None and any(below(p, part) for part in parts)]
        if len(parts) != 1 or len(lists) != 1 or any(below(path, lists[0][0]) for path in view.values):
            return None
        value = coerce(lists[0][1], match["value"])
        return Add(lists[0][0], {lists[0][1].path.rpartition(".")[2]: value}, match["value"]) if value else None

    def _set(self, found: Field, match: re.Match[str]) -> Iterator[Act]:
        start = match.start("value") + self._clause.span.start
        value = coerce(found, match["value"])
        taken = self._clause.is_taken(start, start + len(match["value"]))
        if value is not None and not taken and match["value"].lower() not in STOP | NOT_YET:
            self._clause.taken.append((start, start + len(match["value"])))
            yield Set(found.path, value, match["value"], correction=self._clause.corrects)

    def _labelled(self, label: str) -> Field | None:
        """The one required text of the tenant's own (else the one text) whose name ends so."""
        if any(self._clause.text(h.start, h.end).lower().endswith(label.lower()) for h in self._clause.hits):
            return None
        head = norms(label)
        fitting = [
            f
            for f in self._clause.form.fields
            if _text(f) and any(norms(n)[-1:] == head for n in (f.title, *f.aliases))
        ]
        needed = [f for f in fitting if f.required]
        best = needed or fitting
        return best[0] if len(best) == 1 else None

    def _listed(self, match: re.Match[str]) -> bool:
        """ "in Iowa, the code is fleet, shared network": one of several facts, no remark ("the name is important")."""
        before = self._clause.span.text[: match.start()].rpartition(",")[2]
        others = any(isinstance(a, Set) and not self._clause.inside(a.path) for a in self._clause.reading.acts)
        facts = others or any(t.means is Means.OPTION for h in self._clause.hits for t in h.targets)
        return facts and len(before.split()) <= 2

    def _among_labels(self, hit: Hit, value: str) -> bool:
        """ "team is night owls, cost centre 7": among facts with labels of their own, words that tell no state."""
        others = (h for h in self._clause.hits if h.end < hit.start or h.start > hit.end + len(value))
        labels = [t.path for h in others for t in h.targets if t.means is Means.FIELD]
        told = (f for p in labels if (f := self._clause.form.at(p)) is not None and _text(f))
        said = norms(value)
        plain = any(w in FUNCTION or w.isdigit() for w in said) or (len(said) == 1 and everyday(said[0]))
        return any(told) and not plain and next(quantities(value), None) is None

    def _free(self) -> Iterator[Act]:
        """ "the team is called Blue Harbour": a text without a form may have several words."""
        for hit in self._clause.hits:
            paths = [t.path for t in hit.targets if t.means is Means.FIELD]
            found = self._clause.form.at(paths[0]) if len(paths) == 1 == len(hit.targets) else None
            if found is None or not _text(found):
                continue
            text, after = self._clause.span.text, hit.end - self._clause.span.start
            formed = found.pattern or found.format
            match = None if formed else _RUN.match(text, after) or self._owning(hit)
            coded = _CODED.match(text, after) if match is None else None
            if coded is not None and coerce(found, coded["value"]) == coded["value"]:
                match = coded
            if match is None or self._clause.negation(hit.start, hit.end) is not None:
                continue
            value, start = match["value"].strip(), match.start("value") + self._clause.span.start
            link = (match.groupdict().get("link") or "").lower()
            sure = link not in ("is", "are", "") or match is coded or proper(value) or self._among_labels(hit, value)
            if sure and len(value.split()) <= _LONGEST and not self._clause.is_taken(start, start + len(value)):
                self._clause.taken.append((start, start + len(value)))
                yield Set(found.path, value, value, correction=self._clause.corrects)

    def _owning(self, hit: Hit) -> re.Match[str] | None:
        """The name right behind a noun that stands after a verb of owning."""
        text, start = self._clause.span.text, hit.start - self._clause.span.start
        match = _BARE.match(text, hit.end - self._clause.span.start) if _OWNED.search(text[:start]) else None
        capital = match is not None and match["value"][:1].isupper()
        return match if match is not None and (capital or compound(match["value"])) else None


def _text(found: Field) -> bool:
    return found.kind is Kind.STRING and not found.options and found.own and "[]" not in found.path


def proper(value: str) -> bool:
    """Whether it looks like a name: capitals, a digit, a hyphen."""
    return all(w[:1].isupper() for w in value.split()) or re.search(r"[\d-]", value) is not None


def is_a_value(clause: Clause, found: Field, start: int, end: int) -> bool:
    """ "Then call it non-production": a value of another field is no name, unless the name is asked for."""
    asked = clause.view.question
    if asked is not None and asked.path == found.path:
        return False
    inside = [h for h in clause.hits if h.start >= start and h.end <= end]
    told = clause.text(start, end).rstrip(".,;:!?")
    whole = bool(inside) and inside[0].start == start and inside[-1].end == start + len(told)
    return whole and all(any(t.means is Means.OPTION for t in h.targets) for h in inside)
