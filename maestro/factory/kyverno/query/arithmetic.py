"""Kyverno's arithmetic on numbers, quantities and durations: which kinds go together, and what comes out."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.query.arguments import Functions, signature
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.query.outside import Outside
from maestro.factory.kyverno.values.duration import SECOND, format_duration, parse_duration
from maestro.factory.kyverno.values.golang import sprint
from maestro.factory.kyverno.values.quantity import Quantity, parse_quantity


@dataclass(frozen=True)
class Duration:
    """A duration in nanoseconds."""

    nanoseconds: int

    @property
    def seconds(self) -> float:
        """The same in seconds."""
        return self.nanoseconds / SECOND


Operand = float | Quantity | Duration


def _operand(name: str, value: Any) -> Operand:
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        if quantity := parse_quantity(value):
            return quantity
        duration = parse_duration(value)
        if duration is not None:
            return Duration(duration)
    raise QueryError(f"JMESPath function '{name}': invalid operand")


def _mismatch(name: str) -> QueryError:
    return QueryError(f"JMESPath function '{name}': Types mismatch")


def _zero(name: str) -> QueryError:
    return QueryError(f"JMESPath function '{name}': Zero divisor passed")


def _no_integer(name: str) -> QueryError:
    return QueryError(f"JMESPath function '{name}': Non-integer argument(s) passed for {name}")


def _add(left: Operand, right: Operand) -> Any:
    match left, right:
        case Quantity(), Quantity():
            return str(left + right)
        case Duration(), Duration():
            return format_duration(left.nanoseconds + right.nanoseconds)
        case float(), float():
            return left + right
        case _:
            raise _mismatch("add")


def _subtract(left: Operand, right: Operand) -> Any:
    match left, right:
        case Quantity(), Quantity():
            return str(left - right)
        case Duration(), Duration():
            return format_duration(left.nanoseconds - right.nanoseconds)
        case float(), float():
            return left - right
        case _:
            raise _mismatch("subtract")


def _multiply(left: Operand, right: Operand) -> Any:
    match left, right:
        case float(), float():
            return left * right
        case Quantity(), float():
            factor = _exact("multiply", right)
            return str(Quantity(left.amount * factor, left.style))
        case Duration(), float():
            return format_duration(int(left.seconds * right * SECOND))
        case float(), _:
            return _multiply(right, left)
        case _:
            raise _mismatch("multiply")


def _exact(name: str, number: float) -> Fraction:
    quantity = parse_quantity(sprint(number))
    if quantity is None:
        raise QueryError(f"JMESPath function '{name}': {number} is no quantity")
    return quantity.amount


def _scale(amount: Fraction) -> int:
    """How many decimal places the amount has, written out."""
    denominator, places = amount.denominator, 0
    while denominator > 1 and places < 18:
        denominator, places = Fraction(denominator, 10).numerator, places + 1
        if (amount * 10**places).denominator == 1:
            return places
    return places


def _divide(left: Operand, right: Operand) -> Any:
    match left, right:
        case Quantity(), Quantity():
            return float(left.amount) / _nonzero(float(right.amount))
        case Quantity(), float():
            divisor = _exact("divide", _nonzero(right))
            unit = 10 ** max(_scale(left.amount), _scale(divisor))
            return str(Quantity(Fraction(int(left.amount / divisor * unit), unit), left.style))
        case Duration(), Duration():
            return left.seconds / _nonzero(right.seconds)
        case Duration(), float():
            return format_duration(int(left.seconds / _nonzero(right) * SECOND))
        case float(), float():
            return left / _nonzero(right)
        case _:
            raise _mismatch("divide")


def _nonzero(number: float) -> float:
    if number == 0:
        raise _zero("divide")
    return number


def _remainder(left: int, right: int) -> int:
    """Go's `%`: the sign of the left side."""
    if right == 0:
        raise _zero("modulo")
    rest = abs(left) % abs(right)
    return -rest if left < 0 else rest


def _modulo(left: Operand, right: Operand) -> Any:
    match left, right:
        case Quantity(), Quantity():
            if left.amount.denominator != 1 or right.amount.denominator != 1:
                raise _no_integer("modulo")
            return str(Quantity(Fraction(_remainder(int(left.amount), int(right.amount))), left.style))
        case Duration(), Duration():
            return format_duration(_remainder(left.nanoseconds, right.nanoseconds))
        case float(), float():
            if not left.is_integer() or not right.is_integer():
                raise _no_integer("modulo")
            return float(_remainder(int(left), int(right)))
        case _:
            raise _mismatch("modulo")


def _binary(name: str, operation: Callable[[Operand, Operand], Any]) -> Callable[[list[Any], Outside], Any]:
    return lambda arguments, _outside: operation(_operand(name, arguments[0]), _operand(name, arguments[1]))


def _sum(arguments: list[Any], _outside: Outside) -> Any:
    items = arguments[0]
    if not items:
        raise QueryError("JMESPath function 'sum': at least one element in the array is required")
    total = items[0]
    for item in items[1:]:
        total = _add(_operand("sum", total), _operand("sum", item))
    return total


def _round(arguments: list[Any], _outside: Outside) -> Any:
    number, length = arguments
    if not length.is_integer():
        raise _no_integer("round")
    if length < 0:
        raise QueryError("JMESPath function 'round': the number of digits is out of bounds")
    shifted = abs(number) * 10.0**length
    rounded = float(int(shifted + 0.5)) if shifted < 2**53 else shifted
    return (rounded if number >= 0 else -rounded) / 10.0**length


FUNCTIONS: Functions = {
    "add": signature("any any", _binary("add", _add)),
    "divide": signature("any any", _binary("divide", _divide)),
    "modulo": signature("any any", _binary("modulo", _modulo)),
    "multiply": signature("any any", _binary("multiply", _multiply)),
    "round": signature("number number", _round),
    "subtract": signature("any any", _binary("subtract", _subtract)),
    "sum": signature("array", _sum),
}
