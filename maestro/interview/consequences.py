"""What values bring with them: what the factory does because of them, what they deviate from, what is stronger."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from maestro.domain.blueprint import Blueprint, Source, Status, Value
from maestro.domain.form import Entail, Field, Form, Kind, Option, Refusal, Shape
from maestro.domain.handoff import Deviation
from maestro.domain.json import Json, generic, get
from maestro.interview.knowledge import Knowledge
from maestro.interview.values import SAID, holds, request_of, write
from maestro.interview.warned import free, warned

_TOLD = 4  # things that an option entails before the rest is counted


@dataclass(frozen=True)
class Refused:
    """A value that the cloud refuses: why, and what it accepts instead, where that is known."""

    because: str
    instead: str | None


def chosen_options(found: Field, value: Json) -> tuple[Option, ...]:
    """The options that a value, or each entry of a list, picks."""
    values = value if isinstance(value, list) else [value]
    return tuple(o for v in values if (o := found.option(v)) is not None)


def entailed(know: Knowledge, path: str, option: Option, request: Mapping[str, Any]) -> tuple[Entail, ...]:
    """What the factory does because of an option, for this request."""
    return know.effects.entails(path, option.value, request)


def sentence(know: Knowledge, path: str, option: Option, request: Mapping[str, Any]) -> str:
    """The texts of what an option entails, in one line; what it means where nothing is entailed."""
    if not know.telling:
        return ""
    texts = [e.text.rstrip(".") for e in entailed(know, path, option, request) if e.text]
    if len(texts) > _TOLD + 1:
        texts = [*texts[:_TOLD], f"and {len(texts) - _TOLD} more (/why {option.value})"]
    return "; ".join(texts) if texts else option.means.rstrip(".")


def required_by(know: Knowledge, blueprint: Blueprint) -> Iterator[tuple[str, Json, str]]:
    """`(path, value, option's value)` of what the chosen options of lists (packs) require of the request itself."""
    request = request_of(know.form, blueprint)
    for path, held in blueprint.values.items():
        found = know.form.at(path)
        if found is None or not isinstance(held.value, list):
            continue
        for option in chosen_options(found, held.value):
            for entail in know.effects.requires(path, option.value, request):
                for target, value in entail.sets.items():
                    yield target, value, str(option.value)


def enforce(know: Knowledge, blueprint: Blueprint, only: frozenset[str] | None = None) -> Blueprint:
    """Write what the accepted packs require, unless the user said otherwise (that is a conflict to talk about)."""
    for path, value, pack in list(required_by(know, blueprint)):
        held = blueprint.values.get(path)
        if only is not None and pack not in only:
            continue
        if held is not None and held.source in SAID and held.value != value:
            continue
        quote = held.quote if held is not None else ""
        source = held.source if held is not None and held.source in SAID else Source.PACK
        blueprint = write(know.form, blueprint, path, Value(value, source, Status.ENFORCED, quote, pack))
    return blueprint


def unenforced(know: Knowledge, blueprint: Blueprint) -> Blueprint:
    """Without what a pack that is no longer chosen had required."""
    wanted = {(path, pack) for path, _, pack in required_by(know, blueprint)}
    values = {
        path: value
        for path, value in blueprint.values.items()
        if value.source is not Source.PACK or (path, value.origin) in wanted
    }
    return replace(blueprint, values=values)


def provided(know: Knowledge, blueprint: Blueprint) -> dict[str, Json]:
    """What policies write where the request leaves a concrete field open."""
    request = request_of(know.form, blueprint)
    open_ = (
        f for f in know.form.fields if f.refines and f.path not in blueprint.values and _usable(know.form, request, f)
    )
    found = ((f.path, know.effects.standard(f.path, request)) for f in open_)
    return {path: value for path, value in found if value is not None}


def refused(found: Field | None, value: Json) -> Refused | None:
    """Whether the cloud refuses a value that the schema takes."""
    if found is None or not isinstance(value, str):
        return None
    rule = next((r for r in found.refused if _matches(r, value)), None)
    return Refused(rule.because.rstrip("."), rule.instead.get(value)) if rule else None


def _matches(rule: Refusal, value: str) -> bool:
    try:
        return re.search(rule.pattern, value[:200]) is not None
    except re.error:
        return False


def deviations(know: Knowledge, blueprint: Blueprint) -> tuple[Deviation, ...]:
    """Values of the user's that displace what a policy would write, or that the cloud refuses."""
    request = request_of(know.form, blueprint)
    found: list[Deviation] = []
    for path, held in blueprint.values.items():
        place = know.form.at(path)
        if place is None or held.source not in SAID or not concrete(know.form, place):
            continue
        usual = know.effects.standard(path, request)
        no = refused(place, held.value)
        if (usual is not None and usual != held.value) or no:
            reason = blueprint.reasons.get(path)
            found.append(Deviation(path, usual, held.value, reason, _consequence(know.form, place, no)))
    return (*found, *warned(know, blueprint, found))


