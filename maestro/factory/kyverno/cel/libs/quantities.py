"""Kubernetes quantities (`100m`, `1.5Gi`): parsed exactly, compared and added as numbers."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload
from maestro.factory.kyverno.cel.lang.values import INT_MAX, INT_MIN

_QUANTITY = re.compile(
    r"(?P<number>[+-]?(?:\d+\.?\d*|\.\d+))(?P<suffix>[KMGTPE]i|[numkMGTPE]?|[eE](?P<exponent>[+-]?\d+))", re.ASCII
)
_DECIMAL = {
    suffix: Fraction(10) ** (3 * power)
    for power, suffix in enumerate(("n", "u", "m", "", "k", "M", "G", "T", "P", "E"), -3)
}
_BINARY = {suffix: Fraction(1024**power) for power, suffix in enumerate(("Ki", "Mi", "Gi", "Ti", "Pi", "Ei"), 1)}
_SCALES = _DECIMAL | _BINARY
_NANO = Fraction(1, 10**9)
_LARGEST_EXPONENT = 1000  # beyond this no 64-bit number is left, only work


@dataclass(frozen=True)
class Quantity:
    """An exact amount."""

    amount: Fraction

    cel_type: ClassVar[str] = "kubernetes.Quantity"


def parse_quantity(text: str) -> Quantity:
    """Read a quantity; EvalError where it is none."""
    found = _QUANTITY.fullmatch(text)
    if found is None:
        raise EvalError(f"quantities must match the regular expression of Kubernetes; found {text!r}")
    if found["exponent"]:
        exponent = int(found["exponent"])
        if abs(exponent) > _LARGEST_EXPONENT:
            raise EvalError(f"the exponent of the quantity {text!r} is out of range")
        scale = Fraction(10) ** exponent
    else:
        scale = _SCALES[found["suffix"]]
    amount = Fraction(Decimal(found["number"])) * scale
    # Nothing finer than nano is kept; what is left rounds away from zero.
    rounded = -(-abs(amount) // _NANO) * _NANO
    return Quantity(rounded if amount >= 0 else -rounded)


def is_quantity(text: str) -> bool:
    """Whether the text is a quantity."""
    try:
        parse_quantity(text)
    except EvalError:
        return False
    return True


def _is_integer(quantity: Quantity) -> bool:
    return quantity.amount.denominator == 1 and INT_MIN <= quantity.amount <= INT_MAX


def _as_integer(quantity: Quantity) -> int:
    if not _is_integer(quantity):
        raise EvalError("cannot convert value to integer")
    return int(quantity.amount)


def _sign(quantity: Quantity) -> int:
    return (quantity.amount > 0) - (quantity.amount < 0)


QUANTITIES: Library = (
    overload("quantity(string) -> kubernetes.Quantity", parse_quantity),
    overload("isQuantity(string) -> bool", is_quantity),
    overload("sign(kubernetes.Quantity) -> int", _sign),
    overload("kubernetes.Quantity::isGreaterThan(kubernetes.Quantity) -> bool", lambda a, b: a.amount > b.amount),
    overload("kubernetes.Quantity::isLessThan(kubernetes.Quantity) -> bool", lambda a, b: a.amount < b.amount),
    overload(
        "kubernetes.Quantity::compareTo(kubernetes.Quantity) -> int",
        lambda a, b: (a.amount > b.amount) - (a.amount < b.amount),
    ),
    overload("kubernetes.Quantity::asApproximateFloat() -> double", lambda quantity: float(quantity.amount)),
    overload("kubernetes.Quantity::asInteger() -> int", _as_integer),
    overload("kubernetes.Quantity::isInteger() -> bool", _is_integer),
    overload(
        "kubernetes.Quantity::add(kubernetes.Quantity) -> kubernetes.Quantity",
        lambda a, b: Quantity(a.amount + b.amount),
    ),
    overload("kubernetes.Quantity::add(int) -> kubernetes.Quantity", lambda a, b: Quantity(a.amount + b)),
    overload(
        "kubernetes.Quantity::sub(kubernetes.Quantity) -> kubernetes.Quantity",
        lambda a, b: Quantity(a.amount - b.amount),
    ),
    overload("kubernetes.Quantity::sub(int) -> kubernetes.Quantity", lambda a, b: Quantity(a.amount - b)),
)
