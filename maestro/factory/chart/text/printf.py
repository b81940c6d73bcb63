"""Go's Printf. Owns verbs, flags and the notes on wrong operands (`%!d(string=x)`); never raises."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.chart.text.kinds import (
    INTS,
    NIL,
    UINTS,
    NilInterface,
    Struct,
    decoded,
    encoded,
    type_of,
)
from maestro.factory.chart.text.numbers import SHORTEST, general, signed, special
from maestro.factory.chart.text.printing import show
from maestro.factory.chart.text.quoting import quote

_DIRECTIVE = re.compile(
    r"%([-+# 0]*)(?:\[(\d+)\])?(\*|\d+)?(?:(\.)(?:\[(\d+)\])?(\*|\d+)?)?(?:\[(\d+)\])?(.)?", re.DOTALL
)
_MAX_WIDTH = 1_000_000
_BASES = {"b": 2, "o": 8, "O": 8, "d": 10, "x": 16, "X": 16}
_NAMED = "N"  # what `+` is in `%+v`: the names of fields, no sign
_FLOAT_VERBS = frozenset("eEfFgG")


@dataclass(frozen=True, slots=True)
class Spec:
    """One directive of a format."""

    verb: str
    flags: str = ""
    width: int | None = None
    precision: int | None = None

    def pad(self, text: str, *, zeros: bool = False) -> str:
        """The text on its width."""
        if self.width is None or len(text) >= self.width:
            return text
        if "-" in self.flags:
            return text.ljust(self.width)
        if "0" in self.flags and zeros:
            sign = text[:1] if text[:1] in {"+", "-", " "} else ""
            return sign + text[len(sign) :].rjust(self.width - len(sign), "0")
        return text.rjust(self.width)


def sprintf(template: str, operands: Sequence[Any]) -> str:
    """Go's Sprintf."""
    plain = template.split("%s")  # texts put between texts: most formats ask for no more
    if len(plain) == len(operands) + 1 and "%" not in "".join(plain) and all(type(one) is str for one in operands):
        return "".join(part for pair in zip(plain, (*operands, ""), strict=True) for part in pair)
    reader = _Operands(operands)
    out, done = [], 0
    for match in _DIRECTIVE.finditer(template):
        out.append(template[done : match.start()])
        done = match.end()
        if _too_large(match):
            out.append("%!(NOVERB)")  # Go gives up reading
            done = len(template)
            break
        out.append(_directive(match, reader))
    return "".join(out) + template[done:] + reader.extra()


def _too_large(match: re.Match[str]) -> bool:
    return any(text and text != "*" and int(text[:9]) > _MAX_WIDTH for text in match.group(3, 6))


class _Operands:
    """The operands in the order in which directives take them."""

    def __init__(self, values: Sequence[Any]) -> None:
        self._values = values
        self._next = 0
        self._reordered = False

    def jump(self, index: str | None) -> bool:
        """Go to an explicit `[n]`; False where there is no such operand."""
        if index is None:
            return True
        self._reordered = True
        self._next = int(index) - 1
        return 0 <= self._next < len(self._values)

    def has_next(self) -> bool:
        return self._next < len(self._values)

    def take(self) -> Any:
        self._next += 1
        return self._values[self._next - 1]

    def number(self, text: str | None) -> int | None:
        if text == "*":
            value = self.take() if self.has_next() else None
            return value if isinstance(value, int) and type(value) in INTS and abs(value) <= _MAX_WIDTH else None
        return min(int(text), _MAX_WIDTH) if text else None

    def extra(self) -> str:
        """What Go appends where operands were left over."""
        if self._reordered or not self.has_next():
            return ""
        left = [f"{type_of(v)}={show(v)}" if v is not None else "<nil>" for v in self._values[self._next :]]
        return f"%!(EXTRA {', '.join(left)})"


def _directive(match: re.Match[str], operands: _Operands) -> str:
    flags, first, width_text, point, second, precision_text, third, verb = match.groups()
    good = operands.jump(first)
    width = operands.number(width_text)
    if width is not None and width < 0:
        flags, width = flags + "-", -width
    good = operands.jump(second) and good
    precision = operands.number(precision_text)
    if point and precision is None:
        precision = 0
    good = operands.jump(third) and good
    if verb is None:
        return "%!(NOVERB)"
    if verb == "%":
        return "%"
    if not good:
        return f"%!{verb}(BADINDEX)"
    if not operands.has_next():
        return f"%!{verb}(MISSING)"
    return format_value(operands.take(), Spec(verb, flags, width, precision))


