"""What queries need from outside the pure engine: the time, a YAML reader, randomness. All of it is handed in."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.query.errors import QueryError


def _no_yaml(_text: str) -> Any:
    raise QueryError("no YAML reader was given to the engine, so YAML text inside a policy cannot be read")


def _first(_below: int) -> int:
    return 0


@dataclass(frozen=True)
class Outside:
    """The world beyond the documents, as arguments."""

    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    parse_yaml: Callable[[str], Any] = _no_yaml
    random_below: Callable[[int], int] = _first
