"""Checks a tree against an environment: every name declared, every call with an overload, types that agree.

Owns the static types; refuses what CEL's own checker refuses. What is dynamic is left to run time.
"""

from maestro.factory.kyverno.cel.lang.clauses import check_template
from maestro.factory.kyverno.cel.lang.constants import check_constants
from maestro.factory.kyverno.cel.lang.environment import TYPE_NAMES, Environment
from maestro.factory.kyverno.cel.lang.errors import CompileError
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
from maestro.factory.kyverno.cel.lang.types import (
    ANY,
    BOOL,
    BYTES,
    DOUBLE,
    DYN,
    INT,
    NULL,
    STRING,
    UINT,
    Substitution,
    Type,
    less_specific,
    list_of,
    map_of,
    optional_of,
    struct,
    type_of,
    unwrap_optional,
)
from maestro.factory.kyverno.cel.lang.values import Uint

_CONSTANTS = {bool: BOOL, int: INT, Uint: UINT, float: DOUBLE, str: STRING, bytes: BYTES}


def check(node: Node, environment: Environment) -> Type:
    """The static type of an expression; raises CompileError where it is none."""
    checker = _Checker(environment)
    result = checker.type_of(node, {})
    checker.finish()
    return checker.types.resolve(result, free_is_dyn=True)


