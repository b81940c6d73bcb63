"""A call with an end in time. A vendor's own timeout starts anew with every byte; a server that drips would hold us."""

import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class NotInTimeError(Exception):
    """The call is still running; its result will be thrown away."""


def within(seconds: float, call: Callable[[], T]) -> T:
    """The call's result or its exception; NotInTimeError after `seconds`. Ctrl-C gets through meanwhile."""
    outcome: list[tuple[bool, Any]] = []

    def work() -> None:
        try:
            outcome.append((True, call()))
        except BaseException as error:  # noqa: BLE001 - it is raised again, in the caller's thread
            outcome.append((False, error))

    worker = threading.Thread(target=work, daemon=True, name="model-call")
    worker.start()
    worker.join(seconds)
    if not outcome:
        raise NotInTimeError
    done, value = outcome[0]
    if not done:
        raise value
    result: T = value
    return result
