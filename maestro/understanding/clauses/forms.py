"""Values that their form alone tells: machines by name, account numbers, e-mail addresses, quantities with units."""

import re
from collections.abc import Iterator, Sequence

from maestro.domain.acts import Act, Set
from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import Json, below, parent
from maestro.understanding.clauses import fragments
from maestro.understanding.clauses.foreign import of_another_label
from maestro.understanding.clauses.members import granted
from maestro.understanding.english.grammar import COMMON
from maestro.understanding.english.numberwords import WORDED, value_of
from maestro.understanding.english.quantities import Quantity, converted, number, paid_otherwise, quantities, unit_of
from maestro.understanding.english.text import norms
from maestro.understanding.english.values import coerce, compiled, distinctive, numbered, resembles
from maestro.understanding.numbers import amounts, counts, spells
from maestro.understanding.numbers.bounds import bounded
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means, Target

_MACHINE = re.compile(r"\b[a-zA-Z][a-zA-Z0-9]*(?:-[a-zA-Z0-9]+)+\b")
_CRON = re.compile(r"(?<!\S)(?:[\d*/,-]+\s+){4}[\d*/-]+(?![^\s.,;)])")
_WORD = re.compile(r"[^\s,;\"'`()<>]+")
_NEXT = 24  # characters between a number and the name of its field
_BETWEEN = re.compile(
    r"[\s:=x]*(?:(?:(?:should|must|shall|can|may|will|to|now|please) )*(?:go(?:es)?|comes?|drops?|rises?|grows?|falls?|"
    r"shrinks?|is|are|be|gets?|moves?|changes?) (?:back )?(?:up|down|back)? ?to|of|is|to|are|every|by|at|up to|"
    r"down to)?"
    r"(?: the)?\s*",
    re.IGNORECASE,
)
_MEANT_FOR = re.compile(r"\s+(?:for|as)(?: an?| the| our)?\s+", re.IGNORECASE)  # "128 for the sound", "15 as a deposit"
_TIMES = re.compile(r"\s*(?:times|x)\b", re.IGNORECASE)
_RATE = re.compile(r"\s*\w+ (?:an?|per|each|every)\b|\s*\w+ (?:hour|dai|week|month)ly\b", re.IGNORECASE)
_OFTEN = re.compile(r"\bhow (?:often|many times)\b|\bnumber of (?:times|attempts)\b", re.IGNORECASE)
_NUMERIC = (Kind.INTEGER, Kind.NUMBER)
_MEMORY = re.compile(r"\b(?:memory|ram)\b", re.IGNORECASE)
_CORES = r"(?:v ?cpus?|cpus?|cores?)"
_WITH = r"\s*(?:[/,+&x|-]|and|with)?\s*"
_OF_MEMORY = re.compile(rf"(?:{_CORES}{_WITH}|\b(?:ram|memory|mem)\b[\s:=]*(?:of|is|to)?\s*)$", re.IGNORECASE)
_MEMORY_NEXT = re.compile(rf"\s*(?:of\s+)?(?:ram|memory|mem)\b|{_WITH}\d+\s*{_CORES}\b", re.IGNORECASE)
_DISK_NEXT = re.compile(r"\s*(?:of\s+)?(?:disks?|ssd|hdd|storage)\b", re.IGNORECASE)
_OF_A_KIND = re.compile(r"\s+of\s+(?:(?:our|the|my|their|old|raw|new)\s+)*(?P<kind>\w+)", re.IGNORECASE)
AT_LARGE = frozenset(  # no kind of contents
    {
        "disk",
        "disks",
        "ssd",
        "hdd",
        "storage",
        "space",
        "capacity",
        "data",
        "memory",
        "ram",
        "it",
        "them",
        "that",
        "each",
    }
)
_MANY = re.compile(
    rf"(?<![\w.,:-])(?P<count>\d{{1,3}}|{WORDED})\s*"
    r"(?:(?:x|×|\*|times)\s*|of (?:the |type )?|machines? of (?:type )?)?$",
    re.IGNORECASE,
)
_MANY_AFTER = re.compile(r"\s*[x×*]\s*(?P<count>\d{1,3})(?![\w.-])", re.IGNORECASE)
_TAGGED = re.compile(r"[a-z0-9][\w-]*(?:\.[\w-]+)+(?:/[\w.-]+)+:[\w.-]+", re.IGNORECASE)  # ghcr.io/acme/api:1.2
_COUNTS = re.compile(r"\b(?:counts?|number of)\b", re.IGNORECASE)
_DOING = 5  # words before a number that may tell what is done so often


