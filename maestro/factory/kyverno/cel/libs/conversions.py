"""Conversions between types: `string(x)`, `int(x)`, `timestamp(x)` and their like."""

import math
from datetime import UTC, datetime, timedelta
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload
from maestro.factory.kyverno.cel.lang.special_forms import lazily_evaluated
from maestro.factory.kyverno.cel.lang.values import Uint, checked_int, checked_uint, format_double
from maestro.factory.kyverno.cel.libs.times import format_duration, format_timestamp, parse_duration, parse_timestamp

_TRUE = frozenset({"1", "t", "true", "TRUE", "True", "T"})
_FALSE = frozenset({"0", "f", "false", "FALSE", "False", "F"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _same(value: Any) -> Any:
    return value


def _int_from_text(text: str) -> int:
    digits = text[1:] if text[:1] in {"+", "-"} else text
    if not digits.isascii() or not digits.isdigit():
        raise EvalError(f"type conversion error from 'string' to 'int': {text!r}")
    return checked_int(int(text))


def _uint_from_text(text: str) -> Uint:
    if not text.isascii() or not text.isdigit():
        raise EvalError(f"type conversion error from 'string' to 'uint': {text!r}")
    return checked_uint(int(text))


def _int_from_double(number: float) -> int:
    if not math.isfinite(number) or abs(number) >= 2**63:
        raise EvalError("integer overflow")
    return int(number)


def _uint_from_double(number: float) -> Uint:
    if not math.isfinite(number):
        raise EvalError("unsigned integer overflow")
    return checked_uint(int(number))


def _double_from_text(text: str) -> float:
    try:
        return float(text) if "_" not in text and text.strip() == text else _no_double(text)
    except ValueError:
        return _no_double(text)


def _no_double(text: str) -> float:
    raise EvalError(f"type conversion error from 'string' to 'double': {text!r}")


def _bool_from_text(text: str) -> bool:
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise EvalError(f"type conversion error from 'string' to 'bool': {text!r}")


def _text_from_bytes(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise EvalError("invalid UTF-8 in bytes, cannot convert to string") from None


def _from_epoch(seconds: int) -> datetime:
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        raise EvalError("timestamp overflow") from None


CONVERSIONS: Library = (
    overload("dyn(A) -> dyn", lazily_evaluated),
    overload("type(A) -> type<A>", lazily_evaluated),
    overload("string(string) -> string", _same),
    overload("string(bool) -> string", lambda value: "true" if value else "false"),
    overload("string(int) -> string", str),
    overload("string(uint) -> string", lambda value: str(int(value))),
    overload("string(double) -> string", format_double),
    overload("string(bytes) -> string", _text_from_bytes),
    overload("string(timestamp) -> string", format_timestamp),
    overload("string(duration) -> string", format_duration),
    overload("int(int) -> int", _same),
    overload("int(uint) -> int", lambda value: checked_int(int(value))),
    overload("int(double) -> int", _int_from_double),
    overload("int(string) -> int", _int_from_text),
    overload("int(timestamp) -> int", lambda moment: int((moment - _EPOCH) // timedelta(seconds=1))),
    overload("int(duration) -> int", lambda span: int(span // timedelta(microseconds=1)) * 1000),
    overload("uint(uint) -> uint", _same),
    overload("uint(int) -> uint", checked_uint),
    overload("uint(double) -> uint", _uint_from_double),
    overload("uint(string) -> uint", _uint_from_text),
    overload("double(double) -> double", _same),
    overload("double(int) -> double", float),
    overload("double(uint) -> double", float),
    overload("double(string) -> double", _double_from_text),
    overload("bool(bool) -> bool", _same),
    overload("bool(string) -> bool", _bool_from_text),
    overload("bytes(bytes) -> bytes", _same),
    overload("bytes(string) -> bytes", lambda text: text.encode()),
    overload("timestamp(timestamp) -> timestamp", _same),
    overload("timestamp(string) -> timestamp", parse_timestamp),
    overload("timestamp(int) -> timestamp", _from_epoch),
    overload("duration(duration) -> duration", _same),
    overload("duration(string) -> duration", parse_duration),
)
