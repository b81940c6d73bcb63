"""What a turn did, in all environments: changes, effects, violations, and the line that says what was understood."""

from collections.abc import Iterator, Sequence
from functools import partial

from maestro.domain.blueprint import Blueprint, Change, Effect, Source
from maestro.domain.checked import Checked
from maestro.domain.findings import Violation
from maestro.domain.form import Form
from maestro.domain.json import differences
from maestro.interview import environments, values
from maestro.interview.knowledge import Knowledge
from maestro.interview.words import change_text, listed, value_text

_SHOWN = 8  # changes that are said before the rest is counted
_NAMED = 4  # values that are named after an undo


def where(environment: str | None) -> str:
    """Where something holds that does not hold everywhere."""
    return f" in {environment}" if environment else ""


def refusals(know: Knowledge, blueprint: Blueprint) -> tuple[Violation, ...]:
    """What chart and policies have against any of the requests."""
    refused, form = know.effects.refusals, know.form
    every = environments.each(form, blueprint)
    return environments.told_once({name: refused(values.request_of(form, one)) for name, one in every})


def violations(know: Knowledge, blueprint: Blueprint, checked: Checked) -> tuple[Violation, ...]:
    """What the schema has against the values of any of the requests."""
    if not blueprint.others:
        return checked.violations
    check, form = know.check, know.form
    every = environments.each(form, blueprint)
    return environments.told_once({name: check(values.request_of(form, one)).violations for name, one in every})


def effects(know: Knowledge, before: Blueprint, after: Blueprint) -> tuple[Effect, ...]:
    """What policies write differently, in any of the requests."""
    pairs = _pairs(know.form, before, after)
    request = partial(values.request_of, know.form)
    return environments.told_once({name: know.effects(request(was), request(now)) for name, was, now in pairs})


def _pairs(form: Form, before: Blueprint, after: Blueprint) -> Iterator[tuple[str | None, Blueprint, Blueprint]]:
    """Each environment with its blueprint before and after; a new one was until now as the first."""
    old = dict(environments.each(form, before))
    first = next(iter(old.values()))
    for name, now in environments.each(form, after):
        yield name, old.get(name, first), now


def changes(form: Form, before: Blueprint, after: Blueprint) -> tuple[Change, ...]:
    """Every value that differs, once where it does so in all environments."""
    pairs = _pairs(form, before, after)
    return environments.told_once({name: _changed(form, was, now) for name, was, now in pairs})


def _changed(form: Form, old: Blueprint, new: Blueprint) -> tuple[Change, ...]:
    found = differences(values.request_of(form, old), values.request_of(form, new))
    out = []
    for path, was, now in found:
        if {} in (was, now) and any(other.startswith(f"{path}.") for other, _, _ in found):
            continue  # an empty object that was filled, or emptied
        held = new.values.get(path) or old.values.get(path)
        source = held.source if held else Source.USER
        out.append(Change(path, was, now, source, held.quote if held and source in values.SAID else ""))
    return tuple(out)


def understood(form: Form, found: tuple[Change, ...], *, first_look: bool) -> Iterator[str]:
    """The user's own words as they were read, in one line."""
    named = [c for c in found if c.source is Source.USER and c.quote and c.before != {}]
    if not named:
        return
    told = [c for c in named if not _switches_only(form, c, named)]
    texts = list(dict.fromkeys(_said(form, c, told) for c in told))
    rest = f"; {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    yield f"{'I read' if first_look else 'Noted'}: {'; '.join(texts[:_SHOWN])}{rest}."


def went_back(form: Form, before: Blueprint, now: Blueprint, found: tuple[Change, ...]) -> Iterator[str]:
    """What stands now that did not before."""
    scenario = form.scenario(now.scenario)
    if now.scenario != before.scenario:
        yield f"Back to {scenario.title if scenario else 'the choice of a starting point'}."
        return
    named = [c for c in found if c.after != {} and not _switches_only(form, c, found)]
    texts = list(dict.fromkeys(_said(form, c, named) for c in named))
    more = f"; {len(texts) - _NAMED} more" if len(texts) > _NAMED else ""
    yield f"Back to: {'; '.join(texts[:_NAMED])}{more}." if texts else "Taken back."


def _switches_only(form: Form, change: Change, named: Sequence[Change]) -> bool:
    """A component that is on because something in it was named goes without saying."""
    component = form.component_of(change.path)
    if component is None or change.path != f"{component.path}.enabled" or change.after is not True:
        return False
    return any(c is not change and c.path.startswith(component.path + ".") and c.after is not None for c in named)


def _said(form: Form, change: Change, all_: Sequence[Change]) -> str:
    """A change in words; the environments themselves are said in one breath."""
    place = form.environment
    if place is not None and change.path == place.path:
        return f"{place.title}: {listed([value_text(place, c.after) for c in all_ if c.path == place.path])}"
    return _words(form, change) + where(change.environment)


def _words(form: Form, change: Change) -> str:
    component = form.component_of(change.path)
    if component is not None and change.after is None and change.path in (component.path, f"{component.path}.enabled"):
        return f"no {component.title}"
    return change_text(form, change.path, change.after)
