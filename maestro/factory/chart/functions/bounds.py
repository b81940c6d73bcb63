"""How large a result may grow: templates that double a text or a list forty times are stopped, not the machine."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from maestro.factory.chart.errors import GoError

MAX_TEXT = 64 * 1024 * 1024
MAX_ITEMS = 1_000_000


def bounded(size: int) -> int:
    """The size of a text, refused where it is beyond what a manifest can be."""
    if size > MAX_TEXT:
        raise GoError(f"the result would have {size} bytes; at most {MAX_TEXT} are allowed")
    return size


def few(count: int) -> int:
    """The length of a list, refused where it is beyond reason."""
    if count > MAX_ITEMS:
        raise GoError(f"the list would have {count} items; at most {MAX_ITEMS} are allowed")
    return count


def sized(body: Callable[..., str]) -> Callable[..., str]:
    """The same function, its result bounded: for those that put their operands together."""

    @wraps(body)
    def checked(*operands: Any) -> str:
        text = body(*operands)
        if len(text) > MAX_TEXT:
            bounded(len(text))
        return text

    return checked
