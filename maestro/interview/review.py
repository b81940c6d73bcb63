"""The last look: what is asked for, what deviates, what is wished for."""

from maestro.domain.blueprint import Blueprint, Status
from maestro.domain.form import Field, Importance, Kind
from maestro.interview.knowledge import Knowledge
from maestro.interview.state import State
from maestro.interview.values import holds, request_of
from maestro.interview.words import listed, value_text


def review_lines(know: Knowledge, state: State) -> list[str]:
    """A handful of lines; the table has the rest."""
    form, blueprint = know.form, state.blueprint
    request = request_of(form, blueprint)
    name = "-".join(str(blueprint.values[p].value) for p in form.identity if p in blueprint.values)
    scenario = form.scenario(blueprint.scenario)
    start = f", from {scenario.title}" if scenario else ""
    lines = [f"Ready: {name}{start}. {_counts(state)}"]
    on = [c.title for c in form.components if holds(request, c.path)]
    if on:
        lines.append(f"It has {listed(on)}.")
    chief = [f for f in form.fields if f.importance is Importance.CRITICAL and "[]" not in f.path]
    told = [f"{f.title}: {_stands(blueprint, f)}" for f in chief if _stands(blueprint, f)]
    if told:
        lines.append(f"{'; '.join(told)}.")
    for deviation in blueprint.deviations[:3]:
        usual = value_text(form.at(deviation.path), deviation.standard) if deviation.standard is not None else "none"
        lines.append(f"Deviation: {deviation.path} = {deviation.chosen} (standard: {usual}). {deviation.consequence}")
    lines.extend(f"Wish, for the platform team: {wish.text}." for wish in blueprint.wishes[:3])
    return lines


def _stands(blueprint: Blueprint, found: Field) -> str:
    """What stands at a field; "none" where the user wants nothing there; "" where it was never spoken of."""
    held = blueprint.values.get(found.path)
    if held is not None:
        return value_text(found, held.value)
    spoken = blueprint.marks.get(found.path) in (Status.REJECTED, Status.DONT_CARE)
    return "none" if spoken and found.kind is Kind.ARRAY else ""


def _counts(state: State) -> str:
    deviations, wishes = len(state.blueprint.deviations), len(state.blueprint.wishes)
    return (
        f"{deviations or 'No'} deviation{'' if deviations == 1 else 's'}, "
        f"{wishes or 'no'} wish{'' if wishes == 1 else 'es'}."
    )
