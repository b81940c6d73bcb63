"""Tokens to trees.

Owns the grammar and the scopes of variables; refuses unknown functions, variables and stray `end`s.
"""

from collections.abc import Container
from dataclasses import field

from maestro.domain.record import dataclass
from maestro.factory.chart.errors import GoError
from maestro.factory.chart.template import nodes
from maestro.factory.chart.template.lexer import Kind, Token
from maestro.factory.chart.template.stream import TokenStream
from maestro.factory.chart.text.numbers import parse_complex, parse_float, parse_int
from maestro.factory.chart.text.quoting import quote, unquote, unquote_rune

_OPERANDS = frozenset(
    {
        Kind.BOOL,
        Kind.CHAR_CONSTANT,
        Kind.DOT,
        Kind.FIELD,
        Kind.IDENTIFIER,
        Kind.NUMBER,
        Kind.RAW_STRING,
        Kind.STRING,
        Kind.VARIABLE,
        Kind.LEFT_PAREN,
    }
)
_NOT_EXECUTABLE = (nodes.Bool, nodes.Dot, nodes.Nil, nodes.Number, nodes.String)
UNDEFINED = -1  # the slot of a variable that is assigned to and was never declared
_MAX_DEPTH = 200  # parentheses and blocks; Python's own stack bounds it


def parse(name: str, text: str, functions: Container[str]) -> dict[str, nodes.Tree]:
    """All templates a file defines, itself included, by name."""
    return _Parser(name, text, functions).run()


@dataclass
class _Scope:
    """The variables of one template: visible names with their slots, innermost last."""

    name: str
    visible: list[tuple[str, int]] = field(default_factory=lambda: [("$", 0)])
    slots: int = 1
    ranges: int = 0

    def declare(self, name: str) -> int:
        slot = self.slots
        self.slots += 1
        self.visible.append((name, slot))
        return slot

    def slot(self, name: str) -> int | None:
        return next((slot for known, slot in reversed(self.visible) if known == name), None)


@dataclass(frozen=True)
class _End:
    """What closed a body: `end`, or `else` at a place."""

    text: str
    pos: int


