"""CEL's macros: calls that the parser turns into nodes of their own before anything is checked.

One table from (name, number of arguments) to the node it makes; a call that is no macro stays a call.
"""

from collections.abc import Callable

from maestro.factory.kyverno.cel.lang.errors import CompileError
from maestro.factory.kyverno.cel.lang.syntax import Bind, Call, Fold, Ident, Node, Select

ReceiverMacro = Callable[[int, Node, list[Node]], Node]


def expand(call: Call) -> Node:
    """The node that a call stands for: a macro's, or the call itself."""
    if call.target is None:
        if call.function == "has" and len(call.args) == 1:
            return _has(call)
        return call
    if isinstance(call.target, Ident) and call.target.name == "cel" and call.function == "bind" and len(call.args) == 3:
        return Bind(call.pos, _variable(call.args[0]), call.args[1], call.args[2])
    macro = _RECEIVER.get((call.function, len(call.args)))
    return macro(call.pos, call.target, call.args) if macro else call


def _has(call: Call) -> Node:
    argument = call.args[0]
    if not isinstance(argument, Select) or argument.optional or argument.test:
        raise CompileError(f"invalid argument to has() macro (offset {call.pos}): expected a field, as in has(a.b)")
    return Select(call.pos, argument.operand, argument.field, test=True)


def _variable(node: Node) -> str:
    if not isinstance(node, Ident):
        raise CompileError(f"argument must be a simple name (offset {node.pos})")
    return node.name


def _fold(macro: str, names: int, *, condition: bool = False) -> ReceiverMacro:
    def make(pos: int, source: Node, args: list[Node]) -> Node:
        variables = [_variable(arg) for arg in args[:names]]
        if len(set(variables)) != len(variables):
            raise CompileError(f"duplicate variable name in {macro}() (offset {pos})")
        rest = args[names:]
        return Fold(pos, macro, source, variables, rest[0] if condition else None, rest[-1])

    return make


def _optional_map(*, flat: bool) -> ReceiverMacro:
    def make(pos: int, source: Node, args: list[Node]) -> Node:
        return Bind(pos, _variable(args[0]), source, args[1], optional=True, flat=flat)

    return make


_RECEIVER: dict[tuple[str, int], ReceiverMacro] = {
    ("all", 2): _fold("all", 1),
    ("exists", 2): _fold("exists", 1),
    ("exists_one", 2): _fold("exists_one", 1),
    ("map", 2): _fold("map", 1),
    ("map", 3): _fold("map", 1, condition=True),
    ("filter", 2): _fold("filter", 1),
    ("sortBy", 2): _fold("sortBy", 1),
    ("all", 3): _fold("all", 2),
    ("exists", 3): _fold("exists", 2),
    ("exists_one", 3): _fold("exists_one", 2),
    ("existsOne", 3): _fold("exists_one", 2),
    ("transformList", 3): _fold("transformList", 2),
    ("transformList", 4): _fold("transformList", 2, condition=True),
    ("transformMap", 3): _fold("transformMap", 2),
    ("transformMap", 4): _fold("transformMap", 2, condition=True),
    ("transformMapEntry", 3): _fold("transformMapEntry", 2),
    ("transformMapEntry", 4): _fold("transformMapEntry", 2, condition=True),
    ("optMap", 2): _optional_map(flat=False),
    ("optFlatMap", 2): _optional_map(flat=True),
}
