"""YAML as `toYaml` writes it: go-yaml v2's block style, its quoting, folding and order of keys.

Owns the emitter. Raises YamlError for text that go-yaml could not read back, such as a DEL character.
"""

import re
from functools import cmp_to_key
from typing import Any

from maestro.factory.chart.errors import JsonError, YamlError
from maestro.factory.chart.text.json_text import plain
from maestro.factory.chart.text.kinds import Record
from maestro.factory.chart.text.numbers import general, json_float
from maestro.factory.chart.text.yaml_scalars import is_plain_text
from maestro.factory.chart.text.yaml_styles import BREAKS, WIDTH, Fold, block_allowed, readable, style

_INDENT = 2
_MAX_SIMPLE_KEY = 128
# what needs no look at details: a word that starts with a letter and holds no character with a meaning
_EASY = re.compile(r"[A-Za-z_/][A-Za-z0-9_./@+=-]*(?: [A-Za-z0-9_./@+=(-][A-Za-z0-9_./@+=()-]*)*\Z")


def dump(value: Any) -> str:
    """The value as YAML, with the newline at the end."""
    try:
        return "".join(_Emitter().document(plain(value)))
    except JsonError as error:
        raise YamlError(str(error)) from None


def dump_indented(value: Any) -> str:
    """The same as `toYamlPretty` has it: lists indented under their key, lines and floats as they are."""
    try:
        return "".join(_Emitter(pretty=True).document(plain(value)))
    except JsonError as error:
        raise YamlError(str(error)) from None


def _compare_keys(one: str, two: str) -> int:
    return -1 if _key_less(one, two) else 1 if _key_less(two, one) else 0


def _key_less(one: str, two: str) -> bool:
    """go-yaml's natural order: letters after other signs, runs of digits by their number."""
    for at, (a, b) in enumerate(zip(one, two, strict=False)):
        if a == b:
            continue
        a_letter, b_letter = a.isalpha(), b.isalpha()
        if a_letter and b_letter:
            return a < b
        if a_letter or b_letter:
            return b_letter
        return _digits_less(one, two, at)
    return len(one) < len(two)


def _digits_less(one: str, two: str, at: int) -> bool:
    seed = 0
    if one[at] == "0" or two[at] == "0":
        before = at - 1
        while before >= 0 and one[before].isdigit():
            if one[before] != "0":
                seed = 1
                break
            before -= 1
    a_end, a_number = _run(one, at, seed)
    b_end, b_number = _run(two, at, seed)
    if a_number != b_number:
        return a_number < b_number
    return a_end < b_end if a_end != b_end else one[at] < two[at]


def _run(text: str, at: int, seed: int) -> tuple[int, int]:
    end, number = at, seed
    while end < len(text) and text[end].isdigit():
        number = number * 10 + (ord(text[end]) - 48)
        end += 1
    return end, number


_BY_KEY = cmp_to_key(_compare_keys)


def sorted_keys(keys: Any) -> list[str]:
    """Keys in go-yaml's order."""
    listed = list(keys)
    if all(key.isascii() and key.isalpha() for key in listed):
        return sorted(listed)
    return sorted(listed, key=_BY_KEY)


