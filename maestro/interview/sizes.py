"""Which size of a component is enough: read off what the factory's policies make of each."""

from dataclasses import dataclass

from maestro.domain.blueprint import Blueprint, Source, Status, Value
from maestro.domain.form import Field, Form, Kind, Option
from maestro.domain.json import below
from maestro.interview import values
from maestro.interview.knowledge import Knowledge

_NEARLY = 0.9  # of what is asked for is enough: machines come with 7.5 GB where 8 is written


@dataclass(frozen=True)
class Wanted:
    """How big: the largest machine, and all machines together. Sizes in vCPU and GB; None where nothing is told."""

    vcpu: float | None
    memory: float | None
    total_vcpu: float | None
    total_memory: float | None


@dataclass(frozen=True)
class Fit:
    """The smallest size that is enough; the largest where none is (`enough` False), with what it gives."""

    path: str
    option: Option
    gives: str
    enough: bool


@dataclass(frozen=True)
class _Capacity:
    vcpu: float
    memory: float
    count: int | None

    def covers(self, wanted: Wanted) -> bool:
        vcpu, memory = (wanted.vcpu, wanted.memory) if self.count is None else (wanted.total_vcpu, wanted.total_memory)
        times = self.count or 1
        return (vcpu or 0) * _NEARLY <= self.vcpu * times and (memory or 0) * _NEARLY <= self.memory * times

    def __str__(self) -> str:
        each = f"{self.vcpu:g} vCPU, {self.memory:g} GB"
        return each if self.count is None else f"{self.count} x {each}"


def fitting(know: Knowledge, blueprint: Blueprint, root: str, things: tuple[str, ...], wanted: Wanted) -> Fit | None:
    """The size of a component whose machines are enough; None where its sizes stand for nothing to compare.

    `things` are the engines that are wanted in it, or the component itself.
    """
    found = _size_field(know.form, root)
    if found is None:
        return None
    for engine in things:
        if engine != root:
            blueprint = values.write(know.form, blueprint, engine, _tried({}))
    last: Fit | None = None
    for option in found.options:
        given = values.write(know.form, blueprint, found.path, _tried(option.value))
        capacity = _capacity(know, found, given, things)
        if capacity is None:
            continue
        last = Fit(found.path, option, str(capacity), capacity.covers(wanted))
        if last.enough:
            return last
    return last


def _size_field(form: Form, root: str) -> Field | None:
    """The abstract field of a component: concrete fields refine it."""
    refined = {f.refines for f in form.fields if f.refines}
    fields = [f for f in form.fields if f.path in refined and below(f.path, root) and f.options]
    return fields[0] if len(fields) == 1 else None


def _tried(value: object) -> Value:
    return Value(value, Source.DOCUMENT, Status.STATED)


def _capacity(know: Knowledge, size: Field, given: Blueprint, things: tuple[str, ...]) -> _Capacity | None:
    """What a size comes to: the weakest machine that it stands for, and how many."""
    request = values.request_of(know.form, given)
    shapes, count = [], None
    for concrete in (f for f in know.form.fields if f.refines == size.path and _of(know.form, f, things)):
        value = know.effects.standard(concrete.path, request)
        shapes += [s for s in concrete.shapes if s.name == str(value)]
        if not concrete.shapes and concrete.kind is Kind.INTEGER and isinstance(value, int):
            count = value
    sized = [s for s in shapes if s.vcpu or s.memory_gb]
    if not sized:
        return None
    return _Capacity(min(s.vcpu or 0 for s in sized), min(s.memory_gb or 0 for s in sized), count)


def _of(form: Form, concrete: Field, things: tuple[str, ...]) -> bool:
    """Whether a concrete field belongs to what is wanted: its engine, where it is an engine's."""
    above = form.at(concrete.path.rpartition(".")[0])
    return above is None or not above.alternatives or above.path in things
