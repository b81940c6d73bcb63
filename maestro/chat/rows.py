"""The blueprint as rows of text: group, label, value, where it came from. Unstyled, of any width.

Groups come from the form's topics and components, so any factory gets a table. Owns which rows win when
there is no room for all; refuses to know how they look.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from functools import cached_property

from maestro.chat.plaintext import one_line
from maestro.chat.sources import source_phrase
from maestro.chat.summary import summary
from maestro.domain.blueprint import Blueprint, Status, Value
from maestro.domain.form import Field, Form, Importance, Kind
from maestro.domain.json import below, generic, split
from maestro.domain.record import dataclass
from maestro.interview.environments import names

# The interview's own topics have short names; a topic of the factory's own making is its own heading.
_GROUPS: Mapping[str, str] = {
    "identity": "Who", "owner": "Who", "environment": "Where", "network": "Where", "compliance": "Rules",
}  # fmt: skip
_PARTS = "Parts"
_SAID, _BROUGHT = 3, 2  # weights: up to the first a person or a rule spoke; changed rows that nobody spoke of
_LABEL = 30  # characters of a label
_PLAIN_TOPICS = frozenset({"", "components", "sizing", "details"})


@dataclass(frozen=True)
class Row:
    """One line of the table. `weight` says how soon it folds away: 0 stays longest.

    `below` is the label of the row under which another environment's stands: without that row its own is not enough.
    """

    group: str
    label: str
    value: str
    source: str
    changed: bool = False
    needed: bool = False
    weight: int = 9
    below: str = ""


@dataclass(frozen=True)
class Board:
    """The whole table: what is built, how much is left, and the rows in the order of the form."""

    title: str
    left: str
    rows: tuple[Row, ...]
    hidden: int = 0


def board(
    form: Form,
    blueprint: Blueprint,
    missing: Iterable[str] = (),
    changed: Iterable[str] = (),
    elsewhere: Mapping[str, Iterable[str]] | None = None,
) -> Board:
    """The table of a blueprint; `changed` are the paths of this turn, `elsewhere` those in further environments."""
    apart = {name: frozenset(paths) for name, paths in (elsewhere or {}).items()}
    maker = _Maker(form, blueprint, tuple(missing), frozenset(changed), apart)
    count = len(maker.missing)
    return Board(_title(form, blueprint), f"{count} to go" if count else "complete", maker.rows())


def folded(whole: Board, height: int, lines: Callable[[Row], int] = lambda _: 1) -> Board:
    """At most `height` lines: what changed, what is needed and what was said win; the order stays."""
    if sum(map(lines, whole.rows)) <= height:
        return whole
    room = height - 1  # one line says how many are hidden
    kept: list[int] = []
    for n in sorted(range(len(whole.rows)), key=lambda n: (whole.rows[n].weight, n)):
        if lines(whole.rows[n]) > room:
            break
        room -= lines(whole.rows[n])
        kept.append(n)
    rows = tuple(_alone(whole.rows[n]) if n - 1 not in kept else whole.rows[n] for n in sorted(kept))
    return replace(whole, rows=rows, hidden=len(whole.rows) - len(rows))


def changed_rows(whole: Board) -> tuple[Row, ...]:
    """The rows that this turn changed."""
    pairs = zip((None, *whole.rows), whole.rows, strict=False)
    return tuple(row if above and above.changed else _alone(row) for above, row in pairs if row.changed)


def _alone(row: Row) -> Row:
    """A row that says by itself what it is of."""
    return replace(row, label=f"{row.below.partition(' (')[0]}{row.label[1:]}") if row.below else row


def _brief(label: str) -> str:
    """A long title without what stands in brackets."""
    return label if len(label) <= _LABEL else label.partition(" (")[0]


def _title(form: Form, blueprint: Blueprint) -> str:
    scenario = form.scenario(blueprint.scenario) if blueprint.chosen else None
    chosen = scenario.title if scenario else ("Empty request" if blueprint.chosen else "")
    listed = [p for p in form.identity if (f := form.at(p)) and f.options and p in blueprint.values]
    several = " + ".join(names(form, blueprint))
    own = form.environment.path if form.environment else ""
    told = (several if several and p == own else str(blueprint.values[p].value) for p in listed)
    return one_line(" · ".join(part for part in ("Blueprint", chosen, *told) if part))


@dataclass(frozen=True)
class _Maker:
    """Turns values, gaps and marks into rows."""

    form: Form
    blueprint: Blueprint
    missing: tuple[str, ...]
    changed: frozenset[str]
    apart: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def rows(self) -> tuple[Row, ...]:
        """All rows, grouped, in the order of the form."""
        own = [(key, self._of_all(key, row)) for key, row in self.found()]
        found = [pair for key, row in own for pair in ((key, row), *self._elsewhere(key, row))]
        placed = sorted([*found, *self._only_elsewhere(dict(own))], key=lambda pair: self._position(pair[0]))
        first = {row.group: n for n, (_, row) in reversed(list(enumerate(placed)))}
        placed.sort(key=lambda pair: first[pair[1].group])
        return (*(row for _, row in placed), *self._wishes())

    def found(self) -> list[tuple[str, Row]]:
        """Each row with what it is of."""
        return [*self._filled(), *self._gaps(), *self._marked(), *self._gone(), *self._optional()]

    def _of_all(self, key: str, row: Row) -> Row:
        """The environments stand in one row."""
        place, several = self.form.environment, names(self.form, self.blueprint)
        return replace(row, value=one_line(", ".join(several))) if several and place and key == place.path else row

    @cached_property
    def _others(self) -> dict[str, dict[str, Row]]:
        """The rows of further environments."""
        return {
            name: dict(_Maker(self.form, other, self._open(other), self.apart.get(name, frozenset())).found())
            for name, other in self.blueprint.others.items()
        }

    def _open(self, other: Blueprint) -> tuple[str, ...]:
        return tuple(p for p in self.missing if p not in other.confirmed and p not in other.marks)

    def _elsewhere(self, key: str, own: Row) -> Iterable[tuple[str, Row]]:
        """What stands there in another environment, where it is something else."""
        for name, rows in self._others.items():
            theirs = rows.get(key, replace(own, value="-", source="not there", changed=False, needed=False))
            if theirs.value != own.value and key != (self.form.environment.path if self.form.environment else ""):
                yield key, replace(theirs, group=own.group, label=f"  in {name}", below=own.label)

    def _only_elsewhere(self, own: Mapping[str, Row]) -> Iterable[tuple[str, Row]]:
        for name, rows in self._others.items():
            for key, row in rows.items():
                if key not in own:
                    yield key, replace(row, label=f"{row.label} in {name}")

    def _position(self, path: str) -> tuple[int, str]:
        return self.form.order.get(generic(path), len(self.form.order)), path

    def _filled(self) -> Iterable[tuple[str, Row]]:
        for key, inside in self._by_key().items():
            component = self.form.component_of(key)
            value = summary(self.form, self.blueprint.values, key, self.blueprint.provided)
            if component is not None and value == "off" and not self._touched(key):
                continue
            source = source_phrase(self.blueprint, inside)
            if any(path in inside for path in self.missing):
                yield key, replace(self._row(key, value, f"to confirm, {source}", 1), needed=True)
            else:
                yield key, self._row(key, value, source, self._weight(inside))

    def _by_key(self) -> dict[str, dict[str, Value]]:
        found: dict[str, dict[str, Value]] = {}
        for path, value in self.blueprint.values.items():
            found.setdefault(self._key(path), {})[path] = value
        return found

    def _key(self, path: str) -> str:
        """The row that a path belongs to: its component, else the two first names below a common root."""
        component = self.form.component_of(path)
        if component is not None:
            return component.path
        tops = [f for f in self.form.fields if "." not in f.path]
        depth = 3 if len(tops) == 1 and tops[0].kind is Kind.OBJECT else 2
        parts = split(path)[:depth]
        return ".".join(part for n, part in enumerate(parts) if not any(p.isdigit() for p in parts[: n + 1]))

    def _weight(self, inside: Mapping[str, Value]) -> int:
        statuses = {value.status for value in inside.values()}
        if statuses & {Status.STATED, Status.INFERRED, Status.REJECTED}:
            return 2
        return 3 if Status.ENFORCED in statuses else (4 if len(inside) > 1 else 5)

    def _touched(self, key: str) -> bool:
        return any(self._key(path) == key for path in self.changed)

    def _row(self, key: str, value: str, source: str, weight: int) -> Row:
        changed = self._touched(key)
        line = Row(self._group(key), self._label(key), one_line(value), source, changed)
        if changed:  # what a blueprint brought yields to what is needed
            return replace(line, weight=0 if weight <= _SAID else _BROUGHT)
        return replace(line, weight=weight)

    def _gaps(self) -> Iterable[tuple[str, Row]]:
        for path in (p for p in self.missing if p not in self.blueprint.values):
            label = one_line(self.form.title_of(path))
            yield path, Row(self._group(path), label, "?", "needed", needed=True, weight=1)

    def _marked(self) -> Iterable[tuple[str, Row]]:
        for path, status in self.blueprint.marks.items():
            key = path.removesuffix(".enabled")
            if any(below(p, key) for p in self.blueprint.values):
                continue
            if status is Status.REJECTED:
                yield key, self._row(key, "no", "you said no", 2)
            elif status is Status.DONT_CARE:
                yield key, self._row(key, "-", "left to the factory", 4)

    def _gone(self) -> Iterable[tuple[str, Row]]:
        """Rows that lost their last value in this turn: they are shown once."""
        marked = {self._key(path.removesuffix(".enabled")) for path in self.blueprint.marks}
        filled = {self._key(path) for path in (*self.blueprint.values, *self.missing)}
        for key in sorted({self._key(path) for path in self.changed} - filled - marked):
            yield key, self._row(key, "-", "taken out", 0)

    def _optional(self) -> Iterable[tuple[str, Row]]:
        """Fields that nobody needs to fill, one line for those of one parent."""
        held = {self._key(path) for path in (*self.blueprint.values, *self.missing, *self.blueprint.marks)}
        families: dict[str, list[Field]] = {}
        for one in self.form.fields:
            if self._is_optional(one) and not any(below(h, one.path) for h in held):
                families.setdefault(one.path.rpartition(".")[0], []).append(one)
        for fields in families.values():
            label = one_line(", ".join(f.title for f in fields))
            yield fields[0].path, Row(self._group(fields[0].path), label, "-", "optional")

    def _is_optional(self, field: Field) -> bool:
        scalar = field.kind not in (Kind.OBJECT, Kind.ARRAY) or field.item_kind not in (None, Kind.OBJECT)
        shallow = field.path.count(".") <= 1 and "[]" not in field.path
        matters = field.importance is not Importance.LOW and not field.required
        return scalar and shallow and matters and self.form.component_of(field.path) is None

    def _label(self, key: str) -> str:
        """A component's variants (its engines) name it better than its own title."""
        variants = [f for f in self.form.children(key) if f.alternatives] if self.form.component_of(key) else []
        present = [f.title for f in variants if any(below(p, f.path) for p in self.blueprint.values)]
        return _brief(one_line(" + ".join(present) or self.form.title_of(key)))

    def _group(self, path: str) -> str:
        component = self.form.component_of(path)
        field = component or self.form.at(path)
        topic = field.topic if field else ""
        if topic in _GROUPS:
            return _GROUPS[topic]
        if topic not in _PLAIN_TOPICS:
            return one_line(topic[:1].upper() + topic[1:])
        top = self.form.at(split(path)[0])
        if component is not None or top is None:
            return _PARTS
        return one_line(_GROUPS.get(top.topic) or (top.title if top.kind is Kind.OBJECT else "Request"))

    def _wishes(self) -> Iterable[Row]:
        for wish in self.blueprint.wishes:
            nearest = f"nearest: {wish.nearest}" if wish.nearest else "noted for the platform team"
            yield Row("Wishes", one_line(wish.text), "not offered", one_line(nearest), weight=3)
