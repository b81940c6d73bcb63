"""`/why FIELD`: what a field is for, what it stands at and where that came from; also of an option or a scenario."""

from collections.abc import Iterator
from dataclasses import replace

from maestro.chat.blocks import Entry, Listing
from maestro.chat.commands.base import Desk, Result, Show, Takes
from maestro.chat.places import find_field
from maestro.chat.ports import Policies
from maestro.chat.sources import origin_phrase
from maestro.chat.summary import text_of
from maestro.domain.blueprint import Blueprint
from maestro.domain.form import Field, Option
from maestro.interview import environments
from maestro.interview.values import request_of


class Why:
    """Explains a field; without one, the field that is being asked for."""

    name = "why"
    argument = "FIELD"
    summary = "Explain a field: what it is, why it is asked, where its value came from."
    takes = Takes.FIELD

    def run(self, desk: Desk, argument: str) -> Result:
        """All that the factory and the blueprint say of the place."""
        if argument.strip() and (told := _of_named(desk, argument.strip().casefold())):
            return Show((told,))
        path = desk.open_field if not argument.strip() and desk.open_field else find_field(desk.form, argument)
        field = desk.form.at(path)
        entries = (*_of_field(field), *_of_each(desk, path)) if field else ()
        return Show((Listing(f"{desk.form.title_of(path)}  ({path})", entries),))


def _of_named(desk: Desk, wanted: str) -> Listing | None:
    """An option (a pack, a size, a region) or a scenario by its exact name."""
    for scenario in desk.form.scenarios:
        if wanted in (scenario.id, scenario.title.casefold()):
            has = (Entry("has", part) for part in scenario.contains)
            return Listing(f"{scenario.title}  ({scenario.id})", (Entry("is", scenario.summary), *has))
    for field in desk.form.fields:
        for option in field.options:
            if wanted in (str(option.value).casefold(), option.title.casefold()):
                brings = _brings(desk, field.path, option)
                return Listing(f"{option.title}  ({field.path})", (*_said("is", option.means), *brings))
    return None


def _brings(desk: Desk, path: str, option: Option) -> tuple[Entry, ...]:
    """What the factory does because of an option, for the request of every environment as it stands."""
    effects, texts = desk.session.know.effects, list[str]()
    for request in desk.session.requests():
        texts += [entail.text for entail in effects.entails(path, option.value, request)]
    return tuple(Entry("brings", text) for text in dict.fromkeys(texts))


def _said(name: str, text: str) -> tuple[Entry, ...]:
    return (Entry(name, text),) if text else ()


def _of_field(field: Field) -> tuple[Entry, ...]:
    said = (("is", field.description), ("why", field.why), ("unit", field.unit))
    return tuple(Entry(name, text) for name, text in said if text)


def _of_each(desk: Desk, path: str) -> Iterator[Entry]:
    """What stands there and who writes it; of several environments once where it is the same, else of each by name."""
    every = {
        name: (*_of_value(desk, path, one), *_of_policy(desk, path, one))
        for name, one in environments.each(desk.form, desk.session.state.blueprint)
    }
    alike = len(set(every.values())) == 1
    for name, entries in every.items():
        yield from entries if alike else (replace(entry, name=f"{entry.name} in {name}") for entry in entries)
        if alike:
            return


def _of_value(desk: Desk, path: str, blueprint: Blueprint) -> tuple[Entry, ...]:
    field, held = desk.form.at(path), blueprint.values.get(path)
    if held is None:
        state = "needed, still open" if path in desk.missing else "not set"
        return (Entry("now", state),)
    entries = [Entry("now", text_of(field, held.value)), Entry("from", origin_phrase(held))]
    option = field.option(held.value) if field else None
    request = request_of(desk.form, blueprint)
    entails = desk.session.know.effects.entails(path, option.value, request) if option else ()
    entries += [Entry("brings", entail.text) for entail in entails]
    deviation = next((d for d in blueprint.deviations if d.path == path), None)
    if deviation is not None:
        entries.append(
            Entry("deviates", f"the standard is {text_of(field, deviation.standard)}. {deviation.consequence}".strip())
        )
    return tuple(entries)


def _of_policy(desk: Desk, path: str, blueprint: Blueprint) -> tuple[Entry, ...]:
    """What a policy writes where the field is left open; or would have, where the request names a value."""
    effects = desk.session.know.effects
    request = request_of(desk.form, blueprint)
    written = effects.writes(path, request) if isinstance(effects, Policies) else None
    if written is None or not isinstance(effects, Policies):
        return ()
    about = effects.about(written.policy)
    by = f"{about.title} ({written.policy})" if about else written.policy
    does = f"would write {written.after}" if path in blueprint.values else f"writes {written.after}"
    return (Entry("policy", f"{by} {does} into {written.field} of {written.resource}"),)
