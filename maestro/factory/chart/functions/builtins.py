"""The functions of Go's text/template: comparison, index, printing, escapes. `and`, `or` are the compiler's."""

from typing import Any
from urllib.parse import quote_plus

from maestro.factory.chart.errors import GoError
from maestro.factory.chart.functions.bounds import sized
from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text.kinds import (
    INTS,
    NIL,
    UINTS,
    Files,
    StrMap,
    Uint8,
    encoded,
    is_nil,
    kind_of,
    truth,
    type_of,
)
from maestro.factory.chart.text.printf import sprintf
from maestro.factory.chart.text.printing import show_all, show_line

_BAD_TYPE = "invalid type for comparison"


def _basic(value: Any) -> str | None:
    kind = type(value)
    if kind is str:
        return "string"
    if kind is bool:
        return "bool"
    if kind is float:
        return "float"
    if kind is complex:
        return "complex"
    return "int" if kind in INTS else "uint" if kind in UINTS else None


def equal(first: Any, *others: Any) -> bool:
    """Whether the first is equal to any of the others."""
    if not others:
        raise GoError("missing argument for comparison")
    return any(_same(first, other) for other in others)


def _same(one: Any, two: Any) -> bool:
    kind = _basic(one)
    other = _basic(two)
    if kind == other:
        return one == two if kind is not None else _same_complex(one, two)
    if {kind, other} == {"int", "uint"}:
        return bool(one == two)
    if one is not None and two is not None:
        raise GoError(f"incompatible types for comparison: {type_of(one)} and {type_of(two)}")
    return False


def _same_complex(one: Any, two: Any) -> bool:
    if one is None or two is None or is_nil(one) or is_nil(two):
        return is_nil(one) and is_nil(two)
    if kind_of(one) != kind_of(two):
        raise GoError(
            f"non-comparable types {sprintf('%s', [one])}: {type_of(one)}, {type_of(two)}: {sprintf('%s', [two])}"
        )
    if isinstance(one, dict | list | bytes):
        raise GoError(f"non-comparable type {sprintf('%s', [two])}: {type_of(two)}")
    return bool(one == two)


def _less(one: Any, two: Any) -> bool:
    kind, other = _basic(one), _basic(two)
    if kind is None or other is None:
        raise GoError(_BAD_TYPE)
    if kind != other and {kind, other} != {"int", "uint"}:
        raise GoError(f"incompatible types for comparison: {type_of(one)} and {type_of(two)}")
    if kind in {"bool", "complex"}:
        raise GoError(_BAD_TYPE)
    return encoded(one) < encoded(two) if kind == "string" else bool(one < two)


def _less_or_equal(one: Any, two: Any) -> bool:
    return _less(one, two) or equal(one, two)


def _position(index: Any, size: int) -> int:
    if index is None:
        raise GoError("cannot index slice/array with nil")
    if type(index) not in INTS and type(index) not in UINTS:
        raise GoError(f"cannot index slice/array with type {type_of(index)}")
    if not 0 <= index <= size:
        raise GoError(f"index out of range: {index}")
    return int(index)


def index(item: Any, *keys: Any) -> Any:
    """`index x 1 "a"`: the element at a position or key, as deep as there are keys."""
    if item is None:
        raise GoError("index of untyped nil")
    for key in keys:
        item = _element(item, key)
    return item


def _element(item: Any, key: Any) -> Any:
    if item is None:
        raise GoError("index of nil pointer")
    if isinstance(item, dict):
        return _entry(item, key)
    if isinstance(item, str | list | bytes):
        data = encoded(item) if isinstance(item, str) else item
        at = _position(key, len(data))
        if at == len(data):
            raise GoError(f"reflect: {'string' if isinstance(item, str) else 'slice'} index out of range")
        return Uint8(data[at]) if isinstance(data, bytes) else data[at]
    raise GoError(f"can't index item of type {type_of(item)}")


def _entry(item: dict[str, Any], key: Any) -> Any:
    if key is None:
        raise GoError("value is nil; should be of type string")
    if type(key) is not str:
        raise GoError(f"value has type {type_of(key)}; should be string")
    zero: Any = "" if isinstance(item, StrMap) else b"" if isinstance(item, Files) else None
    return item.get(key, zero)


def length(item: Any) -> int:
    """The length; of text in bytes."""
    if isinstance(item, str):
        return len(item) if item.isascii() else len(encoded(item))
    if isinstance(item, dict | list | bytes):
        return len(item)
    if item is None:
        raise GoError("len of nil pointer")
    raise GoError(f"len of type {type_of(item)}")


_HTML = str.maketrans({"\0": "�", '"': "&#34;", "'": "&#39;", "&": "&amp;", "<": "&lt;", ">": "&gt;"})
_JS = {"\\": "\\\\", "'": "\\'", '"': '\\"', "<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "=": "\\u003D"}


def _operands_text(values: tuple[Any, ...]) -> str:
    if len(values) == 1 and isinstance(values[0], str):
        return values[0]
    return show_all("<no value>" if value is None else value for value in values)


def _js_char(char: str) -> str:
    if char in _JS:
        return _JS[char]
    if char < " ":
        return f"\\u{ord(char):04X}"
    if char < "\x7f" or char.isprintable():
        return char
    return f"\\u{ord(char):04X}"


def _html(*values: Any) -> str:
    return _operands_text(values).translate(_HTML)


def _js(*values: Any) -> str:
    return "".join(map(_js_char, _operands_text(values)))


def _urlquery(*values: Any) -> str:
    return quote_plus(encoded(_operands_text(values)), safe="-_.~")


def _call(name: str, function: Any, *_operands: Any) -> Any:
    if function is None or function is NIL:
        raise GoError("call of nil")
    raise GoError(f"non-function {name} of type {type_of(function)}")


def _unreachable(*_operands: Any) -> Any:
    raise GoError("and/or are compiled in place")


BUILTINS = functions(
    Family.BUILTIN,
    ("and", _unreachable, "any any..."),
    ("or", _unreachable, "any any..."),
    ("not", lambda value: not truth(value), "any"),
    ("eq", equal, "any any..."),
    ("ne", lambda one, two: not _same(one, two), "any any"),
    ("lt", _less, "any any"),
    ("le", _less_or_equal, "any any"),
    ("gt", lambda one, two: not _less_or_equal(one, two), "any any"),
    ("ge", lambda one, two: not _less(one, two), "any any"),
    ("index", index, "any any..."),
    ("len", length, "any"),
    ("call", _call, "any any..."),
    ("print", sized(lambda *values: show_all(values)), "any..."),
    ("printf", sized(lambda template, *values: sprintf(template, values)), "string any..."),
    ("println", sized(lambda *values: show_line(values)), "any..."),
    ("html", _html, "any..."),
    ("js", _js, "any..."),
    ("urlquery", _urlquery, "any..."),
)

__all__ = ["BUILTINS", "equal"]