class _Checker:
    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self.types = Substitution()
        self._aggregates: list[tuple[int, list[Type]]] = []

    def finish(self) -> None:
        """Check what needs all types to be known: literals whose elements must agree."""
        if not self._environment.homogeneous:
            return
        for pos, members in self._aggregates:
            resolved = [self.types.resolve(member, free_is_dyn=True) for member in members]
            for member in resolved[1:]:
                if member != resolved[0]:
                    raise CompileError(f"expected type '{resolved[0]}' but found '{member}' (offset {pos})")

    def type_of(self, node: Node, scope: dict[str, Type]) -> Type:
        """The type of one node."""
        match node:
            case Literal(value=value):
                return NULL if value is None else _CONSTANTS[value.__class__]
            case Ident():
                return self._ident(node, scope)
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

    def _fail(self, node: Node, message: str) -> CompileError:
        return CompileError(f"{message} (offset {node.pos})")

    def _assert_bool(self, node: Node, scope: dict[str, Type]) -> None:
        found = self.type_of(node, scope)
        if not self.types.assignable((found,), (BOOL,)):
            raise self._fail(node, f"expected type 'bool' but found '{self._shown(found)}'")

    def _shown(self, item: Type) -> Type:
        return self.types.resolve(item, free_is_dyn=True)

    def _named(self, name: str) -> Type | None:
        variable = self._environment.variables.get(name)
        if variable is not None:
            return variable
        if name in TYPE_NAMES:
            return type_of(TYPE_NAMES[name])
        if self._environment.structs.fields(name) is not None:
            return type_of(struct(name))
        return None

    def _ident(self, node: Ident, scope: dict[str, Type]) -> Type:
        found = scope.get(node.name) or self._named(node.name)
        if found is None:
            raise self._fail(node, f"undeclared reference to '{node.name}' (in container '')")
        return found

    def _select(self, node: Select, scope: dict[str, Type]) -> Type:
        name = qualified_name(node)
        if name and name.split(".")[0] not in scope:
            found = self._named(name)
            if found is not None:
                return found
        operand = self.types.resolve(self.type_of(node.operand, scope))
        target, was_optional = unwrap_optional(operand)
        result = self._field(node, target)
        if node.test:
            return BOOL
        return optional_of(result) if was_optional or node.optional else result

    def _field(self, node: Select, target: Type) -> Type:
        if target.kind == "map":
            return target.params[1]
        if target.kind == "struct":
            fields = self._environment.structs.fields(target.name)
            if fields is None or node.field not in fields:
                raise self._fail(node, f"undefined field '{node.field}'")
            return fields[node.field]
        if target.kind == "param":
            self.types.assignable((DYN,), (target,))
            return DYN
        if not target.dynamic:
            raise self._fail(node, f"type '{self._shown(target)}' does not support field selection")
        return DYN

    def _call(self, node: Call, scope: dict[str, Type]) -> Type:
        if node.target is not None:
            prefix = qualified_name(node.target)
            if prefix and f"{prefix}.{node.function}" in self._environment.functions:
                node.function, node.target = f"{prefix}.{node.function}", None
        if node.function in {"_&&_", "_||_"}:  # of any number of terms
            for arg in node.args:
                self._assert_bool(arg, scope)
            return BOOL
        before = len(self._aggregates)
        given = [self.type_of(arg, scope) for arg in node.args]
        if node.function == "format":  # its one argument is a list of whatever is printed
            self._check_format(node)
            del self._aggregates[before:]
        if node.function not in self._environment.functions:
            raise self._fail(node, f"undeclared reference to '{node.function}' (in container '')")
        if node.target is not None:
            given.insert(0, self.type_of(node.target, scope))
        check_constants(node, self._environment)
        return self._resolve_overload(node, tuple(given))

    def _check_format(self, node: Call) -> None:
        template, items = node.target, node.args[-1] if node.args else None
        if isinstance(template, Literal) and isinstance(template.value, str) and isinstance(items, ListLiteral):
            _, members = self._aggregates[-1]
            check_template(template.value, [self.types.resolve(member, free_is_dyn=True) for member in members])

    def _resolve_overload(self, node: Call, given: tuple[Type, ...]) -> Type:
        result: Type | None = None
        for candidate in self._environment.functions.overloads(node.function, member=node.target is not None):
            *params, returned = self.types.instantiate((*candidate.params, candidate.result))
            if not self.types.assignable(given, tuple(params)):
                continue
            fitted = self.types.resolve(returned)
            if result is None:
                result = fitted
            elif not result.dynamic and fitted != result:
                result = DYN
        if result is None:
            shown = ", ".join(str(self._shown(item)) for item in given)
            raise self._fail(node, f"found no matching overload for '{node.function}' applied to '({shown})'")
        return result

    def _join(self, previous: Type | None, current: Type) -> Type:
        if previous is None:
            return current
        if self.types.assignable((previous,), (current,)):
            return previous if less_specific(previous, current) else current
        return DYN

    def _entry(self, node: Node, scope: dict[str, Type], *, optional: bool) -> Type:
        found = self.type_of(node, scope)
        if not optional:
            return found
        found, was_optional = unwrap_optional(self.types.resolve(found))
        if not was_optional and not found.dynamic:
            raise self._fail(node, f"expected type 'optional_type({found})' but found '{found}'")
        return found

    def _list(self, node: ListLiteral, scope: dict[str, Type]) -> Type:
        joined: Type | None = None
        members = []
        for element, optional in node.elements:
            member = self._entry(element, scope, optional=optional)
            joined = self._join(joined, member)
            members.append(member)
        self._aggregates.append((node.pos, members))
        return list_of(joined or self.types.fresh())

    def _map(self, node: MapLiteral, scope: dict[str, Type]) -> Type:
        keys, values = [], []
        key_type: Type | None = None
        value_type: Type | None = None
        for key, value, optional in node.entries:
            keys.append(self.type_of(key, scope))
            key_type = self._join(key_type, keys[-1])
            values.append(self._entry(value, scope, optional=optional))
            value_type = self._join(value_type, values[-1])
        self._aggregates += [(node.pos, keys), (node.pos, values)]
        return map_of(key_type or self.types.fresh(), value_type or self.types.fresh())

    def _struct(self, node: StructLiteral, scope: dict[str, Type]) -> Type:
        fields = self._environment.structs.fields(node.name)
        if fields is None:
            raise self._fail(node, f"undeclared reference to '{node.name}' (in container '')")
        for name, value, optional in node.fields:
            found = self._entry(value, scope, optional=optional)
            if name not in fields:
                raise self._fail(value, f"undefined field '{name}'")
            if not self.types.assignable((fields[name],), (found,)):
                raise self._fail(
                    value, f"expected type of field '{name}' is '{fields[name]}' but provided type is '{found}'"
                )
        return struct(node.name)

    def _fold(self, node: Fold, scope: dict[str, Type]) -> Type:
        source = self.types.resolve(self.type_of(node.source, scope))
        inner = {**scope, **dict(zip(node.variables, self._iterated(node, source), strict=True))}
        if node.condition is not None:
            self._assert_bool(node.condition, inner)
        match node.macro:
            case "all" | "exists" | "exists_one":
                self._assert_bool(node.body, inner)
                return BOOL
            case "filter":
                self._assert_bool(node.body, inner)
                return list_of(inner[node.variables[0]])
            case "map" | "transformList":
                return list_of(self.type_of(node.body, inner))
            case "sortBy":
                self.type_of(node.body, inner)
                return list_of(inner[node.variables[0]])
            case "transformMap":
                key = source.params[0] if source.kind == "map" else INT if source.kind == "list" else DYN
                return map_of(key, self.type_of(node.body, inner))
            case _:
                return self._entries(node, inner)

    def _entries(self, node: Fold, inner: dict[str, Type]) -> Type:
        body = self.types.resolve(self.type_of(node.body, inner))
        if body.kind != "map" and not body.dynamic:
            raise self._fail(node.body, f"expected a map but found '{body}'")
        return body if body.kind == "map" else map_of(DYN, DYN)

    def _iterated(self, node: Fold, source: Type) -> list[Type]:
        pair = len(node.variables) > 1
        if source.kind == "list":
            return [INT, source.params[0]] if pair else [source.params[0]]
        if source.kind == "map":
            return [*source.params] if pair else [source.params[0]]
        if source.kind == "param" or (source.dynamic and source != ANY):
            self.types.assignable((DYN,), (source,))
            return [DYN] * len(node.variables)
        raise self._fail(node, f"expression of type '{self._shown(source)}' cannot be range of a comprehension")

    def _bind(self, node: Bind, scope: dict[str, Type]) -> Type:
        if not node.optional and not self._environment.bindings:
            raise self._fail(node, "undeclared reference to 'cel' (in container '')")
        value = self.types.resolve(self.type_of(node.value, scope))
        if not node.optional:
            return self.type_of(node.body, {**scope, node.name: value})
        held, was_optional = unwrap_optional(value)
        if not was_optional and not held.dynamic:
            raise self._fail(node, f"found no matching overload for 'optMap' applied to '{self._shown(value)}'")
        body = self.type_of(node.body, {**scope, node.name: held})
        return body if node.flat else optional_of(body)
