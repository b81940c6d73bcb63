"""The tokens of a template, read forth and back, and the errors that name their lines."""

from maestro.factory.chart.errors import TemplateParseError
from maestro.factory.chart.template.lexer import Kind, Token, tokens


class TokenStream:
    """What a parser reads from. The last token, which is the end or an error, comes again and again."""

    def __init__(self, file: str, text: str) -> None:
        """All tokens of a file's text."""
        self.file = file
        self.at = 0
        self.action_line = 0
        self._tokens = tokens(text)
        self._line = 1

    def next(self) -> Token:
        """The next token; the last one, which is the end or an error, again and again."""
        token = self._tokens[self.at]
        if self.at + 1 < len(self._tokens):
            self.at += 1
        self._line = token.line
        return token

    def peek(self) -> Token:
        """The next token, left where it is."""
        token = self._tokens[self.at]
        self._line = token.line
        return token

    def next_solid(self) -> Token:
        """The next token that is no blank."""
        self._skip_spaces()
        return self.next()

    def peek_solid(self) -> Token:
        """The same, left where it is."""
        self._skip_spaces()
        return self.peek()

    def _skip_spaces(self) -> None:
        while self._tokens[self.at].kind is Kind.SPACE:
            self.at += 1

    def fail(self, message: str) -> TemplateParseError:
        """The error at the line of the last token."""
        return TemplateParseError(f"template: {self.file}:{self._line}: {message}")

    def unexpected(self, token: Token, context: str) -> TemplateParseError:
        """The error for a token that has no place here."""
        if token.kind is not Kind.ERROR:
            return self.fail(f"unexpected {token} in {context}")
        extra = ""
        if self.action_line not in (0, token.line):
            start = "started" if token.text.endswith(" action") else "in action started"
            extra = f" {start} at {self.file}:{self.action_line}"
        return self.fail(f"{token}{extra}")

    def expect(self, kind: Kind, context: str) -> Token:
        """The next token, which must be of this kind."""
        token = self.next_solid()
        if token.kind is not kind:
            raise self.unexpected(token, context)
        return token
