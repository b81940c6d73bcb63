"""The libraries' functions; the expected values were measured with the real engine."""

from typing import Any

import pytest

from maestro.factory.kyverno.cel.activation import Admission, kyverno_variables
from maestro.factory.kyverno.cel.environments import Place, environment_of
from maestro.factory.kyverno.cel.lang.errors import CompileError, EvalError, UnevaluatedError
from maestro.factory.kyverno.cel.lang.program import compile_expression
from maestro.factory.kyverno.model import Environment, PolicyContext, Request
from maestro.factory.kyverno.query.outside import Outside
from maestro.factory.kyverno.resources import ResourceTypes

CONFIG = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "cm", "namespace": "ns"}, "data": {"k": "v"}}
KNOWN = Environment(
    cluster=(CONFIG,),
    simulated_cluster=True,
    api_calls=({"method": "GET", "url": "https://x/y", "response": {"body": {"ok": True}}},),
    global_context=({"name": "g", "data": {"a": [1, 2]}, "projections": [{"name": "p", "path": "a[0]"}]},),
    cel_context={"spec": {"images": [{"image": "nginx", "config": {"user": "x"}}], "resources": []}},
    outside=Outside(parse_yaml=lambda text: {"read": text}),
)
DIGEST = "sha256:" + "a" * 64


def value_of(text: str, known: Environment = KNOWN, place: Place | None = None) -> Any:
    """Evaluate in Kyverno's world."""
    environment, _ = environment_of(place or Place())
    context = PolicyContext(Request.of(CONFIG), known)
    return compile_expression(text, environment).evaluate(kyverno_variables(Admission(context, ResourceTypes())))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("quantity('1').isGreaterThan(quantity('500m'))", True),
        ("quantity('1Gi').compareTo(quantity('1024Mi'))", 0),
        ("quantity('1') == quantity('1000m')", True),
        ("quantity('1').add(quantity('500m')).asApproximateFloat()", 1.5),
        (
            "[isQuantity('1E'), isQuantity('1e3'), isQuantity('+1'), isQuantity('1Ki5'), isQuantity('')]",
            [True, True, True, False, False],
        ),
        ("ip('255.255.255.255').isGlobalUnicast()", False),
        ("[isIP('::1'), isIP('010.0.0.1'), isIP('::ffff:1.2.3.4')]", [True, False, False]),
        ("string(ip('0:0::1'))", "::1"),
        ("cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16')", True),
        ("string(cidr('10.1.2.3/8').masked())", "10.0.0.0/8"),
        ("[isCIDR('10.0.0.0/08'), isCIDR('10.0.0.0/33')]", [False, False]),
        ("url('https://u:p@a.b:8080/x').getHost()", "a.b:8080"),
        ("url('https://[::1]:80/').getHostname()", "::1"),
        ("url('https://a.b/x?a=1&b=2&a=3').getQuery()", {"a": ["1", "3"], "b": ["2"]}),
        ("[isURL('/abs'), isURL('a.b/c'), isURL('https://a b'), isURL('mailto:x@y')]", [True, False, False, True]),
        ("semver('1.0.0-alpha.2').isLessThan(semver('1.0.0-alpha.10'))", True),
        ("semver('v1.2', true).minor()", 2),
        ("[isSemver('1.2'), isSemver('01.2.3'), isSemver('1.2.3-rc.1+b')]", [False, False, True]),
        ("format.dns1123Label().validate('Abc').hasValue()", True),
        ("format.named('nope').hasValue()", False),
        ("'Hello'.split('l')", ["He", "", "o"]),
        ("'Hello'.substring(1, 3)", "el"),
        ("'Hello'.lastIndexOf('l')", 3),
        ("['abc'.indexOf('c', 5), 'abc'.indexOf('', 5), 'abc'.indexOf('', 3)]", [-1, 3, 3]),
        ("['abc'.lastIndexOf('a', 3), 'abc'.lastIndexOf('', 9), 'abc'.lastIndexOf('bc', 2)]", [-1, 3, 1]),
        ("['b', 'a'].sort().join('-')", "a-b"),
        ("'%s %d %.2f %x'.format(['a', 1, 2.5, 255])", "a 1 2.50 ff"),
        ("'%s'.format([{'a': [1.0, 2.0]}])", '{"a":[1.000000, 2.000000]}'),
        ("'%e'.format([1234.5])", "1.234500×10⁰³"),
        ("math.round(1.256, 2)", 1.26),
        ("math.greatest([1, 5, 2])", 5),
        ("math.bitShiftLeft(1, 3)", 8),
        ("sets.equivalent([1, 2], [2, 1, 1])", True),
        ("[[1], [2, 3]].flatten()", [1, 2, 3]),
        ("base64.decode('YWJj')", b"abc"),
        ("hash.md5('x')", "9dd4e461268c8034f5c8564e155c67a6"),
        ("regex.replace('a1b2', '([a-z])([0-9])', r'\\2\\1')", "1a2b"),
        ("regex.extract('abc123', '[0-9]+').value()", "123"),
        ("image('nginx').repository()", "library/nginx"),
        ("image('localhost/foo:1').registry()", "localhost"),
        (f"image('ghcr.io/x/y:v1@{DIGEST}').identifier()", f"v1@{DIGEST}"),
        ("[isImage('NGINX'), isImage('nginx:'), isImage('nginx@sha256:abc')]", [False, False, False]),
        ("parseServiceAccount('system:serviceaccount:ns:name').Name", "name"),
        ("json.marshal({'a': dyn([1.0]), 'b': dyn('<')})", '{"a":[1],"b":"\\u003c"}'),
        ("json.unmarshal('{\"a\": 1}').a", 1.0),
        ("yaml.parse('a: 1').read", "a: 1"),
        ("listObjToMap([{'k': 'a'}], [{'v': 1}], 'k', 'v')", {"a": 1}),
        ("gzip.decompress(gzip.compress('abc'))", "abc"),
        ("time.toCron(timestamp('2024-03-05T10:20:30Z'))", "20 10 5 3 2"),
        ("time.toCron(timestamp('2024-01-02T03:04:05+02:00'))", "4 3 2 1 2"),
        ("string(timestamp('2024-01-01T00:00:00+02:00') + duration('1h'))", "2024-01-01T01:00:00+02:00"),
        ("[timestamp('2024-01-01T00:00:00+02:00').getHours(), timestamp('2024-01-01T00:00:00Z').getHours()]", [22, 0]),
        ("'%s'.format([timestamp('0900-01-01T00:00:00.5-00:30')])", "0900-01-01T00:00:00.5-00:30"),
        ("random('')", ""),
        ("random('[a-z]{5}-x').matches('^[a-z]{5}-x$')", True),
        ("resource.Get('v1', 'configmaps', 'ns', 'cm').data.k", "v"),
        ("resource.get('v1', 'configmaps', 'ns', 'other')", None),
        ("resource.List('v1', 'configmaps', 'ns').items.size()", 1),
        ("http.Get('https://x/y').body.ok", True),
        ("globalContext.Get('g', 'p')", 1),
        ("globalContext.Get('unknown')", None),
        ("image.GetMetadata('nginx').config.user", "x"),
        ("request.kind.kind + request.resource.resource", "ConfigMapconfigmaps"),
        ("[oldObject == {}, namespaceObject == null]", [True, True]),
    ],
)
def test_a_function_gives_what_the_real_engine_gives(text: str, expected: object) -> None:
    """Each of these was printed by the real engine, or follows from what is given."""
    assert value_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "http.Get('https://nobody/knows')",
        "http.Post('https://x/y', 'data')",
        "resource.Post('v1', 'pods', 'ns', {'a': dyn(1)})",
    ],
)
def test_what_needs_the_outside_is_not_evaluated(text: str) -> None:
    """No answer is made up, and nothing absorbs that."""
    with pytest.raises(UnevaluatedError):
        value_of(f"dyn({text}) == null || true")


