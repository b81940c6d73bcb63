"""Waiting for a model that is busy: how often, how long, and when to give up. The clock is an argument."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from maestro.llm.base import ModelError

T = TypeVar("T")


class TransientError(Exception):
    """A failure that may pass; `told` is the error when it does not, `after` the provider's wish in seconds."""

    def __init__(self, told: ModelError, after: float | None = None) -> None:
        """Keep both for whoever decides."""
        super().__init__(str(told))
        self.told = told
        self.after = after


@dataclass(frozen=True)
class Patience:
    """At most `attempts` calls, `seconds` in all; pauses double from `first` to `longest`, and vary."""

    attempts: int = 4
    seconds: float = 30.0
    first: float = 0.5
    longest: float = 8.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random

    def pause(self, attempt: int, after: float | None) -> float:
        """Seconds before the next attempt; the provider's wish counts where it is longer."""
        pause = min(self.longest, self.first * 2.0**attempt) * (1 - self.chance() / 2)
        return max(pause, after or 0.0)


def persist(call: Callable[[float], T], patience: Patience) -> T:
    """The call's result; `call` gets the seconds that are left. Gives up with the last failure's own error."""
    deadline = patience.clock() + patience.seconds
    for attempt in range(patience.attempts):
        try:
            return call(max(0.1, deadline - patience.clock()))
        except TransientError as failure:
            pause = patience.pause(attempt, failure.after)
            if attempt + 1 == patience.attempts or patience.clock() + pause >= deadline:
                raise failure.told from None
            patience.sleep(pause)
    raise ModelError("no attempt to reach the model was allowed; expected at least one.")
