"""Options in the words of what they mean: "watered with a hose", where one kind of watering is "a person with a hose".

A clause that speaks of the field, by a word that no other field is called by, and shares words with the meaning of one
option alone names that option. Where the field is asked for, the words of the meaning are enough.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maestro.domain.acts import Act, Add, Set
from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import Json
from maestro.understanding.clause import Clause
from maestro.understanding.stories import in_a_story
from maestro.understanding.telling import root, roots
from maestro.understanding.text import norms, words

_NOT = re.compile(r"\b(?:no|not|never|without|cannot|nobody)\b|n't\b", re.IGNORECASE)
_LONG = 3  # letters of a root that tells something


@dataclass(frozen=True)
class Telling:
    """A field with options: the roots that it is called by, those that other fields are called by as well ("size"; they
    speak of none in particular), and the roots of each option's meaning that no other option's has.
    """

    field: Field
    own: frozenset[str]
    shared: frozenset[str]
    options: Mapping[Json, frozenset[str]]


def tellings(form: Form) -> tuple[Telling, ...]:
    """What tells the options of a form's fields; the same for every clause."""
    own = {f.path: _own(f) for f in form.fields}
    usual = (f for f in form.fields if f.options and "[]" not in f.path and f.switch is None)
    return tuple(
        Telling(f, own[f.path], frozenset().union(*(theirs for p, theirs in own.items() if p != f.path)), _telling(f))
        for f in usual
    )


class Meanings:
    """Reads the options of one clause that no name told."""

    def __init__(self, clause: Clause, known: Sequence[Telling]) -> None:
        """Keep the clause, and what tells the form's options."""
        self._clause = clause
        self._known = known

    def read(self) -> Iterator[Act]:
        """One option a field, several of a list."""
        text = self._clause.span.text
        if _NOT.search(text) or in_a_story(text, 0, len(text)):
            return
        said = roots(text)
        told = {a.path for a in self._clause.reading.acts if isinstance(a, (Set, Add))}
        named = {t.path for h in self._clause.hits for t in h.targets if t.value is not None}
        for known in self._known:
            found = known.field
            if found.path in told or found.path in named or self._clause.inside(found.path):
                continue
            for value, quote in self._meant(known, said):
                yield Add(found.path, value, quote) if found.kind is Kind.ARRAY else Set(found.path, value, quote)

    def _meant(self, known: Telling, said: frozenset[str]) -> Iterator[tuple[Json, str]]:
        """The one option whose meaning the clause shares words with, of a list each; and the words."""
        asked = self._clause.view.question
        if known.own.isdisjoint(said - known.shared) and (asked is None or asked.path != known.field.path):
            return
        hits = {v: shared for v, telling in known.options.items() if (shared := telling & (said - known.own))}
        if len(hits) == 1 or known.field.kind is Kind.ARRAY:
            yield from ((value, self._quote(shared)) for value, shared in hits.items())

    def _quote(self, shared: frozenset[str]) -> str:
        found = [t for t in words(self._clause.span.text) if root(t.norm) in shared]
        return self._clause.span.text[found[0].start : found[-1].end] if found else ""


def _own(found: Field) -> frozenset[str]:
    return roots(f"{found.title} {found.path.rpartition('.')[2]}")


def _telling(found: Field) -> Mapping[Json, frozenset[str]]:
    """The roots of each option's meaning that no other option's has."""
    told = {
        o.value: frozenset(r for r in roots(f"{o.means} {' '.join(o.aliases)}") if len(r) >= _LONG)
        for o in found.options
    }
    names = {root(word) for o in found.options for word in norms(f"{o.value} {o.title}")}
    return {
        value: mine - names - frozenset().union(*(theirs for other, theirs in told.items() if other != value))
        for value, mine in told.items()
    }
