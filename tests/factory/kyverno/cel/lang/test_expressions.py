"""Expressions and what they evaluate to; the expected values were measured with the real engine's language."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from maestro.factory.kyverno.cel.environments import Place, environment_of
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError
from maestro.factory.kyverno.cel.lang.program import compile_expression

OBJECT = {
    "spec": {
        "replicas": 3.0,
        "ratio": 1.5,
        "text": "Hello, Wörld",
        "nothing": None,
        "flag": True,
        "list": [1.0, 2.0, 3.0],
        "strs": ["b", "a", "c"],
        "map": {},
        "containers": [{"name": "c1", "image": "nginx:1"}, {"name": "c2", "securityContext": {"privileged": False}}],
    }
}


def value_of(text: str, *, kyverno: bool = True, **variables: Any) -> Any:
    """Compile and evaluate in one of the two worlds."""
    environment, _ = environment_of(Place(kyverno=kyverno))
    return compile_expression(text, environment).evaluate({"object": OBJECT, **variables})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3 - -4", 11),
        ("-10 / 3", -3),
        ("-10 % 3", -1),
        ("10.0 / 4.0", 2.5),
        ("1u + 2u", 3),
        ("'a' < 'b' && !(2 < 1.5)", True),
        ("object.spec.replicas == 3", True),
        ("object.spec.replicas in [1, 2, 3]", True),
        ("3 in object.spec.list", True),
        ("object.spec.list[1]", 2.0),
        ("object.spec.list[1.0]", 2.0),
        ("object['spec']['replicas']", 3.0),
        ("string(100000000.0)", "1e+08"),
        ("string(1.0)", "1"),
        ("string(0.1)", "0.1"),
        ("string(1.5e21)", "1.5e+21"),
        ("string(0.00001)", "1e-05"),
        ("int(-1.9)", -1),
        ("has(object.spec.nothing)", True),
        ("has(object.spec.missing)", False),
        ("has(object.spec.text.foo)", False),
        ("object.spec.?missing.orValue('d')", "d"),
        ("object.spec.text.orValue('d')", "Hello, Wörld"),
        ("object.?spec.?a.?b.orValue([])", []),
        ("object.spec.list[?9].orValue(1)", 1),
        ("optional.none().or(optional.of(2)).value()", 2),
        ("optional.of(3).optMap(x, x + 1).value()", 4),
        ("[1, 2, 3].map(x, x > 1, x * 2)", [4, 6]),
        ("[1, 2, 3].exists_one(x, x > 2)", True),
        ("{'a': 1, 'b': 2}.exists(k, v, v == 2)", True),
        ("[1, 2].transformList(i, v, i + v)", [1, 3]),
        ("{'a': 1}.transformMap(k, v, v + 1)", {"a": 2}),
        ("{'a': 1}.transformMapEntry(k, v, {v: k})", {1: "a"}),
        ("[3, 1, 2].sortBy(x, -x)", [3, 2, 1]),
        ("cel.bind(x, 2, x * x)", 4),
        ("object.spec.missing || true", True),
        ("object.spec.missing && false", False),
        ("object.spec.containers.exists(c, c.securityContext.privileged == false)", True),
        ("object.spec.flag ? dyn(1) : dyn('a')", 1),
        ("type(object.spec.replicas) == double", True),
        ("timestamp('2024-03-05T10:20:30Z')", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC)),
        ("duration('1h30m')", timedelta(minutes=90)),
        ("r'\\d' + \"\\u00e9\"", "\\dé"),
        ("b'\\xff'", b"\xff"),
        ('"""a"b"""', 'a"b'),
        ("{'a': 1, 'a': 2}", {"a": 2}),
        ("{?'a': object.spec.?nope}", {}),
        ("-9223372036854775808", -(2**63)),
    ],
)
def test_an_expression_has_the_value_of_the_real_engine(text: str, expected: object) -> None:
    """Each of these was printed by the real engine."""
    found = value_of(text)
    assert found == expected
    assert isinstance(found, bool) is isinstance(expected, bool)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("object.spec.replicas + 1", "no such overload"),
        ("object.spec.missing", "no such key: missing"),
        ("object.spec.missing && true", "no such key: missing"),
        ("object.spec.containers.all(c, c.image.contains(':'))", "no such key: image"),
        ("object.spec.list[7]", "index out of bounds"),
        ("10 / 0", "division by zero"),
        ("9223372036854775807 + 1", "overflow"),
        ("optional.none().value()", "optional.none() dereference"),
        ("object.spec.text ? 1 : 2", "no such overload"),
        ("!object.spec.text", "no such overload"),
        ("object.spec.nothing.all(x, true)", "no such overload"),
        ("lists.range(-1) == []", "none to 1000000 elements"),
    ],
)
def test_a_failing_expression_says_why(text: str, message: str) -> None:
    """Data that does not fit is an evaluation error, nothing else."""
    with pytest.raises(EvalError, match=message.replace("(", r"\(").replace(")", r"\)")):
        value_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "1 == 1.0",
        "[1, 'a']",
        "[dyn(1), 'a']",
        "{'a': 1, 'b': 'c'}",
        "'a' == null",
        "true && 1",
        "'a' + 1",
        "1 in {'a': 1}",
        "nope",
        "nope(1)",
        "object.nope()",
        "request.nope",
        "namespaceObject.nope",
        "variables.x",
        "images",
        "has(object)",
        "[1, 2].existsOne(x, x > 1)",
        "int('x')",
        "timestamp('2024-01-01')",
        "'a'.matches('[')",
        "'a'.find('[')",
        "'a'.findAll('[', 2)",
        "math.greatest([])",
        "'%v'.format([1])",
        "'%d'.format([1.5])",
        "'%s %s'.format(['a'])",
        "'%d'.format([1, 2])",
        "'%'.format([])",
        "'%s'.format([[quantity('1')]])",
        "5.",
        "1_000",
        "a b",
        "(((",
        "'unterminated",
        "",
    ],
)
def test_what_does_not_compile_is_refused(text: str) -> None:
    """Undeclared names, types that do not agree, constants that cannot be, text that is no expression."""
    with pytest.raises(CompileError):
        value_of(text)


def test_the_two_worlds_know_different_functions() -> None:
    """Kyverno's functions are unknown to Kubernetes' admission policies."""
    assert value_of("image('nginx').registry()") == "index.docker.io"
    for text in ("image('nginx').registry()", "math.abs(-1)", "base64.encode(b'a')", "cel.bind(x, 1, x)"):
        with pytest.raises(CompileError):
            value_of(text, kyverno=False)


def test_deep_nesting_is_refused_and_not_a_crash() -> None:
    """Neither parentheses nor long chains bring the interpreter down."""
    with pytest.raises(CompileError):
        value_of("(" * 500 + "1" + ")" * 500)
    assert value_of(" || ".join(["false"] * 2000)) is False
    with pytest.raises(CompileError):
        value_of("!" + "object." * 50_000 + "a")
