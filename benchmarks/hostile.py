"""Hostile input for the factory's engines: deep, huge, recursive, explosive, torn. Owns what is tried, runs nothing."""

import json
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.factory.chart.random_templates import Generator
from tests.factory.kyverno.random_cel import RandomCel
from tests.factory.kyverno.random_policies import RandomPolicies

DEEP = 3000
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [" + ",".join([f"*{chr(97 + i)}"] * 9) + "]\n" for i in range(9)
)
NASTY_YAML = (
    BOMB, "&a [*a]", "a: &a {b: *a}", "[" * DEEP + "]" * DEEP, "{a: " * DEEP + "}" * DEEP, "- " * DEEP + "x", "a: " + "9" * 5000, "a: 1e999999999", "a: -0x" + "f" * 4000,
    "a: 1:1:1:1:1:1:1:1", "a: !!python/object/apply:os.system ['x']", "a: !!binary '@@'", "a: \x00b", "\ufeffa: 1", "a: \ud7ff\ufffe", "<<: [1, 2]", "<<: *x", "? [a, b]\n: c", "a: 2024-13-45", "a: 0o999", "%YAML 9.9\n---\na", "a: |99\n x", "\t- a", "a" * 100000 + ": 1",
    "a:\n" + "".join(f"{' ' * i}k{i}:\n" for i in range(1, 500)), "--- \n" * 5000, "'" * 999, '"\\x', "a: .inf\nb: .nan\nc: -.INF", "a: 1_2_3__4", "a: *b\n", "",
)  # fmt: skip
NASTY_TEMPLATES = (
    "{{ " + "(" * DEEP + "1" + ")" * DEEP + " }}", "{{ if true }}" * DEEP + "{{ end }}" * DEEP, "{{ range until 1000000000 }}x{{ end }}", "{{ range 1000000000 }}x{{ end }}", "{{ seq 1 1000000000 }}", "{{ untilStep 0 1000000000 1 }}", '{{ repeat 1000000000 "abc" }}',
    '{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}', '{{ define "a" }}{{ include "a" . }}{{ end }}{{ include "a" . }}', '{{ define "a" }}{{ tpl "{{ include \\"a\\" . }}" . }}{{ end }}{{ include "a" . }}', '{{ $s := "x" }}{{ range until 60 }}{{ $s = print $s $s }}{{ end }}{{ $s }}',
    "{{ $l := list 1 }}{{ range until 40 }}{{ $l = concat $l $l }}{{ end }}{{ len $l }}", '{{ $d := dict }}{{ $_ := set $d "self" $d }}{{ toYaml $d }}', '{{ $d := dict }}{{ $_ := set $d "self" $d }}{{ $d }}', '{{ $d := dict }}{{ $_ := set $d "self" $d }}{{ deepCopy $d }}', '{{ $d := dict "a" 1 }}{{ $_ := set $d "s" $d }}{{ merge (dict) $d | toJson }}',
    '{{ regexMatch "(a+)+$" (print (repeat 40 "a") "b") }}', '{{ regexReplaceAll "(a|aa)*$" (print (repeat 60 "a") "b") "x" }}', '{{ regexFind "(.*)(.*)(.*)(.*)(.*)(.*)x{1000}{1000}" "a" }}', '{{ regexMatch "((((a{100}){100}){100}){100})" "a" }}', '{{ printf "%999999999d" 1 }}', '{{ printf "%.999999999f" 1.0 }}', '{{ printf "%[999999999]d" 1 }}',
    "{{ 99999999999999999999999999999 }}", "{{ 1e400 }}", "{{ mul 9223372036854775807 9223372036854775807 }}", "{{ div 1 0 }}", "{{ mod 1 0 }}", "{{ int 1e300 }}", '{{ indent 100000000 "a" }}', '{{ nindent -1 "a" }}', '{{ trunc -9223372036854775808 "abc" }}', '{{ substr 5 2 "abc" }}', '{{ abbrev 2 "abcdef" }}', '{{ wrap 0 "a b c" }}',
    '{{ tpl (repeat 3000 "{{ if true }}") . }}', "{{ fromYaml .Values.bomb }}", '{{ fromJson (print (repeat 100000 "[") ) }}', '{{ fromToml "a = [[[[" }}', '{{ genPrivateKey "rsa" | len }}', '{{ derivePassword 1 "long" "a" "b" "c" }}', '{{ bcrypt (repeat 100 "a") | len }}', "{{ randBytes 100000000 | len }}", "{{ randAlphaNum 100000000 | len }}", '{{ date "%!" -99999999999999 }}', '{{ toDate "x" "y" }}', '{{ durationRound "999999999999h" }}', '{{ urlParse "http://[::1%25x]:99999999/%zz" }}',
    '{{ semver "99999999999999999999.1.1" }}', '{{ semverCompare ">1 <2 || >3 || x || *" "1" }}', "{{ index .Values 1 2 3 }}", '{{ slice "abc" 2 1 }}', "{{ .Values.a.b.c.d }}", "{{ call .Values }}", "{{/* " + "x" * 100000, "{{", "}}", "{{ `", "{{ 'ab' }}", "{{- -}}", "{{ . | . }}", "{{ $x }}", "{{ end }}", "{{ else }}", "{{ break }}", "{{ with $x := . }}{{ $x }}{{ end }}{{ $x }}",
    "{{ range $i, $e := until 3000 }}{{ range until 3000 }}{{ range until 3000 }}{{ end }}{{ end }}{{ end }}", '{{ splitList "" (repeat 1000000 "a") | len }}', '{{ camelcase (repeat 1000000 "a_") | len }}', "{{ cat " + "1 " * 5000 + "}}", "{{ and " + "true " * 5000 + "}}", "{{ " + "1 | add " * 2000 + "1 }}", "\x00\xff{{ . }}", "{{ \u0000 }}", 'a: {{ .Files.Get "../../etc/passwd" }}', '{{ .Files.Glob "' + "*" * 500 + '" }}', '{{ .Files.Glob "{' + "{a,b}" * 200 + '" }}',
)  # fmt: skip
NASTY_QUERIES = (
    "{{ " + "(" * 800 + "a" + ")" * 800 + " }}", "{{ " + "a." * 3000 + "b }}", "{{ a" + "[0]" * 3000 + " }}", "{{ a" + " | @" * 3000 + " }}", "{{ x0 }}", "{{ {{ x0 }} }}", "{{ random('[a-z]{1000000000}') }}", "{{ random('(((a*)*)*)*') }}", "{{ random('[^') }}", "{{ regex_match('(a+)+$', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab') }}",
    "{{ regex_replace_all('(x+x+)+y', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'z') }}", "{{ parse_yaml('&a [*a]') }}", "{{ parse_json('" + "[" * 5000 + "') }}", "{{ add('1e999999999', '1') }}", "{{ multiply('1e18', '1e18') }}", "{{ divide('1', '0') }}", "{{ modulo(`1`, `0`) }}", "{{ truncate('abc', `-1`) }}", "{{ round(`1e308`, `-500`) }}", "{{ round(`1.5`, `99999999999`) }}",
    "{{ time_add('9999-12-31T23:59:59Z', '999999h') }}", "{{ time_parse('999', 'x') }}", "{{ time_truncate('2024-01-02T03:04:05Z', '0s') }}", "{{ to_number('" + "9" * 5000 + "') }}", "{{ semver_compare('1', '" + "||" * 500 + "') }}", "{{ base64_decode('====') }}", "{{ x509_decode('-----BEGIN CERTIFICATE-----') }}", "{{ join(',', [" + "'a'," * 3000 + "'a']) }}", "{{ replace('a', '', 'b', `1000000000`) }}", "{{ items(`{}`, 'a', 'a') }}",
    "{{ pattern_match('" + "*a" * 60 + "', '" + "a" * 120 + "b') }}", "{{ label_match(`{}`, `[]`) }}", "{{ image_normalize('" + "a/" * 3000 + "') }}", "{{ path_canonicalize('" + "../" * 5000 + "') }}", "{{ lookup(`[1]`, `-99999999999`) }}", '{{ "\\ud800" }}', "{{ '\x00' }}", "{{ `9" + "9" * 4000 + "` }}", "{{ [::0] }}", "{{ [99999999999999999999] }}", "{{ request.object.spec.** }}", "{{", "}}", "{{}}", "$(../../../..)", "$(" * 500, "\\{{ x }}", "{{- x0 -}}", "{{@}}",
)  # fmt: skip
NASTY_LEAVES: tuple[Any, ...] = (
    "*a" * 60 + "b", "?" * 5000, "1e999999999", "9" * 4000, "1-" * 500, ">" * 500, "|" * 3000, "&" * 3000, "!" * 3000, "1!-2!-3", "99999999999999999999h", "1h" * 3000, "0x" + "f" * 400, "\x00", "\ud7ff", "{{ request.object }}", 10**400, -(10**300), 1e308, -0.0,
    [], {}, [[[[[[]]]]]], {"": {"": {}}}, None, True, ["*"] * 2000, {"(a)": {"(b)": {"(c)": None}}}, {"X(a)": "x", "^(b)": [], "<(c)": 1, "=(d)": {}, "+(e)": []}, "1.2.3-" + "a." * 2000, "é" * 5000, "../" * 500, "/" * 3000, "~2", "-1", "-",
)  # fmt: skip
NASTY_CEL = (
    "(" * DEEP + "1" + ")" * DEEP, "[" * 2000 + "]" * 2000, "!" * 5000 + "true", "-" * 5000 + "1", "1" + " + 1" * 5000, "true" + " ? true : false" * 500, "'a'" + ".trim()" * 3000, "a" + ".b" * 5000, "[1,2,3,4,5,6,7,8,9].map(a, [1,2,3,4,5,6,7,8,9].map(b, [1,2,3,4,5,6,7,8,9].map(c, [1,2,3,4,5,6,7,8,9].map(d, [1,2,3,4,5,6,7,8,9].map(e, [1,2,3,4,5,6,7,8,9].map(f, [1,2,3,4,5,6,7,8,9].map(g, [1,2,3,4,5,6,7,8,9])))))))",
    "lists.range(1000000000).size() > 0", "lists.range(100000).map(x, lists.range(100000))", "'(a+)+$'.matches('x')", "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'.matches('^(a+)+$')", "'a'.matches('a{1000}{1000}{1000}')", "'a'.matches('[')", "'x'.replace('', 'y', 1000000000)", "'%1000000000d'.format([1])", "'%.999999999f'.format([1.0])", "'%s'.format([[[[[[]]]]]])", "9223372036854775808", "-9223372036854775809", "18446744073709551616u", "1e999", "0x" + "f" * 500, "b'\\xff'", "'\\ud800'", "'\\u00'",
    "duration('99999999999999h')", "timestamp('99999-01-01T00:00:00Z')", "timestamp(9223372036854775807)", "quantity('1e999999999')", "quantity('9" + "9" * 2000 + "')", "semver('1.2.3-" + "a." * 2000 + "')", "cidr('::/999')", "ip('" + ":" * 200 + "')", "url('" + "http://" * 500 + "')", "int('9' + '" + "9" * 3000 + "') > 0", "string(b'\\xff\\xfe')", "random('[a-z]{1000000000}')", "json.unmarshal('" + "[" * 5000 + "')", "yaml.parse('&a [*a]')", "base64.decode('=')", "math.bitShiftLeft(1, 1000000000)", "1 << 2", "cel.bind(a, a, a)", "{1: 2, 1: 3}", "{'a': 1}['b']", "[1][99999999999]", "x.y.z()", "has(a)", "type(type(type(1)))", "[1].exists(x, [2].all(x, x))", "", "   ", "//", "'", '"""', "r'", "?", "object.?", "object[?", "size()", "size(1, 2)", "null.a", "optional.none().value()", "dyn(dyn(1))", "1.0 / 0.0 > 0.0", "-(-9223372036854775807 - 1)", "5 % 0", "sets.contains([1], null)", "'a'.substring(-1)", "'a'.charAt(99)", "[3,'a',null].sort()", "'a'.join(['a'])", "object == object", "variables.v", "variables.w", "object.spec.x.all(y, y.all(z, z.all(w, w)))",
)  # fmt: skip
_REGEXES = ("^(a+)+$", "(x*)*y", "(" * 500, "[", "(?<!a)b", "\\", "a{1000}{1000}", "^(([a-z])+.)+[A-Z]([a-z])+$")


