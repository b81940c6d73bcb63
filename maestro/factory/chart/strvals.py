"""`--set`, `--set-string` and `--set-json`. Owns Helm's little language of paths and values; changes the given map."""

from collections.abc import Callable
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.chart.errors import ChartError, JsonError
from maestro.factory.chart.text.json_text import decode_prefix
from maestro.factory.chart.text.kinds import Int64, type_of
from maestro.factory.chart.text.numbers import parse_int
from maestro.factory.chart.text.quoting import quote

_MAX_INDEX = 65536
_MAX_LEVEL = 30


def set_values(line: str, target: dict[str, Any]) -> None:
    """`a.b=1,c[0]=x`: whole numbers, true, false and null get types."""
    _parse(line, target, typed, "--set")


def set_strings(line: str, target: dict[str, Any]) -> None:
    """The same, every value a text."""
    _parse(line, target, str, "--set-string")


def set_json(line: str, target: dict[str, Any]) -> None:
    """`a.b={"c": 1}`: values are JSON."""
    try:
        _Parser(line, None).run(target)
    except ChartError:
        raise ChartError(f"failed parsing --set-json data {line}") from None


def _parse(line: str, target: dict[str, Any], convert: Callable[[str], Any], option: str) -> None:
    try:
        _Parser(line, convert).run(target)
    except ChartError as error:
        raise ChartError(f"failed parsing {option} data: {error}") from None


def typed(text: str) -> Any:
    """The value of a text: bool, null, a whole number without leading zero, or the text."""
    lowered = text.lower()
    if lowered in {"true", "false", "null"}:
        return {"true": True, "false": False, "null": None}[lowered]
    if text == "0":
        return Int64(0)
    if text and text[0] != "0":
        number = parse_int(text)
        if number is not None:
            return Int64(number)
    return text


class _EndOfLineError(Exception):
    """The line is used up."""


@dataclass
class _Parser:
    """Reads one line; `convert` makes values of texts, None reads JSON."""

    line: str
    convert: Callable[[str], Any] | None
    at: int = 0

    def run(self, target: dict[str, Any]) -> None:
        try:
            while True:
                self._key(target, 0)
        except _EndOfLineError:
            return

    def _read(self) -> str:
        if self.at >= len(self.line):
            raise _EndOfLineError
        self.at += 1
        return self.line[self.at - 1]

    def _until(self, stops: str) -> tuple[str, str]:
        """The text up to one of the stops, and which; "" at the end of the line. `\\` takes the next sign as it is."""
        out: list[str] = []
        while self.at < len(self.line):
            char = self._read()
            if char in stops:
                return "".join(out), char
            if char == "\\":
                if self.at >= len(self.line):
                    break
                char = self._read()
            out.append(char)
        return "".join(out), ""

    def _key(self, target: dict[str, Any], level: int) -> None:
        key, stop = self._until("=[,.")
        match stop:
            case "":
                if not key:
                    raise _EndOfLineError
                raise ChartError(f"key {quote(key)} has no value")
            case "[":
                self._list_key(target, key, level)
            case "=":
                _put(target, key, self._value())
            case ",":
                _put(target, key, "")
                raise ChartError(f"key {quote(key)} has no value (cannot end with ,)")
            case _:
                self._map_key(target, key, level + 1)

    def _list_key(self, target: dict[str, Any], key: str, level: int) -> None:
        index = self._index()
        known = target.get(key, [])
        if not isinstance(known, list):
            raise _wrong_kind(known, "[]interface {}")
        _put(target, key, self._item(list(known), index, level))

    def _map_key(self, target: dict[str, Any], key: str, level: int) -> None:
        if level > _MAX_LEVEL:
            raise ChartError(f"value name nested level is greater than maximum supported nested level of {_MAX_LEVEL}")
        inner = target.get(key, {})
        if not isinstance(inner, dict):
            raise _wrong_kind(inner, "map[string]interface {}")
        try:
            self._key(inner, level)
        finally:
            if inner:
                _put(target, key, inner)
        if not inner:
            raise ChartError(f"key map {quote(key)} has no value")

    def _value(self) -> Any:
        if self.convert is None:
            return self._json()
        if self.line[self.at : self.at + 1] == "{":
            self.at += 1
            return self._braces(self.convert)
        if self.at >= len(self.line):
            return ""
        return self.convert(self._until(",")[0])

    def _braces(self, convert: Callable[[str], Any]) -> list[Any]:
        out: list[Any] = []
        while True:
            text, stop = self._until(",}")
            if not stop:
                raise ChartError("list must terminate with '}'")
            out.append(convert(text))
            if stop == "}":
                if self.line[self.at : self.at + 1] == ",":
                    self.at += 1
                return out

    def _json(self) -> Any:
        if self._skip_blanks():
            return None
        try:
            value, used = decode_prefix(self.line[self.at :])
        except JsonError as error:
            raise ChartError(str(error)) from None
        self.at += used
        self._skip_blanks()
        return value

    def _skip_blanks(self) -> bool:
        """Skip blanks and a comma behind them; False where something else stands there."""
        while self.at < len(self.line):
            char = self.line[self.at]
            if char != "," and not char.isspace():
                return False
            self.at += 1
            if char == ",":
                return True
        return True

    def _index(self) -> int:
        text, stop = self._until("]")
        if not stop:
            raise ChartError("error parsing index: EOF")
        number = parse_int(text)
        if number is None:
            raise ChartError(f"error parsing index: strconv.Atoi: parsing {quote(text)}: invalid syntax")
        return number

    def _item(self, items: list[Any], index: int, level: int) -> list[Any]:
        if index < 0:
            raise ChartError(f"negative {index} index not allowed")
        text, stop = self._until("[.=")
        if text:
            shown = " ".join(quote(char, "'") for char in text)
            raise ChartError(f"unexpected data at end of array index: [{shown}]")
        if index > _MAX_INDEX:
            raise ChartError(f"index of {index} is greater than maximum supported index of {_MAX_INDEX}")
        known = items[index] if index < len(items) else None
        match stop:
            case "=":
                return _put_at(items, index, self._value())
            case "[":
                inner = self._index()
                return _put_at(items, index, self._item(known if isinstance(known, list) else [], inner, level))
            case ".":
                table = known if isinstance(known, dict) else {}
                self._key(table, level)
                return _put_at(items, index, table)
        raise _EndOfLineError


def _wrong_kind(value: Any, wanted: str) -> ChartError:
    found = "nil" if value is None else type_of(value)
    return ChartError(f"unable to parse key: interface conversion: interface {{}} is {found}, not {wanted}")


def _put(target: dict[str, Any], key: str, value: Any) -> None:
    if key:
        target[key] = value


def _put_at(items: list[Any], index: int, value: Any) -> list[Any]:
    items += [None] * (index + 1 - len(items))
    items[index] = value
    return items
