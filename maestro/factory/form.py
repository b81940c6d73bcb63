"""Puts a factory's schema and scenarios together as the Form that an interview works with."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from maestro.domain.form import Field, Form, Kind, Scenario
from maestro.domain.json import get
from maestro.factory import hints
from maestro.factory.fields import fields_of


def form_of(
    name: str, title: str, schema: Mapping[str, Any], scenarios: tuple[Scenario, ...], identity: tuple[str, ...]
) -> Form:
    """The form; identity fields that the schema lacks are the caller's to replace."""
    top = hints.of(schema)
    purpose = top.get("purpose")
    return Form(
        name=name,
        title=title,
        fields=tuple(_with_example(found, scenarios) for found in fields_of(schema)),
        identity=identity,
        scenarios=scenarios,
        lacks=hints.lacks(top),
        purpose_question=hints.text(purpose.get("question")) if isinstance(purpose, Mapping) else "",
    )


def _with_example(found: Field, scenarios: tuple[Scenario, ...]) -> Field:
    """What a text with a rule looks like, where the schema shows none: as in a starting point."""
    if found.kind is not Kind.STRING or not found.pattern or found.examples or found.options or "[]" in found.path:
        return found
    texts = (get(scenario.request, found.path) for scenario in scenarios)
    return replace(found, examples=tuple(text for text in texts if isinstance(text, str))[:1])
