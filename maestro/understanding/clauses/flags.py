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
from maestro.understanding.english.telling import root, roots
from maestro.understanding.english.text import norms, words
from maestro.understanding.stance.stories import in_a_story
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.evident import EMPTY

_NOT = re.compile(
    r"\b(?:no|not|never|nobody|none|nothing|cannot|without|hid(?:e|den|es)|conceal\w*|forbid\w*|mustn|isn|aren)\b|n't\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:no|not|never|nobody|cannot|without|hide|hidden|disable|skip|exclude|omit|prevent)\b", re.IGNORECASE
)
_ELSE = re.compile(r"\b(?:Otherwise|Else|If not|Unless)\b[^.!?]*[.!?]?")  # what is done where it is off
_WANTED = re.compile(
    r"\b(?:have to|has to|must|should|shall|need(?:s)? to|wants?|(?:'d|would) like|please|of course|"
    r"after all|actually|need|definitely|got to|ought to)\b|"
    r"^\W*(?:and |but |so |then |do )?(?=\w+ (?:them|it|all|every))",
    re.IGNORECASE,
)
_FORGET = re.compile(
    r"\b(?:forget|ignore|disregard|scrap|scratch|strike|cancel|take back|(?:never|don't) mind)\s+"
    r"(?:what|everything|all|anything)\s+(?:that )?(?:i|we)(?:'ve| have)?(?: just)? "
    r"(?:said|told you|wrote|asked for)\s+(?:about|on|of|regarding)\s+(?P<what>[^.;!?,]+)",
    re.IGNORECASE,
)
_MAY_NOT = re.compile(
    r"\b(?:must(?:n't| not| never)|may (?:not|never)|should(?:n't| not| never)|shall not|"
    r"nobody (?:may|must|should|shall)|no ?one (?:may|must|should|shall))\b",
    re.IGNORECASE,
)
_THEM = re.compile(r"\b(?:them|all of|every one|each of)\b", re.IGNORECASE)
_LIKE_A_RUN = 3  # words in a row that a text and a clause share
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
    names: frozenset[str]
    runs: frozenset[tuple[str, ...]]


def switches(form: Form) -> tuple[Switch, ...]:
    """The switches of a form outside its lists; the same for every clause."""
    return tuple(_switch(f, f.switch) for f in form.fields if f.switch is not None and "[]" not in f.path)


def _switch(found: Field, values: tuple[Json, Json]) -> Switch:
    title = [root(word) for word in norms(found.title) if word not in _SMALL]
    about = roots(f"{found.title}. {found.description}")
    names = frozenset(word for text in _names(found) for word in text)
    return Switch(found.path, *values, frozenset(title), len(title), _denied(found), about, names, _runs(found))


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
        if (back := self._forgotten(found)) is not None:
            return back
        if found.denied:
            if (told := self._of_the_denied(found, said)) is not None:
                return told
            return True if any(self._denies(found, denied) for denied in found.denied) else None
        if found.length < _LEAST or not found.title <= said:
            return None
        text = self._clause.span.text
        spoken = (t for t in words(text, self._clause.span.start) if root(t.norm) in found.title)
        last = max(spoken, key=lambda t: t.start)
        return self._clause.negation(last.start, last.end) is None and _NOT.search(text) is None

    def _forgotten(self, found: Switch) -> bool | None:
        """ "Forget what I said about the tracking": the other way round than it was said."""
        match = _FORGET.search(self._clause.span.text)
        held = self._clause.view.values.get(found.path)
        about = {root(word) for word in norms(match["what"])} if match is not None else set()
        if held is None or held.source != "user" or not about & (found.names | found.title):
            return None
        return bool(held.value != found.on)

    def _of_the_denied(self, found: Switch, said: frozenset[str]) -> bool | None:
        """ "They have to be tracked", where the switch is called no tracking; "nobody may know where they are"."""
        text = self._clause.span.text
        spoken = norms(text)
        rows = (spoken[n : n + _LIKE_A_RUN] for n in range(len(spoken)))
        run = not found.runs.isdisjoint(rows)
        about = bool(said & (found.about - found.names))
        if self._denied_after_all(found):
            return True
        if _NOT.search(text) is not None:
            return True if run and about and _MAY_NOT.search(text) is not None else None
        held = self._clause.view.values.get(found.path)
        stands = held is not None and held.source == "user" and held.value == found.on
        told = run and stands
        told = told or (bool(found.names & said) and (about or stands or _THEM.search(text) is not None))
        return False if told and _WANTED.search(text) is not None else None

    def _denied_after_all(self, found: Switch) -> bool:
        """ "Then don't count", who wanted it counted before."""
        held = self._clause.view.values.get(found.path)
        stands = held is not None and held.source == "user" and held.value == found.off
        denied = (m for m in _NOT.finditer(self._clause.span.text))
        behind = (_telling(self._clause.span.text[m.end() :])[:1] for m in denied)
        return stands and any(word in found.names for words in behind for word in words)

    def _denies(self, found: Switch, denied: Sequence[str]) -> bool:
        """Whether the clause denies the doing that the switch denies, and speaks of the same things."""
        text = self._clause.span.text
        match = _NOT.search(text)
        done = re.sub(r"\b\w+[ai]ble\b", "", text[match.end() :]) if match is not None else ""  # what can be done to it
        if match is None or not denied or denied[0] not in _telling(done):
            return False
        return not (found.about - {denied[0]}).isdisjoint(roots(text))


def _denied(found: Field) -> Sequence[Sequence[str]]:
    """What a switch keeps from being done, the doing first, by each text of it; none where it switches something on."""
    name = re.sub(r"[_-]", " ", found.path.rpartition(".")[2])
    texts = (_ELSE.sub("", found.description), found.title, name)
    return tuple(_telling(text[match.end() :]) for text in texts if (match := _DENIES.search(text)) is not None)


def _names(found: Field) -> Sequence[Sequence[str]]:
    """What a switch is called that keeps something from being done, without the denial: track, of "No tracking"."""
    match = re.match(r"(?:no|not|without)\s+(\w+)\s*$", found.title, re.IGNORECASE)
    leaf = re.fullmatch(r"(?:un|non|no)_?(\w{4,}ed|\w{4,}ing)", found.path.rpartition(".")[2])
    return [[root(word) for word in norms(m[1])] for m in (match, leaf) if m is not None]


def _runs(found: Field) -> frozenset[tuple[str, ...]]:
    """Rows of words behind a denial in its description: "where they are" of "tell nobody where they are"."""
    match = _DENIES.search(found.description)
    piece = re.split(r"[.;!?]", found.description[match.end() :])[0] if match is not None else ""
    said = norms(piece)
    return frozenset(said[n : n + _LIKE_A_RUN] for n in range(len(said) - _LIKE_A_RUN + 1))


def _telling(text: str) -> list[str]:
    """The roots of a text's telling words, everyday verbs with them, in its order."""
    return [root(word) for word in norms(text) if word not in EMPTY and len(word) > 1]
