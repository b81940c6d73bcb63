"""Options in the words of what they mean: "watered with a hose", where one kind of watering is "a person with a hose".

A clause that speaks of the field, by a word that no other field is called by, and shares words with the meaning of one
option alone names that option. Where the field is asked for, the words of the meaning are enough.
"""

import re
from collections.abc import Iterator, Mapping

from maestro.domain.acts import Act, Add, Set
from maestro.domain.form import Field, Kind
from maestro.domain.json import Json
from maestro.understanding.clause import Clause
from maestro.understanding.stories import in_a_story
from maestro.understanding.telling import root, roots
from maestro.understanding.text import norms, words

_NOT = re.compile(r"\b(?:no|not|never|without|cannot|nobody)\b|n't\b", re.IGNORECASE)
_LONG = 3  # letters of a root that tells something


class Meanings:
    """Reads the options of one clause that no name told."""

    def __init__(self, clause: Clause) -> None:
        """Keep the clause."""
        self._clause = clause

    def read(self) -> Iterator[Act]:
        """One option a field, several of a list."""
        text = self._clause.span.text
        if _NOT.search(text) or in_a_story(text, 0, len(text)):
            return
        said = roots(text)
        told = {a.path for a in self._clause.reading.acts if isinstance(a, (Set, Add))}
        named = {t.path for h in self._clause.hits for t in h.targets if t.value is not None}
        for found in self._clause.form.fields:
            usual = found.options and "[]" not in found.path and found.switch is None
            if not usual or self._clause.inside(found.path) or found.path in told | named:
                continue
            for value, quote in self._meant(found, said):
                yield Add(found.path, value, quote) if found.kind is Kind.ARRAY else Set(found.path, value, quote)

    def _meant(self, found: Field, said: frozenset[str]) -> Iterator[tuple[Json, str]]:
        """The one option whose meaning the clause shares words with, of a list each; and the words."""
        own = _own(found)
        hits = {value: shared for value, telling in _telling(found).items() if (shared := telling & (said - own))}
        asked = self._clause.view.question
        spoken = bool(own & said - self._shared(found)) or (asked is not None and asked.path == found.path)
        if spoken and (len(hits) == 1 or found.kind is Kind.ARRAY):
            yield from ((value, self._quote(shared)) for value, shared in hits.items())

    def _shared(self, found: Field) -> frozenset[str]:
        """Words that other fields are called by as well ("size"): they speak of none in particular."""
        others = (f for f in self._clause.form.fields if f.path != found.path)
        return frozenset().union(*(_own(other) for other in others))

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