class Forms:
    """Reads the tell-tale words of one clause."""

    def __init__(self, clause: Clause) -> None:
        """Keep the clause."""
        self._clause = clause

    def shapes(self) -> Iterator[Act]:
        """Concrete machines by name: `db-n1-highmem-8`."""
        for match in _MACHINE.finditer(self._clause.span.text):
            name = match[0].lower()
            if not re.search(r"\d", name):
                continue
            fitting = [f for f in self._clause.form.fields if f.shapes and _shape_of(f, name)]
            if not fitting:
                continue
            start, end = match.start() + self._clause.span.start, match.end() + self._clause.span.start
            self._clause.taken.append((start, end))
            if self._clause.negation(start, end) is not None:
                continue
            target = self._shape_target(self._owners(fitting), start)
            if target is not None:
                yield Set(target.path, name, match[0], correction=self._clause.corrects)
                yield from self._so_many(target, match)

    def _so_many(self, machine: Field, match: re.Match[str]) -> Iterator[Act]:
        """ "4x n2-standard-8": how many of a machine, where one number beside its field counts them."""
        text, offset = self._clause.span.text, self._clause.span.start
        said = _MANY.search(text[: match.start()]) or _MANY_AFTER.match(text, match.end())
        beside = [f for f in self._clause.form.fields if parent(f.path) == parent(machine.path) and f.kind in _NUMERIC]
        counting = [f for f in beside if _COUNTS.search(f"{f.path.rpartition('.')[2]} {f.title}".replace("_", " "))]
        if said is None or len(counting) != 1:
            return
        start, end = said.start("count") + offset, said.end("count") + offset
        if not self._clause.is_taken(start, end):
            number_ = int(said["count"]) if said["count"].isdigit() else int(value_of(said["count"].lower()))
            self._clause.taken.append((start, end))
            yield Set(counting[0].path, number_, said["count"], correction=self._clause.corrects)

    def _owners(self, fitting: Sequence[Field]) -> Sequence[Field]:
        """The fields of what is named or in use; of several parts that are neither, a machine switches none on."""
        around = [f for f in fitting if self._clause.is_around(f.path)]
        parts = {c.path for f in fitting if (c := self._clause.form.component_of(f.path)) is not None}
        return around or (fitting if len(parts) <= 1 else ())

    def _shape_target(self, fitting: Sequence[Field], start: int) -> Field | None:
        asked = self._clause.view.question
        for found in fitting:
            if asked is not None and (asked.path == found.path or asked.about == found.path):
                return found
        usable = [f for f in fitting if self._clause.spoken_of(f.path)]
        for place in self._clause.near(start):
            root = self._clause.form.component_of(place)
            for base in (place, root.path if root else place):
                close = [f for f in usable or fitting if below(f.path, base)]
                if close:
                    return close[0]
        if usable:
            return usable[0]
        in_component = [
            f for f in fitting if (c := self._clause.form.component_of(f.path)) and self._clause.in_use(c.path)
        ]
        return next(iter(in_component or fitting), None)

    def identifiers(self) -> Iterator[Act]:
        """Values that their form alone tells: account ids, e-mail addresses, networks, roles."""
        for root, given in granted(self._clause):
            self._clause.leaves.setdefault(root, []).append(given)
        for match in (*_CRON.finditer(self._clause.span.text), *_WORD.finditer(self._clause.span.text)):
            word = match[0].rstrip(".!?:")
            if len(word) < 5 or not re.search(r"[\d@]|\w[./]\w|://", word):
                continue
            found = self._identified(word) or self._tagged(word)
            start, end = match.start() + self._clause.span.start, match.start() + len(word) + self._clause.span.start
            if found is None or self._clause.is_taken(start, end):
                continue
            if word.isdigit() and of_another_label(self._clause, found, start):
                continue
            value = _value_of(found, word)
            if value == f"{word.lower()}." and not self._clause.speaks_of(found.path, start, end):
                continue  # many words have a dot in them: a domain only where domains are spoken of
            self._clause.taken.append((start, end))
            if _TAGGED.fullmatch(word) and found.path.count("[].") == 1 and not numbered(found):
                if self._clause.negation(start, end) is None:
                    yield Set(found.path.replace("[].", ".0."), value, word, correction=self._clause.corrects)
            elif "[]" in found.path:
                root, _, leaf = found.path.rpartition("[].")
                if self._clause.negation(start, end) is None:
                    self._clause.leaves.setdefault(root, []).append((leaf, value, (start, end)))
            else:
                yield Set(found.path, value, word, correction=self._clause.corrects)

    def _identified(self, word: str) -> Field | None:
        """The field whose form this word has; a bare long number where just one field takes such."""
        texts = [f for f in self._clause.form.fields if not f.shapes and _value_of(f, word) is not None]
        if " " in word:
            taking = [f for f in texts if f.pattern or f.either]
            return taking[0] if len(taking) == 1 else None
        alike = [f for f in texts if resembles(f, word)]
        sure = next((f for f in texts if distinctive(f)), alike[0] if len(alike) == 1 else None)
        if sure is not None or not re.fullmatch(r"\d{8,}", word):
            return sure
        taking = [f for f in texts if numbered(f)]
        return taking[0] if len(taking) == 1 else None

    def _tagged(self, word: str) -> Field | None:
        """ "it runs ghcr.io/acme/seats:3.2": an address with a tag, where one field of a part in use has such."""
        if _TAGGED.fullmatch(word) is None:
            return None
        fields = (f for f in self._clause.form.fields if any(_TAGGED.fullmatch(str(e)) for e in f.examples))
        named = {t.path for h in self._clause.hits for t in h.targets}  # what is called by its name is read with that
        free = (f for f in fields if f.path not in named and self._clause.is_around(f.path))
        fitting = [f for f in free if _value_of(f, word) is not None]
        return fitting[0] if len(fitting) == 1 and self._clause.inside(fitting[0].path) else None

    def quantities(self) -> None:
        """Numbers with a unit or beside the name of a numeric field."""
        for quantity in quantities(self._clause.span.text, self._clause.span.start):
            if self._clause.is_taken(quantity.start, quantity.end) or self._clause.in_address(
                quantity.start, quantity.end
            ):
                continue
            again = amounts.again(self._clause, quantity)
            found = self._counted(quantity) or again
            value = number(found, quantity) if found is not None else None
            if found is not None and value is not None and not self._denied(found, quantity):
                said = self._clause.text(quantity.start, quantity.end)
                corrects = self._clause.corrects or (again is not None and again.path == found.path)
                self._clause.reading.add(Set(found.path, value, said, correction=corrects))

    def _denied(self, found: Field, quantity: Quantity) -> bool:
        """Whether a number is denied; what "nothing is to be changed for ten years" denies is the changing."""
        before = self._clause.text(self._clause.span.start, quantity.start)
        denied = self._clause.negation(quantity.start, quantity.end) is not None
        return denied and not spells.is_end(found, quantity, before)

    def _counted(self, quantity: Quantity) -> Field | None:
        fields = (f for f in self._clause.form.fields if f.kind in _NUMERIC and "[]" not in f.path)
        numeric = [f for f in fields if self._may_count(f, quantity) and bounded(self._clause, f, quantity)]
        named = [
            t.path
            for h in self._clause.hits
            for t in h.targets
            if t.means is Means.FIELD
            and beside(self._clause, h, quantity)
            and not spells.only_a_word(self._clause, h, quantity)
        ]
        by_name = [
            f
            for f in numeric
            if f.path in named
            and (
                not quantity.unit
                or not unit_of(f)
                or converted(quantity, unit_of(f)) is not None
                or quantity.unit.lower() in " ".join(f.aliases).lower()
            )
        ]
        if len(by_name) == 1:
            return by_name[0]
        if by_name:
            target = self._clause.pick([Target(Means.FIELD, f.path) for f in by_name], quantity.start)
            return self._clause.form.at(target.path) if target else None
        if (spell := spells.meant(self._clause, self._around(numeric), quantity)) is not None:
            return spell
        numeric = list(spells.possible(self._clause, numeric, quantity))
        by_unit = [f for f in numeric if quantity.unit and spells.takes(f, quantity)]
        its = fragments.isolated(
            self._clause, [Target(Means.FIELD, f.path) for f in by_unit], quantity.start, quantity.end
        )
        if its is not None:
            return self._clause.form.at(its.path)
        near = self._clause.near(quantity.start)[:1]
        close = [
            f
            for f in by_unit
            for place in near
            if (c := self._clause.form.component_of(place)) and below(f.path, c.path)
        ]
        close = close or [f for f in by_unit if parent(f.path) and self._touched(parent(f.path))]
        usable = [f for f in close if self._clause.spoken_of(f.path)]
        return usable[0] if len(usable) == 1 else close[0] if len(close) == 1 else self._told(numeric, quantity)

    def _told(self, numeric: Sequence[Field], quantity: Quantity) -> Field | None:
        """A number that is no name's neighbour: by what is done so often, or by what the fields count."""
        around = self._around(numeric)
        return self._repeated(around, quantity) or counts.meant(self._clause, around, quantity)

    def _around(self, numeric: Sequence[Field]) -> Sequence[Field]:
        return [f for f in numeric if self._clause.is_around(f.path)]

    def _may_count(self, found: Field, quantity: Quantity) -> bool:
        """Whether a number can be a field's at all: of an engine only where that is spoken of, of memory or of a disk
        as the words beside it tell.
        """
        if self._clause.is_alternative(parent(found.path)) and not self._clause.spoken_of(found.path):
            return False
        start, end = quantity.start - self._clause.span.start, quantity.end - self._clause.span.start
        if paid_otherwise(found, quantity, self._clause.span.text[end:]):
            return False
        if quantity.unit == "GB" and not self._may_hold(found, quantity):
            return False
        is_memory, after = of_memory(found), self._clause.span.text[end:]
        if quantity.unit == "GB" and is_of_memory(self._clause.span.text, start, end):
            return is_memory
        return quantity.unit != "GB" or not is_memory or _DISK_NEXT.match(after) is None

    def _may_hold(self, found: Field, quantity: Quantity) -> bool:
        """ "2 TB of photos": what is of a kind is held by what holds that kind, not by the nearest disk."""
        span = self._clause.span
        match = _OF_A_KIND.match(span.text, quantity.end - span.start)
        if match is None or match["kind"].lower() in AT_LARGE:
            return True
        place = match.start("kind") + span.start
        named = [t.path for h in self._clause.hits if h.start <= place < h.end for t in h.targets]
        roots = {root.path for path in named if (root := self._clause.form.component_of(path)) is not None}
        return any(below(found.path, root) for root in roots)

    def _repeated(self, numeric: Sequence[Field], quantity: Quantity) -> Field | None:
        """ "try 8 times": the one count that tells how often something is done, by the word for the doing."""
        span = self._clause.span
        after = span.text[quantity.end - span.start :]
        if not _TIMES.match(after) or _RATE.match(after):
            return None
        said = {_base(word) for word in norms(span.text[: quantity.start - span.start])[-_DOING:]} - COMMON
        often = (f for f in numeric if _OFTEN.search(f.description) and not unit_of(f))
        fitting = [f for f in often if said & {_base(word) for word in norms(f"{f.title} {f.description}")}]
        return fitting[0] if len(fitting) == 1 else None

    def _touched(self, place: str) -> bool:
        """Whether this message says something of an object."""
        reading = self._clause.reading
        said = (a.path for a in (*reading.before, *reading.acts) if isinstance(a, Set))
        named = (t.path for h in self._clause.hits for t in h.targets)
        return any(below(path, place) for path in (*said, *named))


