"""JMESPath as Kyverno has it: the standard, and the functions of its own."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.factory.kyverno.query.compile import compile_query
from maestro.factory.kyverno.query.errors import NotFoundError, QueryError
from maestro.factory.kyverno.query.outside import Outside
from maestro.factory.kyverno.query.truth import is_false

NOW = datetime(2024, 5, 1, 12, 0, 0, tzinfo=UTC)
OUTSIDE = Outside(NOW)
DATA: Any = {
    "name": "web",
    "labels": {"app": "x", "app.kubernetes.io/name": "y"},
    "items": [{"n": "a", "v": 1.0}, {"n": "b", "v": 2.0}, {"n": "c"}],
    "nested": [[1.0, 2.0], [3.0]],
    "empty": {},
    "nothing": None,
    "ports": [80.0, 443.0],
}


def search(expression: str, data: Any = DATA) -> Any:
    """The answer of a query."""
    return compile_query(expression).search(data, OUTSIDE)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("name", "web"),
        ('labels."app.kubernetes.io/name"', "y"),
        ("items[*].n", ["a", "b", "c"]),
        ("items[*].v", [1, 2]),
        ("items[-1].n", "c"),
        ("items[::-1].n", ["c", "b", "a"]),
        ("items[?v > `1`].n | [0]", "b"),
        ("items[?n == 'a' || n == 'c'].n", ["a", "c"]),
        ("items[?!v].n", ["c"]),
        ("nested[]", [1, 2, 3]),
        ("labels.*", ["x", "y"]),
        ("{n: name, c: length(items)}", {"n": "web", "c": 3}),
        ("[name, labels.app]", ["web", "x"]),
        ("nope || 'd'", "d"),
        ("name && labels.app", "x"),
        ('`"raw"`', "raw"),
        ("items[].v | sum(@)", 3),
        ("max_by(items[?v], &v).n", "b"),
        ("sort(keys(labels))", ["app", "app.kubernetes.io/name"]),
        ("join('-', items[].n)", "a-b-c"),
        ("map(&n, items)", ["a", "b", "c"]),
        ("contains('nginx:latest', ':l')", True),
        ("type(nothing)", "null"),
        ("to_string(ports)", "[80,443]"),
        ("reverse('abc')", "cba"),
        ("not_null(nothing, name)", "web"),
        ("merge(labels, {z: '1'}).z", "1"),
    ],
)
def test_the_standard(expression: str, expected: Any) -> None:
    """Paths, projections, filters and functions of the standard."""
    assert search(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("to_upper('aB')", "AB"),
        ("trim('xxaxx', 'x')", "a"),
        ("trim_prefix('v1', 'v')", "1"),
        ("split('a,b', ',')", ["a", "b"]),
        ("replace('aaa', 'a', 'b', `2`)", "bba"),
        ("replace_all('aaa', 'a', 'b')", "bbb"),
        ("regex_match('^[a-z]+$', 'abc')", True),
        ("regex_match('^1', `12`)", True),
        ("regex_replace_all('([a-z])1', 'a1b1', '${1}2')", "a2b2"),
        ("regex_replace_all_literal('a', 'aba', '$1')", "$1b$1"),
        ("pattern_match('n?i*', 'nnnx')", False),
        ("pattern_match('n?i*', 'nxinx')", True),
        ("label_match({app: 'x'}, {app: 'x', b: 'c'})", True),
        ("equal_fold('Go', 'GO')", True),
        ("truncate('abcdef', `3`)", "abc"),
        ("to_boolean('True')", True),
        ("path_canonicalize('/a//b/../c')", "/a/c"),
        ("base64_encode('hi')", "aGk="),
        ("base64_decode('aGk=')", "hi"),
        ("sha256('')", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("items(labels, 'k', 'v')[0]", {"k": "app", "v": "x"}),
        ("object_from_lists(['a', 'b'], ['1'])", {"a": "1", "b": None}),
        ("lookup(labels, 'app')", "x"),
        ("lookup(ports, `1`)", 443),
        ("semver_compare('1.2.3', '>=1.0.0')", True),
        ("add('1Gi', '1Gi')", "2Gi"),
        ("add('1h', '30s')", "1h0m30s"),
        ("subtract('2Gi', '1Gi')", "1Gi"),
        ("multiply('2Gi', `2`)", "4Gi"),
        ("divide('4Gi', '2Gi')", 2),
        ("divide(`7`, `2`)", 3.5),
        ("modulo(`7`, `4`)", 3),
        ("round(`2.567`, `1`)", 2.6),
        ("sum(['1Gi', '1024Mi'])", "2Gi"),
        ("parse_json('{\"a\": [1]}')", {"a": [1]}),
        ("time_now_utc()", "2024-05-01T12:00:00Z"),
        ("time_since('', '2024-05-01T10:00:00Z', '2024-05-01T12:30:00Z')", "2h30m0s"),
        ("time_add('2024-05-01T10:00:00Z', '1h')", "2024-05-01T11:00:00Z"),
        ("time_before('2024-05-01T10:00:00Z', '2024-05-02T10:00:00Z')", True),
        ("time_between('2024-05-03T10:00:00Z', '2024-05-01T10:00:00Z', '2024-05-02T10:00:00Z')", False),
        ("time_diff('2024-05-01T10:00:00Z', '2024-05-01T12:00:00Z')", "2h0m0s"),
        ("time_truncate('2024-05-01T10:31:05Z', '1h')", "2024-05-01T10:00:00Z"),
        ("time_to_cron('2024-05-01T10:31:05Z')", "31 10 1 5 3"),
        ("time_utc('2024-05-01T10:00:00+02:00')", "2024-05-01T08:00:00Z"),
        ("is_external_url('http://10.0.0.1/')", False),
        ("is_external_url('http://8.8.8.8/')", True),
        ("image_normalize('nginx')", "docker.io/nginx:latest"),
    ],
)
def test_functions_of_its_own(expression: str, expected: Any) -> None:
    """Text, numbers, quantities, times and images."""
    assert search(expression) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "to_upper(`1`)",
        "add('1Gi', '1h')",
        "divide('1', `0`)",
        "divide(`1`, `0`)",
        "modulo('1Gi', `0`)",
        "regex_match('(', 'a')",
        "base64_decode('%')",
        "parse_json('{')",
        "time_add('yesterday', '1h')",
        "semver_compare('1', '>1')",
        "length(`1`)",
        "unknown_function(name)",
        "to_upper()",
        "name[",
        "sum(items)",
        "add('1h', '30m')",  # `30m` is thirty thousandths first of all
        "random('[')",
        "x509_decode('none')",
        "object_from_lists('a', 'b')",
    ],
)
def test_what_cannot_be_answered_says_so(expression: str) -> None:
    """A wrong type, a wrong count, a wrong text: an error of the query, never another one."""
    with pytest.raises(QueryError):
        search(expression)


def test_a_missing_key_is_an_error_unless_a_default_is_given() -> None:
    """Policies rely on the difference."""
    for expression in ("nope", "labels.nope", "empty.nope"):
        with pytest.raises(NotFoundError):
            search(expression)
    assert search("labels.nope || 'd'") == "d"
    assert search("nothing") is None


def test_yaml_is_read_by_the_reader_of_the_world() -> None:
    """The engine itself reads no YAML; what chance gives comes from outside as well."""
    outside = Outside(NOW, lambda text: {"read": text}, lambda below: below - 1)
    assert compile_query("parse_yaml('a: 1')").search({}, outside) == {"read": "a: 1"}
    found = compile_query("random('[a-c]{4}x')").search({}, outside)
    assert len(found) == 5
    assert found.endswith("x")
    assert set(found[:4]) <= set("abc")


@pytest.mark.parametrize("value", [None, False, "", [], {}])
def test_what_counts_as_false(value: Any) -> None:
    """Emptiness is false; zero is not."""
    assert is_false(value)
    assert not is_false(0)


@given(st.text(max_size=30))
def test_no_text_breaks_the_compiler(text: str) -> None:
    """Any text is a query or a QueryError."""
    refusal: str | None = None
    try:
        compile_query(text).search(DATA, OUTSIDE)
    except QueryError as error:
        refusal = str(error)
    assert refusal != ""


@given(st.text(max_size=20))
def test_base64_comes_back(text: str) -> None:
    """Encoding and decoding are inverse."""
    data = {"t": text}
    assert search("base64_decode(base64_encode(t))", data) == text