@dataclass(frozen=True)
class Input:
    """One thing to try: `kind` says what reads it, `data` is JSON."""

    kind: str
    data: dict[str, Any]


def inputs(seed: int) -> Iterator[Input]:
    """Without end: for each engine in turn something grown, torn or hostile."""
    chance = random.Random(seed)
    makers: tuple[Callable[[random.Random], Input], ...] = (_chart, _classic, _cel, _request, _schema)
    while True:
        for make in makers:
            yield make(chance)


def torn(chance: random.Random, text: str) -> str:
    """The text with parts cut out, doubled, swapped or replaced."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((1, 2, 5, 20, 200)))
        part = chance.choice(
            (
                "",
                text[start:end] * 2,
                text[start:end] * 50,
                chance.choice("{}[]()\"'|&*!%@`\\\n\t\x00é\ud7ff"),
                chance.choice(("-1", "1e999", "null", "{{", "}}", "..", "$", "~")),
            )
        )
        text = text[:start] + part + text[end:]
    return text[:200_000]


def _bent(chance: random.Random, value: Any) -> Any:
    """The document with a leaf, or a branch, replaced by a hostile one."""
    if isinstance(value, dict) and value and chance.random() < 0.93:
        key = chance.choice(list(value))
        return {**value, key: _bent(chance, value[key])}
    if isinstance(value, list) and value and chance.random() < 0.93:
        index = chance.randrange(len(value))
        return [*value[:index], _bent(chance, value[index]), *value[index + 1 :]]
    return (
        chance.choice(NASTY_QUERIES)
        if isinstance(value, str) and chance.random() < 0.5
        else chance.choice(NASTY_LEAVES)
    )


def _chart(chance: random.Random) -> Input:
    files = Generator(chance.randrange(1 << 30)).chart().files
    choice = chance.random()
    name = "templates/t.txt"
    if choice < 0.35:
        files[name] = "a: " + chance.choice(NASTY_TEMPLATES)
    elif choice < 0.75:
        files[name] = torn(chance, files[name])
    elif choice < 0.9:
        files[chance.choice(("values.yaml", "Chart.yaml"))] = chance.choice(NASTY_YAML)
    else:
        name = chance.choice(list(files))
        files[name] = torn(chance, files[name])
    if chance.random() < 0.1:
        files["values.schema.json"] = json.dumps(_nasty_schema(chance))
    files["values.yaml"] += f"\nbomb: {json.dumps(BOMB)}\n"
    return Input("chart", {"files": files})


def _suite(chance: random.Random, policy: Any, resource: Any) -> Input:
    texts = [json.dumps(policy), json.dumps(resource)]
    if chance.random() < 0.15:
        texts[chance.randrange(2)] = chance.choice(NASTY_YAML)
    elif chance.random() < 0.25:
        index = chance.randrange(2)
        texts[index] = torn(chance, texts[index])
    return Input("suite", {"policies": [texts[0]], "resources": [texts[1]]})


def _classic(chance: random.Random) -> Input:
    policy, resource = RandomPolicies(chance.randrange(1 << 30)).case()
    for _ in range(chance.choice((0, 1, 1, 3))):
        policy, resource = (
            (_bent(chance, policy), resource) if chance.random() < 0.7 else (policy, _bent(chance, resource))
        )
    return _suite(chance, policy, resource)


def _cel(chance: random.Random) -> Input:
    policy, resource = RandomCel(chance.randrange(1 << 30)).case()
    text = json.dumps(policy)
    expressions = re.findall(r'"expression": ("(?:[^"\\]|\\.)*")', text)
    if expressions and chance.random() < 0.8:
        old = chance.choice(expressions)
        new = chance.choice(NASTY_CEL) if chance.random() < 0.6 else torn(chance, json.loads(old))
        policy = json.loads(text.replace(old, json.dumps(new)))
    elif chance.random() < 0.5:
        policy = _bent(chance, policy)
    return _suite(chance, policy, resource)


def _request(chance: random.Random) -> Input:
    start = "apiVersion: v1\ntenant_code: acme\nenvironment: dev\napplications:\n  - name: web\n    size: small\n    replicas: 2\n"
    return Input("request", {"text": chance.choice(NASTY_YAML) if chance.random() < 0.4 else torn(chance, start)})


def _schema(chance: random.Random) -> Input:
    instance = _bent(chance, {"a": {"b": [1, "x", {"c": None}]}, "s": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "n": 3})
    return Input("schema", {"schema": json.dumps(_nasty_schema(chance)), "instance": instance})


def _nasty_schema(chance: random.Random) -> Any:
    """A schema with something wrong, looping or costly in it."""
    deep: Any = {"type": "object"}
    for _ in range(chance.choice((5, 100, 300))):
        deep = {"properties": {"a": deep}} if chance.random() < 0.5 else {"allOf": [deep, {}]}
    patterned = {"properties": {"s": {"type": "string", "pattern": chance.choice(_REGEXES)}}}
    looping = {"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}
    tree = {"properties": {"a": {"$ref": "#"}}, "additionalProperties": {"$ref": "#"}}
    choice = chance.choice(
        (
            deep,
            patterned,
            looping,
            tree,
            {"$ref": "http://example.invalid/x"},
            {"$ref": "#/nowhere"},
            {"type": 5},
            {"enum": 7},
            {"properties": []},
            {"minLength": -1},
            {"multipleOf": 0},
            True,
            {"items": [{"type": "x"}]},
            {"required": "a"},
        )
    )
    return _bent(chance, choice) if isinstance(choice, dict) and chance.random() < 0.4 else choice
