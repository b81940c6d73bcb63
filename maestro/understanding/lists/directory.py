"""Objects whose names are the user's own: "reception is 100, pharmacy is 214", "labels: team=blue, floor=2".

A pair is read where the object is named or asked for, or where the clause speaks of what the factory says of it.
"""

import re
from collections.abc import Iterator

from maestro.domain.acts import Act, Set
from maestro.domain.form import Field, Kind
from maestro.domain.json import below
from maestro.understanding.english.grammar import FUNCTION
from maestro.understanding.english.telling import of_field, root, roots
from maestro.understanding.english.text import norms
from maestro.understanding.english.values import coerce, compiled, distinctive, numbered
from maestro.understanding.vocabulary.clause import Clause

_VALUE = re.compile(r"(?<![\w.-])[\w+][\w.@/+-]*")
_LINKS = frozenset(
    ("is", "has", "gets", "on", "at", "to", "under", "as", "with", "number", "be", "should", "are", "no")
)
_AFTER = re.compile(
    r"[\"'`]?\s+(?:for|is|means|reaches|goes to|=)\s+(?:the |our |an? )?(?P<name>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*)?)"
)
_WORD = re.compile(r"[A-Za-z][\w-]*")
_SMALL = frozenset(norms("a an the of in on at to by for with and or is are be it its this that which we our you your"))
_SHARED = 2  # words of what is said of the object that tell it is meant


class Directory:
    """Reads the entries of one clause."""

    def __init__(self, clause: Clause) -> None:
        """Keep the clause."""
        self._clause = clause
        self._text = clause.span.text
        self._offset = clause.span.start

    def read(self) -> Iterator[Act]:
        """A value at each name; what was read is taken."""
        for found in self._clause.form.fields:
            plain = found.entry is not None and found.entry.kind is not Kind.OBJECT and "[]" not in found.path
            if found.entry is not None and plain and self._spoken_of(found):
                yield from self._entries(found, found.entry)

    def _spoken_of(self, found: Field) -> bool:
        asked = self._clause.view.question
        if asked is not None and below(asked.path, found.path):
            return True
        if any(t.path == found.path for h in self._clause.hits for t in h.targets):
            return True
        if self._clause.reading.directory == found.path:
            return True
        if len(_loose(self._text) & _loose(f"{found.title} {found.description}")) > _SHARED:
            return True
        said = roots(self._text)
        value = roots(found.entry.title) if found.entry is not None and found.entry.titled else frozenset()
        return len(said & of_field(self._clause.form, found)) >= _SHARED or bool(value and value <= said)

    def _entries(self, found: Field, entry: Field) -> Iterator[Act]:
        told = entry.kind is not Kind.STRING or distinctive(entry) or numbered(entry) or bool(entry.options)
        begin = 0
        for match in _VALUE.finditer(self._text):
            said = match[0].rstrip(".")
            start, end = match.start() + self._offset, match.start() + len(said) + self._offset
            value = coerce(entry, said)
            if value is None or self._clause.is_taken(start, end):
                continue
            named = self._before(found, self._text[begin : match.start()], sure=told)
            named = named or (self._after(found, end - self._offset) if told else None)
            if named is None or self._clause.negation(start, end) is not None:
                continue
            begin = end - self._offset
            self._clause.taken.extend([(start, end), *self._places(named)])
            self._clause.reading.directory = found.path
            yield Set(f"{found.path}.{named}", value, said, correction=self._clause.corrects)

    def _places(self, name: str) -> Iterator[tuple[int, int]]:
        spelt = re.sub(r"[-_]", "[-_ ]", re.escape(name).replace(r"\-", "-"))
        for match in re.finditer(rf"(?<![\w-]){spelt}(?![\w-])", self._text, re.IGNORECASE):
            yield match.start() + self._offset, match.end() + self._offset

    def _before(self, found: Field, text: str, *, sure: bool) -> str | None:
        """The name that stands before a value, with a word or a sign between; a value of any form needs a sign."""
        signed = re.search(r"(?:[:=]|->|=>|→)\s*[\"'`]?$", text) is not None
        parts = re.sub(r"(?:[:=]|->|=>|→|[\"'`])\s*", lambda m: " " if m.end() == len(text) else m[0], text).split()
        while parts and parts[-1].lower() in _LINKS:
            parts.pop()
        if not parts or not (sure or signed) or _WORD.fullmatch(parts[-1]) is None:
            return None
        two = len(parts) > 1 and _WORD.fullmatch(parts[-2]) is not None and parts[-2].lower() not in FUNCTION
        return self._name(found, " ".join(parts[-2:] if two else parts[-1:]))

    def _after(self, found: Field, place: int) -> str | None:
        """ "102 for the kitchen"."""
        match = _AFTER.match(self._text, place)
        return self._name(found, match["name"]) if match is not None else None

    def _name(self, found: Field, words: str) -> str | None:
        """The last words before a value as a name that the object takes; none of the language's, none of its own."""
        parts = words.split()
        own = set(norms(found.title))
        while parts and (parts[0].lower() in FUNCTION or own & set(norms(parts[0]))):
            parts = parts[1:]
        if not parts or any(part.lower() in FUNCTION for part in parts):
            return None
        spelt = ("-".join(parts), "_".join(parts), "".join(parts))
        rule = compiled(found.naming) if found.naming else None
        for name in (v for s in spelt for v in (s, s.lower())):
            if not name.isdigit() and (rule is None or rule.search(name)):
                return name
        return None


def _loose(text: str) -> frozenset[str]:
    """The roots of all words but the smallest, who does a thing like the doing: callers, calls."""
    return frozenset(root(word.removesuffix("er")) for word in norms(text) if word not in _SMALL)
