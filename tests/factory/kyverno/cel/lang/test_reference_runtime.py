"""The language against the CEL project's own runtime, where that is installed: the same value, or both an error."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from maestro.factory.kyverno.cel.environments import Place, environment_of
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError
from maestro.factory.kyverno.cel.lang.program import compile_expression

cel = pytest.importorskip("cel_expr_python.cel", reason="the reference runtime is not installed")

REFERENCE = cel.NewEnv(variables={"object": cel.Type.DYN})
ENVIRONMENT, _ = environment_of(Place())
OBJECT: dict[str, Any] = {"a": 1.0, "b": "text", "l": [1.0, 2.5, 0.0], "m": {"x": 2.0}, "t": True}

# All of it dynamic: which static types may be compared is a setting, and differs between the two.
LITERALS = ["1", "0", "-7", "2.5", "3u", "true", "false", "null", "'a'", "'b'", "[1, 2]", "{'a': 1}"]
PATHS = ["object.a", "object.b", "object.l", "object.m.x", "object.t", "object.nope", "object.l[1]", "object.m['x']"]
ATOMS = st.sampled_from([f"dyn({text})" for text in LITERALS] + PATHS)
OPERATORS = st.sampled_from(["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "in"])


def extend(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Larger expressions of smaller ones."""
    return st.one_of(
        st.builds("({} {} {})".format, inner, OPERATORS, inner),
        st.builds("({} ? {} : {})".format, inner, inner, inner),
        st.builds("!({})".format, inner),
        st.builds("dyn({})".format, inner),
        st.builds("size({})".format, inner),
        st.builds(
            "object.l.{}(x, {})".format, st.sampled_from(["all", "exists", "exists_one", "filter", "map"]), inner
        ),
        st.builds("object.l.exists(x, x > {})".format, inner),
    )


EXPRESSIONS = st.recursive(ATOMS, extend, max_leaves=6)
FAILED = object()
REFUSED = object()


def reference(text: str) -> Any:
    """What the reference runtime makes of it."""
    try:
        expression = REFERENCE.compile(text)
    except RuntimeError:  # it joins the result types of overloads differently from cel-go, which is the measure
        return REFUSED
    value = expression.eval(data={"object": OBJECT})
    return FAILED if str(value.type()) == "ERROR" else value.plain_value()


def ours(text: str) -> Any:
    """What this language makes of it."""
    try:
        return compile_expression(text, ENVIRONMENT).evaluate({"object": OBJECT})
    except (CompileError, EvalError):
        return FAILED


@settings(max_examples=400, deadline=None)
@given(EXPRESSIONS)
def test_both_agree(text: str) -> None:
    """Whatever the data holds."""
    expected, found = reference(text), ours(text)
    assume(expected is not REFUSED)
    if expected is FAILED or found is FAILED:
        assert expected is found, (text, expected, found)
    else:
        assert str(expected) == str(found)
        assert isinstance(expected, bool) is isinstance(found, bool)
