"""Expressions -> closures. The parser is the `jmespath` package's; the meaning is that of Kyverno's fork.

Differences to standard JMESPath: a missing key of a map raises NotFoundError, which function arguments, comparators,
`||`, `!`, pipes, projections and multiselects turn into null; numbers are float64, and an int64 is no number.
"""

import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import jmespath.exceptions
import jmespath.parser

from maestro.domain.record import dataclass
from maestro.factory.kyverno.query.arguments import ExpressionReference
from maestro.factory.kyverno.query.errors import NotFoundError, QueryError
from maestro.factory.kyverno.query.outside import Outside
from maestro.factory.kyverno.query.registry import call_function
from maestro.factory.kyverno.query.truth import is_false
from maestro.factory.kyverno.values.golang import as_float64, deep_equal

Node = Callable[[Any, Outside], Any]
Ast = dict[str, Any]


@dataclass(frozen=True)
class Program:
    """A compiled query."""

    expression: str
    node: Node

    def search(self, data: Any, outside: Outside) -> Any:
        """Evaluate; raises QueryError."""
        try:
            return self.node(data, outside)
        except RecursionError as error:
            raise QueryError(f"the query {self.expression[:80]!r} is nested too deeply") from error


@lru_cache(maxsize=4096)
def compile_query(expression: str) -> Program:
    """Compile a query; raises QueryError where it does not parse."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a literal that is no JSON is only a warning there, and an error here
            parsed: Any = jmespath.parser.Parser().parse(expression).parsed
    except (jmespath.exceptions.JMESPathError, ValueError, Warning, RecursionError) as error:
        raise QueryError(f"incorrect query {expression}: {error}") from error
    return Program(expression, _compile(parsed))


def _lenient(node: Node) -> Node:
    """The node, with a missing key as null."""

    def run(value: Any, outside: Outside) -> Any:
        try:
            return node(value, outside)
        except NotFoundError:
            return None

    return run


def _compile(ast: Ast) -> Node:
    return _COMPILERS[ast["type"]](ast)


def _children(ast: Ast) -> list[Node]:
    return [_compile(child) for child in ast["children"]]


def _field(ast: Ast) -> Node:
    key = ast["value"]

    def run(value: Any, _outside: Outside) -> Any:
        if not isinstance(value, dict):
            return None
        if key not in value:
            raise NotFoundError(key)
        return value[key]

    return run


def _identity(_ast: Ast) -> Node:
    return lambda value, _outside: value


def _literal(ast: Ast) -> Node:
    constant = as_float64(ast["value"])
    return lambda _value, _outside: constant


def _chain(ast: Ast) -> Node:
    nodes = _children(ast)

    def run(value: Any, outside: Outside) -> Any:
        for node in nodes:
            value = node(value, outside)
        return value

    return run


def _pipe(ast: Ast) -> Node:
    return _chain_of([_lenient(node) for node in _children(ast)])


def _chain_of(nodes: list[Node]) -> Node:
    def run(value: Any, outside: Outside) -> Any:
        for node in nodes:
            value = node(value, outside)
        return value

    return run


def _index(ast: Ast) -> Node:
    index = ast["value"]

    def run(value: Any, _outside: Outside) -> Any:
        if isinstance(value, list) and -len(value) <= index < len(value):
            return value[index]
        return None

    return run


def _slice(ast: Ast) -> Node:
    start, stop, step = ast["children"]

    def run(value: Any, _outside: Outside) -> Any:
        if not isinstance(value, list):
            return None
        if step == 0:
            raise QueryError("Invalid slice, step cannot be 0")
        return value[slice(start, stop, step)]

    return run


def _or(ast: Ast) -> Node:
    left, right = (_lenient(node) for node in _children(ast))

    def run(value: Any, outside: Outside) -> Any:
        found = left(value, outside)
        return right(value, outside) if is_false(found) else found

    return run


def _and(ast: Ast) -> Node:
    left, right = _children(ast)
    left = _lenient(left)

    def run(value: Any, outside: Outside) -> Any:
        found = left(value, outside)
        return found if is_false(found) else right(value, outside)

    return run


def _not(ast: Ast) -> Node:
    inner = _lenient(_children(ast)[0])
    return lambda value, outside: is_false(inner(value, outside))


_ORDER: dict[str, Callable[[float, float], bool]] = {
    "lt": lambda left, right: left < right,
    "lte": lambda left, right: left <= right,
    "gt": lambda left, right: left > right,
    "gte": lambda left, right: left >= right,
}


def _comparator(ast: Ast) -> Node:
    left, right = (_lenient(node) for node in _children(ast))
    operator = ast["value"]
    if operator in {"eq", "ne"}:
        wanted = operator == "eq"
        return lambda value, outside: deep_equal(left(value, outside), right(value, outside)) is wanted
    compare = _ORDER[operator]

    def run(value: Any, outside: Outside) -> Any:
        one, two = left(value, outside), right(value, outside)
        return compare(one, two) if isinstance(one, float) and isinstance(two, float) else None

    return run


def _function(ast: Ast) -> Node:
    name = ast["value"]
    nodes = [_lenient(node) for node in _children(ast)]
    return lambda value, outside: call_function(name, [node(value, outside) for node in nodes], outside)


def _expression_reference(ast: Ast) -> Node:
    reference = ExpressionReference(_children(ast)[0])
    return lambda _value, _outside: reference


def _collect(elements: list[Any], node: Node, outside: Outside) -> list[Any]:
    found = (node(element, outside) for element in elements)
    return [item for item in found if item is not None]


def _projection(ast: Ast) -> Node:
    left, right = (_lenient(node) for node in _children(ast))

    def run(value: Any, outside: Outside) -> Any:
        elements = left(value, outside)
        return _collect(elements, right, outside) if isinstance(elements, list) else None

    return run


def _forgiving(node: Node, value: Any, outside: Outside) -> Any:
    """Flattening, filters and `*` take whatever goes wrong on their left as null."""
    try:
        return node(value, outside)
    except QueryError:
        return None


def _value_projection(ast: Ast) -> Node:
    left, right = _children(ast)
    right = _lenient(right)

    def run(value: Any, outside: Outside) -> Any:
        found = _forgiving(left, value, outside)
        if not isinstance(found, dict):
            return None
        # The fork projects over as many nulls before the values themselves.
        return _collect([None] * len(found) + list(found.values()), right, outside)

    return run


def _filter(ast: Ast) -> Node:
    left, right, condition = _children(ast)
    right, condition = _lenient(right), _lenient(condition)

    def run(value: Any, outside: Outside) -> Any:
        elements = _forgiving(left, value, outside)
        if not isinstance(elements, list):
            return None
        kept = [element for element in elements if not is_false(condition(element, outside))]
        return _collect(kept, right, outside)

    return run


def _flatten(ast: Ast) -> Node:
    left = _children(ast)[0]

    def run(value: Any, outside: Outside) -> Any:
        elements = _forgiving(left, value, outside)
        if not isinstance(elements, list):
            return None
        flat: list[Any] = []
        for element in elements:
            flat += element if isinstance(element, list) else [element]
        return flat

    return run


def _multi_select_list(ast: Ast) -> Node:
    nodes = [_lenient(node) for node in _children(ast)]
    return lambda value, outside: None if value is None else [node(value, outside) for node in nodes]


def _multi_select_dict(ast: Ast) -> Node:
    pairs = [(child["value"], _lenient(_compile(child["children"][0]))) for child in ast["children"]]
    return lambda value, outside: None if value is None else {key: node(value, outside) for key, node in pairs}


_COMPILERS: dict[str, Callable[[Ast], Node]] = {
    "field": _field,
    "identity": _identity,
    "current": _identity,
    "literal": _literal,
    "subexpression": _chain,
    "index_expression": _chain,
    "pipe": _pipe,
    "index": _index,
    "slice": _slice,
    "or_expression": _or,
    "and_expression": _and,
    "not_expression": _not,
    "comparator": _comparator,
    "function_expression": _function,
    "expref": _expression_reference,
    "projection": _projection,
    "value_projection": _value_projection,
    "filter_projection": _filter,
    "flatten": _flatten,
    "multi_select_list": _multi_select_list,
    "multi_select_dict": _multi_select_dict,
}
