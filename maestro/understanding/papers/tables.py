"""Rows of a table -> records: what a row is, how big, which environment; pairs of key and value -> sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from maestro.domain.document import Grid
from maestro.domain.form import Form, Kind
from maestro.domain.json import Json, below
from maestro.understanding.english.suspicious import suspicious
from maestro.understanding.english.text import words
from maestro.understanding.english.values import coerce
from maestro.understanding.papers.columns import Column, Role, columns, header_at, pattern
from maestro.understanding.papers.measures import measured
from maestro.understanding.papers.numbers import amounts, measure
from maestro.understanding.papers.records import Gathered, Record, Said
from maestro.understanding.stance.negation import negated
from maestro.understanding.vocabulary.lexicon import Hit, Lexicon, Means, Target

_WEAK = 4  # letters that a phrase inside a name must have to tell what the machine is
_NO = re.compile(r"\s*(?:no|none|not|n/a|nope|never|-)\b", re.IGNORECASE)
_YES = re.compile(r"\s*(?:yes|y|true|x)\b[\s,.;:-]*", re.IGNORECASE)
_LEAD = re.compile(
    r"^\s*(?:do|does|is|are|will|would|can|shall|should|have|has)\s+(?:you|we|it|this|they|there)\s+", re.IGNORECASE
)
_ORDER = (Role.THING, Role.OTHER, Role.NAME)


class Tables:
    """Reads tables with a factory's phrases."""

    def __init__(self, form: Form, lexicon: Lexicon) -> None:
        """Keep the phrases; the field that names the environment is the identity's enumerated one."""
        self._form = form
        self._lexicon = lexicon
        self._stage = next((p for p in form.identity if (f := form.at(p)) is not None and f.options), "")

    def read(self, grid: Grid, gathered: Gathered) -> tuple[str, ...]:
        """Gather the records; what is no inventory comes back as lines to be read as text."""
        header = header_at(grid.rows)
        if header is None:
            return tuple(_pairs(grid))
        cols = columns(grid.rows[header][1])
        fields = {c.index: path for c in cols if (path := self._field(c))}
        for number, cells in grid.rows[header + 1 :]:
            place = f"{grid.place}, row {number}".lstrip(", ")
            if any(suspicious(cell) for cell in cells):
                gathered.suspicious += [f"{cell} ({place})" for cell in cells if suspicious(cell)]
                continue
            self._row(cells, cols, fields, place, gathered, grid)
        return ()

    def _field(self, column: Column) -> str:
        """The field that a header names in so many words, where the column measures nothing."""
        if column.role in (Role.VCPU, Role.MEMORY, Role.STORAGE, Role.COUNT, Role.COST, Role.FATE, Role.THING):
            return ""
        paths = [
            t.path
            for hit in self._hits(column.header)
            if hit.exact and (hit.end - hit.start) * 2 >= len(column.header.strip())
            for t in hit.targets
            if t.means in (Means.FIELD, Means.FLAG) and "[]" not in t.path
        ]
        outside = [p for p in paths if self._form.component_of(p) is None]
        return (outside or paths or [""])[0]

    def _hits(self, text: str) -> list[Hit]:
        return list(self._lexicon.find(words(text)))

    def _row(
        self,
        cells: Sequence[str],
        cols: Sequence[Column],
        fields: dict[int, str],
        place: str,
        gathered: Gathered,
        grid: Grid,
    ) -> None:
        texts = {c.index: cells[c.index] for c in cols if c.index < len(cells) and cells[c.index]}
        first = next((t for t in texts.values() if any(map(str.isalpha, t))), "")
        if not texts or pattern("summary").search(first):
            return
        _costs(cols, texts, gathered, grid)
        if any(c.role is Role.FATE and pattern("gone").search(texts.get(c.index, "")) for c in cols):
            gathered.gone += 1
            return
        record = _measured(Record("", "", first, place), cols, texts, grid)
        stage = self._stage_of(cols, fields, texts)
        values = tuple(self._values(fields, texts, place))
        found = self._thing(cols, fields, texts)
        mirror = any(pattern("mirror").search(text) for text in texts.values())
        record = replace(record, stage=stage[0], values=values, mirror=mirror)
        if stage[0] is not None:
            gathered.stages.setdefault(str(stage[0]), f"{stage[1]}\n{place}")
        if found is None:
            if record.measured:
                gathered.others.append(record)
            elif values:
                gathered.said += values
            return
        target, quote = found
        if target.means is Means.LACK:
            gathered.lacks.setdefault(str(target.value), quote)
            return
        root = self._form.component_of(target.path)
        record = self._specified(record, target.path, cols, texts)
        details = (*values, *self._details(root.path if root else "", target.path, cols, texts, place))
        gathered.records.append(
            replace(record, root=root.path if root else "", thing=target.path, quote=quote, values=details)
        )

    def _specified(self, record: Record, thing: str, cols: Sequence[Column], texts: dict[int, str]) -> Record:
        """Measures that stand in words: `2 vCPU, 7.5 GB` in a column of sizes or remarks."""
        found: dict[str, float] = {}
        for column in cols:
            text = texts.get(column.index, "")
            if column.role in (*_ORDER, Role.STORAGE):
                for value, unit, start, end in amounts(text):
                    found.setdefault(measured(self._form, text, unit, start, end, thing), value)
        told = {name: value for name, value in found.items() if getattr(record, name) is None}
        return replace(
            record,
            vcpu=told.get("vcpu", record.vcpu),
            memory=told.get("memory", record.memory),
            storage=told.get("storage", record.storage),
        )

    def _stage_of(self, cols: Sequence[Column], fields: dict[int, str], texts: dict[int, str]) -> tuple[Json, str]:
        """The environment of a row: by its column, else by a cell that is nothing but its name."""
        for column in cols:
            text = texts.get(column.index, "")
            named = fields.get(column.index) == self._stage
            if self._stage and text and (named or column.role in (Role.OTHER, Role.NAME)):
                for hit in self._hits(text):
                    whole = named or text[: hit.start].strip(" -_") + text[hit.end :].strip(" -_") == ""
                    for target in hit.targets:
                        if whole and target.means is Means.OPTION and target.path == self._stage:
                            return target.value, text
        return None, ""

    def _values(self, fields: dict[int, str], texts: dict[int, str], place: str) -> Iterator[Said]:
        """What columns that are fields of the request say; the environment is told apart from them."""
        for index, path in fields.items():
            text, found = texts.get(index, ""), self._form.at(path)
            if not text or found is None or path == self._stage or self._form.component_of(path) is not None:
                continue
            for hit in self._hits(text):
                for target in hit.targets:
                    if target.means is Means.OPTION and target.path == path:
                        yield Said(path, target.value, text, place, listed=found.kind is Kind.ARRAY, firm=True)
            if not found.options and found.kind is Kind.STRING and (value := coerce(found, text)) is not None:
                yield Said(path, value, text, place, firm=True)

    def _thing(
        self, cols: Sequence[Column], fields: dict[int, str], texts: dict[int, str]
    ) -> tuple[Target, str] | None:
        """What a row is: an engine before a component before something that the factory lacks; columns that say
        what a machine is for before those that only name it."""
        best: tuple[tuple[int, int, int], Target, str] | None = None
        for column in cols:
            text = texts.get(column.index, "")
            if column.role not in _ORDER or not text or column.index in fields:
                continue
            for target, hit in self._targets(text, named=column.role is Role.NAME):
                engine = self._is_engine(target.path)
                lack = target.means is Means.LACK
                kind = 3 if lack else 0 if engine else 2 if self._only_named(target, hit) else 1
                rank = (kind, _ORDER.index(column.role), hit.start - hit.end)
                if (best is None or rank < best[0]) and negated(text, hit.start, hit.end) is None:
                    best = (rank, target, text)
        return (best[1], best[2]) if best else None

    def _only_named(self, target: Target, hit: Hit) -> bool:
        """Whether a phrase names but a field of a component."""
        return all(t.path != target.path for t in hit.targets)

    def _targets(self, text: str, *, named: bool) -> Iterator[tuple[Target, Hit]]:
        for hit in self._hits(text.replace("_", " ")):
            if (named and hit.end - hit.start < _WEAK) or not any(c.isalpha() for c in text[hit.start : hit.end]):
                continue
            for target in hit.targets:
                thing = target.means in (Means.COMPONENT, Means.PART) and self._form.component_of(target.path)
                option = target.means is Means.OPTION and self._is_engine(target.path.rpartition(".")[0])
                if option:
                    yield Target(Means.PART, target.path.rpartition(".")[0]), hit
                elif thing or target.means is Means.LACK:
                    yield target, hit
                elif target.means is Means.FIELD and (root := self._form.component_of(target.path)) is not None:
                    yield Target(Means.COMPONENT, root.path), hit  # "Spark worker" names a field of its component

    def _is_engine(self, path: str) -> bool:
        found = self._form.at(path)
        return found is not None and bool(found.alternatives)

    def _details(
        self, root: str, thing: str, cols: Sequence[Column], texts: dict[int, str], place: str
    ) -> Iterator[Said]:
        """Versions, options and switches of the thing that the row's words name: `PostgreSQL 15`, `HA`."""
        for column in cols:
            text = texts.get(column.index, "")
            if column.role in (Role.COST, Role.IGNORED, Role.FATE):
                continue
            sized = column.role is Role.OTHER and "size" in column.header.lower()
            for hit in self._hits(text):
                if negated(text, hit.start, hit.end) is not None:
                    continue
                for target in hit.targets:
                    near = below(target.path, thing) or (not self._is_engine(thing) and below(target.path, root))
                    told = hit.end - hit.start > _WEAK and any(c.isdigit() for c in text[hit.start : hit.end])
                    if target.means is Means.OPTION and ((near and told) or (sized and below(target.path, root))):
                        yield Said(target.path, target.value, text, place)
                    elif target.means is Means.FLAG and near and "[]" not in target.path:
                        yield Said(target.path, True, text, place)


