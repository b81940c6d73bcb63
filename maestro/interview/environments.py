"""Several environments in one conversation: a blueprint each, of which the first one carries the others.

So undo, resume and replay treat them as one. Nothing here changes any of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from maestro.domain.blueprint import Blueprint, Change, Effect
from maestro.domain.findings import Violation
from maestro.domain.form import Form
from maestro.domain.handoff import Choice, Deviation
from maestro.domain.json import Json, digest, leaves
from maestro.interview import values

Told = TypeVar("Told", Choice, Deviation, Change, Effect, Violation)


def names(form: Form, blueprint: Blueprint) -> tuple[str, ...]:
    """The environments, the first one first; none where there is only one."""
    return (_name(form, blueprint), *blueprint.others) if blueprint.others else ()


def each(form: Form, blueprint: Blueprint) -> tuple[tuple[str | None, Blueprint], ...]:
    """Every environment's blueprint alone; a single one goes without a name."""
    if not blueprint.others:
        return ((None, blueprint),)
    return ((_name(form, blueprint), replace(blueprint, others={})), *blueprint.others.items())


def requests(form: Form, blueprint: Blueprint) -> tuple[dict[str, Any], ...]:
    """Their requests in that order."""
    return tuple(values.request_of(form, one) for _, one in each(form, blueprint))


def content(form: Form, blueprint: Blueprint) -> str:
    """The digest of all that would be handed over."""
    every = requests(form, blueprint)
    return digest(every[0] if len(every) == 1 else list(every))


def deviations(form: Form, blueprint: Blueprint) -> tuple[Deviation, ...]:
    """Those of all environments."""
    return told_once({name: one.deviations for name, one in each(form, blueprint)})


def told_once(found: Mapping[str | None, Sequence[Told]]) -> tuple[Told, ...]:
    """What holds in every environment once and without a name, the rest with its environment's."""
    lists = [list(items) for items in found.values()]
    if len(lists) == 1:
        return tuple(lists[0])
    common: list[Told] = [item for item in lists[0] if all(item in other for other in lists[1:])]
    for name, items in found.items():
        rest: list[Told] = [item for item in items if item not in common]
        common += [replace(item, environment=name) for item in rest]
    return tuple(common)


def unlike(form: Form, blueprint: Blueprint) -> Iterator[tuple[str, tuple[Json, ...]]]:
    """`(path, values by environment)` of every place at which they differ; None stands for absent."""
    every = [dict(leaves(request)) for request in requests(form, blueprint)]
    own = form.environment.path if form.environment else ""
    for path in sorted({p for one in every for p in one} - {own, ""}, key=form.place):
        found = tuple(one.get(path) for one in every)
        if any(value != found[0] for value in found[1:]):
            yield path, found


def _name(form: Form, blueprint: Blueprint) -> str:
    held = blueprint.values.get(form.environment.path) if form.environment else None
    return str(held.value) if held else ""