class _Parser:
    def __init__(self, name: str, text: str, functions: Container[str]) -> None:
        self._file = name
        self._text = text
        self._functions = functions
        self._stream = TokenStream(name, text)
        self._trees: dict[str, nodes.Tree] = {}
        self._scope = _Scope(name)
        self._depth = 0

    # templates

    def run(self) -> dict[str, nodes.Tree]:
        start = self._stream.peek().pos
        found: list[nodes.Statement] = []
        while self._stream.peek().kind is not Kind.EOF:
            start_of_action = self._stream.at
            if self._stream.next().kind is Kind.LEFT:
                word = self._stream.next_solid()
                if word.kind is Kind.KEYWORD and word.text == "define":
                    self._definition()
                    continue
            self._stream.at = start_of_action
            node = self._text_or_action()
            if isinstance(node, _End):
                raise self._stream.fail(f"unexpected {node.text}")
            found.append(node)
        self._add(nodes.Tree(self._file, self._file, self._text, nodes.Body(start, tuple(found)), self._scope.slots))
        return self._trees

    def _definition(self) -> None:
        name = self._template_name(self._stream.next_solid(), "define clause")
        self._stream.expect(Kind.RIGHT, "define clause")
        self._add(self._separate(name, "define clause"))

    def _separate(self, name: str, context: str) -> nodes.Tree:
        """A template of its own inside this file, up to its `end`."""
        outer, self._scope = self._scope, _Scope(name)
        body, end = self._body()
        if end.text != "{{end}}":
            raise self._stream.fail(f"unexpected {end.text} in {context}")
        tree = nodes.Tree(name, self._file, self._text, body, self._scope.slots)
        self._scope = outer
        return tree

    def _add(self, tree: nodes.Tree) -> None:
        known = self._trees.get(tree.name)
        if known is None or known.is_empty():
            self._trees[tree.name] = tree
        elif not tree.is_empty():
            raise self._stream.fail(f"template: multiple definition of template {quote(tree.name)}")

    def _template_name(self, token: Token, context: str) -> str:
        if token.kind not in (Kind.STRING, Kind.RAW_STRING):
            raise self._stream.unexpected(token, context)
        return self._unquoted(token)

    def _unquoted(self, token: Token) -> str:
        try:
            return unquote(token.text)
        except GoError as error:
            raise self._stream.fail(str(error)) from None

    # statements

    def _body(self) -> tuple[nodes.Body, _End]:
        start = self._stream.peek_solid().pos
        found: list[nodes.Statement] = []
        while self._stream.peek_solid().kind is not Kind.EOF:
            node = self._text_or_action()
            if isinstance(node, _End):
                return nodes.Body(start, tuple(found)), node
            found.append(node)
        raise self._stream.fail("unexpected EOF")

    def _text_or_action(self) -> nodes.Statement | _End:
        token = self._stream.next_solid()
        if token.kind is Kind.TEXT:
            return nodes.Text(token.pos, token.text)
        if token.kind is not Kind.LEFT:
            raise self._stream.unexpected(token, "input")
        self._stream.action_line = token.line
        node = self._action()
        self._stream.action_line = 0
        return node

    def _action(self) -> nodes.Statement | _End:
        token = self._stream.peek_solid()
        if token.kind is Kind.KEYWORD and token.text not in {"nil", "define"}:
            return self._keyword(self._stream.next())
        return nodes.Action(token.pos, self._pipeline("command", Kind.RIGHT))

    def _keyword(self, token: Token) -> nodes.Statement | _End:
        match token.text:
            case "if" | "with" | "range":
                return self._control(token.text)
            case "end":
                return _End("{{end}}", self._stream.expect(Kind.RIGHT, "end").pos)
            case "else":
                return self._else()
            case "break" | "continue":
                return self._jump(token)
            case "template":
                return self._template_call()
        return self._block()

    def _else(self) -> _End:
        following = self._stream.peek_solid()
        if following.kind is Kind.KEYWORD and following.text in {"if", "with"}:
            return _End("{{else}}", following.pos)
        return _End("{{else}}", self._stream.expect(Kind.RIGHT, "else").pos)

    def _jump(self, token: Token) -> nodes.Break | nodes.Continue:
        what = "{{" + token.text + "}}"
        following = self._stream.next_solid()
        if following.kind is not Kind.RIGHT:
            raise self._stream.unexpected(following, what)
        if not self._scope.ranges:
            raise self._stream.fail(f"{what} outside {{{{range}}}}")
        return nodes.Break(token.pos) if token.text == "break" else nodes.Continue(token.pos)

    def _template_call(self) -> nodes.Call:
        token = self._stream.next_solid()
        name = self._template_name(token, "template clause")
        if self._stream.peek_solid().kind is Kind.RIGHT:
            self._stream.next()
            return nodes.Call(token.pos, name, None)
        return nodes.Call(token.pos, name, self._pipeline("template clause", Kind.RIGHT))

    def _block(self) -> nodes.Call:
        token = self._stream.next_solid()
        name = self._template_name(token, "block clause")
        pipe = self._pipeline("block clause", Kind.RIGHT)
        self._add(self._separate(name, "block clause"))
        return nodes.Call(token.pos, name, pipe)

    def _control(self, word: str) -> nodes.If | nodes.With | nodes.Range:
        self._deeper()
        visible = len(self._scope.visible)
        pipe = self._pipeline(word, Kind.RIGHT)
        self._scope.ranges += word == "range"
        body, end = self._body()
        self._scope.ranges -= word == "range"
        otherwise = self._otherwise(word, end) if end.text == "{{else}}" else None
        del self._scope.visible[visible:]
        self._depth -= 1
        if word == "if":
            return nodes.If(pipe.pos, pipe, body, otherwise)
        return (nodes.With if word == "with" else nodes.Range)(pipe.pos, pipe, body, otherwise)

    def _otherwise(self, word: str, end: _End) -> nodes.Body:
        following = self._stream.peek()
        if word != "range" and following.kind is Kind.KEYWORD and following.text == word:
            self._stream.next()
            return nodes.Body(end.pos, (self._control(word),))
        body, last = self._body()
        if last.text != "{{end}}":
            raise self._stream.fail(f"expected end; found {last.text}")
        return body

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise self._stream.fail("max expression depth exceeded")

    # pipelines

    def _pipeline(self, context: str, end: Kind) -> nodes.Pipe:
        start = self._stream.peek_solid().pos
        names, assigns = self._declarations(context)
        commands: list[nodes.Command] = []
        while True:
            token = self._stream.peek_solid()
            if token.kind is end:
                self._stream.next()
                break
            if token.kind not in _OPERANDS and not _is_nil(token):
                raise self._stream.unexpected(token, context)
            commands.append(self._command())
        self._check(commands, context)
        # only now: in `$x := append $x 1` the operand is the older $x
        return nodes.Pipe(start, tuple(commands), self._declare(names, assigns=assigns), assigns)

    def _check(self, commands: list[nodes.Command], context: str) -> None:
        if not commands:
            raise self._stream.fail(f"missing value for {context}")
        for stage, command in enumerate(commands[1:], 2):
            if isinstance(command.args[0], _NOT_EXECUTABLE):
                raise self._stream.fail(f"non executable command in pipeline stage {stage}")

    def _declarations(self, context: str) -> tuple[list[Token], bool]:
        """The variables in front of a pipeline, and whether they are assigned to and not declared."""
        names: list[Token] = []
        while self._stream.peek_solid().kind is Kind.VARIABLE:
            start = self._stream.at
            token = self._stream.next()
            sign = self._stream.next_solid()
            if sign.kind in (Kind.ASSIGN, Kind.DECLARE):
                names.append(token)
                return names, sign.kind is Kind.ASSIGN
            if sign.kind is not Kind.CHAR or sign.text != ",":
                self._stream.at = start
                break
            names.append(token)
            self._check_comma(context, len(names))
        # `range $i, $e` without a sign: Go declares what it has seen
        return names, False

    def _check_comma(self, context: str, count: int) -> None:
        if context != "range" or count > 1:
            raise self._stream.fail(f"too many declarations in {context}")
        if self._stream.peek_solid().kind not in (Kind.VARIABLE, Kind.RIGHT, Kind.RIGHT_PAREN):
            raise self._stream.fail("range can only initialize variables")

    def _declare(self, names: list[Token], *, assigns: bool) -> tuple[nodes.Variable, ...]:
        found: list[nodes.Variable] = []
        for token in names:
            slot = self._scope.slot(token.text) if assigns else self._scope.declare(token.text)
            if slot is None:
                slot = UNDEFINED
            found.append(nodes.Variable(token.pos, token.text, (), slot))
        return tuple(found)

    def _command(self) -> nodes.Command:
        start = self._stream.peek_solid().pos
        args: list[nodes.Operand] = []
        while True:
            self._stream.peek_solid()
            operand = self._operand()
            if operand is not None:
                args.append(operand)
            token = self._stream.peek()
            if token.kind in (Kind.RIGHT, Kind.RIGHT_PAREN):
                break
            self._stream.next()
            if token.kind is Kind.PIPE:
                break
            if token.kind is not Kind.SPACE:
                raise self._stream.unexpected(token, "operand")
        if not args:
            raise self._stream.fail("empty command")
        return nodes.Command(start, tuple(args))

    def _operand(self) -> nodes.Operand | None:
        term = self._term()
        if term is None or self._stream.peek().kind is not Kind.FIELD:
            return term
        start = self._stream.peek().pos
        names: list[str] = []
        while self._stream.peek().kind is Kind.FIELD:
            names.append(self._stream.next().text[1:])
        match term:
            case nodes.Field():
                return nodes.Field(start, (*term.names, *names))
            case nodes.Variable():
                return nodes.Variable(start, term.name, tuple(names), term.slot)
            case nodes.Bool() | nodes.String() | nodes.Number() | nodes.Nil() | nodes.Dot():
                raise self._stream.fail(f"unexpected . after term {quote(str(term))}")
        return nodes.Chain(start, term, tuple(names))

    def _term(self) -> nodes.Operand | None:
        token = self._stream.peek_solid()
        if token.kind not in _OPERANDS:
            if _is_nil(token):
                return nodes.Nil(self._stream.next().pos)
            return None
        self._stream.next()
        match token.kind:
            case Kind.IDENTIFIER:
                if token.text not in self._functions:
                    raise self._stream.fail(f"function {quote(token.text)} not defined")
                return nodes.Identifier(token.pos, token.text)
            case Kind.DOT:
                return nodes.Dot(token.pos)
            case Kind.VARIABLE:
                return self._variable(token)
            case Kind.FIELD:
                return nodes.Field(token.pos, (token.text[1:],))
            case Kind.BOOL:
                return nodes.Bool(token.pos, token.text == "true")
            case Kind.NUMBER | Kind.CHAR_CONSTANT:
                return self._number(token)
            case Kind.LEFT_PAREN:
                return self._parenthesized()
        return nodes.String(token.pos, token.text, self._unquoted(token))

    def _parenthesized(self) -> nodes.Pipe:
        self._deeper()
        pipe = self._pipeline("parenthesized pipeline", Kind.RIGHT_PAREN)
        self._depth -= 1
        return pipe

    def _variable(self, token: Token) -> nodes.Variable:
        slot = self._scope.slot(token.text)
        if slot is None:
            raise self._stream.fail(f"undefined variable {quote(token.text)}")
        return nodes.Variable(token.pos, token.text, (), slot)

    def _number(self, token: Token) -> nodes.Number:
        text = token.text
        if token.kind is Kind.CHAR_CONSTANT:
            try:
                code = unquote_rune(text)
            except GoError:
                raise self._stream.fail(f"malformed character constant: {text}") from None
            return nodes.Number(token.pos, text, code, float(code))
        if text.endswith("i"):
            return self._imaginary(token)
        integer = parse_int(text, 0)
        if integer is not None:
            return nodes.Number(token.pos, text, integer, float(integer))
        real = parse_float(text.replace("_", ""))
        if real is None:
            raise self._stream.fail(f"illegal number syntax: {quote(text)}")
        if not any(c in ".eEpP" for c in text):
            raise self._stream.fail(f"integer overflow: {quote(text)}")
        whole = int(real) if real.is_integer() and abs(real) < 1 << 63 else None
        return nodes.Number(token.pos, text, whole, real)

    def _imaginary(self, token: Token) -> nodes.Number:
        """`2i` and `1+2i`; without an imaginary part it is an integer and a float as well."""
        number = parse_complex(token.text.replace("_", ""))
        if number is None:
            raise self._stream.fail(f"illegal number syntax: {quote(token.text)}")
        real = None if number.imag else number.real
        whole = int(real) if real is not None and real.is_integer() and abs(real) < 1 << 63 else None
        return nodes.Number(token.pos, token.text, whole, real, number)


def _is_nil(token: Token) -> bool:
    return token.kind is Kind.KEYWORD and token.text == "nil"
