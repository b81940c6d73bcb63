"""Sizes as steps: what is next above and below, in the factory's own order."""

from collections.abc import Iterator, Mapping
from typing import Any

from maestro.domain.blueprint import Blueprint
from maestro.domain.form import Field, Form
from maestro.domain.json import Json, below, leaves, nest
from maestro.interview.knowledge import Knowledge
from maestro.interview.values import request_of, said


def is_size(form: Form, path: str) -> bool:
    """Whether concrete fields refine this one."""
    found = form.at(path)
    return found is not None and bool(found.options) and any(f.refines == found.path for f in form.fields)


def meant(know: Knowledge, blueprint: Blueprint, size: Field) -> Json:
    """The size that stands for exactly the concrete values that the user named; None where none does."""
    held = blueprint.values
    named = [f.path for f in know.form.fields if f.refines == size.path and f.path in held and said(blueprint, f.path)]
    for option in size.options if named else ():
        request = {**dict(leaves(request_of(know.form, blueprint))), size.path: option.value}
        if all(know.effects.standard(path, nest(request)) == held[path].value for path in named):
            return option.value
    return None


def stepped(know: Knowledge, blueprint: Blueprint, root: str, *, larger: bool) -> Iterator[tuple[str, Json]]:
    """`(path, value)` one step from every size that stands at or below a path; the last step stays where it is."""
    request = request_of(know.form, blueprint)
    for path, held in blueprint.values.items():
        found = know.form.at(path)
        if found is None or not below(path, root) or not is_size(know.form, path):
            continue
        ladder = _ladder(know, found, path, request)
        if held.value in ladder:
            place = ladder.index(held.value) + (1 if larger else -1)
            yield path, ladder[min(max(place, 0), len(ladder) - 1)]


def named(form: Form, blueprint: Blueprint, root: str, value: Json) -> Iterator[tuple[str, Json]]:
    """`(path, value)` of every size at or below a path that has this value among its options."""
    for path in blueprint.values:
        found = form.at(path)
        if found is not None and below(path, root) and is_size(form, path) and found.option(value) is not None:
            yield path, value


def _ladder(know: Knowledge, found: Field, path: str, request: Mapping[str, Any]) -> list[Json]:
    """The options from weak to strong: by the machines that they stand for, else as the schema lists them."""
    weights = [_weight(know, path, option.value, request) for option in found.options]
    listed = [option.value for option in found.options]
    if any(weight is None for weight in weights):
        return listed
    return [value for _, value in sorted(zip(weights, listed, strict=True), key=lambda pair: pair[0] or 0)]


def _weight(know: Knowledge, path: str, value: Json, request: Mapping[str, Any]) -> int | None:
    """Where the machine of a size stands among the shapes of its field."""
    for entail in know.effects.entails(path, value, request):
        for target, name in entail.sets.items():
            found = know.form.at(target)
            names = [shape.name for shape in found.shapes] if found else []
            if name in names:
                return names.index(str(name))
    return None
