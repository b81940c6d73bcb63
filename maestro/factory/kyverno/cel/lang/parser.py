"""Tokens -> tree, by recursive descent over CEL's grammar. Refuses what nests deeper than people write."""

from maestro.factory.kyverno.cel.lang.errors import CompileError
from maestro.factory.kyverno.cel.lang.lexer import Token, tokenize
from maestro.factory.kyverno.cel.lang.macros import expand
from maestro.factory.kyverno.cel.lang.syntax import (
    Call,
    Ident,
    ListLiteral,
    Literal,
    MapLiteral,
    Node,
    Select,
    StructLiteral,
    qualified_name,
)
from maestro.factory.kyverno.cel.lang.values import INT_MAX, INT_MIN, UINT_MAX, Uint

_RELATIONS = {
    "<": "_<_",
    "<=": "_<=_",
    ">": "_>_",
    ">=": "_>=_",
    "==": "_==_",
    "!=": "_!=_",
    "in": "@in",
}
_SUMS = {"+": "_+_", "-": "_-_"}
_PRODUCTS = {"*": "_*_", "/": "_/_", "%": "_%_"}
_CONSTANTS = {"true": True, "false": False, "null": None}
_RESERVED = frozenset(
    {
        *("as", "break", "const", "continue", "else", "for", "function", "if", "import", "let"),
        *("loop", "package", "namespace", "return", "var", "void", "while"),
    }
)
_DEPTH = 60


