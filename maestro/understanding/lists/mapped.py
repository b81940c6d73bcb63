"""Objects whose entries have names of the user's own and fields: "room attic: floor 5, 12 people allowed in".

They are read as the items of a list would be, with a form in which they are one; what is found is put at their names.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from maestro.domain.acts import Act, Add, Remove, Set
from maestro.domain.conversation import View
from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import below, split
from maestro.understanding.english.text import Span, pieces, words
from maestro.understanding.lists.items import Items
from maestro.understanding.vocabulary.clause import Clause, Reading
from maestro.understanding.vocabulary.lexicon import Lexicon

_SUBJECT = re.compile(r",?\s+(?:and|but|while)\s+(?=(?:we|i|you|they|he|she|our|the)\b)", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|its|there|that one|this one)\b", re.IGNORECASE)
_KEY = "name"  # of the field that holds an entry's name in the list


class Mapped:
    """Reads the entries of one such object."""

    def __init__(self, found: Field, entry: Field) -> None:
        """Make the form in which it is a list."""
        item = f"{found.path}[]"
        listed = replace(found, kind=Kind.ARRAY, item_kind=Kind.OBJECT, entry=None, naming=None)
        naming = Field(f"{item}.{_KEY}", Kind.STRING, entry.title, required=True, pattern=found.naming)
        inside = (replace(f, path=f"{item}.{_leaf(f.path)}") for f in entry.inside if _leaf(f.path) != _KEY)
        self._root = found.path
        self._form = Form(found.path, found.title, (listed, naming, *inside), ())
        self._lexicon = Lexicon(self._form)

    def read(self, clause: Clause) -> Iterator[Act]:
        """What is said of entries by their names; its places are taken."""
        view, names = self._view(clause.view)
        reading = clause.reading.entries.setdefault(self._root, Reading())
        for start, text in pieces(_SUBJECT, clause.span.text, clause.span.start):
            piece = Span(text, start, clause.span.ask)
            inner = Clause(piece, view, reading, list(self._lexicon.find(words(text, start))))
            if not inner.hits and not names and reading.item is None:
                continue
            acts = list(Items(inner).read())
            for act in acts:
                reading.add(act)
            told = [found for act in acts for found in self._told(act, names) if _meant(found, text)]
            if told:
                clause.taken.extend(inner.taken)
                yield from told

    def _view(self, view: View) -> tuple[View, tuple[str, ...]]:
        """The same conversation in which the object is a list, and the names of its entries."""
        inside = {p: v for p, v in view.values.items() if below(p, self._root) and p != self._root}
        depth = len(split(self._root))
        names = tuple(dict.fromkeys(split(path)[depth] for path in inside))
        listed = {}
        for path, held in inside.items():
            name, *leaf = split(path)[depth:]
            listed[".".join((self._root, str(names.index(name)), *leaf))] = held
            listed[f"{self._root}.{names.index(name)}.{_KEY}"] = replace(held, value=name)
        return View(self._form, values=listed, chosen=view.chosen), names

    def _told(self, act: Act, names: tuple[str, ...]) -> Iterator[Act]:
        """An act on the list as acts on the object."""
        if isinstance(act, Add) and isinstance(act.value, Mapping) and act.value.get(_KEY):
            place = f"{self._root}.{act.value[_KEY]}"
            for leaf, value in act.value.items():
                if leaf != _KEY:
                    yield Set(f"{place}.{leaf}", value, act.quote)
        elif isinstance(act, Set):
            yield from self._set(act, names)
        elif isinstance(act, Remove) and act.value in names:
            yield Remove(f"{self._root}.{act.value}", quote=act.quote)

    def _set(self, act: Set, names: tuple[str, ...]) -> Iterator[Act]:
        number, _, leaf = act.path[len(self._root) + 1 :].partition(".")
        if number.isdigit() and int(number) < len(names) and leaf and leaf != _KEY:
            yield replace(act, path=f"{self._root}.{names[int(number)]}.{leaf}")


def _meant(act: Act, text: str) -> bool:
    """Whether an entry is named, or a word stands for it: "in the crypt" is no word of the one before."""
    name = split(getattr(act, "path", ""))[-2 if isinstance(act, Set) else -1]
    return name.lower() in text.lower() or _IT.search(text) is not None


def mapped(form: Form) -> tuple[Mapped, ...]:
    """The readers of all such objects of a form."""
    places = ((f, f.entry) for f in form.fields if f.entry is not None and "[]" not in f.path)
    return tuple(Mapped(found, entry) for found, entry in places if entry.kind is Kind.OBJECT and entry.inside)


def _leaf(path: str) -> str:
    return path.rpartition(".")[2]
