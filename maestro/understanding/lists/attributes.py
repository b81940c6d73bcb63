"""What a stretch of a clause says of one item of a list: its options, switches, numbers and texts."""

import re
from collections.abc import Iterator

from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import Json
from maestro.understanding.clauses.forms import beside
from maestro.understanding.clauses.qualities import of_an_entry
from maestro.understanding.english.grammar import GOING, KEEPING, UNTOUCHED, everyday
from maestro.understanding.english.quantities import Quantity, converted, number, quantities, unit_of
from maestro.understanding.english.telling import roots
from maestro.understanding.english.text import pieces
from maestro.understanding.english.values import coerce
from maestro.understanding.lists.signs import is_bare
from maestro.understanding.stance.stories import is_a_thing
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means

_VALUE = re.compile(
    r"\s*(?:(?:is|are|to|as|of|should be|must be)\b|=|:)?\s*[\"'`]?(?P<value>[\w/][\w.@/+:-]*)", re.IGNORECASE
)

_LINK = re.compile(r"\s*(?:is|=|:|to|as|of|should be|must be|shall be)?\s*", re.IGNORECASE)
_PIECE = re.compile(r"[,;(]|\b(?:and|but)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:no|not|never|nobody|none|nothing|without|cannot)\b|n't\b", re.IGNORECASE)
_ABOUT = 2  # words of a switch's texts that tell it
_SPANS = ("seconds", "minutes", "hours", "days")

Said = dict[str, tuple[Json, str]]  # leaf below the item: the value and the words for it