def concrete(form: Form, place: Field) -> bool:
    """A scalar that a policy could write as well; a component's switch and its own size are choices."""
    if place.refines or place.shapes or place.refused:
        return True
    if (
        place.options
        or place.kind in (Kind.OBJECT, Kind.ARRAY)
        or "[]" in place.path
        or place.path.endswith(".enabled")
    ):
        return False
    return form.component_of(place.path) is not None or free(form, place)


def _consequence(form: Form, place: Field, no: Refused | None) -> str:
    if no is not None:
        tail = f" The same shape that it accepts is {no.instead}." if no.instead else ""
        return f"{no.because}.{tail}"
    abstract = form.title_of(place.refines) if place.refines else "the standard"
    return f"Displaces what {abstract} would set; the platform team looks at it before the merge."


def shapes_beyond(know: Knowledge, blueprint: Blueprint, found: Field, *, stronger: bool = True) -> tuple[Shape, ...]:
    """The concrete machines next to the present one, nearest first; those that the cloud refuses left out."""
    request = request_of(know.form, blueprint)
    present = present_shape(know, found, request)
    usable = [s for s in found.shapes if refused(found, s.name) is None]
    names = [s.name for s in usable]
    if present not in names:
        weight = next((_weight(s) for s in found.shapes if s.name == present), None)
        if weight is None:
            return tuple(usable) if stronger else ()
        return tuple(s for s in usable if (_weight(s) > weight) == stronger)
    place = names.index(str(present))
    return tuple(usable[place + 1 :]) if stronger else tuple(reversed(usable[:place]))


def present_shape(know: Knowledge, found: Field, request: Mapping[str, Any]) -> Json:
    """What stands at a concrete field: the request's value, else what a policy writes."""
    held = get(request, found.path)
    return held if held is not None else know.effects.standard(found.path, request)


def _weight(shape: Shape) -> tuple[float, float]:
    return shape.vcpu or 0, shape.memory_gb or 0


def shaped_fields(form: Form, blueprint: Blueprint, near: str = "") -> tuple[Field, ...]:
    """Concrete fields with shapes whose place is in use; those near a path first."""
    request = request_of(form, blueprint)
    usable = [f for f in form.fields if f.shapes and _usable(form, request, f)]
    usable.sort(key=lambda f: (f.refines is None, form.order[f.path]))
    if near:
        root = form.component_of(near)
        close = [
            f for f in usable if f.refines == generic(near) or f.path == near or (root and f.path.startswith(root.path))
        ]
        return tuple(close)
    return tuple(usable)


def _usable(form: Form, request: Mapping[str, Any], found: Field) -> bool:
    """Its component is on, and it does not belong to an alternative that was not taken."""
    above = form.at(found.path.rpartition(".")[0])
    taken = above is None or not above.alternatives or holds(request, above.path)
    return taken and _on(form, request, found)


def _on(form: Form, request: Mapping[str, Any], found: Field) -> bool:
    component = form.component_of(found.path)
    return component is None or holds(request, component.path)
