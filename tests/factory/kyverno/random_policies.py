"""Random classic policies, each with a resource that it looks at, from one seed.

Patterns, conditions and patches are grown from the resource, bent a little, so that every verdict occurs. Owns what is
tried; who judges and compares is the caller's business.
"""

import copy
import json
import random
from typing import Any

Document = dict[str, Any]
Case = tuple[Document, Document]  # a policy and a resource

_LEAVES = (
    "nginx:1.25", "registry.io:5000/team/app:v2", "100m", "1", "0.5", "1Gi", "512Mi", "1500M", "10", "true", "a", "", "prod-eu-1", "*", "x|y",
    "1h30m", "90m", "2024-01-02T03:04:05Z", "1.2.3", "10.0.0.0/8", "a,b,c", "ABC", "é", "-5", "1e3", "yes", "null", "a b", "!a", ">1", "1-5", "0x10", "~",
    0, 1, 3, 10, 443, 8080, -1, 2.5, True, False,
)  # fmt: skip
_PATTERN_TEXTS = (
    "*", "?*", "!a", "!*:latest", ">0", "<5", ">=1", "<=10", "1-10", "1!-3", ">100m", "<1Gi", "100m-2", "a | b", "!a & !b", ">1 & <10", "*|x", "nginx:*",
    "?", "1h-2h", ">=1h", "<2h", "!1Gi", ">= 512Mi", "prod-*", "*-eu-?", "0", "1", "true", "false", "", " ", "!", ">", "=1", "==1", "1.0", "1e3",
    "!true", "!1", "512Mi-1Gi", "!?*", "a|", "|", "&", "<", "-5", ">-10", "10-20 | 1", "registry.io*/*", "!>5", ">=a", "3", "03", "10.0.0.0/8",
)  # fmt: skip
_OPERATORS = (
    "Equals", "NotEquals", "Equal", "NotEqual", "AnyIn", "AllIn", "AnyNotIn", "AllNotIn", "In", "NotIn",
    "GreaterThan", "GreaterThanOrEquals", "LessThan", "LessThanOrEquals",
    "DurationGreaterThan", "DurationLessThan", "DurationGreaterThanOrEquals", "DurationLessThanOrEquals",
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    "a", "*", "?*", "1", 1, 2.5, "1Gi", "512Mi", "100m", "1h", "90m", "5400", True, "true", "", ["a", "b"], ["1", 1], ["*"], "1-10", ["1-5"], "!a",
    "nginx*", ["nginx*", "app"], "1.2.3", "1.2.4", ">1", [], "prod-eu-1", 0, False, [1, 3, 10], '["a","b"]', 8080, "[]", {"a": "b"}, 3600, "1000Mi",
)  # fmt: skip
_EXPRESSIONS = (
    "request.object.metadata.name", "request.object.metadata.labels.app || ''", "request.object.metadata.labels.missing || 'none'", "request.object.metadata.labels",
    "request.object.spec.containers[].image", "request.object.spec.containers[*].name", "length(request.object.spec.containers || `[]`)", "request.object.spec.replicas || `0`",
    "request.object.spec.v", "request.object.spec.w", "request.object.spec.list", "request.object.spec.list[0]", "request.object.spec.list[-1]", "request.object.spec.list[1:]", "request.object.spec.map.a",
    "request.object.spec.map.keys(@)", "keys(request.object.spec.map)", "request.object.spec.missing", "request.object.spec.maps[?v > `1`].name", "request.object.spec.maps[?name == 'a'] | [0].v",
    "request.object.spec.maps[].v", "max(request.object.spec.maps[].v || `[0]`)", "sum(request.object.spec.maps[].v || `[0]`)", "sort(request.object.spec.list[?type(@)=='string'] || `[]`)", "to_upper(request.object.metadata.name)",
    "request.operation", "request.object.kind", "request.namespace", "serviceAccountName", "images.containers.*.registry", "images.containers.c0.tag", "element.name",
    "split('a,b,c', ',')", "join('-', ['a','b'])", "regex_match('^n[a-z]+', request.object.spec.v || '')", "regex_replace_all('([0-9])', 'a1b2', 'x$1')", "regex_replace_all_literal('a', 'banana', 'o')",
    "pattern_match('ng*', request.object.spec.v || 'nginx')", "pattern_match('*', '')", "to_string(request.object.spec.v)", "to_number('1.50')", "to_number(request.object.spec.v || 'x')", "type(request.object.spec.v)",
    "add('1Gi', '512Mi')", "add(`1`, `2.5`)", "subtract('2h', '30m')", "multiply('100m', `3`)", "divide('1Gi', '2')", "divide(`7`, `2`)", "modulo(`7`, `3`)", "modulo('10', '3')", "round(`2.567`, `2`)", "add('1h', '30m')", "divide('1h','30m')", "add('1', '1h')",
    "semver_compare('1.2.3', '>=1.0.0 <2.0.0')", "semver_compare('1.2.3-rc1', '>1.2.2')", "semver_compare('v1.2', '1.x')", "truncate('hello', `3`)", "trim('  x ', ' ')", "trim_prefix('prefix-x', 'prefix-')", "replace('aaa', 'a', 'b', `2`)", "replace_all('a.b.c', '.', '-')",
    "to_lower('ABC')", "equal_fold('Go', 'GO')", "compare('a','b')", "contains(request.object.spec.list || `[]`, 'a')", "contains('hello', 'ell')", "starts_with('hello','he')", "ends_with('hello','lo')", 'label_match(`{"app": "a"}`, request.object.metadata.labels || `{}`)',
    "base64_encode('hi')", "base64_decode('aGk=')", "base64_decode('!!')", "parse_json('{\"a\": 1}').a", "parse_yaml('a: [1,2]').a", "path_canonicalize('/a/../b//c')", "items(`{\"a\": 1}`, 'k', 'v')", "object_from_lists(['a','b'], [`1`,`2`])",
    "lookup(`{\"a\": 5}`, 'a')", "lookup(['x','y'], `1`)", "time_add('2024-01-02T03:04:05Z', '1h')", "time_diff('2024-01-02T03:04:05Z', '2024-01-03T03:04:05Z')", "time_to_cron('2024-01-02T03:04:05Z')", "time_after('2024-01-02T03:04:05Z','2023-01-02T03:04:05Z')", "time_before('x','y')",
    "time_between('2024-01-02T00:00:00Z','2024-01-01T00:00:00Z','2024-01-03T00:00:00Z')", "time_utc('2024-01-02T03:04:05+02:00')", "time_parse('2006-01-02','2024-02-03')", "time_truncate('2024-01-02T03:04:05Z','1h')", "sha256('a')", "md5('a')", "is_external_url('http://10.0.0.1')",
    "image_normalize('nginx')", 'merge(`{"a":1}`, `{"b":2}`)', "not_null(request.object.spec.missing, 'd')", "reverse(['a','b'])", "reverse('abc')", "avg([`1`,`2`])", "abs(`-1`)", "ceil(`1.2`)", "floor(`1.8`)", "to_array('x')", "map(&v, request.object.spec.maps || `[]`)", "min_by(request.object.spec.maps, &v).name",
    "sort_by(request.object.spec.maps || `[]`, &v)[].name", "zip(['a'],['b'])", 'values(`{"a":1}`)', "request.object.spec.list[?@ == 'a'] | length(@)", "request.object.spec.[v, w]", "request.object.spec.{x: v, y: w}", "request.object.spec.v == 'a' && 'yes' || 'no'", "!request.object.spec.v", "request.object.spec.maps[?v >= `1` && name != 'b'].name | [0]",
    "request.object.spec.nested[].inner[]", "request.object.spec.nested[*].inner[0]", "request.object.spec.list[::-1]", "request.object.spec.list[::2]", "length('héllo')", "to_string(`1.0`)", 'to_string(`[1, 2.5, "a"]`)', "random('[0-9]{0}')", "x509_decode('x')", "lookup(`{}`, 'a')", "not_existing('a')", "sum('a')", "length(`1`)", "request.object.spec.v | to_string(@)",
    'request.object.metadata.annotations."a.b/c"', "request.object.metadata.annotations.\"a.b/c\" || 'dflt'", "@", "request.object.spec.containers[0].resources.limits.memory || '0'", "request.object.spec.containers[?!resources.limits].name", "request.object.spec.containers[].ports[].containerPort",
)  # fmt: skip