def test_image_data_is_asked_of_a_registry_only_where_no_context_is_given() -> None:
    """With a context, an image that is not in it is an error."""
    with pytest.raises(EvalError, match="not found in the context"):
        value_of("image.GetMetadata('other')")
    with pytest.raises(UnevaluatedError):
        value_of("image.GetMetadata('other')", Environment())


def test_a_namespaced_policy_sees_its_own_namespace_only() -> None:
    """The namespace is no argument of its lookups, and global context is closed to it."""
    place = Place(namespaced=True)
    with pytest.raises(CompileError):
        value_of("resource.Get('v1', 'configmaps', 'ns', 'cm')", place=place)
    assert value_of("resource.Get('v1', 'configmaps', 'cm')", place=place) is None


@pytest.mark.parametrize(
    "text",
    [
        "resource.List('v1', 'configmaps', 'ns').items.exists(i, true)",
        "resource.ToGVR('v1', 'ConfigMap').Resource == 'configmaps'",
    ],
)
def test_what_a_lookup_gives_is_typed_as_in_the_real_engine(text: str) -> None:
    """The parts of a found object are `any`, which nothing iterates, and a resource name shows no parts."""
    with pytest.raises(CompileError):
        value_of(text)


def test_a_resource_name_finds_what_its_kind_finds() -> None:
    """It is passed on in place of the version and the plural."""
    assert value_of("resource.Get(resource.ToGVR('v1', 'ConfigMap'), 'ns', 'cm').data.k") == "v"
    assert value_of("dyn(resource.List('v1', 'configmaps', 'ns').items).exists(i, i.data.k == 'v')") is True


CERTIFICATE_NONSENSE = ["", "x", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"]


@pytest.mark.parametrize("text", CERTIFICATE_NONSENSE)
def test_what_is_no_certificate_is_an_error(text: str) -> None:
    """Bad PEM is an evaluation error."""
    with pytest.raises(EvalError):
        value_of(f"x509.decode({text!r})")