def _pairs(grid: Grid) -> Iterator[str]:
    """Two columns are keys and values; anything else is read as lines of words."""
    for number, cells in grid.rows:
        filled = [cell for cell in cells if cell]
        text = _paired(filled[0], filled[1]) if len(filled) == 2 else ", ".join(filled)
        if text:
            yield f"{grid.place}, row {number}".lstrip(", ") + "\n" + text


def _paired(key: str, value: str) -> str:
    """A key and its value as a sentence; of a question and its answer what is true, nothing where it is "no"."""
    if not key.rstrip().endswith("?"):
        return f"{key.rstrip(': ')}: {value}"
    if _NO.match(value):
        return ""
    topic = _LEAD.sub("", key.rstrip("? "))
    return f"{topic}. {_YES.sub('', value)}".strip(". ") if _YES.match(value) else value


def _measured(record: Record, cols: Sequence[Column], texts: dict[int, str], grid: Grid) -> Record:
    def amount(role: Role) -> float | None:
        for column in cols:
            if column.role is role and column.index in texts:
                return measure(texts[column.index], column.unit, commas=grid.commas)
        return None

    count = amount(Role.COUNT)
    return replace(
        record,
        vcpu=amount(Role.VCPU),
        memory=amount(Role.MEMORY),
        storage=amount(Role.STORAGE),
        machines=max(1, int(count)) if count is not None and count < 10_000 else 1,
    )


def _costs(cols: Sequence[Column], texts: dict[int, str], gathered: Gathered, grid: Grid) -> None:
    for column in cols:
        if column.role is Role.COST and column.index in texts:
            value = measure(texts[column.index], None, commas=grid.commas)
            if value is not None:
                gathered.costs[column.header] = gathered.costs.get(column.header, 0.0) + value
