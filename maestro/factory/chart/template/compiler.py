"""Trees to programs. Owns statements: text, actions, conditions, loops and nested templates."""

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any, assert_never

from maestro.factory.chart.errors import ChartError
from maestro.factory.chart.template import nodes
from maestro.factory.chart.template.expressions import Expressions
from maestro.factory.chart.template.fields import Methods
from maestro.factory.chart.template.frame import Frame, Program
from maestro.factory.chart.template.signature import Function
from maestro.factory.chart.text.kinds import INTS, NIL, UINTS, truth
from maestro.factory.chart.text.printing import show
from maestro.factory.chart.text.quoting import quote

Step = Callable[[Frame], None]
NO_VALUE = "<no value>"


class _BreakLoop(Exception):  # noqa: N818 - control flow, not an error
    """Leaves the innermost loop."""


class _NextTurn(Exception):  # noqa: N818 - control flow, not an error
    """Goes on with the next element."""


def compile_tree(tree: nodes.Tree, functions: Mapping[str, Function], methods: Methods) -> Program:
    """The program of a tree."""
    return Program(tree, lambda: _Compiler(tree, functions, methods).body(tree.body))


class _Compiler:
    def __init__(self, tree: nodes.Tree, functions: Mapping[str, Function], methods: Methods) -> None:
        self._expressions = Expressions(tree, functions, methods)

    def body(self, body: nodes.Body) -> Step:
        steps = tuple(self._statement(node) for node in body.nodes)
        match steps:
            case ():
                return lambda _frame: None
            case (only,):
                return only

        def run(frame: Frame) -> None:
            for step in steps:
                step(frame)

        return run

    def _statement(self, node: nodes.Statement) -> Step:
        match node:
            case nodes.Text():
                return _text(node.text)
            case nodes.Action():
                return self._action(node)
            case nodes.If():
                return self._if(node)
            case nodes.With():
                return self._with(node)
            case nodes.Range():
                return self._range(node)
            case nodes.Break():
                return _raise(_BreakLoop)
            case nodes.Continue():
                return _raise(_NextTurn)
            case nodes.Call():
                return self._call(node)
            case _:
                assert_never(node)

    def _action(self, node: nodes.Action) -> Step:
        value = self._expressions.pipe(node.pipe)
        if node.pipe.declared:
            return lambda frame: value(frame) and None

        def write(frame: Frame) -> None:
            found = value(frame)
            frame.out.append(found if type(found) is str else NO_VALUE if found is None else show(found))

        return write

    def _inner(self, body: nodes.Body, *, is_element: bool) -> Step:
        """A body with a dot of its own."""
        outer, self._expressions.dot_is_element = self._expressions.dot_is_element, is_element
        compiled = self.body(body)
        self._expressions.dot_is_element = outer
        return compiled

    def _else(self, body: nodes.Body | None) -> Step | None:
        return None if body is None else self.body(body)

    def _if(self, node: nodes.If) -> Step:
        condition = self._expressions.pipe(node.pipe)
        yes, no = self.body(node.body), self._else(node.otherwise)

        def decide(frame: Frame) -> None:
            if truth(condition(frame)):
                yes(frame)
            elif no is not None:
                no(frame)

        return decide

    def _with(self, node: nodes.With) -> Step:
        value = self._expressions.pipe(node.pipe)
        no = self._else(node.otherwise)
        yes = self._inner(node.body, is_element=False)

        def enter(frame: Frame) -> None:
            found = value(frame)
            if truth(found):
                outer = frame.dot
                frame.dot = found
                yes(frame)
                frame.dot = outer
            elif no is not None:
                no(frame)

        return enter

    def _range(self, node: nodes.Range) -> Step:
        value = self._expressions.pipe(node.pipe)
        no = self._else(node.otherwise)
        self._expressions.element_slots.update(variable.slot for variable in node.pipe.declared[-1:])
        body = self._inner(node.body, is_element=True)
        slots = [variable.slot for variable in node.pipe.declared]
        index_slot, element_slot = (slots[0], slots[1]) if len(slots) > 1 else (None, slots[0] if slots else None)

        def loop(frame: Frame) -> None:
            found = value(frame)
            if (
                not truth(found)
                and no is not None
                and isinstance(found, dict | list | int | None)
                and found is not False
            ):
                no(frame)
                return
            outer = frame.dot
            tick = frame.run.tick
            try:
                for key, element in self._elements(found, node, len(slots)):
                    tick()
                    frame.dot = element
                    if element_slot is not None:
                        frame.vars[element_slot] = element
                    if index_slot is not None:
                        frame.vars[index_slot] = key
                    try:
                        body(frame)
                    except _NextTurn:
                        continue
            except _BreakLoop:
                pass
            frame.dot = outer

        return loop

    def _elements(self, value: Any, node: nodes.Range, variables: int) -> Iterator[tuple[Any, Any]]:
        if isinstance(value, dict):
            return ((key, NIL if value[key] is None else value[key]) for key in sorted(value))
        if isinstance(value, list):
            return ((index, NIL if item is None else item) for index, item in enumerate(value))
        if value is None or value is NIL:
            return iter(())
        if type(value) in INTS or type(value) in UINTS:
            if variables > 1:
                raise self._error(node, f"can't use {value} to iterate over more than one variable")
            kind = type(value)
            return ((None, kind(index)) for index in range(value))
        if isinstance(value, bytes):
            return zip(count(), value, strict=False)
        raise self._error(node, f"range can't iterate over {show(value)}")

    def _error(self, node: nodes.Range, message: str) -> ChartError:
        return self._expressions.error(nodes.last_seen(node.pipe), message)

    def _call(self, node: nodes.Call) -> Step:
        data = self._expressions.pipe(node.pipe) if node.pipe else _nothing

        def call(frame: Frame) -> None:
            run = frame.run
            program = run.programs.get(node.name)
            if program is None:
                raise self._expressions.error(node, f"template {quote(node.name)} not defined")
            frame.out.append(run.execute(program, data(frame)))

        return call


def _nothing(_frame: Frame) -> Any:
    return None


def _text(text: str) -> Step:
    return lambda frame: frame.out.append(text)


def _raise(kind: type[Exception]) -> Step:
    def jump(_frame: Frame) -> None:
        raise kind

    return jump
