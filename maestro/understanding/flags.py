"""Switches in other words than their titles: "record all calls", "our people must not see the caller's number".

A switch is meant where a clause has all words of its title in whatever order; one that stands for not doing something
("hide ...", "Agents do not see who calls") also where a clause denies what the switch denies.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maestro.domain.acts import Act, Set
from maestro.domain.form import Field, Form
from maestro.domain.json import Json
from maestro.understanding.clause import Clause
from maestro.understanding.evident import EMPTY
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
_ELSE = re.compile(r"\b(?:Otherwise|Else|If not|Unless)\b[^.!?]*[.!?]?")  # what is done where it is off
_SMALL = frozenset(norms("a an the of in on at to by for from with and or is are be it its this that all any every"))
_LEAST = 2  # words of a title, or of what is denied


@dataclass(frozen=True)
class Switch:
    """A field that is on or off: its values for that, the roots of its title, what it keeps from being done, by each of
    its texts (none where it switches something on), and the roots of its title and description.
    """

    path: str
    on: Json
    off: Json
    title: frozenset[str]
    length: int
    denied: Sequence[Sequence[str]]
    about: frozenset[str]


def switches(form: Form) -> tuple[Switch, ...]:
    """The switches of a form outside its lists; the same for every clause."""
    return tuple(_switch(f, f.switch) for f in form.fields if f.switch is not None and "[]" not in f.path)


def _switch(found: Field, values: tuple[Json, Json]) -> Switch:
    title = [root(word) for word in norms(found.title) if word not in _SMALL]
    about = roots(f"{found.title}. {found.description}")
    return Switch(found.path, *values, frozenset(title), len(title), _denied(found), about)


class Flags:
    """Reads the switches of one clause that no phrase of the factory named."""

    def __init__(self, clause: Clause, known: Sequence[Switch]) -> None:
        """Keep the clause, and the form's switches."""
        self._clause = clause
        self._known = known

    def read(self) -> Iterator[Act]:
        """On or off."""
        text = self._clause.span.text
        if in_a_story(text, 0, len(text)):
            return
        said = frozenset(root(word) for word in norms(text))
        named = {t.path for h in self._clause.hits for t in h.targets}
        acted = {a.path for a in self._clause.reading.acts if isinstance(a, Set)}
        for found in self._known:
            if found.path in named or found.path in acted:
                continue
            if (value := self._said(found, said)) is not None:
                quote = text.strip(" ,.;:!")
                yield Set(found.path, found.on if value else found.off, quote, correction=self._clause.corrects)

    def _said(self, found: Switch, said: frozenset[str]) -> bool | None:
        if found.denied:
            return True if any(self._denies(found, denied) for denied in found.denied) else None
        if found.length < _LEAST or not found.title <= said:
            return None
        text = self._clause.span.text
        spoken = (t for t in words(text, self._clause.span.start) if root(t.norm) in found.title)
        last = max(spoken, key=lambda t: t.start)
        return self._clause.negation(last.start, last.end) is None and _NOT.search(text) is None

    def _denies(self, found: Switch, denied: Sequence[str]) -> bool:
        """Whether the clause denies the doing that the switch denies, and speaks of the same things."""
        text = self._clause.span.text
        match = _NOT.search(text)
        if match is None or not denied or denied[0] not in _telling(text[match.end() :]):
            return False
        return not (found.about - {denied[0]}).isdisjoint(roots(text))


def _denied(found: Field) -> Sequence[Sequence[str]]:
    """What a switch keeps from being done, the doing first, by each text of it; none where it switches something on."""
    name = re.sub(r"[_-]", " ", found.path.rpartition(".")[2])
    texts = (_ELSE.sub("", found.description), found.title, name)
    return tuple(_telling(text[match.end() :]) for text in texts if (match := _DENIES.search(text)) is not None)


def _telling(text: str) -> list[str]:
    """The roots of a text's telling words, everyday verbs with them, in its order."""
    return [root(word) for word in norms(text) if word not in EMPTY and len(word) > 1]
