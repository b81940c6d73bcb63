"""Wildcards, quantities, durations, versions, times, images, Go's way of printing."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.factory.kyverno.values.duration import format_duration, parse_duration
from maestro.factory.kyverno.values.golang import (
    as_float64,
    as_int64,
    deep_equal,
    parse_float,
    parse_int,
    sprint,
    to_json,
)
from maestro.factory.kyverno.values.images import extract_images, parse_image
from maestro.factory.kyverno.values.instant import Instant, parse_instant
from maestro.factory.kyverno.values.quantity import parse_quantity
from maestro.factory.kyverno.values.semver import parse_range, parse_version
from maestro.factory.kyverno.values.wildcard import has_wildcard, matches, matches_any


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("*", "", True),
        ("?*", "", False),
        ("?*", "a", True),
        ("a*c", "abbc", True),
        ("a*c", "abcd", False),
        ("a?c", "abc", True),
        ("a?c", "ac", False),
        ("a.c", "abc", False),
        ("*\n*", "a\nb", True),
        ("", "", True),
        ("", "a", False),
    ],
)
def test_wildcards(pattern: str, text: str, expected: bool) -> None:
    """`*` is any text, `?` one character, all else itself."""
    assert matches(pattern, text) is expected


@given(st.text(alphabet="ab*?", max_size=8), st.text(alphabet="ab", max_size=8))
def test_wildcards_as_a_plain_search_sees_them(pattern: str, text: str) -> None:
    """The compiled form agrees with the definition."""

    def by_definition(left: str, right: str) -> bool:
        if not left:
            return not right
        if left[0] == "*":
            return by_definition(left[1:], right) or bool(right and by_definition(left, right[1:]))
        return bool(right) and left[0] in {"?", right[0]} and by_definition(left[1:], right[1:])

    assert matches(pattern, text) is by_definition(pattern, text)


def test_has_wildcard() -> None:
    """Both signs count; a list matches with any of its patterns."""
    assert has_wildcard("a*")
    assert has_wildcard("a?")
    assert not has_wildcard("a")
    assert matches_any(["x", "n*"], "nginx")
    assert not matches_any([], "nginx")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("1", "1"),
        ("1000m", "1"),
        ("1500m", "1500m"),
        ("1024Mi", "1Gi"),
        ("1000Ki", "1000Ki"),
        ("1e3", "1e3"),
        ("0.1", "100m"),
        ("-5Gi", "-5Gi"),
        ("1000000", "1M"),
        ("0Gi", "0"),
        ("0.5Gi", "512Mi"),
        ("1n", "1n"),
        ("0.1n", "1n"),
    ],
)
def test_quantities_print_in_their_canonical_form(text: str, canonical: str) -> None:
    """The largest suffix of the written style that leaves a whole number."""
    assert str(parse_quantity(text)) == canonical


@pytest.mark.parametrize("text", ["", "1 Gi", "1gi", "1KI", "nginx", "1e", "--1", "1.2.3", "١", "0x10", "1e99999"])
def test_no_quantities(text: str) -> None:
    """What Kubernetes refuses is no quantity."""
    assert parse_quantity(text) is None


@given(st.integers(-(10**12), 10**12), st.sampled_from(["", "m", "k", "M", "G", "Ki", "Mi", "Gi"]))
def test_quantities_come_back(amount: int, suffix: str) -> None:
    """Printing and reading again keeps the amount; sums and differences are exact."""
    quantity = parse_quantity(f"{amount}{suffix}")
    assert quantity is not None
    again = parse_quantity(str(quantity))
    assert again is not None
    assert again.amount == quantity.amount
    assert (quantity + again).amount == 2 * quantity.amount
    assert (quantity - again).amount == 0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1h", 3600), ("1h30m", 5400), ("1.5s", 1.5), ("-2m", -120), ("0", 0), ("300ms", 0.3), (".5s", 0.5), ("+1s", 1)],
)
def test_durations(text: str, seconds: float) -> None:
    """Parts of number and unit."""
    assert parse_duration(text) == int(seconds * 1_000_000_000)


@pytest.mark.parametrize("text", ["", "1", "1d", "h", "1h ", "s1", "1h-1m", "9999999999h"])
def test_no_durations(text: str) -> None:
    """A number needs its unit; days are none; nothing beyond 292 years."""
    assert parse_duration(text) is None


@given(st.integers(-(2**62), 2**62))
def test_durations_come_back(nanoseconds: int) -> None:
    """Whatever is printed reads as the same duration."""
    assert parse_duration(format_duration(nanoseconds)) == nanoseconds


@pytest.mark.parametrize(
    ("version", "wanted", "expected"),
    [
        ("1.2.3", ">=1.0.0 <2.0.0", True),
        ("2.0.0", ">=1.0.0 <2.0.0", False),
        ("2.0.0", "<1.0.0 || >=2.0.0", True),
        ("1.9.9", "1.x", True),
        ("2.0.0", ">1.x", True),
        ("1.2.9", "<=1.2.x", True),
        ("1.3.0", "!1.2.x", False),
        ("1.2.3-beta.2", "<1.2.3", True),
        ("1.2.3-beta.10", ">1.2.3-beta.9", True),
        ("1.2.3+build", "=1.2.3", True),
        ("1.2.3", "!=1.2.3", False),
    ],
)
def test_version_ranges(version: str, wanted: str, expected: bool) -> None:
    """Bounds hold together, alternatives one by one; an excluded series keeps only what is below and above at once."""
    found = parse_version(version)
    assert found is not None
    assert parse_range(wanted).admits(found) is expected


def test_no_versions() -> None:
    """Three numbers without leading zeros, and a range needs a bound."""
    assert [parse_version(text) for text in ("1.2", "v1.2.3", "01.2.3", "1.2.3-01", "")] == [None] * 5
    for text in ("", ">=1", "abc", "x.1.2", ">1.2.3 ||"):
        with pytest.raises(ValueError, match="expected a version"):
            parse_range(text)


def test_instants() -> None:
    """Text to instant and back, in Go's layouts as well."""
    found = parse_instant("2024-02-29T13:04:05.25+02:00")
    assert found is not None
    assert found.in_utc().rfc3339() == "2024-02-29T11:04:05Z"
    assert found.add(3_600_000_000_000).rfc3339() == "2024-02-29T14:04:05+02:00"
    assert parse_instant("2023-02-29T13:04:05Z") is None
    assert parse_instant("not a time") is None
    layout = parse_instant("Mon Jan 02 2023 15:04:05 -0700", "Mon Jan 02 2006 15:04:05 -0700")
    assert layout is not None
    assert layout.in_utc().rfc3339() == "2023-01-02T22:04:05Z"
    assert Instant.of(datetime(2024, 1, 1, tzinfo=UTC)).rfc3339() == "2024-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("reference", "normalised"),
    [
        ("nginx", "docker.io/nginx:latest"),
        ("nginx:1.25", "docker.io/nginx:1.25"),
        ("library/nginx", "docker.io/library/nginx:latest"),
        ("ghcr.io/a/b:1", "ghcr.io/a/b:1"),
        ("localhost/a", "localhost/a:latest"),
        ("registry:5000/a/b", "registry:5000/a/b:latest"),
        ("nginx@sha256:" + "a" * 64, "docker.io/nginx@sha256:" + "a" * 64),
    ],
)
def test_images(reference: str, normalised: str) -> None:
    """Registry and tag that are implied are made plain."""
    assert str(parse_image(reference)) == normalised


