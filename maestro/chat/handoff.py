"""A finished blueprint as the handoff that the orchestrator takes."""

from maestro.domain.blueprint import Blueprint
from maestro.domain.form import Form
from maestro.domain.handoff import Choice, Handoff, one_line
from maestro.domain.json import generic, get
from maestro.guard.redact import redact
from maestro.interview import environments
from maestro.interview.state import State
from maestro.interview.values import request_of
from maestro.interview.words import listed, value_text


def handoff_of(form: Form, state: State) -> Handoff:
    """The requests with everything that travels with them. Words of the user's are one line and without credentials."""
    blueprint = state.blueprint
    every = environments.each(form, blueprint)
    deviations = environments.deviations(form, blueprint)
    choices = environments.told_once({name: _choices(form, one) for name, one in every})
    return Handoff(
        requests=environments.requests(form, blueprint),
        identity=form.identity,
        title=_title(form, state, len(deviations)),
        summary=one_line(redact(" ".join(blueprint.described)), 600),
        scenario=blueprint.scenario,
        choices=tuple(sorted(choices, key=lambda choice: form.order.get(generic(choice.path), 0))),
        deviations=deviations,
        wishes=blueprint.wishes,
        confirmed_update=state.confirmed_update,
    )


def _choices(form: Form, blueprint: Blueprint) -> tuple[Choice, ...]:
    return tuple(
        Choice(path, form.title_of(path), held.value, held.source.value, held.origin, one_line(redact(held.quote), 160))
        for path, held in blueprint.values.items()
    )


def _title(form: Form, state: State, deviations: int) -> str:
    """`shop (prod): Web Commerce, PCI DSS, 1 deviation`; `shop (prod and nonprod): ...`."""
    request = request_of(form, state.blueprint)
    place, several = form.environment, environments.names(form, state.blueprint)
    names = [
        listed(several) if several and place and path == place.path else str(get(request, path, ""))
        for path in form.identity
    ]
    scenario = form.scenario(state.blueprint.scenario)
    parts = [scenario.title if scenario else "from an empty request"]
    for field in form.fields:
        value = get(request, field.path) if "[]" not in field.path else None
        if isinstance(value, list) and field.options:
            parts.append(value_text(field, value))
    for count, word in ((deviations, "deviation"), (len(state.blueprint.wishes), "wish")):
        if count:
            plural = "" if count == 1 else "es" if word == "wish" else "s"
            parts.append(f"{count} {word}{plural}")
    tail = f" ({listed(names[1:])})" if names[1:] else ""
    return one_line(
        f"{names[0] if names else form.name}{tail}: {', '.join(p for p in parts if p and p != 'none')}", 120
    )
