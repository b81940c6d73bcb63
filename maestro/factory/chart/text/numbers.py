"""Numbers as Go's strconv writes and reads them. Owns float and integer notation; knows nothing of templates."""

import math
import re
import struct
from decimal import ROUND_HALF_EVEN, Context, Decimal

_FLOAT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z")
_COMPLEX = re.compile(rf"({_FLOAT.pattern[:-2]})?{_FLOAT.pattern[:-2]}i\Z")
_SPECIAL = {"inf": math.inf, "infinity": math.inf, "nan": math.nan}
SHORTEST = -1


def shortest_digits(value: float) -> tuple[str, int]:
    """The fewest digits that name the (finite, positive) float, and its decimal exponent: 1.5e3 is ("15", 3)."""
    mantissa, _, exponent = f"{value!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    if fraction == "0":
        fraction = ""
    digits = (whole + fraction).lstrip("0")
    if not digits:
        return "0", 0
    point = len(whole) if whole != "0" else -(len(fraction) - len(fraction.lstrip("0")))
    return digits.rstrip("0") or "0", point - 1 + int(exponent or 0)


def exponent_form(digits: str, exponent: int, letter: str = "e") -> str:
    """`d.ddde+XX`."""
    mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    sign = "-" if exponent < 0 else "+"
    return f"{mantissa}{letter}{sign}{abs(exponent):02d}"


def plain_form(digits: str, exponent: int) -> str:
    """`ddd.ddd` without exponent."""
    if exponent < 0:
        return "0." + "0" * (-exponent - 1) + digits
    if len(digits) <= exponent + 1:
        return digits + "0" * (exponent + 1 - len(digits))
    return digits[: exponent + 1] + "." + digits[exponent + 1 :]


def special(value: float) -> str | None:
    """The text of an infinity or a NaN."""
    if value != value:
        return "NaN"
    if value in (math.inf, -math.inf):
        return "+Inf" if value > 0 else "-Inf"
    return None


def signed(value: float) -> tuple[str, float]:
    """The minus sign (of zero, too) and the magnitude."""
    return ("-", -value) if math.copysign(1.0, value) < 0 else ("", value)


def general(value: float, precision: int = SHORTEST, letter: str = "e") -> str:
    """Go's `%g`: the shortest text by default, else with so many significant digits."""
    text = special(value)
    if text is not None:
        return text
    minus, magnitude = signed(value)
    if precision == SHORTEST:
        digits, exponent = shortest_digits(magnitude)
        limit = 6  # Go decides as if six digits were asked for
    else:
        digits, exponent = _rounded(magnitude, max(precision, 1))
        limit = max(precision, 1)
        if limit > len(digits) and len(digits) >= exponent + 1:
            limit = len(digits)
    if exponent < -4 or exponent >= limit:
        return minus + exponent_form(digits, exponent, letter)
    return minus + plain_form(digits, exponent)


def _rounded(magnitude: float, precision: int) -> tuple[str, int]:
    if magnitude == 0:
        return "0", 0
    number = Context(prec=precision, rounding=ROUND_HALF_EVEN).create_decimal(Decimal(magnitude))
    digits = "".join(map(str, number.as_tuple().digits))
    exponent = number.adjusted()
    return digits.rstrip("0") or "0", exponent


def json_float(value: float) -> str:
    """The float as Go's encoding/json writes it."""
    minus, magnitude = signed(value)
    digits, exponent = shortest_digits(magnitude)
    if magnitude and (exponent < -6 or exponent >= 21):
        text = exponent_form(digits, exponent)
        # JSON's exponents have no leading zero: 1e-7, not 1e-07
        return minus + (text[:-2] + text[-1] if text[-4:-1] == "e-0" else text)
    return minus + plain_form(digits, exponent)


def parse_int(text: str, base: int = 10, bits: int = 64) -> int | None:
    """Go's ParseInt: None where the text is no such number or does not fit. Base 0 reads the prefix."""
    sign = -1 if text.startswith("-") else 1
    body = text[1:] if text[:1] in {"+", "-"} else text
    number = prefixed_int(body) if base == 0 else _digits(body, base)
    if number is None or not -(1 << bits - 1) <= sign * number < 1 << bits - 1:
        return None
    return sign * number


def prefixed_int(body: str) -> int | None:
    """An unsigned integer with Go's prefixes: 0x, 0b, 0o and a leading 0 for octal; `_` between digits."""
    lowered = body.lower()
    for prefix, base in (("0x", 16), ("0b", 2), ("0o", 8)):
        if lowered.startswith(prefix):
            return _digits(_joined(lowered[2:], leading=True), base)
    if len(body) > 1 and body[0] == "0":
        return _digits(_joined(body[1:], leading=True), 8)
    return _digits(_joined(body, leading=False), 10)


def _joined(digits: str, *, leading: bool) -> str:
    """The digits without their underscores, or a text that is no number where an underscore is misplaced."""
    if "_" not in digits:
        return digits
    inner = digits[1:] if leading and digits.startswith("_") else digits
    parts = inner.split("_")
    return "".join(parts) if all(parts) else "?"


def _digits(text: str, base: int) -> int | None:
    if not text.isascii() or not text.isalnum():
        return None
    try:
        return int(text, base)
    except ValueError:
        return None


def parse_float(text: str) -> float | None:
    """Go's ParseFloat: None where the text is no number or overflows."""
    if _FLOAT.match(text):
        number = float(text)
        return None if math.isinf(number) else number
    body = text.lstrip("+-").lower()
    if body in _SPECIAL and len(text) - len(body) <= 1:
        return -_SPECIAL[body] if text[0] == "-" else _SPECIAL[body]
    if body.startswith("0x") and "p" in body:
        try:
            return float.fromhex(text)
        except (ValueError, OverflowError):
            return None
    return None


def parse_complex(text: str) -> complex | None:
    """`2i` or `1+2i` as Go reads them: None where the text is no such number."""
    if not _COMPLEX.match(text):
        return None
    number = complex(text[:-1] + "j")
    return None if math.isinf(number.real) or math.isinf(number.imag) else number


def general32(value: float) -> str:
    """Go's `%g` of the value as a float32: so few digits as tell it from its neighbours of that size."""
    text = special(value)
    if text is not None:
        return text
    try:
        wanted = struct.pack("f", value)
    except OverflowError:
        return "+Inf" if value > 0 else "-Inf"
    for precision in range(1, 10):
        short = float(f"{value:.{precision}g}")
        if struct.pack("f", short) == wanted:
            return general(short)
    return general(value)