@pytest.mark.parametrize("reference", ["", "NGINX UPPER", "a b", "nginx:", "https://x/y", "nginx@sha256:12"])
def test_no_images(reference: str) -> None:
    """What is no reference says so."""
    with pytest.raises(ValueError, match="bad image"):
        parse_image(reference)


def test_images_of_controllers() -> None:
    """Containers of all sorts, wherever the kind keeps them."""
    spec = {
        "containers": [{"name": "a", "image": "nginx:1"}],
        "initContainers": [{"name": "b", "image": "ghcr.io/x/y"}],
    }
    found = extract_images({"kind": "Deployment", "spec": {"template": {"spec": spec}}})
    assert found["containers"]["a"]["tag"] == "1"
    assert found["initContainers"]["b"]["registry"] == "ghcr.io"
    assert extract_images({"kind": "ConfigMap", "spec": spec}) == {}


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (1.0, "1"),
        (1e21, "1e+21"),
        (1.5, "1.5"),
        (None, "<nil>"),
        (True, "true"),
        ([1, "a"], "[1 a]"),
        ({"b": 1, "a": None}, "map[a:<nil> b:1]"),
        (1e-7, "1e-07"),
    ],
)
def test_go_prints(value: object, printed: str) -> None:
    """As `fmt.Sprint` has it."""
    assert sprint(value) == printed


def test_go_json_and_numbers() -> None:
    """Escapes of HTML, short floats, 64 bit integers, and the two ways of loading numbers."""
    assert to_json({"b": "<a>", "a": 1.0, "c": 1e21}) == '{"a":1,"b":"\\u003ca\\u003e","c":1e+21}'
    assert parse_int("9223372036854775808") is None
    assert parse_int("-5") == -5
    assert parse_float("1e3") == 1000
    assert parse_float("abc") is None
    assert isinstance(as_float64({"a": [1]})["a"][0], float)
    assert isinstance(as_int64({"a": [1.0]})["a"][0], int)
    assert as_int64(1.5) == 1.5
    assert not deep_equal(1, True)
    assert deep_equal({"a": [1]}, {"a": [1]})
