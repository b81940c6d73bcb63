"""Defaults and logic: default, empty, coalesce, ternary and the like."""

from typing import Any

from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text.kinds import truth


def empty(value: Any) -> bool:
    """Whether the value is nil, zero, false, or has no length."""
    return not truth(value)


def _default(fallback: Any, *given: Any) -> Any:
    return given[0] if given and truth(given[0]) else fallback


def _coalesce(*values: Any) -> Any:
    return next((value for value in values if truth(value)), None)


def _ternary(yes: Any, no: Any, condition: bool) -> Any:
    return yes if condition else no


LOGIC = functions(
    Family.LOGIC,
    ("default", _default, "any any..."),
    ("empty", empty, "any"),
    ("coalesce", _coalesce, "any..."),
    ("all", lambda *values: all(map(truth, values)), "any..."),
    ("any", lambda *values: any(map(truth, values)), "any..."),
    ("ternary", _ternary, "any any bool"),
)
