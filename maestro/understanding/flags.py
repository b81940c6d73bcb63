"""Switches in other words than their titles: "record all calls", "our people must not see the caller's number".

A switch is meant where a clause has all words of its title in whatever order; one that stands for not doing something
("hide ...", "Agents do not see who calls") also where a clause denies what the switch denies.
"""

import re
from collections.abc import Iterator

from maestro.domain.acts import Act, Set
from maestro.domain.form import Field
from maestro.understanding.clause import Clause
from maestro.understanding.stories import in_a_story
from maestro.understanding.telling import root, roots
from maestro.understanding.text import norms, words

_NOT = re.compile(
    r"\b(?:no|not|never|nobody|none|nothing|cannot|without|hid(?:e|den|es)|conceal\w*|forbid\w*|mustn|isn|aren)\b|n't\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:no|not|never|nobody|cannot|without|hide|hidden|disable|skip|exclude|omit|prevent)\b", re.IGNORECASE
)
_SMALL = frozenset(norms("a an the of in on at to by for from with and or is are be it its this that all any every"))
_LEAST = 2  # words of a title, or of what is denied


class Flags:
    """Reads the switches of one clause that no phrase of the factory named."""

    def __init__(self, clause: Clause) -> None:
        """Keep the clause."""
        self._clause = clause

    def read(self) -> Iterator[Act]:
        """On or off."""
        named = {t.path for h in self._clause.hits for t in h.targets}
        acted = {a.path for a in self._clause.reading.acts if isinstance(a, Set)}
        for found in self._clause.form.fields:
            plain = found.switch is not None and "[]" not in found.path
            if plain and found.path not in named | acted and (value := self._said(found)) is not None:
                on, off = found.switch or (True, False)
                yield Set(
                    found.path,
                    on if value else off,
                    self._clause.span.text.strip(" ,.;:!"),
                    correction=self._clause.corrects,
                )

    def _said(self, found: Field) -> bool | None:
        text = self._clause.span.text
        negative = _NOT.search(text) is not None
        if in_a_story(text, 0, len(text)):
            return None
        if (denied := _denied(found)) is not None:
            return True if self._denies(found, denied) else None
        title = [root(word) for word in norms(found.title) if word not in _SMALL]
        if len(title) < _LEAST or not set(title) <= {root(word) for word in norms(text)}:
            return None
        last = max((t for t in words(text, self._clause.span.start) if root(t.norm) in title), key=lambda t: t.start)
        return self._clause.negation(last.start, last.end) is None and not negative

    def _denies(self, found: Field, denied: list[str]) -> bool:
        """Whether the clause denies the doing that the switch denies, and speaks of the same things."""
        text = self._clause.span.text
        match = _NOT.search(text)
        if match is None or not denied or denied[0] not in _telling(text[match.end() :]):
            return False
        about = roots(f"{found.title}. {found.description}") - {denied[0]}
        return bool(about & roots(text))


def _denied(found: Field) -> list[str] | None:
    """What a switch keeps from being done, the doing first; None where it switches something on."""
    name = re.sub(r"[_-]", " ", found.path.rpartition(".")[2])
    for text in (found.description, found.title, name):
        if (match := _DENIES.search(text)) is not None:
            return _telling(text[match.end() :])
    return None


def _telling(text: str) -> list[str]:
    """The roots of a text's telling words, in its order."""
    return [root(word) for word in norms(text) if root(word) in roots(text)]
