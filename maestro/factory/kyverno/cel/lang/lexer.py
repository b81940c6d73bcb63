"""Text -> tokens, after CEL's grammar; literals come out as values."""

import re
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.errors import CompileError
from maestro.factory.kyverno.cel.lang.values import Uint

_PREFIX = r"(?:[rR][bB]?|[bB][rR]?)?"
_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n\f]+|//[^\n]*)"
    rf'|(?P<string>{_PREFIX}(?:"""(?:[^\\]|\\[\s\S])*?"""|\'\'\'(?:[^\\]|\\[\s\S])*?\'\'\''
    rf'|"(?:[^"\\\n\r]|\\[^\n\r])*"|\'(?:[^\'\\\n\r]|\\[^\n\r])*\'))'
    r"|(?P<float>(?:\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?))"
    r"|(?P<hex>0[xX][0-9a-fA-F]+)(?P<hexu>[uU]?)"
    r"|(?P<int>\d+)(?P<intu>[uU]?)"
    r"|(?P<quoted>`[A-Za-z0-9_.\-/ ]+`)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<op>==|!=|<=|>=|&&|\|\||[-+*/%!<>()\[\]{}.,?:])"
)
_RAW = re.compile(r'(?P<prefix>[rRbB]*)(?P<quote>"""|\'\'\'|"|\')')
_ESCAPE = (
    r"\\(?:(?P<hex>[xX][0-9a-fA-F]{2})|(?P<u4>u[0-9a-fA-F]{4})|(?P<u8>U[0-9a-fA-F]{8})"
    r"|(?P<octal>[0-3][0-7]{2})|(?P<simple>[abfnrtv\\?\"'`])|(?P<bad>[\s\S]?))"
)
_RAW_OPEN = re.compile(r"[rR][bB]?|[bB][rR]")
_RAW_STRING = re.compile(r'[rRbB]{1,2}(?:"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"[^"\n\r]*"|\'[^\'\n\r]*\')')
_SIMPLE = dict(zip("abfnrtv\\?\"'`", "\a\b\f\n\r\t\v\\?\"'`", strict=True))
_LIMIT = 100_000  # characters; the longest expression that Kubernetes takes is a tenth of that


@dataclass(frozen=True)
class Token:
    """One token: `kind` is literal, name, op or end; `text` for names and operators, `value` for literals."""

    kind: str
    text: str
    value: Any
    pos: int


def tokenize(text: str) -> list[Token]:
    """All tokens of an expression, the last one of kind `end`."""
    if len(text) > _LIMIT:
        raise CompileError(f"the expression has {len(text)} characters; at most {_LIMIT} are taken")
    tokens: list[Token] = []
    pos = 0
    while pos < len(text):
        found = _raw_string(text, pos) or _TOKEN.match(text, pos)
        if found is None:
            raise CompileError(f"Syntax error: token recognition error at: {text[pos : pos + 10]!r} (offset {pos})")
        token = _token(found, pos)
        if token:
            tokens.append(token)
        pos = found.end()
    tokens.append(Token("end", "<EOF>", None, len(text)))
    return tokens


def _raw_string(text: str, pos: int) -> re.Match[str] | None:
    # A backslash does not escape the quote of a raw string, so it has a pattern of its own.
    if text[pos] not in "rRbB" or not _RAW_OPEN.match(text, pos):
        return None
    return _RAW_STRING.match(text, pos)


def _token(found: re.Match[str], pos: int) -> Token | None:
    text = found.group()
    groups = found.groupdict()
    if not groups or groups.get("string"):
        return Token("literal", text, _string(text), pos)
    if groups["space"]:
        return None
    if groups["float"]:
        return Token("literal", text, float(text), pos)
    if groups["hex"] or groups["int"]:
        digits = groups["hex"] or groups["int"]
        number = int(digits, 16 if groups["hex"] else 10)
        return Token("literal", text, Uint(number) if groups["hexu"] or groups["intu"] else number, pos)
    if groups["quoted"]:
        return Token("quoted", text[1:-1], None, pos)
    return Token("name" if groups["name"] else "op", text, None, pos)


def _string(text: str) -> str | bytes:
    found = _RAW.match(text)
    if found is None:
        raise CompileError(f"Syntax error: not a string: {text!r}")
    prefix, quote = found["prefix"].lower(), found["quote"]
    body = text[found.end() : -len(quote)]
    is_bytes = "b" in prefix
    if "r" in prefix:
        return body.encode() if is_bytes else body
    if not is_bytes:
        return re.sub(_ESCAPE, _unescape, body) if "\\" in body else body
    # In bytes, \x and octal escapes are bytes, not code points.
    out, last = b"", 0
    for escape in re.finditer(_ESCAPE, body):
        out += body[last : escape.start()].encode()
        code = _unescape(escape)
        out += bytes([ord(code)]) if escape["hex"] or escape["octal"] else code.encode()
        last = escape.end()
    return out + body[last:].encode()


def _unescape(found: re.Match[str]) -> str:
    if found["simple"]:
        return _SIMPLE[found["simple"]]
    if found["octal"]:
        return chr(int(found["octal"], 8))
    digits = found["hex"] or found["u4"] or found["u8"]
    code = int(digits[1:], 16) if digits else 0x110000
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        raise CompileError(f"Syntax error: invalid escape {found.group()!r} in a string")
    return chr(code)