def format_value(value: Any, spec: Spec) -> str:
    """One operand under one directive."""
    if spec.verb == "T":
        return spec.pad(type_of(value))
    if spec.verb == "v":
        return _default(value, Spec("v", spec.flags.replace("+", _NAMED), spec.width, spec.precision))
    if isinstance(value, Struct) and spec.verb in "sq":
        value = str(value)
    formatter = _FORMATTERS.get(type(value))
    if formatter is not None:
        text = formatter(value, spec)
        return _bad(value, spec) if text is None else text
    if isinstance(value, dict):
        pairs = [f"{format_value(k, spec)}:{_inner(value[k], spec)}" for k in sorted(value)]
        return f"map[{' '.join(pairs)}]"
    if isinstance(value, list):
        return "[" + " ".join([_inner(item, spec) for item in value]) + "]"
    return _bad(value, spec)


def _inner(value: Any, spec: Spec) -> str:
    return "<nil>" if value is None else format_value(value, spec)


def _bad(value: Any, spec: Spec) -> str:
    if value is None or value is NIL:
        return f"%!{spec.verb}(<nil>)"
    # Go prints the operand with the flags of the directive that does not fit it
    shown = _default(value, Spec("v", spec.flags.replace("#", ""), spec.width, spec.precision))
    return f"%!{spec.verb}({type_of(value)}={shown})"


def _default(value: Any, spec: Spec) -> str:
    if "#" in spec.flags:
        return spec.pad(go_syntax(value))
    if isinstance(value, dict | list) and not isinstance(value, Struct):
        return _default_container(value, spec)
    if type(value) is float:
        return _float(value, Spec("g", spec.flags, spec.width, spec.precision)) or ""
    if type(value) in INTS and spec.width is not None:
        return _integer(value, Spec("d", spec.flags, spec.width, spec.precision)) or ""
    if type(value) is complex:
        return _complex(value, Spec("g", spec.flags, spec.width, spec.precision)) or ""
    text = value.named() if isinstance(value, Struct) and _NAMED in spec.flags else show(value)
    if type(value) is str and spec.precision is not None:
        text = text[: spec.precision]
    return spec.pad(text)


def _default_container(value: Any, spec: Spec) -> str:
    if isinstance(value, dict):
        return "map[" + " ".join([f"{_default(k, spec)}:{_default(value[k], spec)}" for k in sorted(value)]) + "]"
    return "[" + " ".join([_default(item, spec) for item in value]) + "]"


def go_syntax(value: Any) -> str:
    """The value as `%#v` prints it."""
    if type(value) is str:
        return quote(value)
    if value is None or value is NIL:
        return "interface {}(nil)" if value is NIL else "<nil>"
    name = type_of(value)
    if isinstance(value, dict):
        return name + "{" + ", ".join([f"{go_syntax(k)}:{_inner_syntax(value[k])}" for k in sorted(value)]) + "}"
    if isinstance(value, list):
        return name + "{" + ", ".join([_inner_syntax(item) for item in value]) + "}"
    if isinstance(value, bytes):
        return name + "{" + ", ".join(f"0x{byte:x}" for byte in value) + "}"
    if type(value) in UINTS:
        return f"0x{int(value):x}"
    return show(value)


def _inner_syntax(value: Any) -> str:
    return "interface {}(nil)" if value is None else go_syntax(value)


def _text(value: str, spec: Spec) -> str | None:
    match spec.verb:
        case "s":
            cut = value if spec.precision is None else value[: spec.precision]
            return spec.pad(cut, zeros=True)
        case "q":
            cut = value if spec.precision is None else value[: spec.precision]
            plain = "#" in spec.flags and "`" not in cut and all(c == "\t" or c.isprintable() for c in cut)
            return spec.pad(f"`{cut}`" if plain else quote(cut))
        case "x" | "X":
            return spec.pad(_hex_bytes(encoded(value), spec), zeros=True)
    return None


def _hex_bytes(data: bytes, spec: Spec) -> str:
    data = data if spec.precision is None else data[: spec.precision]
    sharp = "0x" if "#" in spec.flags and data else ""
    text = sharp + (f" {sharp}".join(f"{b:02x}" for b in data) if " " in spec.flags else data.hex())
    return text.upper() if spec.verb == "X" else text


