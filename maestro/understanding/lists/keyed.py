"""Objects with one entry for each of the factory's kinds: "80 city bikes at 22 euros, 6 children's for 12, 2 tandems".

A number before a kind is how many there are of it, a sum of money or a measure behind it is one of the same kind. The
name of a kind may be an everyday word: alone it is one only where the words around speak of what is counted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maestro.domain.acts import Act, Reject, Set
from maestro.domain.conversation import View
from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import Json, below, split
from maestro.understanding.english.grammar import FUNCTION, everyday
from maestro.understanding.english.quantities import MONEY, Quantity, converted, number, quantities, rated, unit_of
from maestro.understanding.english.slips import is_slip
from maestro.understanding.english.telling import root, roots
from maestro.understanding.english.text import Token, norms, stem, words
from maestro.understanding.stance.stories import in_a_story
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Means

_NUMERIC = (Kind.INTEGER, Kind.NUMBER)
_SLIP = 5  # letters of a kind's name that may be mistyped
_BETWEEN = 2  # words between a number and a kind: "4 new electric mountain bikes"
_NOUN = 2  # words behind a kind in which its noun stands: "city e-bikes"
_TIMES = re.compile(r"\s*(?:x|×|times|of (?:the|our|my|those|these))?\s*", re.IGNORECASE)
_GAP = re.compile(r"[\s'-]*")
_LINK = re.compile(
    r"\s*(?:[:=–—-]|(?:is|are)\b|(?:we|i)(?:'ve| have)(?: got)?\b|there(?:'s| is| are)\b|,)?\s*(?:now |about |only )?",
    re.IGNORECASE,
)
_PRICED = re.compile(
    r"(?:@|\b(?:at|for|cost(?:s|ing)?|price[sd]?(?: at| is| are)?|charge[sd]?(?: at)?|rent(?:s|ed)? (?:for|at)|"
    r"goes for|go for|à)\b)\s*(?:is |are |of |now |only |just |about )?$",
    re.IGNORECASE,
)
_THEY = re.compile(r"^\W*(?:and )?(?:they|these|those|each(?: of them| one)?|one|it|every one)\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:last (?:year|season|month|week|summer|winter|time)|yesterday|ago|back then|used to|"
    r"(?:we|i|they) (?:sold|lost|had))\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*(?:$|[,.;:!?)&/+]|\b(?:and|or|but|each|apiece|plus|always|for now|then|now|please)\b)")
_BEHIND = re.compile(r"\s*(?:@|[-–(]|\d|(?:at|for|with|in|from|of|to|on|which|that|as|we|i|cost\w*)\b)", re.IGNORECASE)


@dataclass(frozen=True)
class _Named:
    """A kind at a place, and whether a word of what is counted follows it."""

    key: str
    start: int
    end: int
    counted: bool
    plural: bool


class Keyed:
    """Reads the entries of one such object."""

    def __init__(self, found: Field, entry: Field) -> None:
        """Keep the names of its kinds, and the numbers that an entry has."""
        self._root = found.path
        self._names = {
            norms(phrase): str(key.value) for key in found.keys for phrase in (str(key.value), key.title, *key.aliases)
        }
        inside = entry.inside if entry.kind is Kind.OBJECT else (entry,)
        self._fields = [f for f in inside if f.kind in _NUMERIC]
        plain = [f for f in self._fields if not unit_of(f) and f.kind is Kind.INTEGER]
        self._count = plain[0] if len(plain) == 1 else None
        texts = [found.title, found.path.rpartition(".")[2].replace("_", " "), found.description]
        counted = [self._count.title, self._count.description] if self._count is not None else []
        kinds = frozenset(root(word) for name in self._names for word in name)
        titled = roots(" . ".join([*texts[:2], *counted[:1]]))
        self._nouns = (titled | roots(" . ".join([*texts, *counted]))) - kinds
        self._own = titled - kinds

    def read(self, clause: Clause) -> Iterator[Act]:
        """What is said of kinds; its places are taken."""
        text, offset = clause.span.text, clause.span.start
        spoken = words(text, offset)
        named = [n for n in self._named(spoken, clause) if not clause.in_address(n.start, n.end)]
        if not named:
            yield from self._of_them(clause)
            return
        about = any(root(token.norm) in self._own for token in spoken) or clause.reading.heading == self._root
        numbers = [q for q in quantities(text, offset) if not clause.is_taken(q.start, q.end)]
        for place, kind in enumerate(named):
            until = named[place + 1].start if place + 1 < len(named) else clause.span.end
            since = named[place - 1].end if place else offset
            yield from self._entry(clause, kind, [q for q in numbers if since <= q.start and q.end <= until], about)

    def _named(self, spoken: Sequence[Token], clause: Clause) -> Iterator[_Named]:
        """The kinds of a clause, from left to right."""
        place = 0
        while place < len(spoken):
            length, key = self._at(spoken, place)
            if length:
                first, last = spoken[place], spoken[place + length - 1]
                behind = spoken[place + length : place + length + _NOUN]
                counted = self._compound(last.norm, key) or self._noun_behind(last, behind, clause)
                plural = last.text.lower().endswith("s") and not norms(key)[-1].endswith("s")
                yield _Named(key, first.start, last.end, counted, plural)
            place += max(length, 1)

    def _at(self, spoken: Sequence[Token], place: int) -> tuple[int, str]:
        for length in sorted({len(name) for name in self._names}, reverse=True):
            said = tuple(t.norm for t in spoken[place : place + length])
            if said in self._names:
                return length, self._names[said]
        word = spoken[place].norm
        near = {key for name, key in self._names.items() if len(name) == 1 and _mistyped(word, name[0])}
        near = near or {key for key in self._names.values() if self._compound(word, key)}
        return (1, near.pop()) if len(near) == 1 else (0, "")

    def _compound(self, word: str, key: str) -> bool:
        """ "citybikes"."""
        rest = word.removeprefix(key.lower())
        return rest not in ("", word) and root(stem(rest)) in self._nouns

    def _noun_behind(self, last: Token, behind: Sequence[Token], clause: Clause) -> bool:
        end = last.end
        for token in behind:
            if _GAP.fullmatch(clause.text(end, token.start)) is None or token.norm in FUNCTION:
                return False
            if root(token.norm) in self._nouns:
                return True
            end = token.end
        return False

    def _entry(self, clause: Clause, kind: _Named, numbers: Sequence[Quantity], about: bool) -> Iterator[Act]:
        alone = _ENDS.match(clause.span.text, kind.end - clause.span.start) is not None
        if in_a_story(clause.span.text, kind.start - clause.span.start, kind.end - clause.span.start):
            return
        path = f"{self._root}.{kind.key}"
        if (begin := clause.negation(kind.start, kind.end)) is not None:
            held = any(below(p, path) for p in clause.view.values) or self._told(clause, path)
            if kind.counted or (kind.plural and (about or held)):
                clause.taken.append((kind.start, kind.end))
                yield Reject(path, quote=clause.text(min(begin, kind.start), kind.end))
            return
        if _PAST.search(clause.span.text) is not None:
            return  # "we sold 5 of them last year"
        count = self._counting(clause, kind, numbers, about or kind.plural or kind.counted)
        sure = kind.counted or (count is not None and (kind.plural or about) and self._ends(clause, kind))
        if not sure and not (about and alone):
            return
        clause.taken.append((kind.start, kind.end))
        clause.reading.kind = path
        if count is not None and self._count is not None:
            yield self._set(clause, path, self._count, count, count.value)
        rest = (q for q in numbers if q.start >= kind.end and q is not count)
        yield from self._measures(clause, path, list(rest), kind.end)

    def _ends(self, clause: Clause, kind: _Named) -> bool:
        """Whether a kind stands for the thing itself: no other noun follows it."""
        place = kind.end - clause.span.start
        return any(pattern.match(clause.span.text, place) for pattern in (_ENDS, _BEHIND))

    def _counting(self, clause: Clause, kind: _Named, numbers: Sequence[Quantity], sure: bool) -> Quantity | None:
        """The number that tells how many there are: right before the kind, or behind it."""
        if self._count is None:
            return None
        before = [q for q in numbers if q.end <= kind.start and not q.unit]
        led = clause.text(before[-1].end, kind.start) if before else ""
        if (
            before
            and (self._leads(led) or (kind.plural and self._is_for(led)))
            and _fits(self._count, before[-1].value)
        ):
            return before[-1]
        behind = next((q for q in numbers if q.start >= kind.end), None)
        if behind is None or behind.unit or not sure or not _fits(self._count, behind.value):
            return None
        between = clause.text(kind.end, behind.start)
        nouns = [t for t in words(between)[:_NOUN] if root(t.norm) in self._nouns]
        rest = between[nouns[-1].end :] if nouns else between
        after = clause.text(behind.end, clause.span.end)
        counted = next((root(t.norm) in self._nouns for t in words(after)[:1]), False)
        linked = _LINK.fullmatch(rest) is not None and rest.strip() != ","
        linked = linked and (bool(rest.strip()) or kind.counted or kind.plural)
        return behind if linked and (_ENDS.match(after) or counted or re.match(r"\s*(?:at|for|@)", after)) else None

    def _is_for(self, between: str) -> bool:
        """ "eight bikes for children"."""
        noun, joined, rest = between.strip().partition(" for")
        counted = [root(word) in self._nouns for word in norms(noun)]
        return bool(joined) and rest.strip() in ("", "the", "our") and bool(counted) and all(counted)

    def _leads(self, between: str) -> bool:
        """Whether nothing but what a thing is like stands between a number and a kind."""
        spoken = words(between)
        if not spoken or _TIMES.fullmatch(between):
            return _TIMES.fullmatch(between) is not None
        plain = not re.search(r"[,.;:()/&+]", between) and len(spoken) <= _BETWEEN
        return plain and all(t.norm not in FUNCTION for t in spoken)

    def _measures(self, clause: Clause, path: str, numbers: Sequence[Quantity], since: int) -> Iterator[Act]:
        """Sums and measures of one kind; another field's name between ends what is said of it."""
        for quantity in numbers:
            if self._elsewhere(clause, since, quantity):
                return
            found = self._of_unit(clause, quantity)
            if found is None or clause.negation(quantity.start, quantity.end) is not None:
                continue
            value = number(found, quantity)
            if value is not None and _fits(found, value):
                yield self._set(clause, path, found, quantity, value)

    def _elsewhere(self, clause: Clause, since: int, quantity: Quantity) -> bool:
        """Whether a word for another field stands on the way to a number, or right behind it."""
        near = (h for h in clause.hits if since <= h.start < quantity.end + 12)
        fields = (h for h in near if any(t.means is Means.FIELD for t in h.targets))
        return any(all(not below(t.path, self._root) for t in hit.targets) for hit in fields)

    def _of_unit(self, clause: Clause, quantity: Quantity) -> Field | None:
        """The only number of an entry that a quantity can be: by its unit, or by words of costing."""
        after = clause.text(quantity.end, clause.span.end)
        fitting = [
            f for f in self._fields if f is not self._count and converted(quantity, unit_of(f)) is not None
        ]  # fmt: skip
        if not quantity.unit:
            priced = [f for f in self._fields if _is_money(f)]
            fitting = priced if self._costs(clause, quantity, after) else []
        return fitting[0] if len(fitting) == 1 and rated(unit_of(fitting[0]), after) is not False else None

    def _costs(self, clause: Clause, quantity: Quantity, after: str) -> bool:
        """Whether a bare number is a price: "for 12", after one in euros; "cost 35 a day"."""
        before = clause.text(clause.span.start, quantity.start)
        if _PRICED.search(before) is None:
            return False
        unit = next((unit_of(f) for f in self._fields if _is_money(f)), "")
        paid = any(q.unit in MONEY for q in quantities(before))
        verb = re.search(r"(?:@|cost\w*|price\w*)\s*(?:\w+ )?$", before) is not None
        return bool(rated(unit, after)) or ((paid or verb) and _ENDS.match(after) is not None)

    def _of_them(self, clause: Clause) -> Iterator[Act]:
        """ "They cost 35 a day": what was spoken of last, or the only kind that there is."""
        if _THEY.match(clause.span.text) is None:
            return
        path = clause.reading.kind or self._last(clause.view)
        if not path or not below(path, self._root):
            return
        numbers = [q for q in quantities(clause.span.text, clause.span.start) if not clause.is_taken(q.start, q.end)]
        priced = [q for q in numbers if q.unit in MONEY or not q.unit]
        yield from self._measures(clause, path, priced, clause.span.start)

    def _last(self, view: View) -> str:
        depth = len(split(self._root)) + 1
        said = (p for p, v in view.values.items() if below(p, self._root) and v.source in ("user", "document"))
        held = {".".join(split(p)[:depth]) for p in said}
        recent = ".".join(split(view.recent)[:depth]) if view.recent and below(view.recent, self._root) else ""
        return recent if recent in held else next(iter(held)) if len(held) == 1 else ""

    def _told(self, clause: Clause, path: str) -> bool:
        return any(isinstance(act, Set) and below(act.path, path) for act in clause.reading.acts)

    def _set(self, clause: Clause, path: str, found: Field, quantity: Quantity, value: Json) -> Set:
        clause.taken.append((quantity.start, quantity.end))
        leaf = found.path.rpartition(".")[2]
        place = path if leaf == "*" else f"{path}.{leaf}"
        whole = number(found, quantity) if found is self._count else value
        return Set(place, whole, clause.text(quantity.start, quantity.end), correction=clause.corrects)


def keyed(form: Form) -> tuple[Keyed, ...]:
    """The readers of all such objects of a form."""
    places = ((f, f.entry) for f in form.fields if f.entry is not None and f.keys and "[]" not in f.path)
    return tuple(Keyed(found, entry) for found, entry in places)


def _mistyped(word: str, name: str) -> bool:
    return len(word) >= _SLIP and not everyday(word) and is_slip(word, name)


def _is_money(found: Field) -> bool:
    return any(converted(Quantity(1, coin, 0, 0), unit_of(found)) is not None for coin in MONEY)


def _fits(found: Field, value: Json) -> bool:
    """Whether a field can have a number at all."""
    if not isinstance(value, int | float):
        return False
    low, high = found.minimum, found.maximum
    whole = found.kind is not Kind.INTEGER or value == int(value)
    return whole and (low is None or value >= low) and (high is None or value <= high)