def parse(text: str) -> Node:
    """The tree of an expression."""
    return _Parser(tokenize(text)).parse()


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    def parse(self) -> Node:
        node = self._expression()
        if self._peek.kind != "end":
            raise self._unexpected()
        return node

    @property
    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def _accept(self, text: str) -> bool:
        token = self._peek
        if token.text == text and token.kind in {"op", "name"}:
            self._at += 1
            return True
        return False

    def _expect(self, text: str) -> Token:
        if not self._accept(text):
            raise self._unexpected(f", expecting '{text}'")
        return self._tokens[self._at - 1]

    def _unexpected(self, detail: str = "") -> CompileError:
        token = self._peek
        return CompileError(f"Syntax error: unexpected {token.text!r} at offset {token.pos}{detail}")

    def _expression(self) -> Node:
        self._depth += 1
        if self._depth > _DEPTH:
            raise CompileError(f"the expression nests deeper than {_DEPTH} levels")
        condition = self._or()
        if self._accept("?"):
            then = self._or()
            self._expect(":")
            condition = Call(condition.pos, "_?_:_", None, [condition, then, self._expression()])
        self._depth -= 1
        return condition

    def _or(self) -> Node:
        terms = [self._and()]
        while self._accept("||"):
            terms.append(self._and())
        return terms[0] if len(terms) == 1 else Call(terms[0].pos, "_||_", None, terms)

    def _and(self) -> Node:
        terms = [self._relation()]
        while self._accept("&&"):
            terms.append(self._relation())
        return terms[0] if len(terms) == 1 else Call(terms[0].pos, "_&&_", None, terms)

    def _relation(self) -> Node:
        node = self._sum()
        while self._peek.text in _RELATIONS and self._peek.kind in {"op", "name"}:
            operator = _RELATIONS[self._next().text]
            node = Call(node.pos, operator, None, [node, self._sum()])
        return node

    def _sum(self) -> Node:
        node = self._product()
        while self._peek.kind == "op" and self._peek.text in _SUMS:
            operator = _SUMS[self._next().text]
            node = Call(node.pos, operator, None, [node, self._product()])
        return node

    def _product(self) -> Node:
        node = self._unary()
        while self._peek.kind == "op" and self._peek.text in _PRODUCTS:
            operator = _PRODUCTS[self._next().text]
            node = Call(node.pos, operator, None, [node, self._unary()])
        return node

    def _unary(self) -> Node:
        token = self._peek
        for sign, function in (("!", "!_"), ("-", "-_")):
            count = 0
            while self._peek.kind == "op" and self._peek.text == sign:
                self._at += 1
                count += 1
            if count:
                return self._signed(token.pos, function, count)
        return self._member()

    def _signed(self, pos: int, function: str, count: int) -> Node:
        literal = self._peek
        if function == "-_" and literal.kind == "literal" and literal.value.__class__ in {int, float} and count % 2:
            # The sign belongs to the number: the smallest integer has no positive twin.
            self._at += 1
            return self._suffixes(_number(-literal.value, pos))
        node = self._member()
        return Call(pos, function, None, [node]) if count % 2 else node

    def _member(self) -> Node:
        return self._suffixes(self._primary())

    def _suffixes(self, node: Node) -> Node:
        while self._peek.kind == "op":
            if self._accept("."):
                node = self._selection(node)
            elif self._accept("["):
                optional = self._accept("?")
                index = self._expression()
                self._expect("]")
                node = Call(node.pos, "_[?_]" if optional else "_[_]", None, [node, index])
            elif self._peek.text == "{" and (name := qualified_name(node)) is not None:
                node = self._struct(name, node.pos)
            else:
                break
        return node

    def _selection(self, node: Node) -> Node:
        optional = self._accept("?")
        token = self._next()
        if token.kind not in {"name", "quoted"} or token.text in {"in", *_CONSTANTS}:
            self._at -= 1
            raise self._unexpected(", expecting a field's name")
        if not optional and token.kind == "name" and self._accept("("):
            return expand(Call(token.pos, token.text, node, self._arguments(")")))
        return Select(node.pos, node, token.text, optional=optional)

    def _arguments(self, closing: str) -> list[Node]:
        arguments: list[Node] = []
        if self._accept(closing):
            return arguments
        while True:
            arguments.append(self._expression())
            if self._accept(closing):
                return arguments
            self._expect(",")

    def _primary(self) -> Node:
        token = self._peek
        if token.kind == "literal":
            self._at += 1
            return _number(token.value, token.pos)
        if token.kind == "op":
            return self._bracketed(token)
        if token.kind != "name" or token.text == "in":
            raise self._unexpected()
        self._at += 1
        if token.text in _CONSTANTS:
            return Literal(token.pos, _CONSTANTS[token.text])
        if token.text in _RESERVED:
            raise CompileError(f"Syntax error: reserved identifier: {token.text} (offset {token.pos})")
        if self._accept("("):
            return expand(Call(token.pos, token.text, None, self._arguments(")")))
        return Ident(token.pos, token.text)

    def _bracketed(self, token: Token) -> Node:
        if self._accept("("):
            node = self._expression()
            self._expect(")")
            return node
        if self._accept("["):
            return self._list(token.pos)
        if self._accept("{"):
            return self._map(token.pos)
        if self._accept("."):  # an absolute name
            return self._primary()
        raise self._unexpected()

    def _list(self, pos: int) -> Node:
        elements: list[tuple[Node, bool]] = []
        while not self._accept("]"):
            optional = self._accept("?")
            elements.append((self._expression(), optional))
            if not self._accept(","):
                self._expect("]")
                break
        return ListLiteral(pos, elements)

    def _map(self, pos: int) -> Node:
        entries: list[tuple[Node, Node, bool]] = []
        while not self._accept("}"):
            optional = self._accept("?")
            key = self._expression()
            self._expect(":")
            entries.append((key, self._expression(), optional))
            if not self._accept(","):
                self._expect("}")
                break
        return MapLiteral(pos, entries)

    def _struct(self, name: str, pos: int) -> Node:
        self._expect("{")
        fields: list[tuple[str, Node, bool]] = []
        while not self._accept("}"):
            optional = self._accept("?")
            field = self._next()
            if field.kind not in {"name", "quoted"}:
                self._at -= 1
                raise self._unexpected(", expecting a field's name")
            self._expect(":")
            fields.append((field.text, self._expression(), optional))
            if not self._accept(","):
                self._expect("}")
                break
        return StructLiteral(pos, name, fields)


def _number(value: object, pos: int) -> Literal:
    if isinstance(value, Uint):
        if value > UINT_MAX:
            raise CompileError(f"Syntax error: invalid uint literal (offset {pos})")
    elif isinstance(value, int) and not isinstance(value, bool) and not INT_MIN <= value <= INT_MAX:
        raise CompileError(f"Syntax error: invalid int literal (offset {pos})")
    return Literal(pos, value)
