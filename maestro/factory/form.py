"""Puts a factory's schema and scenarios together as the Form that an interview works with."""

from collections.abc import Mapping
from typing import Any

from maestro.domain.form import Form, Scenario
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
        fields=fields_of(schema),
        identity=identity,
        scenarios=scenarios,
        lacks=hints.lacks(top),
        purpose_question=hints.text(purpose.get("question")) if isinstance(purpose, Mapping) else "",
    )
