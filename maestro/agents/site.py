"""What agents know of the factory they work for, and how requests are written, read and checked there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from maestro.agents.evaluation import Evaluator, NotEvaluated
from maestro.domain.findings import Violation


@dataclass(frozen=True)
class Site:
    """The facts about the factory that agents need, read from its manifest and schema."""

    title: str
    identity: tuple[str, ...]
    schema: Mapping[str, Any]
    base: str = "main"
    requests: str = "requests"
    tenants: str = "tenants"


SchemaCheck = Callable[[Mapping[str, Any]], Sequence[Violation]]
RequestWriter = Callable[[Mapping[str, Any], Mapping[str, str]], bytes]
RequestReader = Callable[[bytes, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Craft:
    """How requests are written, read back and checked in this factory."""

    write: RequestWriter
    read: RequestReader
    check: SchemaCheck
    evaluator: Evaluator = field(default_factory=NotEvaluated)
