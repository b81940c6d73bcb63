"""What is wrong with values: a tree of faults and how Helm prints it. Owns the wording's layout; judges nothing."""

from collections.abc import Iterator
from dataclasses import replace

from maestro.domain.record import dataclass
from maestro.factory.chart.text.quoting import quote


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at a place of the values. A `group` only holds others; a `reference` holds those behind a `$ref`."""

    place: tuple[str, ...]
    message: str
    causes: tuple["Fault", ...] = ()
    kind: str = "plain"

    def renamed(self, message: str) -> "Fault":
        """The same causes under another message."""
        return replace(self, message=message, kind="plain")


def group(place: tuple[str, ...], faults: list[Fault]) -> Fault | None:
    """None, the only fault, or all of them under one."""
    if len(faults) < 2:
        return faults[0] if faults else None
    return Fault(place, "validation failed", tuple(faults), "group")


def lines(fault: Fault) -> str:
    """All faults of one chart, a line each, deeper ones indented."""
    top = fault.causes if fault.kind == "group" else (fault,)
    return "\n".join(line for cause in top for line in _lines(cause, 0))


def _lines(fault: Fault, depth: int) -> Iterator[str]:
    if fault.kind == "reference" and len(fault.causes) == 1:
        yield from _lines(fault.causes[0], depth)
        return
    yield "  " * depth + f"- at '{pointer(fault.place)}': {fault.message}"
    for cause in fault.causes:
        yield from _lines(cause, depth + 1)


def pointer(place: tuple[str, ...]) -> str:
    """The JSON pointer of a place."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in place)


def single_quoted(text: str) -> str:
    """The text in single quotes."""
    inner = quote(text)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"'{inner}'"
