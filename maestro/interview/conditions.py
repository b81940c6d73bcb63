"""Places that exist beside certain values of another place only: what does not fit, and how that is said."""

from dataclasses import dataclass, replace

from maestro.domain.blueprint import Blueprint, Status, Value
from maestro.domain.form import Form
from maestro.domain.json import Json, generic, placed, split
from maestro.interview.words import listed, value_text


@dataclass(frozen=True)
class Misfit:
    """A place that what stands at `telling` (or that nothing does) leaves no room for; `values` are those that do."""

    path: str
    telling: str
    values: tuple[Json, ...]
    held: Value | None

    @property
    def stated(self) -> bool:
        """Whether the user said the value that leaves no room."""
        return self.held is not None and self.held.status is Status.STATED


def misfit(form: Form, blueprint: Blueprint, path: str) -> Misfit | None:
    """What stands against a place itself; None where nothing does."""
    found = form.at(path)
    telling = placed(found.when[0], path) if found is not None and found.when is not None else ""
    if found is None or found.when is None or not telling:
        return None
    held = blueprint.values.get(telling)
    fits = held is not None and held.value in found.when[1]
    return None if fits else Misfit(path, telling, found.when[1], held)


def against(form: Form, blueprint: Blueprint, path: str) -> Misfit | None:
    """What stands against a place or against something that it lies in."""
    parts = split(path)
    places = (".".join(parts[: n + 1]) for n in range(len(parts)))
    return next((found for place in places if (found := misfit(form, blueprint, place)) is not None), None)


def without_misfits(form: Form, blueprint: Blueprint, telling: str) -> Blueprint:
    """Without what the value at a place leaves no room for."""
    if telling not in blueprint.values or generic(telling) not in form.deciding:
        return blueprint
    gone = [p for p in blueprint.values if (m := against(form, blueprint, p)) is not None and m.telling == telling]
    return (
        replace(blueprint, values={p: v for p, v in blueprint.values.items() if p not in gone}) if gone else blueprint
    )


def reason(form: Form, found: Misfit) -> str:
    """The rule in words: what goes with what."""
    values = listed([value_text(form.at(found.telling), value) for value in found.values], "or")
    return f"{form.title_of(found.path)} goes with {form.title_of(found.telling)}: {values} only"
