"""Text to tokens.

Owns delimiters, trim markers, comments and literals' extent; refuses unclosed actions and strings.
"""

import re
from enum import Enum

from maestro.domain.record import dataclass

_SPACE = " \t\r\n"
_KEYWORDS = frozenset({"block", "break", "continue", "define", "else", "end", "if", "range", "nil", "template", "with"})
_DIGITS = (
    r"[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?"
    r"|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?"
)
_NUMBER = re.compile(_DIGITS)
_SUM = re.compile(rf"{_DIGITS}[+-]{_DIGITS.removeprefix('[+-]?')}")  # `1+2i`, without blanks
_WORD = re.compile(r"\w+")  # letters, digits and underscore of any script
_SIMPLE = re.compile(r"(?P<space>[ \t\r\n]+)|(?P<field>\.[^\W\d]\w*)|(?P<variable>\$\w*)|(?P<identifier>[^\W\d]\w*)")
_STRING = re.compile(r'"(?:[^"\\\n]|\\[^\n])*"')
_CHAR = re.compile(r"'(?:[^'\\\n]|\\[^\n])*'")


class Kind(Enum):
    """What a token is."""

    TEXT = "text"
    LEFT = "left delim"
    RIGHT = "right delim"
    SPACE = "space"
    ASSIGN = "="
    DECLARE = ":="
    PIPE = "|"
    LEFT_PAREN = "("
    RIGHT_PAREN = ")"
    CHAR = "char"
    STRING = "string"
    RAW_STRING = "raw string"
    CHAR_CONSTANT = "character"
    NUMBER = "number"
    BOOL = "bool"
    FIELD = "field"
    VARIABLE = "variable"
    IDENTIFIER = "identifier"
    KEYWORD = "keyword"
    DOT = "dot"
    EOF = "EOF"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Token:
    """A token, where it starts (offset and line from 1) and its text."""

    kind: Kind
    pos: int
    text: str
    line: int

    def __str__(self) -> str:
        """As Go's error messages name it."""
        if self.kind is Kind.EOF:
            return "EOF"
        if self.kind is Kind.ERROR:
            return self.text
        if self.kind in (Kind.KEYWORD, Kind.DOT):
            return f"<{self.text}>"
        return f'"{self.text}"' if len(self.text) <= 10 else f'"{self.text[:10]}"...'