class RandomPolicies:
    """Cases from one seed, told apart by their namespace."""

    def __init__(self, seed: int) -> None:
        """The same seed, the same cases."""
        self._random = random.Random(seed)
        self._count = 0

    def cases(self, count: int) -> list[Case]:
        """So many cases of all sorts."""
        return [self.case() for _ in range(count)]

    def case(self) -> Case:
        """One policy with one or two rules of a sort, and its resource."""
        resource = self._resource()
        self._count += 1
        kind = resource["kind"]
        kinds = ["Pod"] if kind in {"Deployment", "CronJob"} and self._chance(0.5) else [kind]
        pod_like = kinds == ["Pod"] and kind != "Pod"
        seen = _pod_of(resource) if pod_like else resource
        body = self._pick(
            (
                self._pattern_rule,
                self._deny_rule,
                self._foreach_rule,
                self._merge_rule,
                self._patch_rule,
                self._mutate_each_rule,
            )
        )
        rules = [self._rule(f"r{number}", kinds, body(seen), seen) for number in range(1 if self._chance(0.8) else 2)]
        spec: Document = {"background": False, "rules": rules}
        if len(rules) > 1 and self._chance(0.3):
            spec["applyRules"] = "One"
        return {
            "apiVersion": "kyverno.io/v1",
            "kind": "ClusterPolicy",
            "metadata": {"name": f"p{self._count}"},
            "spec": spec,
        }, resource

    # resources

    def resource(self, number: int) -> Document:
        """A resource in the namespace of that number."""
        self._count = number - 1
        return self._resource()

    def _resource(self) -> Document:
        kind = self._pick(("Pod", "Pod", "Deployment", "CronJob", "ConfigMap", "Foo", "Foo", "Foo", "Service"))
        metadata: Document = {"name": self._pick(("nginx", "app-1", "a")), "namespace": f"n{self._count + 1}"}
        if self._chance(0.7):
            metadata["labels"] = {
                name: self._pick(("a", "b", "prod", "1", ""))
                for name in self._some(("app", "team", "app.kubernetes.io/name"))
            }
        if self._chance(0.3):
            metadata["annotations"] = {name: self._pick(("x", "true", "1")) for name in self._some(("a.b/c", "note"))}
        return {"apiVersion": _VERSIONS[kind], "kind": kind, "metadata": metadata, **self._content(kind)}

    def _content(self, kind: str) -> Document:
        match kind:
            case "Pod":
                return {"spec": self._pod()}
            case "Deployment":
                template = {"metadata": {"labels": {"app": "a"}}, "spec": self._pod()}
                return {
                    "spec": {
                        "replicas": self._pick((1, 3)),
                        "selector": {"matchLabels": {"app": "a"}},
                        "template": template,
                    }
                }
            case "CronJob":
                job = {"spec": {"template": {"metadata": {"labels": {"app": "a"}}, "spec": self._pod()}}}
                return {"spec": {"schedule": "* * * * *", "jobTemplate": job}}
            case "ConfigMap":
                return {"data": {name: str(self._pick(_LEAVES)) for name in self._some(("a", "b", "c.txt"))}}
            case "Service":
                ports = [{"port": port, "protocol": "TCP", "name": f"p{port}"} for port in self._some((80, 443, 8080))]
                return {
                    "spec": {"type": self._pick(("ClusterIP", "NodePort")), "ports": ports, "selector": {"app": "a"}}
                }
        return {"spec": self._free()}

    def _pod(self) -> Document:
        found: Document = {"containers": [self._container(f"c{number}") for number in range(self._pick((1, 2, 2, 3)))]}
        if self._chance(0.3):
            found["initContainers"] = [self._container("i0")]
        if self._chance(0.4):
            found["volumes"] = [{"name": "v", self._pick(("emptyDir", "hostPath")): self._pick(({}, {"path": "/x"}))}]
        if self._chance(0.3):
            found["securityContext"] = {"runAsNonRoot": self._chance(0.5)}
        if self._chance(0.3):
            found["tolerations"] = [{"key": "k", "operator": "Exists"}]
        if self._chance(0.3):
            found["hostNetwork"] = self._chance(0.5)
        return found

    def _container(self, name: str) -> Document:
        found: Document = {
            "name": name,
            "image": self._pick(("nginx", "nginx:latest", "reg.io:5000/a/b:1.2", "ghcr.io/x/y@sha256:" + "a" * 64)),
        }
        if self._chance(0.5):
            sizes = {"memory": self._pick(("1Gi", "512Mi", "0.5Gi")), "cpu": self._pick(("100m", "1", "2"))}
            found["resources"] = {self._pick(("limits", "requests")): dict(sizes)}
        if self._chance(0.4):
            found["securityContext"] = {
                "privileged": self._chance(0.5),
                "capabilities": {"drop": self._some(("ALL", "NET_RAW"))},
            }
        if self._chance(0.4):
            found["env"] = [{"name": name, "value": str(self._pick(_LEAVES))} for name in self._some(("A", "B"))]
        if self._chance(0.3):
            found["ports"] = [{"containerPort": self._pick((80, 8080))}]
        return found

    def _free(self) -> Document:
        found: Document = {"v": self._pick(_LEAVES), "w": self._pick(_LEAVES)}
        if self._chance(0.6):
            found["list"] = [self._pick(("a", "b", "c", "nginx")) for _ in range(self._pick((0, 1, 2, 3)))]
        if self._chance(0.6):
            found["map"] = {name: self._pick(_LEAVES) for name in self._some(("a", "b", "c"))}
        if self._chance(0.6):
            found["maps"] = [{"name": name, "v": self._pick((0, 1, 2, 5))} for name in self._some(("a", "b", "c"))]
        if self._chance(0.3):
            found["nested"] = [{"inner": ["x", "y"]}, {"inner": ["z"], "deep": {"k": self._pick(_LEAVES)}}]
        return found

    # rules

    def _rule(self, name: str, kinds: list[str], body: Document, seen: Document) -> Document:
        namespaces = {"namespaces": [f"n{self._count}"]}
        rule: Document = {
            "name": name,
            "match": {"any": [{"resources": {"kinds": kinds, **namespaces, **self._selection(seen)}}]},
        }
        if self._chance(0.12):
            rule["exclude"] = {
                "any": [
                    {
                        "resources": self._pick(
                            (
                                {"names": ["a*"]},
                                {"kinds": [seen["kind"]], "operations": ["UPDATE"]},
                                {"selector": {"matchLabels": {"app": "a"}}},
                            )
                        )
                    }
                ]
            }
        if self._chance(0.2):
            rule["context"] = [self._variable(number) for number in range(self._pick((1, 2)))]
        if self._chance(0.25):
            rule["preconditions"] = self._conditions(seen)
        return {**rule, **body}

    def _selection(self, seen: Document) -> Document:
        if self._chance(0.85):
            return {}
        labels = seen["metadata"].get("labels") or {"app": "a"}
        return self._pick((
            {"names": [seen["metadata"]["name"], "zz"]}, {"names": ["n*", "?"]}, {"name": "*"}, {"operations": ["CREATE"]}, {"operations": ["DELETE"]},
            {"selector": {"matchLabels": {next(iter(labels), "app"): "?*"}}}, {"annotations": {"note": "*"}},
            {"selector": {"matchExpressions": [{"key": "app", "operator": self._pick(("In", "NotIn")), "values": ["a", "b"]}]}},
            {"selector": {"matchExpressions": [{"key": "team", "operator": self._pick(("Exists", "DoesNotExist"))}]}},
        ))  # fmt: skip

    def _variable(self, number: int) -> Document:
        variable: Document = {self._pick(("jmesPath", "value")): self._pick(_EXPRESSIONS)}
        if "value" in variable:
            variable["value"] = self._pick(
                ("plain", 5, ["a", "b"], {"k": "{{ request.object.metadata.name }}"}, "{{ request.object.kind }}-x")
            )
        if self._chance(0.3):
            variable["default"] = self._pick(("d", 0, [], {"a": "b"}))
        return {"name": f"x{number}", "variable": variable}

    def _pattern_rule(self, seen: Document) -> Document:
        part = "data" if "data" in seen else "spec"
        shape = (
            self._pattern({part: seen[part]}, 0)
            if self._chance(0.85)
            else {"metadata": self._pattern(seen["metadata"], 1)}
        )
        if self._chance(0.15):
            other = self._pattern({part: seen[part]}, 0)
            return {"validate": {"message": "any", "anyPattern": [shape, other]}}
        return {"validate": {"message": "{{ request.object.metadata.name }} is wrong", "pattern": shape}}

    def _pattern(self, value: Any, depth: int) -> Any:
        if isinstance(value, dict):
            return self._map_pattern(value, depth)
        if isinstance(value, list):
            if value and isinstance(value[0], dict):
                shape = self._pattern(self._pick(value), depth + 1)
                return [shape] if shape else [{"name": "*"}]
            return (
                [self._leaf_pattern(item) for item in value[:2]] or ["*"]
                if self._chance(0.6)
                else self._pick(("*", "?*", "!x", "a"))
            )
        return self._leaf_pattern(value)

    def _map_pattern(self, value: Document, depth: int) -> Document:
        keys = [key for key in value if depth == 0 or self._chance(0.55)]
        found: Document = {}
        for key in keys:
            child = self._pattern(value[key], depth + 1)
            found[self._anchored(key, child) if depth else key] = child
        if depth and self._chance(0.12):
            found[self._pick(("missing", "=(missing)", "X(missing)", "(missing)", "X(name)"))] = self._pick(
                ("?*", "*", "null", False, "a")
            )
        return found

    def _anchored(self, key: str, child: Any) -> str:
        if self._chance(0.62):
            return key
        if isinstance(child, list) and child and isinstance(child[0], dict) and self._chance(0.4):
            return f"^({key})"
        return self._pick(
            (
                f"({key})",
                f"=({key})",
                f"=({key})",
                f"<({key})",
                f"X({key})" if not isinstance(child, dict | list) else f"=({key})",
            )
        )

    def _leaf_pattern(self, value: Any) -> Any:
        if self._chance(0.4):
            return value
        if isinstance(value, str) and len(value) > 2 and self._chance(0.3):
            return self._pick(
                (
                    f"{value[:2]}*",
                    f"*{value[2:]}",
                    f"!{value}",
                    f"{value} | zzz",
                    f"?{value[1:]}",
                    f"!{value[:1]}* | {value}",
                )
            )
        if self._chance(0.1):
            return self._pick(
                (
                    "{{ request.object.metadata.name }}",
                    "{{ request.object.spec.v || 'a' }}",
                    None,
                    1,
                    2.5,
                    True,
                    "$(../v)",
                )
            )
        return self._pick(_PATTERN_TEXTS)

    def _condition(self, _seen: Document) -> Document:
        key: Any = "{{ " + self._pick(_EXPRESSIONS) + " }}" if self._chance(0.9) else self._pick(("a", 5, "1Gi"))
        if self._chance(0.1):
            key = f"x-{key}-y"
        return {"key": key, "operator": self._pick(_OPERATORS), "value": copy.deepcopy(self._pick(_VALUES))}

    def _conditions(self, seen: Document) -> Document:
        found = {
            name: [self._condition(seen) for _ in range(self._pick((1, 1, 2)))] for name in self._some(("any", "all"))
        }
        return found or {"all": [self._condition(seen)]}

    def _deny_rule(self, seen: Document) -> Document:
        return {"validate": {"message": "no {{ request.object.kind }}", "deny": {"conditions": self._conditions(seen)}}}

    def _lists(self) -> str:
        return self._pick((
            "request.object.spec.containers", "request.object.spec.[initContainers, containers][]", "request.object.spec.maps", "request.object.spec.list", "request.object.spec.missing", "request.object.spec.ports",
            "request.object.spec.map", "request.object.spec.maps[?v > `0`]", "keys(request.object.spec.map || `{}`) | sort(@)", "request.object.spec.nested", "request.object.spec.containers[].env[]",
        ))  # fmt: skip

    def _element_condition(self) -> Document:
        key = self._pick(
            (
                "element.name",
                "element.image || ''",
                "element",
                "elementIndex",
                "element.v",
                "element.resources.limits.memory || '0'",
                "length(element.env || `[]`)",
                "element.securityContext.privileged || `false`",
                "to_string(element)",
                "element.value",
            )
        )
        return {
            "key": "{{ " + key + " }}",
            "operator": self._pick(_OPERATORS[:14]),
            "value": copy.deepcopy(self._pick(_VALUES)),
        }

    def _foreach_rule(self, _seen: Document) -> Document:
        entry: Document = {"list": self._lists()}
        if self._chance(0.25):
            entry["preconditions"] = {"all": [self._element_condition()]}
        if self._chance(0.2):
            entry["elementScope"] = self._chance(0.5)
        if self._chance(0.2):
            entry["context"] = [
                {
                    "name": "e",
                    "variable": {"jmesPath": self._pick(("element.name", "to_string(element)", "elementIndex"))},
                }
            ]
        if self._chance(0.45):
            entry["pattern"] = self._pick(
                (
                    {"image": "*:*"},
                    {"name": "?*"},
                    {"=(env)": [{"name": "A"}]},
                    {"v": ">1"},
                    {"resources": {"limits": {"memory": "<=1Gi"}}},
                    {"=(securityContext)": {"=(privileged)": "false"}},
                )
            )
        else:
            entry["deny"] = {"conditions": {self._pick(("any", "all")): [self._element_condition()]}}
        return {"validate": {"message": "each {{ request.object.metadata.name }}", "foreach": [entry]}}

    def _merge_rule(self, seen: Document) -> Document:
        return {"mutate": {"patchStrategicMerge": self._overlay(seen)}}

    def _overlay(self, seen: Document) -> Document:
        part = "data" if "data" in seen else "spec"
        choice = self._random.random()
        if choice < 0.3:
            labels = {
                self._pick(("+(app)", "app", "new", "+(new)", "x.y/z")): self._pick(
                    ("v", "{{ request.object.metadata.name }}", "{{ request.object.kind | to_lower(@) }}")
                )
            }
            return {"metadata": {self._pick(("labels", "annotations", "+(labels)")): labels}}
        overlay = self._merged(seen[part], 1)
        return {part: overlay or {"added": "x"}}

    def _merged(self, value: Any, depth: int) -> Any:
        if isinstance(value, dict):
            found: Document = {}
            for key, child in value.items():
                if self._chance(0.45) or key == "name":
                    leaf = not isinstance(child, dict | list)
                    merged = self._merged(child, depth + 1)
                    wrapped = (
                        self._pick((f"({key})", f"+({key})", f"<({key})" if leaf else key, key))
                        if self._chance(0.3)
                        else key
                    )
                    found[wrapped] = (
                        self._pick(("?*", "*", "!x", child)) if wrapped.startswith(("(", "<")) and leaf else merged
                    )
            if self._chance(0.4):
                found[self._pick(("added", "+(added)", "hostIPC", "+(v)"))] = self._pick(
                    ("x", 1, True, None, {"k": "v"}, ["p", "q"])
                )
            return found
        if isinstance(value, list) and value and isinstance(value[0], dict):
            one = self._merged(self._pick(value), depth + 1)
            if isinstance(one, dict) and not any("name" in key for key in one) and self._chance(0.9):
                one = {self._pick(("(name)", "name", "(name)")): self._pick(("*", "c0", "?*", "new", "c*")), **one}
            return [one]
        if self._chance(0.1):
            return None
        return self._pick((value, "changed", 7, True, "{{ request.object.metadata.name }}"))

    def _patch_rule(self, _seen: Document) -> Document:
        paths = (
            "/metadata/labels/new",
            "/metadata/labels/app",
            "/metadata/annotations/x~1y",
            "/spec/v",
            "/spec/list/0",
            "/spec/list/-",
            "/spec/list/-1",
            "/spec/list/9",
            "/spec/missing/deep",
            "/spec/maps/0/v",
            "/spec/maps/1",
            "/spec/containers/0/image",
            "/spec/containers/-",
            "/spec/map/a",
            "/data/new",
            "/data/a",
            "/spec/missing",
            "",
        )
        operations = []
        for _ in range(self._pick((1, 1, 2, 3))):
            operation: Document = {
                "op": self._pick(("add", "add", "replace", "remove", "copy", "move", "test")),
                "path": self._pick(paths[:-1]),
            }
            if operation["op"] in {"add", "replace", "test"}:
                operation["value"] = self._pick(
                    ("x", 1, {"name": "n", "image": "i"}, ["l"], None, True, "{{ request.object.metadata.name }}")
                )
            if operation["op"] in {"copy", "move"}:
                operation["from"] = self._pick(paths[:-1])
            operations.append(operation)
        return {"mutate": {"patchesJson6902": json.dumps(operations)}}

    def _mutate_each_rule(self, _seen: Document) -> Document:
        entry: Document = {"list": self._lists()}
        if self._chance(0.3):
            entry["preconditions"] = {"any": [self._element_condition()]}
        if self._chance(0.2):
            entry["order"] = self._pick(("Ascending", "Descending"))
        if self._chance(0.6):
            inner = {
                "(name)": "{{ element.name }}",
                self._pick(("image", "+(image)", "imagePullPolicy")): self._pick(
                    ("new/{{ element.image || 'none' }}", "Always", "{{ elementIndex }}")
                ),
            }
            entry["patchStrategicMerge"] = self._pick(
                (
                    {"spec": {"containers": [inner]}},
                    {"metadata": {"labels": {"e{{elementIndex}}": "x"}}},
                    {"metadata": {"annotations": {"last": "{{ to_string(element) }}"}}},
                )
            )
        else:
            entry["patchesJson6902"] = self._pick(
                (
                    '- op: add\n  path: /metadata/labels/e{{elementIndex}}\n  value: "{{ to_string(elementIndex) }}"',
                    "- op: replace\n  path: /spec/containers/{{elementIndex}}/image\n  value: x",
                    "- op: remove\n  path: /spec/list/{{elementIndex}}",
                )
            )
        return {"mutate": {"foreach": [entry]}}

    # chance

    def _chance(self, likely: float) -> bool:
        return self._random.random() < likely

    def _pick(self, choices: Any) -> Any:
        return self._random.choice(choices)

    def _some(self, choices: tuple[Any, ...]) -> list[Any]:
        return [choice for choice in choices if self._chance(0.6)]


_VERSIONS = {
    "Pod": "v1",
    "ConfigMap": "v1",
    "Service": "v1",
    "Deployment": "apps/v1",
    "CronJob": "batch/v1",
    "Foo": "x.io/v1",
}


def _pod_of(resource: Document) -> Document:
    """The Pod that a controller makes: what a rule for Pods is written for."""
    spec = resource["spec"].get("jobTemplate", resource)["spec"]
    return {"apiVersion": "v1", "kind": "Pod", "metadata": resource["metadata"], "spec": spec["template"]["spec"]}
