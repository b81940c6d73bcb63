"""Times, dates, and values from one end to another: "8:30 to 17:30", "we close at 7 pm", "between 2 and 10 seats".

A time or a number is given to the field that its words name, to the one that is asked, or to the only one that it can
be of. Refuses to guess among several.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from maestro.domain.acts import Act, Narrow, Set
from maestro.domain.form import Field, Kind
from maestro.domain.json import Json
from maestro.understanding.english.dates import Day, dates, day_form, meant
from maestro.understanding.english.pairs import FIRST, LAST, Pair, ends_told, pairs, role
from maestro.understanding.english.quantities import Quantity, converted, number, quantities, unit_of
from maestro.understanding.english.telling import of_field, root, roots
from maestro.understanding.english.text import norms
from maestro.understanding.english.times import Clock, clocks, spelt_clock
from maestro.understanding.english.values import distinctive, fits
from maestro.understanding.stance.stories import in_a_story
from maestro.understanding.vocabulary.clause import Clause

_JOINER = re.compile(r"\s*(?:to|till?|'?til|until|through|thru|up to|-|–|—)\s*(?:about |around |the )?", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|&)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the |about )?$", re.IGNORECASE)
_LED = re.compile(
    r"(?P<word>[a-z]+)(?:\s+(?:up|down|again|daily))?(?:\s+(?:at|from|by|is|are|around|about))?\s*:?\s*$", re.IGNORECASE
)
_SWITCHED = re.compile(r"\bon (?:at|from)\s*$", re.IGNORECASE)  # "lamps on at 6", not "on 6 March"
_LEAST = re.compile(
    r"\b(?:at least|no(?:t)? (?:less|lower|below|under)(?: than)?|min(?:imum|\.)?(?: of)?|from)\s+$", re.IGNORECASE
)
_MOST = re.compile(
    r"\b(?:at most|up to|no(?:t)? (?:more|higher|above|over)(?: than)?|max(?:imum|\.)?(?: of)?)\s+$", re.IGNORECASE
)
_NEAR = 6  # words before a time that tell which it is
_NOON = 12


class Stretches:
    """Reads the times, dates and ranges of one clause."""

    def __init__(self, clause: Clause) -> None:
        """Keep the clause."""
        self._clause = clause
        self._text = clause.span.text
        self._offset = clause.span.start
        self._told: dict[str, Json] = {}

    def read(self) -> Iterator[Act]:
        """What is set by them; their places are taken."""
        if re.search(r"\d|noon|midday|midnight|clock|\b(?:past|[ap]m)\b", self._text) is None:
            return
        texts = [f for f in self._clause.form.fields if f.kind is Kind.STRING and not f.options and "[]" not in f.path]
        days = [f for f in texts if distinctive(f) and day_form(f, fits)]
        hours = [f for f in texts if distinctive(f) and f not in days and spelt_clock(f, 8, 30, fits)]
        if days:
            yield from self._days(days)
        if hours:
            yield from self._clocks(hours)
        yield from self._numbers()

    def _days(self, fields: Sequence[Field]) -> Iterator[Act]:
        found = [d for d in dates(self._text) if not self._taken(d.start, d.end)]
        for place, day in enumerate(found):
            before = self._text[found[place - 1].end if place else 0 : day.start]
            after = self._text[day.end : found[place + 1].start if place + 1 < len(found) else len(self._text)]
            target = self._ended(fields, found, place) or self._meant(fields, before, after)
            self._take(day.start, day.end)
            answers = len(found) == 1 and target is not None and self._asked(target)
            if target is not None and self._wanted(day.start, day.end, answers=answers):
                yield from self._day(target, day)

    def _day(self, target: Field, day: Day) -> Iterator[Act]:
        """A date, or which of two: "1/5/2027"."""
        said = meant(target, day, fits)
        if len(said) == 1:
            yield self._set(target, said[0], day.start, day.end)
        elif said:
            yield Narrow(target.path, said, self._text[day.start : day.end])

    def _asked(self, found: Field) -> bool:
        return self._clause.view.question is not None and self._clause.view.question.path == found.path

    def _ended(self, fields: Sequence[Field], found: Sequence[Day], place: int) -> Field | None:
        """The end of a pair that a date is, where two dates are joined."""
        for at in (place - 1, place):
            if 0 <= at < len(found) - 1 and self._joined(found[at].start, found[at].end, found[at + 1].start):
                pair = self._pair([p for p in pairs(self._clause.form, (Kind.STRING,)) if p.first in fields], sure=True)
                return None if pair is None else pair.first if at == place else pair.last
        return None

    def _clocks(self, fields: Sequence[Field]) -> Iterator[Act]:
        found = [c for c in clocks(self._text) if not self._taken(c.start, c.end)]
        known = [p for p in pairs(self._clause.form, (Kind.STRING,)) if p.first in fields and p.last in fields]
        place = 0
        while place < len(found):
            one = found[place]
            two = found[place + 1] if place + 1 < len(found) else None
            if two is not None and self._joined(one.start, one.end, two.start):
                place += 2
                pair = self._pair(known, sure=one.sure or two.sure)
                if pair is not None:
                    yield from self._hours(pair, one, two)
                elif one.sure or two.sure:
                    self._take(one.start, two.end)
                continue
            yield from self._clock(fields, known, found, place)
            place += 1

    def _hours(self, pair: Pair, one: Clock, two: Clock) -> Iterator[Act]:
        if one.open and not two.open and one.hour + _NOON < two.hour:
            one = one.later()  # "1 to 5 pm"
        if two.open and two.hour <= one.hour <= _NOON:
            two = two.later()  # "9 to 5"
        self._take(one.start, two.end)
        if self._wanted(one.start, two.end):
            for found, clock in ((pair.first, one), (pair.last, two)):
                value = spelt_clock(found, clock.hour, clock.minute, fits)
                yield self._set(found, value, clock.start, clock.end)

    def _clock(
        self, fields: Sequence[Field], known: Sequence[Pair], found: Sequence[Clock], place: int
    ) -> Iterator[Act]:
        """A time by itself: one of a pair by the word before it, else what it can only be."""
        clock = found[place]
        before = self._text[found[place - 1].end if place else 0 : clock.start]
        after = self._text[clock.end : found[place + 1].start if place + 1 < len(found) else len(self._text)]
        led = _LED.search(before)
        word = root(norms(led["word"])[0]) if led is not None and norms(led["word"]) else ""
        named = [
            f
            for f in fields
            if word and word in {root(w) for w in norms(f.title)} and (len(word) > 2 or _SWITCHED.search(before))
        ]
        target = named[0] if len(named) == 1 else self._by_role(before, known, bare=word, sure=clock.sure)
        if clock.sure:
            self._take(clock.start, clock.end)
            target = target or self._meant(fields, before, after)
        if target is None or not self._wanted(clock.start, clock.end):
            return
        if clock.open and role(target) == "last" and self._begun(target, known) >= clock.hour and clock.hour < _NOON:
            clock = clock.later()
        self._take(clock.start, clock.end)
        yield self._set(target, spelt_clock(target, clock.hour, clock.minute, fits), clock.start, clock.end)

    def _by_role(self, before: str, known: Sequence[Pair], *, bare: str, sure: bool) -> Field | None:
        """ "until 19:00", "we close, at the latest, at 19:00"; a bare number needs the word beside it."""
        pair = self._pair(known, sure=sure)
        words = [root(w) for w in norms(before)][-_NEAR:] if sure else [bare]
        for word in reversed(words):
            if pair is not None and word in FIRST | LAST and (sure or word not in ("to", "by", "low", "high", "on")):
                return pair.first if word in FIRST else pair.last
        return None

    def _begun(self, last: Field, known: Sequence[Pair]) -> int:
        """The hour at which the stretch begins, -1 where it is not known."""
        pair = next((p for p in known if p.last is last), None)
        if pair is None:
            return -1
        acts = (a for a in reversed(self._clause.reading.acts) if isinstance(a, Set) and a.path == pair.first.path)
        said = self._told.get(pair.first.path) or next((a.value for a in acts), None)
        held = self._clause.view.values.get(pair.first.path)
        text = str(said or (held.value if held is not None else ""))
        match = re.match(r"\d{1,2}", text)
        return int(match[0]) if match else -1

    def _numbers(self) -> Iterator[Act]:
        """ "between 2 and 10 seats", "from 5 to 20 °C"."""
        text = re.sub(r"(?<=\d)-(?=\d)", "–", self._text)  # of the same length; "2-10" is no code here
        found = [q for q in quantities(text) if not self._taken(q.start, q.end)]
        known: list[Pair] | None = None
        for one, two in pairwise(found):
            if not self._joined(one.start, one.start + len(self._digits(one)), two.start):
                continue
            known = list(pairs(self._clause.form, (Kind.INTEGER, Kind.NUMBER))) if known is None else known
            pair = self._pair([p for p in known if _of_unit(p.first, two)], sure=False)
            values = (self._number(pair.first, one, two), self._number(pair.last, two, two)) if pair else (None, None)
            if pair is None or None in values or not self._wanted(one.start, two.end):
                continue
            self._take(one.start, two.end)
            yield self._set(pair.first, values[0], one.start, one.end)
            yield self._set(pair.last, values[1], two.start, two.end)
        yield from self._bounds([q for q in found if not self._taken(q.start, q.end)])

    def _bounds(self, found: Sequence[Quantity]) -> Iterator[Act]:
        """ "at least 18 by day", "26 degrees at most": one end of a pair."""
        for quantity in found:
            before = self._text[: quantity.start]
            least, most = _LEAST.search(before) is not None, _MOST.search(before) is not None
            if not (least or most):
                continue
            known = [p for p in pairs(self._clause.form, (Kind.INTEGER, Kind.NUMBER)) if _of_unit(p.first, quantity)]
            pair = self._pair(known, sure=False)
            target = None if pair is None else pair.first if least else pair.last
            value = self._number(target, quantity, quantity) if target is not None else None
            if target is not None and value is not None:
                self._take(quantity.start, quantity.end)
                yield self._set(target, value, quantity.start, quantity.end)

    def _digits(self, quantity: Quantity) -> str:
        match = re.match(r"[\d.]+|[a-z]+", self._text[quantity.start :], re.IGNORECASE)
        return match[0] if match else ""

    def _number(self, found: Field, quantity: Quantity, like: Quantity) -> Json:
        """A number; the unit after the second counts for the first."""
        measured = quantity if quantity.unit else Quantity(quantity.value, like.unit, 0, 0, like.word)
        return number(found, measured)

    def _joined(self, start: int, end: int, then: int) -> bool:
        between = self._text[end:then]
        if _JOINER.fullmatch(between):
            return True
        return _AND.fullmatch(between) is not None and _BETWEEN.search(self._text[:start]) is not None

    def _pair(self, known: Sequence[Pair], *, sure: bool) -> Pair | None:
        """The pair that is asked for, or that the clause speaks of; the only one where the values tell it."""
        asked = self._clause.view.question
        here = [p for p in known if asked is not None and p.has(asked.path)]
        if here:
            return here[0]
        said = roots(self._text) | {root(word) for word in norms(self._text) if root(word) in FIRST | LAST}
        spoken = [(score, p) for p in known if (score := len(said & (p.about | p.named)))]
        best = [p for score, p in spoken if score == max(s for s, _ in spoken)]
        return best[0] if len(best) == 1 else known[0] if sure and len(known) == 1 else None

    def _meant(self, fields: Sequence[Field], before: str, after: str) -> Field | None:
        """The field that the words around name best; the asked one, or the only one."""
        asked = self._clause.view.question
        here = [f for f in fields if asked is not None and f.path == asked.path]
        if here or len(fields) == 1:
            return (here or list(fields))[0]
        said = roots(before) or roots(after)
        ends = ends_told(before)
        scored = [(len(said & of_field(self._clause.form, f)) + (role(f) in ends), f) for f in fields]
        top = max(score for score, _ in scored)
        best = [f for score, f in scored if score == top]
        return best[0] if top and len(best) == 1 else None

    def _set(self, found: Field, value: Json, start: int, end: int) -> Set:
        self._told[found.path] = value
        return Set(found.path, value, self._text[start:end].strip(), correction=self._clause.corrects)

    def _wanted(self, start: int, end: int, *, answers: bool = False) -> bool:
        """Whether it is told of the request; the only date of a message answers what is asked, whoever "wrote" it."""
        told = not answers and in_a_story(self._text, start, end)
        return not told and self._clause.negation(start + self._offset, end + self._offset) is None

    def _taken(self, start: int, end: int) -> bool:
        return self._clause.is_taken(start + self._offset, end + self._offset)

    def _take(self, start: int, end: int) -> None:
        self._clause.taken.append((start + self._offset, end + self._offset))


def _of_unit(found: Field, quantity: Quantity) -> bool:
    unit = unit_of(found)
    return not quantity.unit or not unit or converted(quantity, unit) is not None
