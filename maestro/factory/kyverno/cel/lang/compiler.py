"""Checked tree -> closures. Every node becomes a function of the frame: slot 0 holds the variables of the call,
further slots those of the macros around. Compiled once, run often; nothing is looked up by name in a loop.
"""

from collections.abc import Mapping
from typing import Any

from maestro.factory.kyverno.cel.lang import access
from maestro.factory.kyverno.cel.lang.environment import Environment
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError
from maestro.factory.kyverno.cel.lang.folds import Run, fold
from maestro.factory.kyverno.cel.lang.functions import Dispatcher
from maestro.factory.kyverno.cel.lang.nesting import nests_made_map
from maestro.factory.kyverno.cel.lang.special_forms import LAZY_METHODS, OPERATORS, as_optional, lazily_evaluated
from maestro.factory.kyverno.cel.lang.syntax import (
    Bind,
    Call,
    Fold,
    Ident,
    ListLiteral,
    Literal,
    MapLiteral,
    Node,
    Select,
    StructLiteral,
    qualified_name,
)
from maestro.factory.kyverno.cel.lang.values import (
    NONE,
    Optional,
    Struct,
    TypeValue,
)

Scope = Mapping[str, int]


class Compiler:
    """Compiles the nodes of one expression, giving out frame slots."""

    def __init__(self, environment: Environment) -> None:
        """Slot 0 is the call's variables."""
        self._environment = environment
        self.size = 1

    def compile(self, node: Node, scope: Scope) -> Run:
        """The closure of one node."""
        match node:
            case Literal(value=value):
                return _constant(value)
            case Ident():
                return self._ident(node.name, scope)
            case Select():
                return self._select(node, scope)
            case Call():
                return self._call(node, scope)
            case ListLiteral():
                return self._list(node, scope)
            case MapLiteral():
                return self._map(node, scope)
            case StructLiteral():
                return self._struct(node, scope)
            case Fold():
                return self._fold(node, scope)
            case Bind():
                return self._bind(node, scope)
            case _:
                raise CompileError(f"unexpected node {type(node).__name__} (offset {node.pos})")

    def _slot(self) -> int:
        self.size += 1
        return self.size - 1

    def _ident(self, name: str, scope: Scope) -> Run:
        slot = scope.get(name)
        if slot is not None:
            return lambda f: f[slot]
        if name not in self._environment.variables:
            value = TypeValue(name)
            return _constant(value)

        def run(frame: list[Any]) -> Any:
            try:
                return frame[0][name]
            except KeyError:
                raise EvalError(f"no such attribute(s): {name}") from None

        return run

    def _select(self, node: Select, scope: Scope) -> Run:
        name = qualified_name(node)
        if name and name.split(".")[0] not in scope:
            if name in self._environment.variables:
                return self._ident(name, scope)
            if self._environment.type_value(name) or self._environment.structs.fields(name) is not None:
                value = TypeValue(name)
                return _constant(value)
        operand, field = self.compile(node.operand, scope), node.field
        if node.test:
            return lambda f: access.has(operand(f), field)
        if node.optional:
            return lambda f: access.optional_select(operand(f), field)
        select = access.select
        return lambda f: select(operand(f), field)

    def _call(self, node: Call, scope: Scope) -> Run:
        nodes = [*([node.target] if node.target else []), *node.args]
        args = [self.compile(arg, scope) for arg in nodes]
        operator = OPERATORS.get(node.function)
        if operator is not None:
            return operator(args)
        lazy = LAZY_METHODS.get(node.function) if node.target is not None else None
        if lazy is not None and len(args) == 2 and self._declares_lazy(node.function):
            return lazy(args)
        dispatcher = self._environment.functions.dispatcher(node.function, len(args), member=node.target is not None)
        return _dispatched(dispatcher, args)

    def _declares_lazy(self, name: str) -> bool:
        overloads = self._environment.functions.overloads(name, member=True)
        return any(item.run is lazily_evaluated for item in overloads)

    def _list(self, node: ListLiteral, scope: Scope) -> Run:
        elements = [(self.compile(element, scope), optional) for element, optional in node.elements]
        if not any(optional for _, optional in elements):
            plain = [run for run, _ in elements]
            return lambda f: [run(f) for run in plain]

        def run(frame: list[Any]) -> list[Any]:
            out = []
            for element, optional in elements:
                value = element(frame)
                if not optional:
                    out.append(value)
                elif as_optional(value).present:
                    out.append(value.value)
            return out

        return run

    def _map(self, node: MapLiteral, scope: Scope) -> Run:
        entries = [(self.compile(k, scope), self.compile(v, scope), optional) for k, v, optional in node.entries]

        def run(frame: list[Any]) -> dict[Any, Any]:
            out: dict[Any, Any] = {}
            for key_of, value_of, optional in entries:
                key, value = key_of(frame), value_of(frame)
                if not optional:
                    out[key] = value
                elif as_optional(value).present:
                    out[key] = value.value
            return out

        return run

    def _struct(self, node: StructLiteral, scope: Scope) -> Run:
        fields = [(name, self.compile(value, scope), optional) for name, value, optional in node.fields]
        broken = self._environment.converts_objects(node.name) and any(nests_made_map(v) for _, v, _ in node.fields)

        def run(frame: list[Any]) -> Struct:
            if broken:
                raise EvalError(f"fail to convert {node.name}: a map made within a list or map has no type")
            out = {}
            for name, value_of, optional in fields:
                value = value_of(frame)
                if not optional:
                    out[name] = value
                elif as_optional(value).present:
                    out[name] = value.value
            return Struct(node.name, out)

        return run

    def _fold(self, node: Fold, scope: Scope) -> Run:
        source = self.compile(node.source, scope)
        slots = [self._slot() for _ in node.variables]
        inner = {**scope, **dict(zip(node.variables, slots, strict=True))}
        condition = self.compile(node.condition, inner) if node.condition else None
        return fold(node.macro, source, slots, (condition, self.compile(node.body, inner)))

    def _bind(self, node: Bind, scope: Scope) -> Run:
        value = self.compile(node.value, scope)
        slot = self._slot()
        body = self.compile(node.body, {**scope, node.name: slot})

        def run(frame: list[Any]) -> Any:
            frame[slot] = value(frame)
            return body(frame)

        def run_optional(frame: list[Any]) -> Any:
            held = as_optional(value(frame))
            if not held.present:
                return NONE
            frame[slot] = held.value
            result = body(frame)
            return result if node.flat else Optional(result, present=True)

        return run_optional if node.optional else run


def _constant(value: Any) -> Run:
    return lambda _frame: value


def _dispatched(dispatcher: Dispatcher, args: list[Run]) -> Run:
    match args:
        case [one]:
            return lambda f: dispatcher(one(f))
        case [one, two]:
            return lambda f: dispatcher(one(f), two(f))
        case _:
            return lambda f: dispatcher(*[arg(f) for arg in args])
