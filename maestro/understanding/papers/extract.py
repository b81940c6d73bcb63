"""A document and a factory's form -> proposals with citations, what is suspicious in it, and notes on the rest.

Several rows of one kind become one value, and how is said. How big a size has to be is told as a `Need`: which size
that is, the factory's policies know.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from maestro.domain.document import Document, Proposal
from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import Json, below, canonical, parent
from maestro.understanding.english.text import words
from maestro.understanding.papers.columns import pattern
from maestro.understanding.papers.prose import Interpreter, Prose
from maestro.understanding.papers.records import Gathered, Record, Said
from maestro.understanding.papers.tables import Tables
from maestro.understanding.vocabulary.lexicon import Lexicon, Means

_QUOTED = 200  # characters of a quote
_ABOUT = 400  # characters in which a document says what it is about


@dataclass(frozen=True)
class Need:
    """How big something has to be: the largest machine of several, all of them together, and where that stands."""

    root: str
    things: tuple[str, ...]
    quote: str
    place: str
    vcpu: float | None = None
    memory: float | None = None
    total_vcpu: float | None = None
    total_memory: float | None = None
    because: str = ""


@dataclass(frozen=True)
class Extracted:
    """What a document says of the request."""

    proposals: tuple[Proposal, ...]
    needs: tuple[Need, ...]
    suspicious: tuple[str, ...]
    notes: tuple[str, ...]
    about: str = ""


class Extractor:
    """Reads documents for one factory."""

    def __init__(self, form: Form, interpreter: Interpreter) -> None:
        """Index the phrases."""
        self._form, self._interpreter = form, interpreter
        self._lexicon = Lexicon(form, slips=False)  # what was written to be read is spelt as meant
        self._stage = next((p for p in form.identity if (f := form.at(p)) is not None and f.options), "")

    def extract(self, document: Document, values: Mapping[str, Json]) -> Extracted:
        """Proposals for a conversation in which `values` were said already."""
        gathered = Gathered()
        prose = Prose(self._form, self._lexicon, self._interpreter)
        tables = Tables(self._form, self._lexicon)
        for passage in document.passages:
            prose.read(passage.place, passage.text, gathered)
        for grid in document.grids:
            for line in tables.read(grid, gathered):
                place, _, text = line.partition("\n")
                prose.read(place, text, gathered)
        return self._found(document, gathered, values)

    def _found(self, document: Document, gathered: Gathered, values: Mapping[str, Json]) -> Extracted:
        notes = [*document.notes, *gathered.notes]
        records = self._of_engines(self._of_stage(gathered, values, notes), gathered.said)
        made: dict[str, Proposal] = {}
        needs = []
        for root, rows in _grouped(records).items():
            for proposal in self._of_component(document.name, root, rows):
                made.setdefault(_key(proposal), proposal)
            if (need := self._need(root, rows)) is not None:
                needs.append(need)
        said = [*gathered.said, *(value for record in records for value in record.values)]
        for proposal in self._stated(document.name, said, notes):
            made.setdefault(_key(proposal), proposal)
        notes += self._told(gathered)
        order = self._form.order
        ordered = sorted(made.values(), key=lambda p: order.get(p.path, len(order)))
        wanted = {record.root for record in records}
        kept = tuple(p for p in ordered if not self._implied(p, ordered) and not self._unwanted(p, gathered, wanted))
        about = " ".join(passage.text for passage in document.passages if not _hostile(passage.text, gathered))
        return Extracted(
            kept, tuple(needs), tuple(dict.fromkeys(gathered.suspicious)), tuple(dict.fromkeys(notes)),
            " ".join(about.split())[:_ABOUT],
        )  # fmt: skip

    def _of_stage(self, gathered: Gathered, values: Mapping[str, Json], notes: list[str]) -> list[Record]:
        """The rows of the environment that is spoken of; of several that the document lists, the first of the form."""
        found = self._form.at(self._stage)
        told = {str(record.stage) for record in (*gathered.records, *gathered.others) if record.stage is not None}
        if found is None or not told:
            return gathered.records
        held = values.get(self._stage)
        if len(told) == 1 and held is None:
            quote, _, place = gathered.stages[next(iter(told))].partition("\n")
            option = next(o for o in found.options if str(o.value) in told)
            gathered.said.append(Said(self._stage, option.value, quote, place, firm=True))
            return gathered.records
        wanted = held if held is not None else next(o.value for o in found.options if str(o.value) in told)
        gathered.said[:] = [s for s in gathered.said if s.path != self._stage] if len(told) > 1 else gathered.said
        if len(told) > 1 and str(wanted) in told:
            titles = [o.title for o in found.options if str(o.value) in told]
            used = next((o.title for o in found.options if o.value == wanted), str(wanted))
            notes.append(f"It lists {' and '.join(titles)}; what follows is of {used}.")
        if str(wanted) not in told:
            titles = [o.title for o in found.options if str(o.value) in told]
            notes.append(f"It lists {' and '.join(titles)}; I read it for what you want all the same.")
            return gathered.records
        gathered.others[:] = [r for r in gathered.others if r.stage in (None, wanted)]
        return [record for record in gathered.records if record.stage in (None, wanted)]

    def _of_engines(self, records: list[Record], said: Sequence[Said]) -> list[Record]:
        """ "The database has 4 vCPU" speaks of the one engine that the document names."""
        named: dict[str, dict[str, str]] = defaultdict(dict)
        for path, quote in (*((r.thing, r.quote) for r in records), *((s.path, s.quote) for s in said)):
            engine = next((p for p in (path, parent(path)) if (f := self._form.at(p)) and f.alternatives), "")
            root = self._form.component_of(engine)
            if root is not None:
                named[root.path].setdefault(engine, quote)
        return [self._as_engine(record, named[record.root]) for record in records]

    def _as_engine(self, record: Record, named: Mapping[str, str]) -> Record:
        if record.thing != record.root or len(named) != 1:
            return record
        return replace(record, thing=next(iter(named)), quote=next(iter(named.values())))

    def _of_component(self, source: str, root: str, rows: Sequence[Record]) -> Iterator[Proposal]:
        """It is wanted, which engines, how much memory and storage in fields that say so."""
        because = _counted(rows)
        engines = list(dict.fromkeys(r.thing for r in rows if (f := self._form.at(r.thing)) and f.alternatives))
        for engine in engines:
            first = next(r for r in rows if r.thing == engine)
            yield Proposal(engine, {}, _quote(first.quote), source, first.place, because)
        if not engines:
            yield Proposal(f"{root}.enabled", True, _quote(rows[0].quote), source, rows[0].place, because)
        for place in engines or [root]:
            own = [r for r in rows if r.thing == place or not engines]
            yield from self._amounts(source, place, own)

    def _amounts(self, source: str, place: str, rows: Sequence[Record]) -> Iterator[Proposal]:
        """Memory: of the largest; storage: all together. Only where a field of this very thing counts in GB."""
        memory = [(r.memory, r) for r in rows if r.memory is not None]
        storage = [(r.storage * r.machines, r) for r in rows if r.storage is not None and not r.mirror]
        if memory and (found := self._counting(place, "memory")):
            amount, row = max(memory, key=lambda pair: pair[0])
            because = f"the largest of {len(memory)}" if len(memory) > 1 else ""
            yield from self._amount(source, found, amount, row, because)
        if storage and (found := self._counting(place, "storage")):
            because = f"{len(storage)} rows together" if len(storage) > 1 else ""
            largest = max(storage, key=lambda pair: pair[0])[1]
            yield from self._amount(source, found, sum(a for a, _ in storage), largest, because)

    def _amount(self, source: str, found: Field, amount: float, row: Record, because: str) -> Iterator[Proposal]:
        value = math.ceil(amount)
        low, high = found.minimum, found.maximum
        if (low is None or value >= low) and (high is None or value <= high):
            yield Proposal(found.path, value, _quote(row.quote), source, row.place, because)

    def _counting(self, place: str, name: str) -> Field | None:
        """The one number in GB below a place whose names speak of memory, or of storage."""
        fields = [
            f for f in self._form.fields
            if below(f.path, place) and f.kind in (Kind.INTEGER, Kind.NUMBER) and f.unit.upper() in ("GB", "GIB")
            and "[]" not in f.path and pattern(name).search(" ".join((f.title, *f.aliases)))
        ]  # fmt: skip
        return fields[0] if len(fields) == 1 else None

    def _need(self, root: str, rows: Sequence[Record]) -> Need | None:
        sized = [r for r in rows if r.vcpu is not None or r.memory is not None]
        if not sized or not root:
            return None
        largest = max(sized, key=lambda r: (r.vcpu or 0, r.memory or 0))
        shape = ", ".join(
            text for amount, unit in ((largest.vcpu, "vCPU"), (largest.memory, "GB memory"))
            for text in ([f"{amount:g} {unit}"] if amount is not None else [])
        )  # fmt: skip
        because = f"{shape}, the largest of {len(sized)}" if len(sized) > 1 else shape
        return Need(
            root, tuple(dict.fromkeys(r.thing for r in rows)), _quote(largest.quote), largest.place,
            _largest(r.vcpu for r in sized), _largest(r.memory for r in sized),
            _total((r.vcpu, r.machines) for r in sized), _total((r.memory, r.machines) for r in sized), because,
        )  # fmt: skip

    def _stated(self, source: str, said: Sequence[Said], notes: list[str]) -> Iterator[Proposal]:
        """Values of single fields; where the document says several, a firm one counts, else the user is told."""
        by_path: dict[str, list[Said]] = defaultdict(list)
        for value in said:
            by_path[value.path].append(value)
        for path, values in by_path.items():
            found = self._form.at(path)
            if found is None:
                continue
            distinct = {canonical(v.value): v for v in reversed(values)}
            firm = {canonical(v.value): v for v in reversed(values) if v.firm}
            chosen = firm if len(firm) == 1 else distinct
            if len(chosen) > 1 and not values[0].listed:
                named = ", ".join(f'"{_quote(v.quote)}"' for v in reversed(list(chosen.values())))
                notes.append(f"{found.title}: it says {named}; which one is for you to say.")
                continue
            for value in reversed(list(chosen.values())):
                yield Proposal(path, value.value, _quote(value.quote), source, value.place, listed=value.listed)

    def _unwanted(self, proposal: Proposal, gathered: Gathered, counted: set[str]) -> bool:
        """What a sentence turns down, another one that names it does not ask for."""
        root = self._form.component_of(proposal.path)
        return root is not None and root.path in gathered.unwanted and root.path not in counted

    def _implied(self, proposal: Proposal, all_: Sequence[Proposal]) -> bool:
        """A component is on because something in it is proposed."""
        root = self._form.component_of(proposal.path)
        if root is None or proposal.path != f"{root.path}.enabled":
            return False
        return any(other is not proposal and below(other.path, root.path) for other in all_)

    def _told(self, gathered: Gathered) -> Iterator[str]:
        """What no field takes: servers of no kind, what the factory lacks, what stays behind, costs."""
        if gathered.others:
            yield self._servers(gathered.others)
        for lack, quote in gathered.lacks.items():
            found = next((entry for entry in self._form.lacks if entry.title == lack), None)
            nearest = f"; the nearest it has is {found.nearest}" if found and found.nearest else ""
            yield f'"{_quote(quote)}": this factory cannot do {lack}{nearest}.'
        if gathered.gone:
            yield f"{gathered.gone} row{'s' if gathered.gone != 1 else ''} left out: not to be moved."
        for header, amount in list(gathered.costs.items())[:2]:
            yield f"{header}: {amount:,.0f} in all; no field takes that."

    def _servers(self, rows: Sequence[Record]) -> str:
        """Machines that are nothing which the factory knows by name."""
        machines = sum(row.machines for row in rows)
        named = ", ".join(dict.fromkeys(_quote(row.quote)[:30] for row in rows[:3])) + (" ..." if len(rows) > 3 else "")
        amounts = [
            (_total((r.vcpu, r.machines) for r in rows), "vCPU"),
            (_total((r.memory, r.machines) for r in rows), "GB"),
        ]
        size = ", ".join(f"{amount:g} {unit}" for amount, unit in amounts if amount)
        lacks = (t for h in self._lexicon.find(words("virtual machines")) for t in h.targets if t.means is Means.LACK)
        lack = next((entry for t in lacks for entry in self._form.lacks if entry.title == t.value), None)
        nearest = f" The nearest to a plain server here is {lack.nearest}." if lack and lack.nearest else ""
        plural = "s" if machines != 1 else ""
        return f"{machines} other machine{plural} ({named}{'; ' + size + ' together' if size else ''}).{nearest}"


def _key(proposal: Proposal) -> str:
    return f"{proposal.path} {canonical(proposal.value)}" if proposal.listed else proposal.path


def _hostile(text: str, gathered: Gathered) -> bool:
    return any(piece.rpartition(" (")[0] in text for piece in gathered.suspicious)


def _grouped(records: Sequence[Record]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if record.root:
            groups[record.root].append(record)
    return groups


def _counted(rows: Sequence[Record]) -> str:
    return f"{len(rows)} rows" if len(rows) > 1 else ""


def _largest(amounts: Iterator[float | None]) -> float | None:
    return max((a for a in amounts if a is not None), default=None)


def _total(amounts: Iterator[tuple[float | None, int]]) -> float | None:
    known = [amount * count for amount, count in amounts if amount is not None]
    return sum(known) if known else None


def _quote(text: str) -> str:
    return text.strip()[:_QUOTED]
