"""The last look: what is asked for, what deviates, what is wished for."""

from collections.abc import Iterator, Mapping, Sequence

from maestro.domain.blueprint import Blueprint, Status
from maestro.domain.form import Field, Form, Importance, Kind
from maestro.domain.handoff import Deviation
from maestro.domain.json import Json, below
from maestro.interview import environments
from maestro.interview.knowledge import Knowledge
from maestro.interview.state import State
from maestro.interview.values import SAID, holds, request_of
from maestro.interview.words import listed, value_text

_SHOWN = 5  # differences between environments
_LISTED = 3  # deviations
_DETAILS = 4  # of a component


def review_lines(know: Knowledge, state: State) -> list[str]:
    """A handful of lines; the table has the rest."""
    form, blueprint = know.form, state.blueprint
    request = request_of(form, blueprint)
    every = environments.each(form, blueprint)
    name = listed(["-".join(str(b.values[p].value) for p in form.identity if p in b.values) for _, b in every])
    deviations = environments.deviations(form, blueprint)
    scenario = form.scenario(blueprint.scenario)
    start = f", from {scenario.title}" if scenario else ""
    lines = [f"Ready: {name}{start}. {_counts(len(deviations), len(blueprint.wishes))}"]
    on = [c.title for c in form.components if holds(request, c.path)]
    if on:
        lines.append(f"It has {listed(on)}.")
    elif form.components and not blueprint.others:
        lines.append(
            "It has none of the parts that can be asked for yet: name what it shall have, or approve it as it is."
        )
    chief = [f for f in form.fields if f.importance is Importance.CRITICAL and "[]" not in f.path]
    chief = [f for f in chief if not _apart(form, blueprint, f)]
    told = [f"{f.title}: {_stands(blueprint, f)}" for f in chief if _stands(blueprint, f)]
    if told:
        lines.append(f"{'; '.join(told)}.")
    if blueprint.others:
        lines.append(f"They differ: {'; '.join(differences(form, blueprint)) or 'in nothing but their names'}.")
    lines.extend(_deviation_lines(form, deviations[:_LISTED]))
    if len(deviations) > _LISTED:
        lines.append(f"{len(deviations) - _LISTED} more deviations (/diff).")
    lines.extend(f"Wish, for the platform team: {wish.text}." for wish in blueprint.wishes[:3])
    return lines


def standing_lines(know: Knowledge, blueprint: Blueprint, missing: Sequence[str]) -> Iterator[str]:
    """What stands so far, in a handful of lines, whether it is complete or not; `missing` are titles."""
    form = know.form
    every = environments.each(form, blueprint)
    name = listed(
        [n for _, b in every if (n := "-".join(str(b.values[p].value) for p in form.identity if p in b.values))]
    )
    scenario = form.scenario(blueprint.scenario)
    start = f"from {scenario.title}" if scenario else "from an empty request" if blueprint.chosen else ""
    begun = ", ".join(part for part in (name, start) if part)
    request = request_of(form, blueprint)
    on = [_with_details(form, blueprint, c) for c in form.components if holds(request, c.path)]
    told = [f"{f.title}: {text}" for f in _telling(form, blueprint) if (text := _stands(blueprint, f))]
    if not (begun or on or told):
        yield "Nothing is set yet."
        return
    yield f"So far: {begun}." if begun else "So far:"
    if on:
        yield f"It has {'; '.join(on)}."
    if told:
        yield f"{'; '.join(told)}."
    if blueprint.others:
        yield f"They differ: {'; '.join(differences(form, blueprint)) or 'in nothing but their names'}."
    if deviations := environments.deviations(form, blueprint):
        yield f"{_counts(len(deviations), len(blueprint.wishes))} (/diff)"
    yield f"Still open: {listed(missing)}." if missing else "Nothing is open but your approval."
    yield "/show prints every value, and where it comes from."


def _telling(form: Form, blueprint: Blueprint) -> Iterator[Field]:
    """The fields outside of components that matter most, but those that name the request or tell environments apart."""
    for found in form.fields:
        matters = found.importance in (Importance.CRITICAL, Importance.HIGH) and "[]" not in found.path
        if matters and form.component_of(found.path) is None and not _apart(form, blueprint, found):
            yield found


def _with_details(form: Form, blueprint: Blueprint, component: Field) -> str:
    """A component with its size, and with what the user said of it."""
    details: list[str] = []
    for path, held in blueprint.values.items():
        found = form.at(path)
        if found is None or not below(path, component.path) or isinstance(held.value, bool) or held.value == {}:
            continue
        if found.importance is Importance.HIGH or held.source in SAID:
            details.append(value_text(found, held.value))
    return f"{component.title} ({', '.join(details[:_DETAILS])})" if details else component.title


def _deviation_lines(form: Form, deviations: Sequence[Deviation]) -> Iterator[str]:
    """What deviates from what; a consequence that several share is said with the last of them."""
    for number, deviation in enumerate(deviations, 1):
        found = form.at(deviation.path)
        usual = value_text(found, deviation.standard) if deviation.standard is not None else "none"
        where = f" in {deviation.environment}" if deviation.environment else ""
        shared = any(later.consequence == deviation.consequence for later in deviations[number:])
        told = f"{form.title_of(deviation.path)}: {value_text(found, deviation.chosen)} (standard: {usual})."
        yield f"Deviation{where}: {told}{'' if shared else f' {deviation.consequence}'}"


def _stands(blueprint: Blueprint, found: Field) -> str:
    """What stands at a field; "none" where the user wants nothing there; "" where it was never spoken of."""
    held = blueprint.values.get(found.path)
    if held is not None:
        return value_text(found, held.value)
    spoken = blueprint.marks.get(found.path) in (Status.REJECTED, Status.DONT_CARE)
    return "none" if spoken and found.kind is Kind.ARRAY else ""


def _apart(form: Form, blueprint: Blueprint, found: Field) -> bool:
    """Whether environments are told apart by it, or differ in it: then that is said of each."""
    own = found == form.environment and bool(blueprint.others)
    return own or found.path in dict(environments.unlike(form, blueprint))


def differences(form: Form, blueprint: Blueprint) -> list[str]:
    """`Disk size: 500 GB in prod, 100 GB in nonprod` of each place; of a component that one lacks its switch alone."""
    names = environments.names(form, blueprint)
    unlike = dict(environments.unlike(form, blueprint))
    found = [
        _told_apart(form, path, dict(zip(names, held, strict=True)))
        for path, held in unlike.items()
        if not _within_a_lack(form, path, unlike)
    ]
    return [*found[:_SHOWN], *([f"{len(found) - _SHOWN} more (/diff)"] if len(found) > _SHOWN else [])]


def _told_apart(form: Form, path: str, held: Mapping[str, Json]) -> str:
    found = form.at(path)
    lacking = "off" if path.endswith(".enabled") else "none"
    texts = [f"{lacking if value is None else value_text(found, value)} in {name}" for name, value in held.items()]
    return f"{form.title_of(path)}: {listed(texts)}"


def _within_a_lack(form: Form, path: str, unlike: Mapping[str, tuple[Json, ...]]) -> bool:
    """Whether a value is only there because its component is."""
    component = form.component_of(path)
    switch = f"{component.path}.enabled" if component else ""
    return path != switch and switch in unlike


def _counts(deviations: int, wishes: int) -> str:
    return (
        f"{deviations or 'No'} deviation{'' if deviations == 1 else 's'}, "
        f"{wishes or 'no'} wish{'' if wishes == 1 else 'es'}."
    )
