"""Random policies of the CEL kinds, each with a resource that it looks at, from one seed.

Expressions over the resource and over every library. Owns what is tried; who judges is the caller's business.
"""

import random
from typing import Any

from tests.factory.kyverno.random_policies import Case, Document, RandomPolicies

_TRUTHS = (
    "object.metadata.name.startsWith('a')", "has(object.metadata.labels)", "has(object.spec.v)", "object.?metadata.?labels.?app.orValue('') == 'a'", "object.metadata.name in ['a', 'nginx']", "size(object.metadata.name) > 3",
    "object.metadata.?labels.orValue({}).exists(k, k == 'team')", "object.kind == 'Pod' || object.kind == 'Foo'", "object.metadata.name.matches('^n[a-z]+$')", "object.metadata.namespace.size() >= 2", "!(has(object.spec) && has(object.spec.hostNetwork))",
    "quantity('1Gi').isGreaterThan(quantity('512Mi'))", "quantity('100m').compareTo(quantity('0.1')) == 0", "isQuantity('1.5Gi')", "isQuantity('x')", "quantity('1Gi').add(quantity('1Mi')).isInteger()", "quantity('1').sub(2).sign() == -1", "quantity('2k').asInteger() == 2000",
    "url('https://h:1/p?q=1').getHostname() == 'h'", "isURL('a b')", "url('https://h/p').getQuery() == {}", "isIP('10.0.0.1')", "ip('10.0.0.1').family() == 4", "cidr('10.0.0.0/8').containsIP('10.1.2.3')", "cidr('10.0.0.0/8').containsCIDR('10.0.0.0/16')", "ip('::1').isLoopback()", "cidr('10.0.0.5/8').masked() == cidr('10.0.0.0/8')",
    "isSemver('1.2.3')", "semver('1.2.3').isLessThan(semver('1.10.0'))", "semver('v1.2', true).major() == 1", "format.named('dns1123Label').hasValue()", "!format.dns1123Label().validate('Bad_').hasValue()", "format.dns1123Label().validate('ok').orValue([]).size() == 0",
    "'hello'.find('l+') == 'll'", "'a1b2'.findAll('[0-9]') == ['1', '2']", "'abc'.charAt(1) == 'b'", "'a,b'.split(',') == ['a', 'b']", "['a','b'].join('-') == 'a-b'", "'aXb'.lowerAscii() == 'axb'", "'abcabc'.lastIndexOf('b') == 4", "'abc'.substring(1, 2) == 'b'", "'  x '.trim() == 'x'", "'aaa'.replace('a', 'b', 2) == 'bba'", "'abc'.reverse() == 'cba'", "'%d-%s'.format([1, 'x']) == '1-x'", "'%.2f'.format([1.5]) == '1.50'", "'%x %b %e'.format([255, 5, 1.5]) == 'ff 101 1.500000e+00'", "strings.quote('a\"') == '\"a\\\\\"\"'",
    "[1, 2, 3].sum() == 6", "[3, 1].min() == 1", "['a', 'b'].isSorted()", "[1, 2].indexOf(2) == 1", "[1, [2, 3]].flatten().size() == 3", "[1, 1, 2].distinct().size() == 2", "[3, 1, 2].sort() == [1, 2, 3]", "lists.range(3) == [0, 1, 2]", "[1,2,3].slice(1, 3) == [2, 3]", "[1,2,3].reverse()[0] == 3", "sets.contains([1, 2], [1])", "sets.intersects(['a'], ['b'])", "sets.equivalent([1, 1], [1])",
    "math.greatest(1, 2.5) == 2.5", "math.least([3, 1]) == 1", "math.abs(-5) == 5", "math.ceil(1.2) == 2.0", "math.round(2.5) == 3.0", "math.sign(-2.0) == -1.0", "math.isNaN(0.0 / 0.0)", "math.bitAnd(6, 3) == 2", "math.trunc(1.9) == 1.0", "7 / 2 == 3", "-7 % 3 == -1", "1 / 0 == 1", "9223372036854775807 + 1 > 0", "int('12') == 12", "int('x') == 1", "double('1.5') > 1.0", "string(1.0) == '1'", "uint(5) == 5u", "bool('true')", "type(1) == int", "dyn(1) == 1.0",
    "timestamp('2024-01-02T03:04:05Z').getFullYear() == 2024", "timestamp('2024-01-02T03:04:05Z') + duration('1h') > timestamp('2024-01-02T03:30:00Z')", "duration('90m').getHours() == 1", "timestamp('2024-01-02T03:04:05Z').getDayOfWeek('Europe/Paris') == 2", "duration('1h') == duration('60m')", "string(duration('90s')) == '90s'", "timestamp('2024-01-31T00:00:00Z').getDayOfMonth() == 30",
    "optional.of(1).hasValue()", "optional.none().orValue(2) == 2", "optional.ofNonZeroValue('').hasValue()", "[1, 2][?5].orValue(9) == 9", "{'a': 1}[?'b'].hasValue()", "optional.of('x').optMap(v, v + 'y').value() == 'xy'", "optional.of(1).or(optional.of(2)).value() == 1", "{?'a': optional.none()} == {}", "[?optional.of(1), 2].size() == 2", "object.spec.?missing.hasValue()", "object[?'spec'].hasValue()",
    "{'a': 1, 'b': 2}.all(k, k != 'c')", "{'a': 1}.transformMap(k, v, v + 1) == {'a': 2}", "[1, 2].transformList(i, v, i * v) == [0, 2]", "[1, 2].exists_one(x, x > 1)", "[1, 2].all(i, v, v == i + 1)", "['a'].transformMapEntry(i, v, {v: i}) == {'a': 0}", "cel.bind(x, 5, x * x == 25)", "base64.encode(b'hi') == 'aGk='", "string(base64.decode('aGk=')) == 'hi'", "b'abc'.size() == 3", "'\\u00e9'.size() == 1", "r'\\d' == '\\\\d'", "1.0 == 1.0 && !(2 < 1)", "true ? false : true", "null == null", "1 in [1, 2] && 'k' in {'k': 1}",
    "object.spec.containers.all(c, c.image.contains(':'))", "object.spec.containers.exists(c, has(c.securityContext) && c.securityContext.?privileged.orValue(false))", "object.spec.containers.map(c, c.name).size() > 1", "object.spec.containers.filter(c, has(c.resources)).size() > 0", "object.spec.containers.all(c, has(c.resources) && has(c.resources.limits) && has(c.resources.limits.memory))", "object.spec.?replicas.orValue(1) >= 2",
    "object.spec.template.spec.containers.all(c, !c.image.endsWith(':latest'))", "object.spec.v == 'a'", "object.spec.v > 1", "object.spec.list.size() > 1", "object.spec.list.exists(x, x == 'a')", "object.spec.maps.all(m, m.v < 3)", "object.spec.maps.map(m, m.v).sum() > 2", "object.spec.map.a == 'a'", "object.spec.missing == 1", "object.data.a == '1'", "object.data.all(k, object.data[k] != '')", "object.spec.ports.exists(p, p.port == 443)", "object.spec.type == 'ClusterIP'",
    "request.operation == 'CREATE'", "request.kind.kind == object.kind", "request.namespace == object.metadata.namespace", "oldObject == null", "request.userInfo.username == ''", "namespaceObject == null || true", "variables.x == 'a'", "variables.n > 1", "image('nginx').tag() == 'latest'", "isImage('nginx:1')", "image('r.io:5/a/b:1').registry() == 'r.io:5'", "parseImageReference('nginx').repository == 'library/nginx'", "json.unmarshal('{\"a\": 1}').a == 1", "json.marshal({'a': 1}) == '{\"a\":1}'", "yaml.parse('a: 1').a == 1", "random('[a]{3}') == 'aaa'", "sha256('a').startsWith('ca97')", "md5('a') == '0cc175b9c0f1b6a831c399e269772661'", "time.truncate(timestamp('2024-01-02T03:04:05Z'), duration('1h')) == timestamp('2024-01-02T03:00:00Z')", "time.toCron(timestamp('2024-01-02T03:04:05Z')) == '4 3 2 1 2'", "to_upper('a') == 'A'", "listObjToMap([{'k': 'a'}], [{'v': 1}], 'k', 'v') == {'a': 1}", "math.sqrt(16) == 4.0", "'abc'.hash() == 1",
    "globalContext.Get('x', '') == null", "resource.Get('v1', 'configmaps', 'default', 'x').data.a == 'b'", "http.Get('http://localhost:1/x').a == 1", "authorizer.group('').resource('pods').check('get').allowed()", "user.parseServiceAccount('system:serviceaccount:a:b').name == 'b'", "transform.listObjToMap([], [], 'a', 'b') == {}",
)  # fmt: skip
_SCALARS = (
    "'x'",
    "object.metadata.name",
    "string(size(object.metadata.name))",
    "object.metadata.name + '-y'",
    "'%s!'.format([object.kind])",
    "variables.x",
    "object.kind.lowerAscii()",
)
_RESOURCE_NAMES = {
    "Pod": "pods",
    "ConfigMap": "configmaps",
    "Service": "services",
    "Deployment": "deployments",
    "CronJob": "cronjobs",
    "Foo": "foos",
}


