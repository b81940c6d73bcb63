"""Patience: how often, how long, and with whose clock."""

import pytest

from maestro.llm.base import ModelBusyError, ModelError
from maestro.llm.bounded import NotInTimeError, within
from maestro.llm.retry import Patience, TransientError, persist


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.pauses.append(seconds)


def patience(clock: Clock, **changes: float) -> Patience:
    return Patience(sleep=clock.sleep, clock=lambda: clock.now, chance=lambda: 0.0, **changes)  # type: ignore[arg-type]


def busy(_: float) -> str:
    raise TransientError(ModelBusyError("busy"))


def test_pauses_double_up_to_the_longest() -> None:
    clock = Clock()
    with pytest.raises(ModelBusyError, match="busy"):
        persist(busy, patience(clock, attempts=7, seconds=1000.0, first=1.0, longest=8.0))
    assert clock.pauses == [1, 2, 4, 8, 8, 8]


def test_chance_takes_up_to_half_of_a_pause() -> None:
    assert Patience(chance=lambda: 1.0, first=4.0, longest=8.0).pause(0, None) == 2.0
    assert Patience(chance=lambda: 0.5, first=4.0, longest=8.0).pause(1, None) == 6.0


def test_the_end_of_patience_is_never_passed() -> None:
    clock = Clock()
    with pytest.raises(ModelBusyError):
        persist(busy, patience(clock, attempts=100, seconds=10.0, first=1.0, longest=4.0))
    assert clock.now < 10


def test_the_call_knows_how_long_it_may_take() -> None:
    clock, left = Clock(), []

    def call(seconds: float) -> str:
        left.append(seconds)
        if len(left) < 3:
            raise TransientError(ModelBusyError("busy"))
        return "done"

    assert persist(call, patience(clock, seconds=10.0, first=1.0)) == "done"
    assert left == [10.0, 9.0, 7.0]


def test_other_errors_are_not_retried() -> None:
    clock = Clock()
    with pytest.raises(KeyError):
        persist(lambda _: {}["x"], patience(clock))
    assert clock.pauses == []


def test_no_attempt_at_all_is_an_error() -> None:
    with pytest.raises(ModelError, match="at least one"):
        persist(busy, Patience(attempts=0))


def test_a_bounded_call_gives_its_result_its_error_or_up() -> None:
    import threading

    assert within(5, lambda: 3) == 3
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0)
    held = threading.Event()
    with pytest.raises(NotInTimeError):
        within(0.05, held.wait)
    held.set()
