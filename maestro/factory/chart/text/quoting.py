"""Go's quoted strings: `%q` and the literals of templates. Owns escapes; refuses nothing but a bad literal."""

import re

from maestro.factory.chart.errors import GoError

_PLAIN = re.compile(r"[ !#-\[\]-~]*\Z")
_SHORT = {"\a": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v", "\\": "\\\\"}
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\", "'": "'", '"': '"'}
_WIDTHS = {"x": 2, "u": 4, "U": 8}
_MAX_RUNE = 0x10FFFF


def printable(char: str) -> bool:
    """Go's IsPrint: letters, marks, numbers, punctuation, symbols and the blank."""
    return char.isprintable()


def quote(text: str, mark: str = '"') -> str:
    """The text as a Go literal."""
    if mark == '"' and _PLAIN.match(text):
        return f'"{text}"'
    return mark + "".join(_escape(char, mark) for char in text) + mark


def _escape(char: str, mark: str) -> str:
    if char == mark:
        return "\\" + char
    if char in _SHORT:
        return _SHORT[char]
    if printable(char):
        return char
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a stray byte
        return f"\\x{code - 0xDC00:02x}"
    if code < 0x80:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def unquote(literal: str) -> str:
    """The text of a Go string literal, in double quotes or backquotes."""
    body = literal[1:-1]
    if literal[0] == "`":
        return body.replace("\r", "")
    if "\\" not in body:
        return body
    out = bytearray()
    at = 0
    while at < len(body):
        if body[at] != "\\":
            out += body[at].encode("utf-8", "surrogateescape")
            at += 1
            continue
        piece, at = _unescape(body, at + 1, literal[0])
        out += piece
    return out.decode("utf-8", "surrogateescape")


def _unescape(body: str, at: int, mark: str) -> tuple[bytes, int]:
    """The bytes of the escape whose letter stands at `at`, and where the text goes on."""
    char = body[at : at + 1]
    if char in _ESCAPES and (char not in "'\"" or char == mark):
        return _ESCAPES[char].encode(), at + 1
    if char in _WIDTHS:
        width = _WIDTHS[char]
        code = _number(body[at + 1 : at + 1 + width], 16, width)
        if char == "x":
            return bytes([code]), at + 1 + width
        if code > _MAX_RUNE or 0xD800 <= code < 0xE000:
            raise GoError("invalid syntax")
        return chr(code).encode(), at + 1 + width
    if char and char in "01234567":
        code = _number(body[at : at + 3], 8, 3)
        if code > 255:
            raise GoError("invalid syntax")
        return bytes([code]), at + 3
    raise GoError("invalid syntax")


def _number(digits: str, base: int, width: int) -> int:
    try:
        if len(digits) == width and digits.isalnum():
            return int(digits, base)
    except ValueError:
        pass
    raise GoError("invalid syntax")


def unquote_rune(literal: str) -> int:
    """The code of a Go character constant such as `'a'`."""
    body = literal[1:-1]
    text = unquote("'" + body + "'") if body.startswith("\\") else body
    if len(text) != 1:
        raise GoError(f"malformed character constant: {literal}")
    return ord(text)
