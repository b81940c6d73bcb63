"""Kubernetes quantities (`100m`, `1.5Gi`, `2e3`): parsing, comparison, the canonical text."""

import re
from fractions import Fraction
from functools import lru_cache
from math import ceil

from maestro.domain.record import dataclass

_SYNTAX = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]*))?(?P<suffix>[eEinumkKMGTP]*(?:[+-]?[0-9]*)?)"
)
_DECIMAL = {"n": -9, "u": -6, "m": -3, "": 0, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}
_BINARY = {"Ki": 10, "Mi": 20, "Gi": 30, "Ti": 40, "Pi": 50, "Ei": 60}
_DECIMAL_TEXT = {exponent: suffix for suffix, exponent in _DECIMAL.items()}
_BINARY_TEXT = {exponent: suffix for suffix, exponent in _BINARY.items()}
_LARGEST = Fraction(2**63 - 1)
_NANO = 10**9
_EXPONENT = re.compile(r"[eE]([+-]?[0-9]+)")


@dataclass(frozen=True)
class Quantity:
    """An exact amount; `style` is `decimal`, `binary` or `exponent`, and decides how it is printed."""

    amount: Fraction
    style: str = "decimal"

    def __add__(self, other: "Quantity") -> "Quantity":
        """The sum; a zero takes the other's style."""
        return Quantity(self.amount + other.amount, self.style if self.amount else other.style)

    def __sub__(self, other: "Quantity") -> "Quantity":
        """The difference; a zero takes the other's style."""
        return Quantity(self.amount - other.amount, self.style if self.amount else other.style)

    def __str__(self) -> str:
        """The canonical text: the largest suffix that leaves a whole number."""
        if self.style == "binary" and abs(self.amount) >= 1024:
            return _binary_text(self.amount)
        return _decimal_text(self.amount, exponent=self.style == "exponent")


def _rounded(amount: Fraction) -> Fraction:
    """Never finer than a nano: rounded away from zero."""
    scaled = amount * _NANO
    if scaled.denominator == 1:
        return amount
    rounded = ceil(abs(scaled))
    return Fraction(rounded if amount > 0 else -rounded, _NANO)


@lru_cache(maxsize=4096)
def parse_quantity(text: str) -> Quantity | None:
    """Read a quantity; None where Kubernetes would refuse it."""
    match = _SYNTAX.fullmatch(text) if text else None
    if match is None or not text.isascii():
        return None
    digits = (match["whole"] + (match["part"] or "")).lstrip("0") or "0"
    amount = Fraction(int(digits), 10 ** len(match["part"] or ""))
    suffix = match["suffix"]
    if suffix in _BINARY:
        amount, style = amount * 2 ** _BINARY[suffix], "binary"
    elif suffix in _DECIMAL:
        amount, style = amount * Fraction(10) ** _DECIMAL[suffix], "decimal"
    elif (power := _EXPONENT.fullmatch(suffix)) and abs(int(power[1])) < 1000:
        amount, style = amount * Fraction(10) ** int(power[1]), "exponent"
    else:
        return None
    if style == "binary":
        amount = min(amount, _LARGEST)
    return Quantity(_rounded(-amount if match["sign"] == "-" else amount), style)


def _decimal_text(amount: Fraction, *, exponent: bool) -> str:
    if not amount:
        return "0"
    number, power = int(_rounded(amount) * _NANO), -9
    while number % 1000 == 0 and power < 18:
        number, power = number // 1000, power + 3
    if exponent:
        return f"{number}e{power}" if power else str(number)
    return f"{number}{_DECIMAL_TEXT[power]}"


def _binary_text(amount: Fraction) -> str:
    number = ceil(amount) if amount > 0 else -ceil(-amount)
    power = 0
    while number % 1024 == 0 and power < 60:
        number, power = number // 1024, power + 10
    return f"{number}{_BINARY_TEXT[power]}" if power else str(number)
