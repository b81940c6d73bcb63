"""What holds for every expression and every value."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from maestro.factory.kyverno.cel.environments import Place, environment_of
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError
from maestro.factory.kyverno.cel.lang.program import compile_expression
from maestro.factory.kyverno.cel.lang.values import equal, format_double

ENVIRONMENT, _ = environment_of(Place())
SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(max_size=5)
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
)


def evaluate(text: str, value: Any) -> Any:
    """The value of an expression on one object."""
    return compile_expression(text, ENVIRONMENT).evaluate({"object": value})


@given(st.text(max_size=60) | st.text(alphabet="object.spec[]{}()?:+-*/%!&|<>='\"\\ 019aexist,", max_size=60))
def test_any_text_either_compiles_or_is_refused(text: str) -> None:
    """Hostile text never raises anything but a refusal."""
    refused = ""
    try:
        compile_expression(text, ENVIRONMENT)
    except CompileError as error:
        refused = error.message
    assert refused or text.strip()


@given(
    VALUES,
    st.sampled_from(
        [
            "object.a.b",
            "object[0]",
            "object.all(x, x)",
            "size(object)",
            "object + object",
            "object < 1",
            "string(object)",
            "object.?a[?0].orValue(1)",
            "object.map(x, [x]).flatten()",
        ]
    ),
)
def test_any_value_either_evaluates_or_is_an_error(value: Any, text: str) -> None:
    """Whatever a resource holds, the outcome is a value or an evaluation error."""
    failed: str | None = None
    try:
        evaluate(text, value)
    except EvalError as error:
        failed = str(error)
    assert failed is None or failed


@given(VALUES)
def test_every_value_equals_itself_and_nothing_else_of_another_type(value: Any) -> None:
    """Equality is reflexive, and a boolean is no number."""
    assert equal(value, value)
    assert evaluate("object == object", value) is True
    assert not equal(value, [value])
    if isinstance(value, bool):
        assert not equal(value, int(value))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_double_survives_being_written(number: float) -> None:
    """The shortest text of a double is read back as the same double."""
    assert float(format_double(number)) == number


@given(st.lists(st.integers(-1000, 1000)), st.integers(-1000, 1000))
def test_macros_agree_with_each_other(items: list[int], limit: int) -> None:
    """`all` is the denial of `exists` with the denied condition; `filter` and `map` with a condition agree."""
    every = evaluate(f"object.all(x, x > {limit})", items)
    assert every is (not evaluate(f"object.exists(x, !(x > {limit}))", items))
    assert evaluate(f"object.filter(x, x > {limit})", items) == evaluate(f"object.map(x, x > {limit}, x)", items)


@given(st.text(max_size=20))
def test_a_string_literal_is_read_as_it_was_meant(text: str) -> None:
    """Escaping and reading are each other's inverse."""
    escaped = "".join(f"\\U{ord(char):08x}" for char in text if not 0xD800 <= ord(char) < 0xE000)
    plain = "".join(char for char in text if not 0xD800 <= ord(char) < 0xE000)
    assert evaluate(f"'{escaped}'", None) == plain