def _bytes(value: bytes, spec: Spec) -> str | None:
    if spec.verb in "sqxX":
        return _text(decoded(value), spec)
    return "[" + " ".join(format_value(byte, spec) for byte in value) + "]"


def _integer(value: int, spec: Spec) -> str | None:
    match spec.verb:
        case "b" | "o" | "O" | "d" | "x" | "X":
            return _based(int(value), spec)
        case "c":
            return spec.pad(_rune(value))
        case "q":
            return spec.pad(quote(_rune(value), "'"))
        case "U":
            return spec.pad(f"U+{int(value):04X}" + (f" '{chr(value)}'" if "#" in spec.flags else ""))
    return None


def _rune(value: int) -> str:
    return chr(value) if 0 <= value <= 0x10FFFF and not 0xD800 <= value < 0xE000 else "�"


def _based(value: int, spec: Spec) -> str:
    digits = {2: f"{abs(value):b}", 8: f"{abs(value):o}", 10: str(abs(value)), 16: f"{abs(value):x}"}[_BASES[spec.verb]]
    if spec.precision is not None:
        digits = "" if spec.precision == 0 and value == 0 else digits.rjust(spec.precision, "0")
    sign = _sign(value < 0, spec)
    prefix = {"x": "0x", "X": "0x", "b": "0b", "o": "0"}.get(spec.verb, "") if "#" in spec.flags else ""
    prefix = "0o" if spec.verb == "O" else "" if spec.verb == "o" and digits.startswith("0") else prefix
    filled = spec.width is not None and "0" in spec.flags and "-" not in spec.flags and spec.precision is None
    if filled and spec.width is not None:
        digits = digits.rjust(spec.width - len(sign), "0")
    text = sign + prefix + digits
    return spec.pad(text.upper() if spec.verb == "X" else text)


def _sign(negative: bool, spec: Spec) -> str:
    if negative:
        return "-"
    return "+" if "+" in spec.flags else " " if " " in spec.flags else ""


def _float(value: float, spec: Spec) -> str | None:
    if spec.verb not in _FLOAT_VERBS:
        return _hex_float(value, spec) if spec.verb in "xX" else None
    text = special(value)
    minus, magnitude = signed(value)
    if text is not None:
        return spec.pad(text)
    lower = spec.verb.lower()
    if lower == "g":
        body = general(magnitude, SHORTEST if spec.precision is None else spec.precision)
    else:
        body = f"{magnitude:.{6 if spec.precision is None else spec.precision}{lower}}"
    if spec.verb.isupper():
        body = body.upper()
    return spec.pad(_sign(bool(minus), spec) + body, zeros=True)


def _complex(value: complex, spec: Spec) -> str | None:
    """Both parts under the directive, each on its width, the second with its sign."""
    if spec.verb not in _FLOAT_VERBS and spec.verb not in "xX":
        return None
    second = Spec(spec.verb, spec.flags.replace("+", "") + "+", spec.width, spec.precision)
    return f"({_float(value.real, spec)}{_float(value.imag, second)}i)"


def _hex_float(value: float, spec: Spec) -> str:
    text = special(value)
    if text is not None:
        return spec.pad(text)
    minus, magnitude = signed(value)
    mantissa, _, exponent = magnitude.hex().partition("p")
    whole, _, fraction = mantissa.partition(".")
    fraction = fraction.rstrip("0")
    body = whole + (f".{fraction}" if fraction else "") + f"p{exponent[0]}{exponent[1:].rjust(2, '0')}"
    return spec.pad(_sign(bool(minus), spec) + (body.upper() if spec.verb == "X" else body), zeros=True)


def _bool(value: bool, spec: Spec) -> str | None:
    return spec.pad(show(value)) if spec.verb == "t" else None


def _nothing(_value: object, _spec: Spec) -> str | None:
    return None


_FORMATTERS: dict[type, Callable[[Any, Spec], str | None]] = {
    str: _text,
    bytes: _bytes,
    bool: _bool,
    float: _float,
    complex: _complex,
    type(None): _nothing,
    NilInterface: _nothing,
    **dict.fromkeys(INTS | UINTS, _integer),
}
