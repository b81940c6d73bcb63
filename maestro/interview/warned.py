"""Values of the user's that a validating policy only warns of: kept, recorded, and told with the policy's reason."""

from collections.abc import Iterator, Sequence
from typing import Any

from maestro.domain.blueprint import Blueprint
from maestro.domain.findings import Violation
from maestro.domain.form import Field, Form, Kind
from maestro.domain.handoff import Deviation
from maestro.domain.json import Json, get
from maestro.interview.knowledge import Knowledge
from maestro.interview.values import SAID, drop, request_of

_PLAIN = (Kind.STRING, Kind.INTEGER, Kind.NUMBER, Kind.BOOLEAN)


def free(form: Form, place: Field) -> bool:
    """A plain value that a request can do without and that is no choice of the factory's: policies may judge it."""
    choice = bool(place.options) or place.kind not in _PLAIN or place.path.endswith(".enabled")
    named = place.own or place.path in form.identity
    return not (choice or named or (place.required and "." not in place.path) or "[]" in place.path)


def warned(know: Knowledge, blueprint: Blueprint, known: Sequence[Deviation]) -> Iterator[Deviation]:
    """Deviations that only a warning tells; those that are `known` explain theirs."""
    places = [
        path for path, held in blueprint.values.items()
        if held.source in SAID and (found := know.form.at(path)) is not None and free(know.form, found)
    ]  # fmt: skip
    warnings = know.effects.warnings(request_of(know.form, blueprint)) if places else None
    open_ = [w for w in warnings or () if not any(_because(know, blueprint, d.path, w) is not None for d in known)]
    for path in places:
        for warning in open_:
            usual = _because(know, blueprint, path, warning)
            if usual is not None:
                yield Deviation(
                    path, usual[0], blueprint.values[path].value, blueprint.reasons.get(path), _told(warning)
                )
                break


def _because(know: Knowledge, blueprint: Blueprint, path: str, warning: Violation) -> tuple[Json] | None:
    """What stands at a place usually, where that is not warned of; None where the place is not the reason."""
    usual = _usual(know, blueprint, path)
    request = request_of(know.form, drop(blueprint, path))
    tried = _having(request, path, usual) if usual is not None else request
    left = know.effects.warnings(tried)
    return None if left is None or any(other.path == warning.path for other in left) else (usual,)


def _usual(know: Knowledge, blueprint: Blueprint, path: str) -> Json:
    """The starting point's value, else the schema's default."""
    chosen, found = know.form.scenario(blueprint.scenario), know.form.at(path)
    held = get(chosen.request, path) if chosen is not None else None
    return held if held is not None else found.default if found is not None and found.has_default else None


def _having(request: dict[str, Any], path: str, value: Json) -> dict[str, Any]:
    head, _, rest = path.partition(".")
    inner = request.get(head)
    below = inner if isinstance(inner, dict) else {}
    return {**request, head: _having(below, rest, value) if rest else value}


def _told(warning: Violation) -> str:
    return f"{warning.path} warns: {warning.message.strip().rstrip('.')}."
