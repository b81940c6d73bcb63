"""Valid requests of any factory, by the hundred: its scenarios, changed at random. A seed always gives the same."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from random import Random
from typing import Any

from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import get
from maestro.factory.completed import Check, having, without

_TRICKY = ("yes", "0123", "1e3", "null", "a: b", "it's", "naïve", "x" * 40, "0x1F", "~", "-", "12:30:00", '"q"')
_CHANGES = 6


def requests(form: Form, check: Check, count: int, seed: int) -> list[dict[str, Any]]:
    """Valid requests, each different."""
    found: dict[str, dict[str, Any]] = {}
    for request in _walk(form, check, Random(seed)):
        found.setdefault(repr(request), request)
        if len(found) == count:
            return list(found.values())
    raise AssertionError("the walk never ends")


def _walk(form: Form, check: Check, random: Random) -> Iterator[dict[str, Any]]:
    while True:
        request: dict[str, Any] = deepcopy(dict(random.choice(form.scenarios).request))
        for _ in range(random.randint(1, _CHANGES)):
            changed = _changed(form, request, random)
            if not check(changed).problems:
                request = changed
        yield request


def _changed(form: Form, request: Mapping[str, Any], random: Random) -> dict[str, Any]:
    """The request with one place set, removed, or taken from another scenario."""
    field = random.choice([f for f in form.fields if "[]" not in f.path])
    way = random.random()
    if way < 0.2:
        return without(request, field.path)
    if way < 0.5:
        other = get(random.choice(form.scenarios).request, field.path)
        return having(request, field.path, other) if other is not None else dict(request)
    value = _value(field, random)
    return having(request, field.path, value) if value is not None else dict(request)


def _value(field: Field, random: Random) -> Any:
    values = [option.value for option in field.options]
    if values:
        return (
            random.sample(values, random.randint(0, len(values))) if field.kind is Kind.ARRAY else random.choice(values)
        )
    match field.kind:
        case Kind.BOOLEAN:
            return random.random() < 0.5
        case Kind.INTEGER:
            return random.randint(int(field.minimum or 0), int(field.maximum or 1000))
        case Kind.STRING:
            return random.choice([*map(str, field.examples), *_TRICKY])
        case _:
            return deepcopy(random.choice(field.examples)) if field.examples else None
