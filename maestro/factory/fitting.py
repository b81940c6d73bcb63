"""Whether a value fits a schema, yes or no: quickly, for the keywords that factories use.

Most parts of most requests fit, and where all of it does, there is no error to be told. What does not fit goes to the
validator that tells the errors; so does every schema with a keyword that is not known here. Owns no error and no text.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from functools import lru_cache
from itertools import pairwise
from numbers import Number
from typing import Any

from maestro.factory.patterns import searching

Test = Callable[[Any], bool]
_TEXTS = 128  # of a pattern of which is kept whether they have it
_NEW = "https://json-schema.org/draft/2020-12/schema"
_OLD = "http://json-schema.org/draft-07/schema"  # in which a reference stands alone
_LOCAL = re.compile(r"#(?:/[A-Za-z0-9_$.-]+)*")
_ELSEWHERE = frozenset(
    (
        "$anchor", "$dynamicAnchor", "$dynamicRef", "$id", "$recursiveAnchor", "$recursiveRef", "$schema",
        "additionalItems", "dependencies", "dependentSchemas", "maxContains", "minContains", "multipleOf",
        "patternProperties", "prefixItems", "unevaluatedItems", "unevaluatedProperties",
    )
)  # fmt: skip
_ROOT_ONLY = frozenset({"$id", "$schema"})
_TYPES: Mapping[str, Test] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "number": lambda value: isinstance(value, Number) and not isinstance(value, bool),
    "integer": lambda value: (
        (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, float) and value.is_integer())
    ),
}
_TRUE, _FALSE = object(), object()


class UnsureError(Exception):
    """A schema that only the validator understands."""


class Fitting:
    """The tests of one schema and of all its parts, made when they are first asked for."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        """A part is known by its identity: it lives as long as the schema."""
        self._schema = schema
        dialect = schema.get("$schema", _NEW)
        self._old = isinstance(dialect, str) and dialect.rstrip("#") == _OLD
        self._known = self._old or (isinstance(dialect, str) and dialect.rstrip("#") == _NEW)
        self._made: dict[int, Test | None] = {}
        self._maker = _Maker(schema, old=self._old)

    def fits(self, part: Any, value: Any) -> bool | None:
        """Whether a value fits a part of the schema; None where only the validator can tell."""
        key = id(part)
        if key not in self._made:
            self._made[key] = self._test(part)
        test = self._made[key]
        return None if test is None else test(value)

    def _test(self, part: Any) -> Test | None:
        try:
            return self._maker.make(part) if self._known else None
        except (UnsureError, RecursionError):
            self._maker = _Maker(self._schema, old=self._old)  # what was made half may refer to what was not made
            return None


class _Maker:
    """Makes tests; UnsureError where one cannot be made."""

    def __init__(self, schema: Mapping[str, Any], *, old: bool) -> None:
        self._schema, self._old = schema, old
        self._made: dict[int, list[Test]] = {}

    def make(self, part: Any) -> Test:
        if isinstance(part, bool):
            return lambda _: part
        if not isinstance(part, dict) or not _ELSEWHERE.isdisjoint(part.keys() - self._allowed(part)):
            raise UnsureError
        if id(part) in self._made:
            return _later(self._made[id(part)])
        made = self._made[id(part)] = []
        keywords = {"$ref": part["$ref"]} if self._old and "$ref" in part else part
        tests = [self._keyword(name, value, part) for name, value in keywords.items()]
        made.append(_all([test for test in tests if test is not None]))
        return made[0]

    def _allowed(self, part: Mapping[str, Any]) -> frozenset[str]:
        return _ROOT_ONLY if part is self._schema else frozenset()

    def _keyword(self, name: str, rule: Any, part: Mapping[str, Any]) -> Test | None:
        """The test of one keyword; None for what only describes."""
        if self._old and name == "dependentRequired":  # which it does not know
            return None
        maker, plain = _MADE.get(name), _PLAIN.get(name)
        return maker(self, rule, part) if maker is not None else plain(rule) if plain is not None else None

    def ref(self, rule: Any, _: Mapping[str, Any]) -> Test:
        if not isinstance(rule, str) or _LOCAL.fullmatch(rule) is None:
            raise UnsureError
        node: Any = self._schema
        for name in rule.split("/")[1:]:
            if not isinstance(node, dict) or name not in node or (node is not self._schema and "$id" in node):
                raise UnsureError
            node = node[name]
        return self.make(node)

    def properties(self, rule: Any, _: Mapping[str, Any]) -> Test:
        tests = tuple((name, self.make(part)) for name, part in _map(rule).items())

        def test(value: Any) -> bool:
            if isinstance(value, dict):
                for name, fits in tests:
                    if name in value and not fits(value[name]):
                        return False
            return True

        return test

    def additional(self, rule: Any, part: Mapping[str, Any]) -> Test:
        known, fits = _map(part.get("properties", {})), self.make(rule)
        return lambda value: not isinstance(value, dict) or all(fits(value[n]) for n in value if n not in known)

    def names(self, rule: Any, _: Mapping[str, Any]) -> Test:
        fits = self.make(rule)
        return lambda value: not isinstance(value, dict) or all(map(fits, value))

    def items(self, rule: Any, _: Mapping[str, Any]) -> Test:
        fits = self.make(rule)
        return lambda value: not isinstance(value, list) or all(map(fits, value))

    def contains(self, rule: Any, _: Mapping[str, Any]) -> Test:
        fits = self.make(rule)
        return lambda value: not isinstance(value, list) or any(map(fits, value))

    def all_of(self, rule: Any, _: Mapping[str, Any]) -> Test:
        return _all([self.make(part) for part in _list(rule)])

    def any_of(self, rule: Any, _: Mapping[str, Any]) -> Test:
        tests = [self.make(part) for part in _list(rule)]
        return lambda value: any(fits(value) for fits in tests)

    def one_of(self, rule: Any, _: Mapping[str, Any]) -> Test:
        tests = [self.make(part) for part in _list(rule)]
        return lambda value: sum(1 for fits in tests if fits(value)) == 1

    def none_of(self, rule: Any, _: Mapping[str, Any]) -> Test:
        fits = self.make(rule)
        return lambda value: not fits(value)

    def condition(self, rule: Any, part: Mapping[str, Any]) -> Test:
        fits, then, other = self.make(rule), self.make(part.get("then", True)), self.make(part.get("else", True))
        return lambda value: then(value) if fits(value) else other(value)


_MADE: Mapping[str, Callable[[_Maker, Any, Mapping[str, Any]], Test]] = {
    "$ref": _Maker.ref,
    "properties": _Maker.properties,
    "additionalProperties": _Maker.additional,
    "propertyNames": _Maker.names,
    "items": _Maker.items,
    "contains": _Maker.contains,
    "allOf": _Maker.all_of,
    "anyOf": _Maker.any_of,
    "oneOf": _Maker.one_of,
    "not": _Maker.none_of,
    "if": _Maker.condition,
}


def _all(tests: Sequence[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def test(value: Any) -> bool:
        for fits in tests:  # noqa: SIM110 -- everything goes through here, and a generator takes longer
            if not fits(value):
                return False
        return True

    return test


def _later(made: list[Test]) -> Test:
    """A test that may still be in the making, as those of schemas that contain themselves: it is there when asked."""

    def test(value: Any) -> bool:
        return made[0](value)

    return made[0] if made else test


def _type(rule: Any) -> Test:
    names = [rule] if isinstance(rule, str) else _list(rule)
    if not all(isinstance(name, str) and name in _TYPES for name in names):
        raise UnsureError
    tests = [_TYPES[name] for name in names]
    return tests[0] if len(tests) == 1 else lambda value: any(fits(value) for fits in tests)


def _enum(rule: Any) -> Test:
    options = _list(rule)
    if all(isinstance(option, str) for option in options):
        texts = frozenset(options)
        return lambda value: isinstance(value, str) and value in texts
    return lambda value: any(equal(option, value) for option in options)


def _required(rule: Any) -> Test:
    names = _texts(rule)
    return lambda value: not isinstance(value, dict) or all(name in value for name in names)


def _dependent(rule: Any) -> Test:
    pairs = tuple((name, _texts(others)) for name, others in _map(rule).items())

    def test(value: Any) -> bool:
        return not isinstance(value, dict) or all(o in value for n, others in pairs if n in value for o in others)

    return test


def _sized(kind: type[Sized], fits: Callable[[int, Any], bool]) -> Callable[[Any], Test]:
    def made(rule: Any) -> Test:
        bound = _number(rule)
        return lambda value: not isinstance(value, kind) or fits(len(value), bound)

    return made


def _measured(fits: Callable[[Any, Any], bool]) -> Callable[[Any], Test]:
    def made(rule: Any) -> Test:
        bound, number = _number(rule), _TYPES["number"]
        return lambda value: not number(value) or fits(value, bound)

    return made


def _pattern(rule: Any) -> Test:
    if not isinstance(rule, str):
        raise UnsureError
    search = lru_cache(maxsize=_TEXTS)(lambda text: bool(searching(rule)(text)))
    return lambda value: not isinstance(value, str) or search(value)


def _format(rule: Any) -> Test:
    if rule == "email":
        return lambda value: not isinstance(value, str) or "@" in value
    if not isinstance(rule, str):
        raise UnsureError
    return lambda value: not isinstance(value, str) or _conforms(value, rule)


def _conforms(text: str, name: str) -> bool:
    from jsonschema import FormatChecker  # loading it takes long, and few requests have such a value

    return FormatChecker().conforms(text, name)


def _unique(rule: Any) -> Test:
    return lambda value: not rule or not isinstance(value, list) or not _repeats(value)


def _repeats(items: list[Any]) -> bool:
    """Whether an item is there twice, as the validator sees it: neighbours where they can be sorted, else any two."""
    marked = [_marked(item) for item in items]
    try:
        return any(equal(one, other) for one, other in pairwise(sorted(marked)))
    except (NotImplementedError, TypeError):
        return any(equal(one, other) for place, one in enumerate(marked) for other in marked[:place])


def equal(one: Any, other: Any) -> bool:
    """Whether two values are the same JSON: true is not 1."""
    if one is other:
        return True
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        return len(one) == len(other) and all(map(equal, one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return len(one) == len(other) and all(key in other and equal(value, other[key]) for key, value in one.items())
    return bool(_marked(one) == _marked(other))


def _marked(value: Any) -> Any:
    return _TRUE if value is True else _FALSE if value is False else value


def _map(rule: Any) -> Mapping[str, Any]:
    if not isinstance(rule, dict):
        raise UnsureError
    return rule


def _list(rule: Any) -> list[Any]:
    if not isinstance(rule, list):
        raise UnsureError
    return rule


def _texts(rule: Any) -> tuple[str, ...]:
    names: Iterable[Any] = _list(rule)
    if not all(isinstance(name, str) for name in names):
        raise UnsureError
    return tuple(names)


def _number(rule: Any) -> Any:
    if not isinstance(rule, int | float) or isinstance(rule, bool):
        raise UnsureError
    return rule


_PLAIN: Mapping[str, Callable[[Any], Test]] = {
    "type": _type,
    "enum": _enum,
    "const": lambda rule: lambda value: equal(value, rule),
    "required": _required,
    "dependentRequired": _dependent,
    "minLength": _sized(str, lambda size, bound: size >= bound),
    "maxLength": _sized(str, lambda size, bound: size <= bound),
    "minItems": _sized(list, lambda size, bound: size >= bound),
    "maxItems": _sized(list, lambda size, bound: size <= bound),
    "minProperties": _sized(dict, lambda size, bound: size >= bound),
    "maxProperties": _sized(dict, lambda size, bound: size <= bound),
    "minimum": _measured(lambda value, bound: not value < bound),
    "maximum": _measured(lambda value, bound: not value > bound),
    "exclusiveMinimum": _measured(lambda value, bound: not value <= bound),
    "exclusiveMaximum": _measured(lambda value, bound: not value >= bound),
    "uniqueItems": _unique,
    "pattern": _pattern,
    "format": _format,
}
