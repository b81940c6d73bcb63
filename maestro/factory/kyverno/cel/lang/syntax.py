"""The tree of an expression: what the parser makes, the checker reads and the compiler turns into closures.

Macros are already expanded here, into the nodes that name what they do (`Fold`, `Bind`), not into loops.
"""

from typing import Any

from maestro.domain.record import dataclass


@dataclass(eq=False)
class Node:
    """Any node; `pos` is where its text starts, for messages."""

    pos: int


@dataclass(eq=False)
class Literal(Node):
    """A constant."""

    value: Any


@dataclass(eq=False)
class Ident(Node):
    """A name."""

    name: str


@dataclass(eq=False)
class Select(Node):
    """`operand.field`; `optional` for `.?field`, `test` within `has()`."""

    operand: Node
    field: str
    optional: bool = False
    test: bool = False


@dataclass(eq=False)
class Call(Node):
    """A function (target is None), a method, or an operator under its CEL name (`_+_`)."""

    function: str
    target: Node | None
    args: list[Node]


@dataclass(eq=False)
class ListLiteral(Node):
    """`[a, ?b]`: elements, and whether each is optional."""

    elements: list[tuple[Node, bool]]


@dataclass(eq=False)
class MapLiteral(Node):
    """`{k: v, ?k: v}`: key, value, optional."""

    entries: list[tuple[Node, Node, bool]]


@dataclass(eq=False)
class StructLiteral(Node):
    """`Type{field: value}`: the type's name, then field, value, optional."""

    name: str
    fields: list[tuple[str, Node, bool]]


@dataclass(eq=False)
class Fold(Node):
    """A macro over a list or map: `all`, `exists`, `map` ... with one variable or two."""

    macro: str
    source: Node
    variables: list[str]
    condition: Node | None
    body: Node


@dataclass(eq=False)
class Bind(Node):
    """`cel.bind(name, value, body)`; with `optional`, `value.optMap(name, body)` or (`flat`) `optFlatMap`."""

    name: str
    value: Node
    body: Node
    optional: bool = False
    flat: bool = False


def qualified_name(node: Node) -> str | None:
    """`a.b.c` where the node is nothing but names; else None."""
    parts: list[str] = []
    while isinstance(node, Select) and not node.test and not node.optional:
        parts.append(node.field)
        node = node.operand
    if not isinstance(node, Ident):
        return None
    return ".".join([node.name, *reversed(parts)])


def children(node: Node) -> list[Node]:
    """The nodes right below, in the order of the text."""
    match node:
        case Select():
            return [node.operand]
        case Call():
            return [*([node.target] if node.target else []), *node.args]
        case ListLiteral():
            return [element for element, _ in node.elements]
        case MapLiteral():
            return [part for key, value, _ in node.entries for part in (key, value)]
        case StructLiteral():
            return [value for _, value, _ in node.fields]
        case Fold():
            return [node.source, *([node.condition] if node.condition else []), node.body]
        case Bind():
            return [node.value, node.body]
        case _:
            return []
