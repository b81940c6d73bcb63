"""Kyverno's functions on time. The present is given by the caller: the same inputs give the same answer."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.functions import Library, overload

_ZERO = datetime(1, 1, 1, tzinfo=UTC)


def _to_cron(moment: datetime) -> str:
    return f"{moment.minute} {moment.hour} {moment.day} {moment.month} {moment.isoweekday() % 7}"


def _truncate(moment: datetime, span: timedelta) -> datetime:
    return moment if span <= timedelta() else moment - (moment - _ZERO) % span


@dataclass(frozen=True)
class Clock:
    """What `time` stands for where its `now()` is asked."""

    now: datetime

    cel_type: ClassVar[str] = "time.Clock"


MOMENTS: Library = (
    overload("time.Clock::now() -> timestamp", lambda clock: clock.now),
    overload("time.toCron(timestamp) -> string", _to_cron),
    overload("time.truncate(timestamp, duration) -> timestamp", _truncate),
)
