"""A finished blueprint as the handoff that the orchestrator takes."""

from typing import Any

from maestro.domain.form import Form
from maestro.domain.handoff import Choice, Handoff, one_line
from maestro.domain.json import generic, get
from maestro.guard.redact import redact
from maestro.interview.state import State
from maestro.interview.words import listed, value_text


def handoff_of(form: Form, state: State, request: dict[str, Any]) -> Handoff:
    """The request with everything that travels with it. Words of the user's are one line and without credentials."""
    blueprint = state.blueprint
    choices = tuple(
        Choice(path, form.title_of(path), held.value, held.source.value, held.origin, one_line(redact(held.quote), 160))
        for path, held in sorted(blueprint.values.items(), key=lambda item: form.order.get(generic(item[0]), 0))
    )
    return Handoff(
        requests=(request,),
        identity=form.identity,
        title=_title(form, state, request),
        summary=one_line(redact(" ".join(blueprint.described)), 600),
        scenario=blueprint.scenario,
        choices=choices,
        deviations=blueprint.deviations,
        wishes=blueprint.wishes,
        confirmed_update=state.confirmed_update,
    )


def _title(form: Form, state: State, request: dict[str, Any]) -> str:
    """`shop (prod): Web Commerce, PCI DSS, 1 deviation`."""
    names = [str(get(request, path, "")) for path in form.identity]
    scenario = form.scenario(state.blueprint.scenario)
    parts = [scenario.title if scenario else "from an empty request"]
    for field in form.fields:
        value = get(request, field.path) if "[]" not in field.path else None
        if isinstance(value, list) and field.options:
            parts.append(value_text(field, value))
    for count, word in ((len(state.blueprint.deviations), "deviation"), (len(state.blueprint.wishes), "wish")):
        if count:
            plural = "" if count == 1 else "es" if word == "wish" else "s"
            parts.append(f"{count} {word}{plural}")
    tail = f" ({listed(names[1:])})" if names[1:] else ""
    return one_line(
        f"{names[0] if names else form.name}{tail}: {', '.join(p for p in parts if p and p != 'none')}", 120
    )
