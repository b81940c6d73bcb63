"""How Go prints values: `%v`, Print, Println. Owns default notation; Printf's verbs are in `printf`."""

from collections.abc import Iterable
from typing import Any

from maestro.factory.chart.text.kinds import NIL, Duration, Struct
from maestro.factory.chart.text.numbers import general

_UNITS = ((3_600_000_000_000, "h"), (60_000_000_000, "m"))


def show(value: Any) -> str:
    """The value as `%v` prints it."""
    # lists, not generators: joining a generator recurses in C, which deep values would overflow
    kind = type(value)
    if kind is str:
        return str(value)
    if kind is bool:
        return "true" if value else "false"
    if kind is float:
        return general(value)
    if value is None or value is NIL:
        return "<nil>"
    if kind is complex:
        return show_complex(value)
    if isinstance(value, dict):
        inner = " ".join([f"{key}:{show(value[key])}" for key in sorted(value)])
        return f"map[{inner}]"
    if isinstance(value, list | bytes):
        return "[" + " ".join([show(item) for item in value]) + "]"
    if kind is Duration:
        return show_duration(value)
    return str(value) if isinstance(value, Struct) else str(int(value))


def show_complex(value: complex) -> str:
    """Go's notation of a complex number: both parts, the second with its sign."""
    second = general(value.imag)
    return f"({general(value.real)}{second if second[0] in '+-' else '+' + second}i)"


def show_all(values: Iterable[Any]) -> str:
    """Go's Sprint: a blank between two operands of which neither is a string."""
    out: list[str] = []
    was_text = True
    for value in values:
        is_text = type(value) is str
        if out and not is_text and not was_text:
            out.append(" ")
        out.append(show(value))
        was_text = is_text
    return "".join(out)


def show_line(values: Iterable[Any]) -> str:
    """Go's Sprintln."""
    return " ".join(map(show, values)) + "\n"


def show_duration(value: int) -> str:
    """time.Duration's notation: 1h2m3.5s, 5ms, 0s."""
    if value == 0:
        return "0s"
    sign, rest = ("-", -value) if value < 0 else ("", int(value))
    if rest < 1_000_000_000:
        for unit, name in ((1_000_000, "ms"), (1_000, "µs"), (1, "ns")):
            if rest >= unit:
                return f"{sign}{_decimal(rest, unit)}{name}"
    out = sign
    for unit, name in _UNITS:
        amount, rest = divmod(rest, unit)
        if amount or out != sign:
            out += f"{amount}{name}"
    return f"{out}{_decimal(rest, 1_000_000_000)}s"


def _decimal(amount: int, unit: int) -> str:
    whole, rest = divmod(amount, unit)
    fraction = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0") if rest else ""
    return f"{whole}.{fraction}" if fraction else str(whole)