class Lexer:
    """Tokens of one template text, one at a time."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pos = 0
        self._line = 1
        self._inside = False
        self._parens = 0

    def next(self) -> Token:
        """The next token; none may be asked for after an error or the end."""
        return self._in_action() if self._inside else self._in_text()

    def _token(self, kind: Kind, end: int) -> Token:
        text = self._text[self._pos : end]
        token = Token(kind, self._pos, text, self._line)
        self._skip(end)
        return token

    def _skip(self, end: int) -> None:
        self._line += self._text.count("\n", self._pos, end)
        self._pos = end

    def _error(self, message: str) -> Token:
        return Token(Kind.ERROR, self._pos, message, self._line)

    def _in_text(self) -> Token:
        text = self._text
        while True:
            at = text.find("{{", self._pos)
            if at < 0:
                end = len(text)
                return self._token(Kind.TEXT if end > self._pos else Kind.EOF, end)
            trimmed = text.startswith("-", at + 2) and text[at + 3 : at + 4] in _SPACE and at + 3 < len(text)
            if at > self._pos:
                end = self._pos + len(text[self._pos : at].rstrip(_SPACE)) if trimmed else at
                token = self._token(Kind.TEXT, end)
                self._skip(at)
                if token.text:
                    return token
            after = at + (4 if trimmed else 2)
            if text.startswith("/*", after):
                self._skip(after)
                problem = self._comment()
                if problem:
                    return problem
                continue
            token = self._token(Kind.LEFT, at + 2)
            self._skip(after)
            self._inside, self._parens = True, 0
            return token

    def _comment(self) -> Token | None:
        end = self._text.find("*/", self._pos + 2)
        if end < 0:
            return self._error("unclosed comment")
        end += 2
        closed, trims = self._right_at(end)
        if not closed:
            return self._error("comment ends before closing delimiter")
        self._skip(end)
        self._close(trims)
        return None

    def _right_at(self, pos: int) -> tuple[bool, bool]:
        text = self._text
        if text[pos : pos + 1] and text[pos] in _SPACE and text.startswith("-}}", pos + 1):
            return True, True
        return text.startswith("}}", pos), False

    def _close(self, trims: bool) -> Token:
        if trims:
            self._skip(self._pos + 2)
        token = self._token(Kind.RIGHT, self._pos + 2)
        if trims:
            rest = self._pos
            while rest < len(self._text) and self._text[rest] in _SPACE:
                rest += 1
            self._skip(rest)
        return token

    def _in_action(self) -> Token:
        closed, trims = self._right_at(self._pos)
        if closed:
            if self._parens:
                return self._error("unclosed left paren")
            self._inside = False
            return self._close(trims)
        if self._pos >= len(self._text):
            return self._error("unclosed action")
        match = _SIMPLE.match(self._text, self._pos)
        if match is not None:
            return self._simple(match)
        return self._sign(self._text[self._pos])

    def _simple(self, match: re.Match[str]) -> Token:
        end = match.end()
        kind = match.lastgroup
        if kind == "space":
            # the blank before a trim marker belongs to the marker
            if self._text.startswith("-}}", end) and end - self._pos > 1:
                end -= 1
            return self._token(Kind.SPACE, end)
        if not self._terminated(end):
            return self._bad_character(end)
        if kind == "identifier":
            return self._token(_word_kind(match.group()), end)
        return self._token(Kind.FIELD if kind == "field" else Kind.VARIABLE, end)

    def _bad_character(self, at: int) -> Token:
        char = self._text[at]
        shown = f" '{char}'" if char.isprintable() else ""
        return self._error(f"bad character U+{ord(char):04X}{shown}")

    def _terminated(self, at: int) -> bool:
        text = self._text
        return at >= len(text) or text[at] in " \t\r\n.,|:)(" or text.startswith("}}", at)

    def _sign(self, char: str) -> Token:
        match char:
            case "=":
                return self._token(Kind.ASSIGN, self._pos + 1)
            case ":":
                if self._text.startswith(":=", self._pos):
                    return self._token(Kind.DECLARE, self._pos + 2)
                return self._error("expected :=")
            case "|":
                return self._token(Kind.PIPE, self._pos + 1)
            case '"' | "`" | "'":
                return self._quoted(char)
            case "(":
                self._parens += 1
                return self._token(Kind.LEFT_PAREN, self._pos + 1)
            case ")":
                self._parens -= 1
                if self._parens < 0:
                    return self._error("unexpected right paren")
                return self._token(Kind.RIGHT_PAREN, self._pos + 1)
            case ".":
                return self._dot()
        if char in "+-" or char.isdigit():
            return self._number()
        if char.isascii() and char.isprintable():
            return self._token(Kind.CHAR, self._pos + 1)
        shown = f" '{char}'" if char.isprintable() else ""
        return self._error(f"unrecognized character in action: U+{ord(char):04X}{shown}")

    def _dot(self) -> Token:
        following = self._text[self._pos + 1 : self._pos + 2]
        if following.isascii() and following.isdigit():
            return self._number()
        if not self._terminated(self._pos + 1):
            word = _WORD.match(self._text, self._pos + 1)
            return self._bad_character(word.end() if word and word.end() < len(self._text) else self._pos + 1)
        return self._token(Kind.DOT, self._pos + 1)

    def _quoted(self, mark: str) -> Token:
        if mark == "`":
            end = self._text.find("`", self._pos + 1)
            return self._error("unterminated raw quoted string") if end < 0 else self._token(Kind.RAW_STRING, end + 1)
        match = (_STRING if mark == '"' else _CHAR).match(self._text, self._pos)
        if match is None:
            what = "quoted string" if mark == '"' else "character constant"
            return self._error(f"unterminated {what}")
        return self._token(Kind.STRING if mark == '"' else Kind.CHAR_CONSTANT, match.end())

    def _number(self) -> Token:
        match = _NUMBER.match(self._text, self._pos)
        end = match.end() if match else self._pos
        following = self._text[end : end + 1]
        if following in ("+", "-"):
            return self._sum()
        if following and (following == "_" or following.isalnum()):
            return self._error(f'bad number syntax: "{self._text[self._pos : end + 1]}"')
        return self._token(Kind.NUMBER, end)

    def _sum(self) -> Token:
        """A number with two parts, of which the second one is imaginary."""
        match = _SUM.match(self._text, self._pos)
        end = match.end() if match else self._pos
        if self._text[end - 1] != "i":
            return self._error(f'bad number syntax: "{self._text[self._pos : end]}"')
        return self._token(Kind.NUMBER, end)


def tokens(text: str) -> list[Token]:
    """All tokens of a text; the last one is the end, or an error."""
    lexer = Lexer(text)
    out = [lexer.next()]
    while out[-1].kind not in (Kind.EOF, Kind.ERROR):
        out.append(lexer.next())
    return out


def _word_kind(word: str) -> Kind:
    if word in _KEYWORDS:
        return Kind.KEYWORD
    return Kind.BOOL if word in {"true", "false"} else Kind.IDENTIFIER
