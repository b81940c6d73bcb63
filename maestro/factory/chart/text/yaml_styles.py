"""The styles of one YAML scalar: when it must be quoted, and how long ones are folded.

Owns go-yaml's judgement of a text; knows nothing of maps and lists.
"""

import re

from maestro.factory.chart.errors import YamlError
from maestro.factory.chart.text.yaml_scalars import is_plain_text

WIDTH = 80
BREAKS = "\r\n\x85\u2028\u2029"
_UNREADABLE = re.compile("[\x7f-\x84\x86-\x9f\ufffe\uffff]")
_NEL_FOLD = re.compile(" *\x85([ \x85]*)")
_SPECIAL = "[^\n -~\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd]"
_NEVER_FIRST = frozenset("#,[]{}&*!|>'\"%@`")
_ESCAPES = {
    0: "0",
    7: "a",
    8: "b",
    9: "t",
    10: "n",
    11: "v",
    12: "f",
    13: "r",
    27: "e",
    34: '"',
    92: "\\",
    0x85: "N",
    0xA0: "_",
    0x2028: "L",
    0x2029: "P",
}


class Fold:
    """One flow scalar, folded at blanks behind column 80 where breaks are allowed."""

    def __init__(self, text: str, column: int, indent: int, *, breaks: bool) -> None:
        self._text = text
        self._column = column
        self._indent = indent
        self._breaks = breaks
        self._out: list[str] = []

    def _put(self, text: str) -> None:
        self._out.append(text)
        self._column += len(text)

    def _new_line(self) -> None:
        self._out.append("\n" + " " * self._indent)
        self._column = self._indent

    def plain(self) -> str:
        text = self._text
        if not self._breaks or self._column + len(text) <= WIDTH:
            return text
        self._words(text, quoted=False)
        return "".join(self._out)

    def single(self) -> str:
        self._put("'")
        self._words(self._text, quoted=True)
        self._put("'")
        return "".join(self._out)

    def _words(self, text: str, *, quoted: bool) -> None:
        last = len(text) - 1
        spaces = broken = False
        for at, char in enumerate(text):
            if char == " ":
                inside = not quoted or 0 < at < last
                folds = self._breaks and not spaces and self._column > WIDTH and inside
                if folds and text[at + 1 : at + 2] != " ":
                    self._new_line()
                else:
                    self._put(char)
                spaces = True
            elif char in BREAKS:
                self._out.append(("\n" if char == "\n" and not broken else "") + char)
                self._column = 0
                broken = True
            else:
                if broken:
                    self._out.append(" " * self._indent)
                    self._column = self._indent
                self._put("''" if quoted and char == "'" else char)
                spaces = broken = False

    def double(self) -> str:
        text = self._text
        last = len(text) - 1
        self._put('"')
        spaces = False
        for at, char in enumerate(text):
            if char == " " and self._breaks and not spaces and self._column > WIDTH and 0 < at < last:
                self._new_line()
                if text[at + 1] == " ":
                    self._put("\\")
                spaces = True
            elif char == " ":
                self._put(char)
                spaces = True
            else:
                self._put(_escaped(char))
                spaces = False
        self._put('"')
        return "".join(self._out)


def _escaped(char: str) -> str:
    if " " <= char <= "~" and char not in '"\\':
        return char
    code = ord(char)
    if char not in BREAKS and not _special(char) and char not in '"\\':
        return char
    if code in _ESCAPES:
        return "\\" + _ESCAPES[code]
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def readable(text: str) -> str:
    """The text as go-yaml reads it from JSON: NEL folds like a line break, controls are refused."""
    if text.isascii() and "\x7f" not in text:
        return text
    if _UNREADABLE.search(text):
        raise YamlError("yaml: control characters are not allowed")
    if "\x85" not in text:
        return text
    return _NEL_FOLD.sub(lambda match: "\n" * match.group(1).count("\x85") or " ", text)


def _special(text: str) -> bool:
    """Whether a character is there that only an escape writes; most texts are seen at once to have none."""
    return not (text.isascii() and text.isprintable()) and re.search(_SPECIAL, text) is not None


def block_allowed(text: str) -> bool:
    return not (_special(text) or text.endswith(" ") or _space_before_break(text))


def _space_before_break(text: str) -> bool:
    return any(text[at - 1] == " " for at in range(1, len(text)) if text[at] in BREAKS)


def style(text: str, *, simple_key: bool) -> str:
    """plain, single or double."""
    if not text:
        return "double"
    if "\n" in text or not is_plain_text(text):
        return "double"
    if _special(text) or _space_before_break(text) or _break_before_space(text):
        return "double"
    if any(c in BREAKS for c in text):
        return "double" if simple_key else "single"
    return "plain" if _plain_allowed(text) else "single"


def _break_before_space(text: str) -> bool:
    return any(text[at - 1] in BREAKS for at in range(1, len(text)) if text[at] == " ")


def _plain_allowed(text: str) -> bool:
    if text[0] == " " or text[-1] == " " or text[0] in _NEVER_FIRST or text.startswith(("---", "...")):
        return False
    if text[0] in "?:-" and text[1:2] in {"", " "}:
        return False
    if ": " in text or " #" in text:
        return False
    return not text.endswith(":")