def is_of_memory(text: str, start: int, end: int) -> bool:
    """Whether gigabytes at `text[start:end]` are those of a memory: "64 GB of RAM", "RAM: 64 GB", "8 cores/64 GB"."""
    return _OF_MEMORY.search(text, 0, start) is not None or _MEMORY_NEXT.match(text, end) is not None


def of_memory(found: Field) -> bool:
    return _MEMORY.search(f"{found.path} {found.title} {found.description}".replace("_", " ")) is not None


def has_disk(form: Form, path: str) -> bool:
    """Whether a component has a disk that gigabytes are said of."""
    inside = (f for f in form.fields if f.kind in _NUMERIC and below(f.path, path))
    return any(unit_of(f).upper() == "GB" and "[]" not in f.path and not of_memory(f) for f in inside)


def beside(clause: Clause, hit: Hit, quantity: Quantity) -> bool:
    """ "5 nodes", "nodes: 5", "a quota of 5": next to each other, nothing of weight in between."""
    if quantity.start <= hit.start and hit.end <= quantity.end:
        return True  # the field's name is the unit
    ahead = hit.start >= quantity.end
    low, high = (quantity.end, hit.start) if ahead else (hit.end, quantity.start)
    between = clause.text(low, high) if 0 <= high - low <= _NEXT else None
    said = between is not None and _BETWEEN.fullmatch(between) is not None
    return said or (ahead and between is not None and _MEANT_FOR.fullmatch(between) is not None)


def _base(word: str) -> str:
    """A verb without the ending of its past: tried, called."""
    return word.removesuffix("ied") + "y" if word.endswith("ied") else word.removesuffix("ed")


def _shape_of(found: Field, name: str) -> bool:
    if any(s.name == name for s in found.shapes):
        return True
    if any((rule := compiled(r.pattern)) is not None and rule.search(name) for r in found.refused):
        return True
    rule = compiled(found.pattern) if found.pattern and distinctive(found) else None
    return rule is not None and rule.search(name) is not None


def _value_of(found: Field, word: str) -> Json:
    value = coerce(found, word)
    same = isinstance(value, str) and value.lower() in (word.lower(), f"{word.lower()}.")  # in no other words
    return value if same else None
