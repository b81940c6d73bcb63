"""Whether a user's own words carry an act that a model read from them.

A quote must be a verbatim piece of the message, and name what the act writes: the option's words, the number, the name,
in a sentence that states it and does not deny it. Whatever lacks that is at best a suggestion.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maestro.domain import acts as a
from maestro.domain.acts import Act
from maestro.domain.conversation import View
from maestro.domain.form import Field, Form
from maestro.domain.json import Json, below, canonical, generic
from maestro.understanding.english.quantities import converted, quantities, unit_of
from maestro.understanding.english.text import Span, clean, sentences, words
from maestro.understanding.english.values import distinctive
from maestro.understanding.replies import asks
from maestro.understanding.stance.negation import negated
from maestro.understanding.vocabulary.lexicon import Hit, Lexicon, Means

_LEAST = 2  # letters or digits of a quote that says anything


@dataclass(frozen=True)
class Place:
    """A quote in its message: `sentence.text[start:end]`."""

    sentence: Span
    start: int
    end: int

    @property
    def quote(self) -> str:
        """The words themselves."""
        return self.sentence.text[self.start : self.end]


def verbatim(quote: str, text: str) -> str:
    """The piece of `text` that a quote is, blanks, capitals and typographic marks aside; empty where it is none."""
    said = clean(text)
    if sum(c.isalnum() for c in quote) < _LEAST:
        return quote.strip() if quote.strip() and quote.strip() == text.strip() else ""
    parts = clean(quote).strip(" \"'.,;").split()
    match = re.search(r"\s+".join(map(re.escape, parts)), said, re.IGNORECASE)
    return text[match.start() : match.end()] if match else ""


@dataclass(frozen=True)
class Witness:
    """Looks for evidence in one message."""

    form: Form
    lexicon: Lexicon
    text: str
    view: View

    def place(self, quote: str) -> Place | None:
        """Where a verified quote stands; None in a piece that says nothing of the request (quoted mail, orders)."""
        said = clean(self.text)  # of the same length, so that places fit
        at = self.text.find(quote)
        for span in sentences(said):
            if span.start <= at and at + len(quote) <= span.end:
                return Place(span, at - span.start, at - span.start + len(quote))
        whole = Span(said, 0)
        inside = any(span.start < at + len(quote) and at < span.end for span in sentences(said))
        return Place(whole, at, at + len(quote)) if inside else None

    def carries(self, act: Act, place: Place) -> bool:
        """Whether the words at a place are evidence enough to do it."""
        if asks.is_question(place.sentence):
            return False
        match act:
            case a.Set():
                return self._names(act.path, act.value, place)
            case a.Add(path=path, value=value):
                part = value.get("name") if isinstance(value, dict) else value
                return self._names(path, part, place)
            case a.Reject() | a.Remove():
                return self._denied(act, place)
            case a.DontCare() | a.DontKnow() | a.Skip():
                return self._asked(act.path) or self._spoken_of(act.path, place)
            case a.Reason(text=reason):
                return bool(reason) and reason in self.text
            case _:
                return False

    def _names(self, path: str, value: Json, place: Place) -> bool:
        found = self.form.at(path)
        if found is None or found.refines is not None:
            return False  # what displaces a policy's value is for the grammar to read, or for the user to confirm
        if isinstance(value, list):
            return bool(value) and all(self._one(found, path, item, place) for item in value)
        return self._one(found, path, value, place)

    def _one(self, found: Field, path: str, value: Json, place: Place) -> bool:
        if found.options:
            return self._option(found, path, value, place)
        if isinstance(value, bool) or value == {}:
            wanted = value is not False
            return any((negated(place.sentence.text, h.start, h.end) is None) == wanted for h in self._of(path, place))
        if isinstance(value, (int, float)):
            return self._number(found, path, value, place)
        return isinstance(value, str) and self._text(found, path, value, place)

    def _option(self, found: Field, path: str, value: Json, place: Place) -> bool:
        """The option's words, not denied; those of several fields need the field or its component beside them."""
        for hit in self._inside(place):
            meant = [t for t in hit.targets if t.means is Means.OPTION]
            here = any(t.path == found.path and t.value == value for t in meant)
            if not here or negated(place.sentence.text, hit.start, hit.end) is not None:
                continue
            if len({t.path for t in meant}) == 1 or self._asked(path) or self._spoken_of(path, place):
                return True
        return False

    def _number(self, found: Field, path: str, value: float, place: Place) -> bool:
        for quantity in quantities(place.quote):
            in_unit = converted(quantity, unit_of(found))
            if value not in (quantity.value, in_unit):
                continue
            of_unit = in_unit is not None and self._spoken_of(path, place)
            if self._asked(path) or of_unit or self._field_named(path, place):
                return True
        return False

    def _text(self, found: Field, path: str, value: str, place: Place) -> bool:
        if re.search(rf"(?<![\w-]){re.escape(value)}(?![\w-])", place.quote, re.IGNORECASE) is None:
            return False
        if distinctive(found) or self._asked(path) or self._field_named(path, place):
            return True
        return self.form.component_of(path) is not None and self._spoken_of(path, place)

    def _denied(self, act: a.Reject | a.Remove, place: Place) -> bool:
        """What is named is not wanted: in the words themselves, or by a negation around them."""
        text = place.sentence.text
        hits = [h for h in self._inside(place) if any(_at(t.path, act.path) for t in h.targets)]
        if isinstance(act.value, str):
            at = text.lower().find(act.value.lower(), place.start, place.end)
            named = at >= 0 and negated(text, at, at + len(act.value)) is not None
            options = [h for h in hits if any(t.value == act.value for t in h.targets)]
            return named or any(negated(text, h.start, h.end) is not None for h in options)
        return any(negated(text, h.start, h.end) is not None for h in hits)

    def _of(self, path: str, place: Place) -> Iterator[Hit]:
        """Hits in the quote that name the place itself."""
        component = self.form.component_of(path)
        switch = component is not None and generic(path) == f"{component.path}.enabled"
        own = {generic(path)} | ({component.path} if switch and component is not None else set())
        kinds = (Means.COMPONENT, Means.PART, Means.FLAG)
        yield from (h for h in self._inside(place) if any(t.path in own and t.means in kinds for t in h.targets))

    def _inside(self, place: Place) -> Iterator[Hit]:
        """Phrases of the sentence that lie in the quote."""
        hits = self.lexicon.find(words(place.sentence.text))
        yield from (hit for hit in hits if place.start <= hit.start and hit.end <= place.end)

    def _asked(self, path: str) -> bool:
        asked = self.view.question
        return asked is not None and path in (asked.path, *asked.also)

    def _field_named(self, path: str, place: Place) -> bool:
        hits = self.lexicon.find(words(place.sentence.text))
        return any(t.path == generic(path) and t.means in (Means.FIELD, Means.FLAG) for h in hits for t in h.targets)

    def _spoken_of(self, path: str, place: Place) -> bool:
        """Whether the sentence names the field, or the component that it is in."""
        component = self.form.component_of(path)
        root = component.path if component is not None else generic(path)
        hits = self.lexicon.find(words(place.sentence.text))
        return any(t.path and below(t.path, root) and t.means is not Means.OPTION for h in hits for t in h.targets)


def _at(named: str, path: str) -> bool:
    return bool(named) and (named == generic(path) or generic(path) == f"{named}.enabled")


def contradicts(model: Act, first: Act) -> bool:
    """Whether two readings of the same words say different things of one place."""
    written = (a.Set, a.Add, a.Remove, a.Reject, a.Clear, a.Narrow)
    if not isinstance(model, written) or not isinstance(first, written):
        return False
    here, there = generic(model.path), generic(first.path)
    if isinstance(model, a.Reject) != isinstance(first, a.Reject):
        return below(here, there) or below(there, here)
    if here != there or isinstance(model, a.Add) or isinstance(first, a.Add):
        return False
    return _value(model) != _value(first)


def _value(act: Act) -> str:
    return canonical(getattr(act, "value", None))