class Attributes:
    """Reads the fields of one list's items."""

    def __init__(self, clause: Clause, roster: str, naming: Field, *, named: bool = True) -> None:
        """Keep the clause, the list, and its fields but the one that names an item.

        Where no item is `named`, words that also mean something outside the list are left to it.
        """
        self._named = named
        self._clause = clause
        self._item = f"{roster}[]"
        form = clause.form
        inside = (f for f in form.fields if f.path.startswith(self._item + ".") and f is not naming)
        self._fields = [f for f in inside if "[]" not in f.path[len(self._item) :]]

    def read(self, start: int, end: int) -> Said:
        """The values between two places of the message; the places are taken."""
        said: Said = {}
        for found, value, place in (*self._numbers(start, end), *self._phrases(start, end)):
            leaf = found.path[len(self._item) + 1 :]
            words = self._clause.text(*place)
            if found.kind is Kind.ARRAY:
                said[leaf] = ([*said.get(leaf, ([], ""))[0], value], words)
            else:
                said.setdefault(leaf, (value, words))
            self._clause.taken.append(place)
        for found in self._fields if self._named else ():
            leaf = found.path[len(self._item) + 1 :]
            if found.kind is Kind.BOOLEAN and leaf not in said and (told := self._described(found, start, end)):
                said[leaf] = told
        return said

    def _described(self, found: Field, start: int, end: int) -> tuple[Json, str] | None:
        """ "the batteries are charged right there": a switch in the words by which the factory tells what it does."""
        for at, piece in pieces(_PIECE, self._clause.text(start, end), start):
            told, about = roots(piece), roots(f"{found.title} {found.description}")
            if told & roots(found.title) and len(told & about) >= _ABOUT and not self._clause.is_taken(at, at + 1):
                return _DENIED.search(piece) is None, piece.strip(" .,;:")
        return None

    def _numbers(self, start: int, end: int) -> Iterator[tuple[Field, Json, tuple[int, int]]]:
        for quantity in quantities(self._clause.span.text, self._clause.span.start):
            inside = start <= quantity.start and quantity.end <= end
            if not inside or self._clause.is_taken(quantity.start, quantity.end):
                continue
            found = None if self._runs_out(quantity) else self._counted(quantity)
            value = number(found, quantity) if found is not None else None
            if found is not None and _within(found, value) and not self._unwanted(quantity):
                yield found, value, (quantity.start, quantity.end)

    def _runs_out(self, quantity: Quantity) -> bool:
        """ "deleted after 30 days" is no time for which things are kept."""
        before = self._clause.span.text[: quantity.start - self._clause.span.start]
        return quantity.unit in _SPANS and GOING.search(before) is not None

    def _unwanted(self, quantity: Quantity) -> bool:
        """Whether a number is denied; what "nothing may be removed for 5 years" denies is the removing."""
        before = self._clause.text(self._clause.span.start, quantity.start)
        if quantity.unit in _SPANS and UNTOUCHED.search(before) is not None:
            return False
        return self._clause.negation(quantity.start, quantity.end) is not None

    def _counted(self, quantity: Quantity) -> Field | None:
        """The numeric field that is named beside the number, else the only one of its unit."""
        numeric = [f for f in self._fields if f.kind in (Kind.INTEGER, Kind.NUMBER)]
        near = [h for h in self._clause.hits if beside(self._clause, h, quantity)]
        near.sort(key=lambda h: (h.start < quantity.start, abs(h.start - quantity.start)))
        for hit in near:
            named = [f for f in numeric if any(t.path == f.path for t in hit.targets)]
            if named:
                return named[0]
        fitting = [f for f in numeric if converted(quantity, unit_of(f)) is not None]
        stays = any(pattern.search(self._clause.span.text) for pattern in (KEEPING, UNTOUCHED))
        fields = {t.path for h in self._clause.hits for t in h.targets if t.means is Means.FIELD}
        sure = self._named or quantity.unit not in _SPANS or stays or any(f.path in fields for f in fitting)
        if not fitting and not quantity.unit and self._named:
            fitting = self._bare(quantity)
        return fitting[0] if len(fitting) == 1 and sure else None

    def _bare(self, quantity: Quantity) -> list[Field]:
        """ "Old Post (8)", "Marktplatz has room for 6": the only number without a unit that an item has."""
        text, offset = self._clause.span.text, self._clause.span.start
        alone = is_bare(text, quantity.start - offset, quantity.end - offset)
        return [f for f in self._fields if _is_count(f)] if alone else []

    def _phrases(self, start: int, end: int) -> Iterator[tuple[Field, Json, tuple[int, int]]]:
        for hit in self._clause.hits:
            if not (start <= hit.start and hit.end <= end) or self._clause.is_taken(hit.start, hit.end):
                continue
            its = all(t.path.startswith(self._item + ".") for t in hit.targets)
            if not self._named and not its and not self._labelled(hit):
                continue
            unwanted = self._clause.negation(hit.start, hit.end) is not None
            for target in hit.targets:
                found = next((f for f in self._fields if f.path == target.path), None)
                if found is None:
                    continue
                if target.means is Means.FLAG:
                    yield found, not unwanted, (hit.start, hit.end)
                elif target.means is Means.OPTION and not unwanted and not self._is_a_thing(hit):
                    yield found, target.value, (hit.start, hit.end)
                elif target.means is Means.FIELD and found.kind is Kind.STRING and not found.options:
                    yield from self._text(found, hit, end)
                else:
                    continue
                break

    def _is_a_thing(self, hit: Hit) -> bool:
        """Whether a word is what is kept, or what people do; a word after its field's name is neither."""
        text, offset = self._clause.span.text, self._clause.span.start
        if self._labelled(hit):
            return False
        if is_a_thing(text, hit.start - offset, hit.end - offset):
            return True
        told = self._named and not everyday(self._clause.text(hit.start, hit.end))
        return not (told or of_an_entry(self._clause, hit))

    def _labelled(self, hit: Hit) -> bool:
        """ "storage class archive": a word right after the name of the field that it is an option of."""
        before = [h for h in self._clause.hits if h.end <= hit.start]
        fields = {t.path for t in before[-1].targets if t.means is Means.FIELD} if before else set()
        own = {t.path for t in hit.targets if t.means is Means.OPTION and t.path.startswith(self._item + ".")}
        return bool(fields & own) and _LINK.fullmatch(self._clause.text(before[-1].end, hit.start)) is not None

    def _text(self, found: Field, hit: Hit, end: int) -> Iterator[tuple[Field, Json, tuple[int, int]]]:
        match = _VALUE.match(self._clause.text(hit.end, end))
        raw = match["value"].rstrip(".,;:") if match is not None else ""
        place = hit.end + (match.start("value") if match is not None else 0)
        if raw and not self._clause.is_taken(place, place + len(raw)) and (value := coerce(found, raw)) is not None:
            yield found, value, (place, place + len(raw))


def _is_count(found: Field) -> bool:
    return found.kind is Kind.INTEGER and not unit_of(found)


def plain_count(form: Form, roster: str) -> bool:
    """Whether the items of a list have one number without a unit."""
    return len([f for f in form.children(f"{roster}[]") if _is_count(f)]) == 1


def _within(found: Field, value: Json) -> bool:
    """Whether there is a number, and the field can have it."""
    low, high = found.minimum, found.maximum
    return value is not None and (low is None or value >= low) and (high is None or value <= high)
