"""Sentences of a document -> values and records: the interpreter reads them, and only what sets a field survives."""

import re
from collections.abc import Iterator
from typing import Protocol

from maestro.domain.acts import Act, Add, Narrow, Reject, Set, WishFor
from maestro.domain.conversation import View
from maestro.domain.form import Form, Kind
from maestro.understanding.english.suspicious import suspicious
from maestro.understanding.english.text import sentences, words
from maestro.understanding.english.values import distinctive
from maestro.understanding.papers.columns import pattern
from maestro.understanding.papers.measures import measured
from maestro.understanding.papers.numbers import amounts
from maestro.understanding.papers.records import Gathered, Record, Said
from maestro.understanding.stance.negation import negated
from maestro.understanding.vocabulary.lexicon import Hit, Lexicon, Means

_SENTENCES = 1_500  # of a document that are interpreted
_LONG = 600  # characters of a sentence
_WRAPPED = re.compile(r"(?<![.:;!?])\n(?=[a-z(&])")
_ITSELF = re.compile(
    r"\b(?:this|the|present) (?:document|file|page|report|deck|assessment|spreadsheet)\b", re.IGNORECASE
)
_PIECE = re.compile(r"(?<=[.!?])\s+")
_KEYED = re.compile(r"^\W*[\w /()-]{2,40}:\s*\S")


class Interpreter(Protocol):
    """The offline interpreter, as it reads what users say."""

    def interpret(self, text: str, view: View) -> tuple[Act, ...]:
        """The acts of a message."""
        ...


class Prose:
    """Reads running text with a factory's phrases."""

    def __init__(self, form: Form, lexicon: Lexicon, interpreter: Interpreter) -> None:
        """Keep them; the interpreter sees a conversation in which nothing was said and nothing is asked."""
        self._form, self._lexicon, self._interpreter = form, lexicon, interpreter
        self._view = View(form, chosen=True)
        self._left = _SENTENCES

    def read(self, place: str, text: str, gathered: Gathered) -> None:
        """Gather what a paragraph says; what follows an order to a machine in it is not trusted."""
        whole = _WRAPPED.sub(" ", text)
        for line in whole.split("\n"):
            if any(suspicious(piece) for piece in _PIECE.split(line)):
                before = self._before_orders(line, place, gathered)
                self._sentences(before, place, gathered)
                return
            self._sentences(line, place, gathered)

    def _before_orders(self, line: str, place: str, gathered: Gathered) -> str:
        """What a line says before its first order; the orders are kept to be quoted back."""
        pieces = _PIECE.split(line)
        first = next(n for n, piece in enumerate(pieces) if suspicious(piece))
        quoted = [piece for piece in pieces[first:] if suspicious(piece)]
        gathered.suspicious += [f"{piece.strip()} ({place})" if place else piece.strip() for piece in quoted]
        return " ".join(pieces[:first])

    def _sentences(self, text: str, place: str, gathered: Gathered) -> None:
        for span in sentences(text):
            said = _ITSELF.sub(lambda m: "_" * len(m[0]), span.text.strip()[:_LONG])
            if self._left <= 0 or not said or said.endswith("?"):
                continue
            hits = list(self._lexicon.find(words(said)))
            if not hits and ":" not in said and not any(c in said for c in "@-") and not any(map(str.isdigit, said)):
                continue
            self._left -= 1
            records = list(self._measured(said, hits, place))
            gathered.records += records
            self._acts(said, place, gathered, counted=bool(records))

    def _acts(self, said: str, place: str, gathered: Gathered, *, counted: bool) -> None:
        past = pattern("past").search(said) and not pattern("future").search(said)
        firm = _KEYED.match(said) is not None
        for act in self._interpreter.interpret(said, self._view):
            if isinstance(act, WishFor):
                gathered.lacks.setdefault(act.lack, act.quote)
            elif isinstance(act, Reject) and (root := self._form.component_of(act.path)) is not None:
                gathered.unwanted.add(root.path)
            elif isinstance(act, Narrow) and not past and "[]" not in act.path and not (counted and self._sized(act)):
                self._several(act, gathered)
            elif isinstance(act, (Set, Add)) and not self._misread(act, said, counted=counted, past=bool(past)):
                listed = isinstance(act, Add)
                gathered.said.append(Said(act.path, act.value, act.quote or said, place, listed, firm))

    def _several(self, act: Narrow, gathered: Gathered) -> None:
        title = self._form.title_of(act.path)
        note = f'{title}: it says "{act.quote}", which several values fit; which one is for you to say.'
        if note not in gathered.notes:
            gathered.notes.append(note)

    def _misread(self, act: Set | Add, said: str, *, counted: bool, past: bool) -> bool:
        """Where machines stand now is no wish; amounts are read as measures; a whole component off is no proposal."""
        found = self._form.at(act.path)
        inside = self._form.component_of(act.path) is not None
        chosen = found is not None and bool(found.options) and not any(map(str.isdigit, act.quote))
        if found is None or (past and (chosen or not inside)) or act.value is False or (not act.quote and not said):
            return True
        if found.kind is Kind.STRING and not found.options and inside and not (found.own or distinctive(found)):
            return True  # "Name: ..." names anything
        return counted and (found.kind in (Kind.INTEGER, Kind.NUMBER) or self._sized(act))

    def _sized(self, act: Set | Add | Narrow) -> bool:
        """Whether it is a machine by its amounts, which size the whole here; not by its name."""
        found = self._form.at(act.path)
        named = not isinstance(act, Narrow) and str(act.value).lower() in act.quote.lower()
        return found is not None and bool(found.shapes) and not named

    def _measured(self, said: str, hits: list[Hit], place: str) -> Iterator[Record]:
        """A thing and the amounts that stand after it: `PostgreSQL 14 (8 vCPU, 64 GB RAM, 500 GB disk)`."""
        named = [hit for hit in hits if any(c.isalpha() for c in said[hit.start : hit.end])]
        things = [(hit, path) for hit in named if (path := self._thing(hit)) and not self._unwanted(said, hit)]
        found = amounts(said)
        if not things or not found:
            return
        held: dict[int, dict[str, float]] = {}
        for value, unit, start, end in found:
            before = [n for n, (hit, _) in enumerate(things) if hit.end <= start]
            owner = before[-1] if before else 0
            measures = held.setdefault(owner, {})
            measures.setdefault(measured(self._form, said, unit, start, end, things[owner][1]), value)
        for owner, measures in held.items():
            hit, path = things[owner]
            root = self._form.component_of(path)
            yield Record(
                root.path if root else "", path, said[hit.start : hit.end], place,
                measures.get("vcpu"), measures.get("memory"), measures.get("storage"),
                mirror=pattern("mirror").search(said[hit.end :]) is not None and len(things) > 1,
            )  # fmt: skip

    def _unwanted(self, said: str, hit: Hit) -> bool:
        return negated(said, hit.start, hit.end) is not None

    def _thing(self, hit: Hit) -> str:
        """The engine or component that a phrase names, "" where it names neither."""
        paths = [t.path for t in hit.targets if t.means in (Means.PART, Means.COMPONENT)]
        engines = [p for p in paths if (f := self._form.at(p)) and f.alternatives]
        inside = [p for p in paths if self._form.component_of(p) is not None]
        options = [
            t.path.rpartition(".")[0] for t in hit.targets
            if t.means is Means.OPTION and (f := self._form.at(t.path.rpartition(".")[0])) and f.alternatives
        ]  # fmt: skip
        return next(iter((*engines, *options, *inside)), "")