class RandomCel:
    """Cases from one seed, told apart by their namespace."""

    def __init__(self, seed: int) -> None:
        """The same seed, the same cases."""
        self._resources = RandomPolicies(seed)
        self._random = random.Random(seed)
        self._count = 0

    def cases(self, count: int) -> list[Case]:
        """So many cases of all sorts."""
        return [self.case() for _ in range(count)]

    def case(self) -> Case:
        """One policy, and its resource."""
        self._count += 1
        resource = self._resources.resource(self._count)
        while resource["kind"] == "Foo":  # without a CRD the real tool ends its run at such a kind
            resource = self._resources.resource(self._count)
        make = self._pick(
            (
                self._validating,
                self._validating,
                self._mutating,
                self._mutating,
                self._classic,
                self._admission,
                self._mutating_admission,
            )
        )
        return make(resource), resource

    def _head(self, kind: str, api: str) -> Document:
        return {"apiVersion": api, "kind": kind, "metadata": {"name": f"p{self._count}"}}

    def _matching(self, resource: Document) -> Document:
        """The resource's kind, or the Pods that its controller makes; in its namespace alone."""
        kind = resource["kind"]
        wanted = "Pod" if kind in {"Deployment", "CronJob"} and self._chance(0.5) else kind
        group, _, version = str({"Pod": "v1"}.get(wanted, resource["apiVersion"])).rpartition("/")
        names = {"apiGroups": [group], "apiVersions": [version], "resources": [_RESOURCE_NAMES[wanted]]}
        operations = ["CREATE", "UPDATE"] if self._chance(0.9) else ["DELETE"]
        return {"resourceRules": [{**names, "operations": operations}]}

    def _conditions(self) -> list[Document]:
        alone = {"name": "own", "expression": f"object.metadata.namespace == 'n{self._count}'"}
        return [alone, {"name": "more", "expression": self._truth()}] if self._chance(0.2) else [alone]

    def _truth(self) -> str:
        one = self._pick(_TRUTHS)
        choice = self._random.random()
        if choice < 0.12:
            return f"{one} && ({self._pick(_TRUTHS)})"
        if choice < 0.22:
            return f"{one} || {self._pick(_TRUTHS)}"
        return f"!({one})" if choice < 0.3 else one

    def _variables(self) -> list[Document]:
        return [
            {"name": "x", "expression": self._pick(("'a'", "object.metadata.name", "object.?spec.?v.orValue('none')"))},
            {"name": "n", "expression": self._pick(("2", "size(object.metadata.name)", "object.spec.missing"))},
        ]

    def _validations(self) -> list[Document]:
        found = []
        for _ in range(self._pick((1, 1, 1, 2))):
            entry: Document = {"expression": self._truth()}
            entry[self._pick(("message", "messageExpression"))] = "wrong"
            if "messageExpression" in entry:
                entry["messageExpression"] = self._pick(_SCALARS)
            found.append(entry)
        return found

    def _validating(self, resource: Document) -> Document:
        spec = {
            "matchConstraints": self._matching(resource),
            "matchConditions": self._conditions(),
            "variables": self._variables(),
            "validations": self._validations(),
        }
        if self._chance(0.2):
            spec["failurePolicy"] = self._pick(("Fail", "Ignore"))
        return {**self._head("ValidatingPolicy", "policies.kyverno.io/v1"), "spec": spec}

    def _admission(self, resource: Document) -> Document:
        document = self._validating(resource)
        return {**document, **self._head("ValidatingAdmissionPolicy", "admissionregistration.k8s.io/v1")}

    def _classic(self, resource: Document) -> Document:
        resources = {"kinds": [resource["kind"]], "namespaces": [f"n{self._count}"]}
        cel: Document = {"expressions": self._validations(), "variables": self._variables()}
        rule: Document = {"name": "r", "match": {"any": [{"resources": resources}]}, "validate": {"cel": cel}}
        if self._chance(0.3):
            rule["celPreconditions"] = [{"name": "pre", "expression": self._truth()}]
        return {**self._head("ClusterPolicy", "kyverno.io/v1"), "spec": {"background": False, "rules": [rule]}}

    def _mutations(self) -> list[Document]:
        configuration = (
            "Object{metadata: Object.metadata{labels: Object.metadata.labels{added: @}}}", "Object{metadata: Object.metadata{labels: {'added': @, 'app': 'new'}}}", "Object{metadata: Object.metadata{annotations: {'a.b/c': @}}}",
            "Object{spec: Object.spec{hostNetwork: true}}", "Object{spec: Object.spec{containers: object.spec.containers.map(c, Object.spec.containers.item{name: c.name, imagePullPolicy: 'Always'})}}",
            "Object{spec: Object.spec{replicas: 5}}", "Object{spec: Object.spec{containers: [Object.spec.containers{name: 'side', image: @}]}}", "Object{spec: Object.spec{type: 'NodePort'}}", "Object{data: {'new': @}}",
        )  # fmt: skip
        patches = (
            "[JSONPatch{op: 'add', path: '/metadata/labels', value: {'only': @}}]", "[JSONPatch{op: 'add', path: '/metadata/labels/new', value: @}]", "[JSONPatch{op: 'remove', path: '/metadata/labels/app'}]", "[JSONPatch{op: 'replace', path: '/metadata/name', value: @}]",
            "has(object.metadata.labels) ? [JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('a/b'), value: @}] : [JSONPatch{op: 'add', path: '/metadata/labels', value: {}}]", "[JSONPatch{op: 'test', path: '/metadata/name', value: 'nginx'}, JSONPatch{op: 'add', path: '/spec/extra', value: @}]",
            "object.spec.containers.map(c, JSONPatch{op: 'add', path: '/metadata/annotations', value: {'c': c.name}})", "[JSONPatch{op: 'copy', from: '/metadata/name', path: '/metadata/generateName'}]", "[JSONPatch{op: 'add', path: '/spec/list/-', value: @}]", "[JSONPatch{op: 'move', from: '/spec/v', path: '/spec/z'}]", "[]",
        )  # fmt: skip
        found = []
        for _ in range(self._pick((1, 1, 2))):
            if self._chance(0.5):
                found.append(
                    {
                        "patchType": "ApplyConfiguration",
                        "applyConfiguration": {"expression": self._filled(self._pick(configuration))},
                    }
                )
            else:
                found.append({"patchType": "JSONPatch", "jsonPatch": {"expression": self._filled(self._pick(patches))}})
        return found

    def _filled(self, text: str) -> str:
        return text.replace("@", self._pick(_SCALARS))

    def _mutating(self, resource: Document) -> Document:
        spec = {
            "matchConstraints": self._matching(resource),
            "matchConditions": self._conditions(),
            "variables": self._variables(),
            "mutations": self._mutations(),
        }
        return {**self._head("MutatingPolicy", "policies.kyverno.io/v1"), "spec": spec}

    def _mutating_admission(self, resource: Document) -> Document:
        spec = {**self._mutating(resource)["spec"], "reinvocationPolicy": "Never", "failurePolicy": "Fail"}
        return {**self._head("MutatingAdmissionPolicy", "admissionregistration.k8s.io/v1alpha1"), "spec": spec}

    def _chance(self, likely: float) -> bool:
        return self._random.random() < likely

    def _pick(self, choices: Any) -> Any:
        return self._random.choice(choices)
