"""A machine by what it has: "16 vCPU and 64 GB", "at least 30 GB of RAM", "4 cores". Its name comes from the factory.

Memory is said in powers of two and sold in other counts (15 GB for "16"), so what is said may be off by a little.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maestro.domain.acts import Act, Narrow, Set
from maestro.domain.form import Field, Shape
from maestro.domain.json import below, parent
from maestro.understanding.clauses.forms import is_of_memory
from maestro.understanding.english.quantities import Quantity, quantities
from maestro.understanding.english.values import compiled
from maestro.understanding.stance.stories import in_a_story
from maestro.understanding.vocabulary.clause import Clause

_JOINED = re.compile(r"\s*(?:,|/|\+|&|x|and|with|plus)?\s*(?:about|around|at least|some|~)?\s*", re.IGNORECASE)
_OF_A_DISK = re.compile(r"\s*(?:of\s+)?(?:fast\s+)?(?:disks?|ssd|hdd|storage|space|drives?|data)\b", re.IGNORECASE)
_NOW = re.compile(
    r"\b(?:currently|today|right now|at the moment|until now|so far|old|existing|previous|laptop|legacy|"
    r"on[- ]prem\w*)\b",
    re.IGNORECASE,
)
_SLACK = 0.07  # of a power of two that is counted otherwise
_FEW = 3  # machines to choose from


@dataclass(frozen=True)
class Wanted:
    """What a machine shall have; what was not said is None."""

    vcpu: Quantity | None
    memory: Quantity | None

    @property
    def parts(self) -> Sequence[Quantity]:
        """What was said, in the order of the text."""
        return sorted((q for q in (self.vcpu, self.memory) if q is not None), key=lambda q: q.start)


def machines(clause: Clause) -> Iterator[Act]:
    """The machine of the thing that a clause speaks of: set where one fits, asked for where several do."""
    for wanted in _wanted(clause):
        start, end = wanted.parts[0].start, wanted.parts[-1].end
        found = _field(clause, start)
        low, high = start - clause.span.start, end - clause.span.start
        past = _NOW.search(clause.span.text[:low]) is not None or in_a_story(clause.span.text, low, high)
        if found is None or past or clause.negation(start, end) is not None:
            continue
        fitting, quote = _fitting(found, wanted), clause.text(start, end)
        if len(fitting) == 1:
            yield Set(found.path, _value(found, fitting[0]), quote, correction=clause.corrects)
        elif fitting:
            yield Narrow(found.path, tuple(_value(found, shape) for shape in fitting), quote)


def _wanted(clause: Clause) -> Iterator[Wanted]:
    text, offset = clause.span.text, clause.span.start
    free = [q for q in quantities(text, offset) if not clause.is_taken(q.start, q.end)]
    cores = [q for q in free if q.unit == "vCPU" and q.value >= 1]
    memory = [q for q in free if q.unit == "GB" and _OF_A_DISK.match(text, q.end - offset) is None]
    for core in cores:
        beside = [q for q in memory if _joined(clause, core, q)]
        yield Wanted(core, beside[0] if beside else None)
        memory = [q for q in memory if q not in beside[:1]]
    if not cores:
        yield from (Wanted(None, q) for q in memory if is_of_memory(text, q.start - offset, q.end - offset))


def _joined(clause: Clause, one: Quantity, other: Quantity) -> bool:
    first, second = sorted((one, other), key=lambda q: q.start)
    between = re.sub(r"\b(?:of\s+)?(?:ram|memory|mem)\b", "", clause.text(first.end, second.start), flags=re.IGNORECASE)
    return _JOINED.fullmatch(between) is not None


def _field(clause: Clause, start: int) -> Field | None:
    """The field with machines of what is asked for, or of what stands nearest; a counted one is read as a number."""
    shaped = [f for f in clause.form.fields if f.shapes and "[]" not in f.path and _may_have(clause, f)]
    asked = clause.view.question
    here = (asked.path, asked.about) if asked is not None else ()
    near = clause.near(start)
    for found in shaped if not near or any(below(f.path, near[0]) for f in shaped) or not here else ():
        if found.path in here or (found.refines and found.refines in here):
            return found
    for place in near[:1]:
        root = clause.form.component_of(place)
        for base in (place, root.path if root is not None else place):
            close = sorted((f for f in shaped if below(f.path, base)), key=lambda f: f.refines is None)
            if close:
                return close[0]
    only = [f for f in shaped if f.refines and clause.spoken_of(f.path)] if not near else []
    return only[0] if len(only) == 1 else None


def _may_have(clause: Clause, found: Field) -> bool:
    """Whether a machine lies in no engine, or in one that is spoken of."""
    return not clause.is_alternative(parent(found.path)) or clause.spoken_of(found.path)


def _fitting(found: Field, wanted: Wanted) -> Sequence[Shape]:
    """The machines that have what was said; where none has just that, the next ones that have all of it."""
    rules = [rule for r in found.refused if (rule := compiled(r.pattern)) is not None]
    usable = [s for s in found.shapes if s.vcpu and not any(rule.search(s.name) for rule in rules)]
    told = [s for s in usable if _is(s.vcpu, wanted.vcpu) and _is(s.memory_gb, wanted.memory)]
    if told and (wanted.memory is not None or len({s.vcpu for s in told}) == len(told)):
        return _one_of_a_kind(told)
    covering = [s for s in usable if _has(s.vcpu, wanted.vcpu) and _has(s.memory_gb, wanted.memory)]
    return (_one_of_a_kind(told) or covering)[:_FEW]


def _one_of_a_kind(shapes: Sequence[Shape]) -> Sequence[Shape]:
    """The first of machines that have the same."""
    return list({(s.vcpu, s.memory_gb): s for s in reversed(shapes)}.values())[::-1]


def _is(has: float | None, wanted: Quantity | None) -> bool:
    return wanted is None or (has is not None and abs(has - wanted.value) <= _SLACK * wanted.value)


def _has(has: float | None, wanted: Quantity | None) -> bool:
    return wanted is None or (has is not None and has >= wanted.value * (1 - _SLACK))


def _value(found: Field, shape: Shape) -> str | int:
    """What stands in the request for a machine: its name, or the count that is its name."""
    return int(shape.name) if shape.name.isdigit() and found.kind.value == "integer" else shape.name
