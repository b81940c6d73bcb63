"""Runs, tasks and handoffs as JSON text and back: the store's own format, readable by later versions.

Unknown keys are ignored and absent ones take their defaults, so that an older file still loads.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from maestro.domain.findings import Finding, Severity, Violation
from maestro.domain.handoff import Choice, Deviation, Handoff, Wish
from maestro.domain.runs import Owner, Problem, TaskResult

T = TypeVar("T")


def dump(value: Any) -> str:
    """A dataclass or a JSON value as text; keys keep their order, so that a request is given back as it came."""
    plain = value if isinstance(value, Mapping) else asdict(value)
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=_plain)


def handoff(text: str) -> Handoff:
    """A handoff as `dump` wrote it."""
    data = json.loads(text)
    known = _known(Handoff, data)
    return Handoff(
        **known
        | {
            "requests": tuple(data["requests"]),
            "identity": tuple(data["identity"]),
            "choices": tuple(_make(Choice, item) for item in data.get("choices", ())),
            "deviations": tuple(_make(Deviation, item) for item in data.get("deviations", ())),
            "wishes": tuple(_make(Wish, item) for item in data.get("wishes", ())),
        }
    )


def owner(text: str | None) -> Owner | None:
    """An owner, None where none was written."""
    return _make(Owner, json.loads(text)) if text else None


def result(text: str | None) -> TaskResult | None:
    """A task's result, None where none was written."""
    if not text:
        return None
    data = json.loads(text)
    found = (_make(Finding, item | {"severity": Severity(item["severity"])}) for item in data.get("findings", ()))
    return TaskResult(data["summary"], tuple(found), data.get("data", {}))


def problem(text: str | None) -> Problem | None:
    """A problem, None where none was written."""
    if not text:
        return None
    data = json.loads(text)
    violations = tuple(_make(Violation, item) for item in data.get("violations", ()))
    return _make(Problem, data | {"violations": violations})


def moment(text: str | None) -> datetime | None:
    """A time with its zone, None where none was written."""
    return datetime.fromisoformat(text) if text else None


def _make(cls: type[T], data: Mapping[str, Any]) -> T:
    return cls(**_known(cls, data))


def _known(cls: type[Any], data: Mapping[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(cls)}
    return {key: value for key, value in data.items() if key in names}


def _plain(value: Any) -> Any:
    """What JSON does not know; a mapping of a library becomes a plain one."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be stored")
