"""The tree of a template. Owns the node classes and how each prints itself in error messages; holds no behaviour."""

from dataclasses import field

from maestro.domain.record import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A node and the offset that error messages point to."""

    pos: int


@dataclass(frozen=True, slots=True, eq=False)
class Text(Node):
    """Text outside actions."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, eq=False)
class Dot(Node):
    """`.`"""

    def __str__(self) -> str:
        return "."


@dataclass(frozen=True, slots=True, eq=False)
class Nil(Node):
    """`nil`"""

    def __str__(self) -> str:
        return "nil"


@dataclass(frozen=True, slots=True, eq=False)
class Bool(Node):
    """`true` or `false`"""

    value: bool

    def __str__(self) -> str:
        return "true" if self.value else "false"


@dataclass(frozen=True, slots=True, eq=False)
class String(Node):
    """A quoted or raw string; `quoted` as it was written."""

    quoted: str
    text: str

    def __str__(self) -> str:
        return self.quoted


@dataclass(frozen=True, slots=True, eq=False)
class Number(Node):
    """A number: what it is as an integer, a float, a complex number (`2i`), None where it is no such thing."""

    text: str
    integer: int | None
    real: float | None
    imaginary: complex | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, eq=False)
class Field(Node):
    """`.a.b`"""

    names: tuple[str, ...]

    def __str__(self) -> str:
        return "".join(f".{name}" for name in self.names)


@dataclass(frozen=True, slots=True, eq=False)
class Variable(Node):
    """`$x.a.b`; `slot` is where the frame keeps it."""

    name: str
    names: tuple[str, ...]
    slot: int

    def __str__(self) -> str:
        return ".".join((self.name, *self.names))


@dataclass(frozen=True, slots=True, eq=False)
class Identifier(Node):
    """The name of a function."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, eq=False)
class Chain(Node):
    """`(pipeline).a.b`"""

    base: "Operand"
    names: tuple[str, ...]

    def __str__(self) -> str:
        return _operand_text(self.base) + "".join(f".{name}" for name in self.names)


@dataclass(frozen=True, slots=True, eq=False)
class Command(Node):
    """A function or value with its arguments."""

    args: tuple["Operand", ...]

    def __str__(self) -> str:
        return " ".join(map(_operand_text, self.args))


@dataclass(frozen=True, slots=True, eq=False)
class Pipe(Node):
    """Commands, the result of each the last argument of the next, and the variables that get the last one."""

    commands: tuple[Command, ...]
    declared: tuple[Variable, ...] = ()
    assigns: bool = False

    def __str__(self) -> str:
        text = " | ".join(map(str, self.commands))
        if not self.declared:
            return text
        return f"{', '.join(map(str, self.declared))} {'=' if self.assigns else ':='} {text}"


Operand = Dot | Nil | Bool | String | Number | Field | Variable | Identifier | Chain | Pipe


def _operand_text(node: Operand) -> str:
    return f"({node})" if isinstance(node, Pipe) else str(node)


@dataclass(frozen=True, slots=True, eq=False)
class Action(Node):
    """`{{ pipeline }}`"""

    pipe: Pipe

    def __str__(self) -> str:
        return "{{" + str(self.pipe) + "}}"


@dataclass(frozen=True, slots=True, eq=False)
class Body(Node):
    """A sequence of nodes."""

    nodes: tuple["Statement", ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class If(Node):
    """`if`; `otherwise` is None where there is no else."""

    pipe: Pipe
    body: Body
    otherwise: Body | None


@dataclass(frozen=True, slots=True, eq=False)
class With(Node):
    """`with`"""

    pipe: Pipe
    body: Body
    otherwise: Body | None


@dataclass(frozen=True, slots=True, eq=False)
class Range(Node):
    """`range`"""

    pipe: Pipe
    body: Body
    otherwise: Body | None


@dataclass(frozen=True, slots=True, eq=False)
class Break(Node):
    """`break`"""


@dataclass(frozen=True, slots=True, eq=False)
class Continue(Node):
    """`continue`"""


@dataclass(frozen=True, slots=True, eq=False)
class Call(Node):
    """`template`, and what is left of a `block`."""

    name: str
    pipe: Pipe | None

    def __str__(self) -> str:
        argument = f" {self.pipe}" if self.pipe else ""
        return "{{template " + f'"{self.name}"{argument}' + "}}"


Statement = Text | Action | If | With | Range | Break | Continue | Call


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """A parsed template: its name, the file it stands in with its text, and how many variables it has."""

    name: str
    file: str
    text: str = field(repr=False)
    body: Body
    slots: int

    def is_empty(self) -> bool:
        """Whether it has nothing but blanks and definitions."""
        return all(isinstance(node, Text) and not node.text.strip() for node in self.body.nodes)

    def place(self, node: Node) -> str:
        """FILE:LINE:COLUMN of a node, the column in bytes as Go counts."""
        before = self.text[: node.pos]
        line = 1 + before.count("\n")
        column = len(before.rpartition("\n")[2].encode("utf-8", "surrogateescape"))
        return f"{self.file}:{line}:{column}"


def last_seen(node: Node) -> Node:
    """The node that Go looked at last while it evaluated `node`: errors about the value point there."""
    match node:
        case Pipe(commands=commands):
            return _last_of(commands[-1])
        case Chain(base=base):
            return last_seen(base)
        case Command():
            return _last_of(node)
    return node


def _last_of(command: Command) -> Node:
    return last_seen(command.args[-1])
