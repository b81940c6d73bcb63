"""Pipelines and operands to closures.

Owns calls, argument checks and where an error is said to be; writes no output.
"""

from collections.abc import Mapping
from typing import Any

from maestro.factory.chart.errors import ChartError, GoError, LimitError, TemplateExecError
from maestro.factory.chart.template import nodes
from maestro.factory.chart.template.calling import PANICS, Evaluator, constant, final_first, invoke, without_interface
from maestro.factory.chart.template.fields import Methods, call_method, find, not_callable
from maestro.factory.chart.template.frame import Frame
from maestro.factory.chart.template.nodes import last_seen
from maestro.factory.chart.template.signature import ANY, PARAMETERS, Function, Parameter
from maestro.factory.chart.text.kinds import NIL, Struct, truth, type_of
from maestro.factory.chart.text.quoting import quote


class Expressions:
    """Compiles the expressions of one tree."""

    def __init__(self, tree: nodes.Tree, functions: Mapping[str, Function], methods: Methods) -> None:
        """Functions and methods are looked up when a template is compiled."""
        self._tree = tree
        self._functions = functions
        self._methods = methods
        # in a loop's body dot and the loop's variable are what a list or map holds: messages call that an interface
        self.dot_is_element = False
        self.element_slots: set[int] = set()

    def error(self, node: nodes.Node, message: object) -> TemplateExecError:
        """The error at a node, in Go's form."""
        tree = self._tree
        place = tree.place(node)
        return TemplateExecError(f"template: {place}: executing {quote(tree.name)} at <{node}>: {message}")

    def pipe(self, pipe: nodes.Pipe) -> Evaluator:
        """The value of a pipeline; it is also put into the variables that the pipeline declares."""
        run: Evaluator | None = None
        for command in pipe.commands:
            run = self._command(command, run)
        if run is None:
            raise self.error(pipe, "missing value for pipeline")
        result = run
        if not pipe.declared:
            return result
        slots = [variable.slot for variable in pipe.declared]
        unknown = next((variable for variable in pipe.declared if variable.slot < 0), None)
        if unknown is not None:
            return self._fails(last_seen(pipe), f"undefined variable: {unknown.name}")
        if len(slots) == 1:
            slot = slots[0]

            def declare(frame: Frame) -> Any:
                value = frame.vars[slot] = result(frame)
                return value

            return declare

        def declare_all(frame: Frame) -> Any:
            value = result(frame)
            for slot in slots:
                frame.vars[slot] = value
            return value

        return declare_all

    # commands

    def _command(self, command: nodes.Command, final: Evaluator | None) -> Evaluator:
        first = command.args[0]
        has_args = len(command.args) > 1 or final is not None
        match first:
            case nodes.Identifier():
                return self._call(command, first, final)
            case nodes.Field() | nodes.Chain():
                if has_args:
                    return self._method(command, first, final)
            case nodes.Variable():
                if has_args and first.names:
                    return self._method(command, first, final)
            case nodes.Nil():
                return self._fails(first, "nil is not a command")
            case _:
                pass
        if has_args:
            place = command if isinstance(first, nodes.Pipe) else first
            return self._fails(place, f"can't give argument to non-function {first}")
        value = self.operand(first)
        if isinstance(first, nodes.Dot | nodes.Variable):
            return without_interface(value)
        return value

    def _fails(self, node: nodes.Node, message: str) -> Evaluator:
        def fail(_frame: Frame) -> Any:
            raise self.error(node, message)

        return fail

    def operand(self, node: nodes.Operand) -> Evaluator:
        """The value of an operand by itself."""
        match node:
            case nodes.Dot():
                return lambda frame: frame.dot
            case nodes.Nil():
                return lambda _frame: None
            case nodes.Bool():
                return constant(node.value)
            case nodes.String():
                return constant(node.text)
            case nodes.Number():
                return self._number(node)
            case nodes.Field():
                return self._fields(lambda frame: frame.dot, node.names, node, is_element=self.dot_is_element)
            case nodes.Variable():
                slot = node.slot
                base: Evaluator = lambda frame: frame.vars[slot]  # noqa: E731 - one of many closures here
                is_element = slot in self.element_slots
                return self._fields(base, node.names, node, is_element=is_element) if node.names else base
            case nodes.Chain():
                return self._chain(node)
            case nodes.Pipe():
                return self.pipe(node)
            case nodes.Identifier():
                return self._call(nodes.Command(node.pos, (node,)), node, None)

    def _number(self, node: nodes.Number) -> Evaluator:
        is_hex = node.text[:2].lower() == "0x" and "p" not in node.text.lower()
        is_real = not is_hex and not node.text.startswith("'") and any(c in ".eEpP" for c in node.text)
        if node.imaginary is not None:
            return constant(node.imaginary)
        if is_real or node.integer is None:
            return constant(node.real)
        return constant(node.integer)

    def _chain(self, node: nodes.Chain) -> Evaluator:
        if isinstance(node.base, nodes.Nil):
            return self._fails(node, f"indirection through explicit nil in {node}")
        return self._fields(self.operand(node.base), node.names, node)

    def _fields(
        self, base: Evaluator, names: tuple[str, ...], node: nodes.Node, *, is_element: bool = False
    ) -> Evaluator:
        methods = self._methods
        place = last_seen(node)

        def slow(value: Any, start: int) -> Any:
            is_field = is_element or start > 0
            try:
                for index in range(start, len(names)):
                    if value is None and not is_field:
                        return None
                    holder, value = value, find(value, names[index], methods, is_field=is_field)
                    is_field = not isinstance(holder, Struct)
            except (GoError, TemplateExecError) as error:
                raise self.error(place, error) from None
            return value

        if len(names) == 2:
            one, two = names

            def two_fields(frame: Frame) -> Any:
                value = base(frame)
                if type(value) is not dict:
                    return slow(value, 0)
                inner = value.get(one)
                return inner.get(two) if type(inner) is dict else slow(inner, 1)

            return two_fields

        def fields(frame: Frame) -> Any:
            value = base(frame)
            for index, name in enumerate(names):
                if type(value) is dict:
                    value = value.get(name)
                else:
                    return slow(value, index)
            return value

        return fields

    # arguments

    def argument(self, node: nodes.Operand, kind: str) -> Evaluator:
        """The value of a node as the argument of a parameter, checked as Go checks it."""
        parameter = PARAMETERS[kind]
        match node:
            case nodes.Bool() | nodes.String() | nodes.Number():
                return self._literal(node, kind, parameter)
            case nodes.Nil():
                if parameter.nilable:
                    return constant(parameter.zero)
                return self._fails(node, f"cannot assign nil to {parameter.go_type}")
            case nodes.Chain() if kind == ANY and isinstance(node.base, nodes.Nil):
                return self._fails(node, f"indirection through explicit nil in {node}")
            case _:
                pass
        value = self.operand(node)
        if kind == ANY:
            plain = isinstance(node, nodes.Dot) or (isinstance(node, nodes.Variable) and not node.names)
            return without_interface(value) if plain else value
        is_field = isinstance(node, nodes.Field | nodes.Chain) or (
            isinstance(node, nodes.Variable) and bool(node.names)
        )
        return self._checked(value, parameter, last_seen(node), is_field=is_field)

    def _literal(self, node: nodes.Bool | nodes.String | nodes.Number, kind: str, parameter: Parameter) -> Evaluator:
        match kind, node:
            case "any", _:
                return self.operand(node)
            case ("string", nodes.String(text=value)) | ("bool", nodes.Bool(value=value)):
                return constant(value)
            case "int" | "int64", nodes.Number(integer=int(value)):
                return constant(next(iter(parameter.accepts))(value))
            case "float64", nodes.Number(real=float(value)):
                return constant(value)
        if parameter.literal:
            return self._fails(node, f"expected {parameter.literal}; found {node}")
        return self._fails(node, f"can't handle {node} for arg of type {parameter.go_type}")

    def _checked(self, value: Evaluator, parameter: Parameter, place: nodes.Node, *, is_field: bool) -> Evaluator:
        accepts = parameter.accepts

        def check(frame: Frame) -> Any:
            found = value(frame)
            if type(found) in accepts:
                return found
            if found is None and not is_field:
                if parameter.nilable:
                    return parameter.zero
                raise self.error(place, f"invalid value; expected {parameter.go_type}")
            shown = "interface {}" if found is None or found is NIL else type_of(found)
            raise self.error(place, f"wrong type for value; expected {parameter.go_type}; got {shown}")

        return check

    def _arguments(
        self, function: Function, args: tuple[nodes.Operand, ...], final: Evaluator | None, name: nodes.Node
    ) -> list[Evaluator]:
        kinds = [*function.params[: len(args) + 1]]
        count = len(args) + (final is not None)
        kinds += [function.variadic or ANY] * (count - len(kinds))
        found = [self.argument(node, kind) for node, kind in zip(args, kinds, strict=False)]
        if final is not None:
            kind = kinds[len(args)]
            place = last_seen(args[-1]) if args else name
            if kind != ANY:
                final = self._checked(final, PARAMETERS[kind], place, is_field=False)
            found.append(final)
        return found

    def _count_problem(self, function: Function, given: int, piped: int) -> str | None:
        wanted = len(function.params)
        if function.variadic is not None:
            if given + piped < wanted:
                return f"wrong number of args for {function.name}: want at least {wanted} got {given}"
        elif given + piped != wanted:
            return f"wrong number of args for {function.name}: want {wanted} got {given + piped}"
        return None

    # calls

    def _call(self, command: nodes.Command, name: nodes.Identifier, final: Evaluator | None) -> Evaluator:
        args = command.args[1:]
        function = self._functions[name.name]
        problem = self._count_problem(function, len(args), int(final is not None))
        if problem is not None:
            return self._fails(name, problem)
        if name.name in {"and", "or"}:
            return self._short_circuit(args, final, stop_at=name.name == "or")
        found = self._arguments(function, args, final, name)
        if final is not None and len(found) > 1:
            found = final_first(found)
        if function.framed:
            found.insert(0, lambda frame: frame)
        if name.name == "call" and args:
            found.insert(0, constant(str(args[0])))
        node = command if len(command.args) > 1 or final is not None else name

        def fail(error: Exception) -> ChartError:
            if isinstance(error, LimitError):
                return error
            message = error if isinstance(error, GoError | ChartError) else f"runtime error: {error}"
            return self.error(node, f"error calling {function.name}: {message}")

        return invoke(function.body, found, fail)

    def _short_circuit(self, args: tuple[nodes.Operand, ...], final: Evaluator | None, *, stop_at: bool) -> Evaluator:
        found = [self.argument(node, ANY) for node in args]
        if final is not None:
            found = final_first([*found, final]) if found else [final]
        *firsts, last = found

        def decide(frame: Frame) -> Any:
            for evaluate in firsts:
                value = evaluate(frame)
                if truth(value) is stop_at:
                    return value
            return last(frame)

        return decide

    def _method(self, command: nodes.Command, node: nodes.Operand, final: Evaluator | None) -> Evaluator:
        """A field chain whose last name is a method that gets arguments."""
        receiver, name = self._receiver(node)
        args = command.args[1:]
        generic = [self.argument(arg, ANY) for arg in args] + ([final] if final is not None else [])

        def call(frame: Frame) -> Any:
            value = receiver(frame)
            values = tuple(evaluate(frame) for evaluate in generic)
            try:
                method = self._methods.get(type(value), {}).get(name)
                if method is None:
                    if value is None:
                        raise GoError(f"nil pointer evaluating interface {{}}.{name}")  # noqa: TRY301
                    raise not_callable(value, name)
                self._check_operands(method, args, values)
                return call_method(method, value, values)
            except (GoError, *PANICS) as error:
                raise self.error(node, error) from None

        return call

    def _check_operands(self, method: Function, args: tuple[nodes.Operand, ...], values: tuple[Any, ...]) -> None:
        for at, (kind, value) in enumerate(zip(method.params, values, strict=False)):
            parameter = PARAMETERS[kind]
            if kind == ANY or type(value) in parameter.accepts:
                continue
            arg = args[at] if at < len(args) else None
            if isinstance(arg, nodes.Bool | nodes.String | nodes.Number):
                raise self.error(arg, f"expected {parameter.literal}; found {arg}")
            shown = "interface {}" if value is None else type_of(value)
            message = f"wrong type for value; expected {parameter.go_type}; got {shown}"
            raise self.error(last_seen(arg), message) if arg else GoError(message)

    def _receiver(self, node: nodes.Operand) -> tuple[Evaluator, str]:
        match node:
            case nodes.Field():
                return self._fields(lambda frame: frame.dot, node.names[:-1], node), node.names[-1]
            case nodes.Variable():
                slot = node.slot
                return self._fields(lambda frame: frame.vars[slot], node.names[:-1], node), node.names[-1]
            case nodes.Chain():
                return self._fields(self.operand(node.base), node.names[:-1], node), node.names[-1]
        raise self.error(node, "internal error: no method")