class _Emitter:
    """Pieces of text, and the column they end in."""

    def __init__(self, *, pretty: bool = False) -> None:
        self._out: list[str] = []
        self._column = 0
        self._pretty = pretty
        self._list_indent = _INDENT if pretty else 0

    def document(self, value: Any) -> list[str]:
        if isinstance(value, dict) and value:
            self._map(value, 0)
        elif isinstance(value, list) and value:
            self._list(value, 0)
        else:
            self._scalar(value, 0, root=True)
        if self._column or not self._out:
            self._out.append("\n")
        return self._out

    def _readable(self, text: str) -> str:
        return text if self._pretty else readable(text)  # only toYaml goes through JSON

    def _put(self, text: str) -> None:
        self._out.append(text)
        self._column += len(text)

    def _line(self, indent: int) -> None:
        """Start a line, unless one has just been started."""
        if self._column:
            self._out.append("\n")
        self._out.append(" " * indent)
        self._column = indent

    def _map(self, value: dict[str, Any], indent: int, *, inline: bool = False) -> None:
        keys = value if self._pretty and type(value) is Record else sorted_keys(value)
        for number, key in enumerate(keys):
            if number or not inline:
                self._line(indent)
            child = value[key]
            text = self._readable(key)
            if len(text.encode()) > _MAX_SIMPLE_KEY or any(c in BREAKS for c in text):
                self._complex_key(text, indent)
            else:
                self._put(self._styled(text, indent, simple_key=True) + ":")
            self._value(child, indent)

    def _complex_key(self, text: str, indent: int) -> None:
        self._put("? ")
        self._text(text, indent + _INDENT)
        self._line(indent)
        self._put(":")

    def _value(self, child: Any, indent: int) -> None:
        if isinstance(child, dict) and child:
            self._map(child, indent + _INDENT)
        elif isinstance(child, list) and child:
            self._list(child, indent + self._list_indent)
        else:
            self._put(" ")
            self._scalar(child, indent)

    def _list(self, items: list[Any], indent: int, *, inline: bool = False) -> None:
        for number, item in enumerate(items):
            if number or not inline:
                self._line(indent)
            self._put("- ")
            if isinstance(item, dict) and item:
                self._map(item, indent + _INDENT, inline=True)
            elif isinstance(item, list) and item:
                self._list(item, indent + _INDENT, inline=True)
            else:
                self._scalar(item, indent)

    def _scalar(self, value: Any, indent: int, *, root: bool = False) -> None:
        if isinstance(value, str):
            # the root's continuation lines are indented as those of the first level
            self._text(self._readable(value), _INDENT if root else indent + _INDENT)
        else:
            self._put(_plain_scalar(value, as_json=not self._pretty))

    def _text(self, text: str, indent: int) -> None:
        if _EASY.match(text) and self._column + len(text) <= WIDTH and is_plain_text(text):
            self._put(text)
        elif "\n" in text and block_allowed(text):
            self._literal(text, indent)
        else:
            self._put_folded(self._styled(text, indent, simple_key=False))

    def _put_folded(self, text: str) -> None:
        self._out.append(text)
        head, _, tail = text.rpartition("\n")
        self._column = len(tail) if head or text.startswith("\n") else self._column + len(text)

    def _styled(self, text: str, indent: int, *, simple_key: bool) -> str:
        chosen = style(text, simple_key=simple_key)
        fold = Fold(text, self._column, indent, breaks=not (simple_key or self._pretty))
        if chosen == "plain":
            return fold.plain()
        return fold.single() if chosen == "single" else fold.double()

    def _literal(self, text: str, indent: int) -> None:
        hint = str(_INDENT) if text[0] == " " or text[0] in BREAKS else ""
        if text[-1] not in BREAKS:
            chomp = "-"
        elif len(text) == 1 or text[-2] in BREAKS:
            chomp = "+"
        else:
            chomp = ""
        pad = " " * indent
        self._out.append(f"|{hint}{chomp}\n")
        at_start = True
        for char in text:
            if char in BREAKS:
                self._out.append(char)
                at_start = True
            elif at_start:
                self._out.append(pad + char)
                at_start = False
            else:
                self._out.append(char)
        self._column = 0 if at_start else 1


def _plain_scalar(value: Any, *, as_json: bool) -> str:
    if value is None:
        return "null"
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{}"
    if isinstance(value, list):
        return "[]"
    if isinstance(value, int):
        return str(value)
    # a whole float went through JSON as an integer and is read back as one
    if as_json and value.is_integer() and abs(value) < 1e20 and "e" not in (text := json_float(value)):
        whole = int(text)
        return str(whole) if whole < 1 << 64 and whole >= -(1 << 63) else general(value)
    return general(value)
