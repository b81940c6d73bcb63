"""Random small charts: expressions over all that can be called, with edge arguments, and blocks around them.

Everything comes from a seed. Owns what is tried; who renders and compares is the caller's business.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

VALUES = """
nothing: null
yes1: true
no1: false
zero: 0
int: 7
neg: -12
big: 12345678
huge: 9007199254740993
float: 2.5
tiny: 0.0000012
exp: 1e21
empty: ""
word: hello
phrase: "The quick  brown-fox_jumps: Over"
accents: "éèà ÿ 世界 😀"
lines: "first\\nsecond\\n\\n  third\\n"
number: "42"
octal: "0755"
decimal: "3.75"
wrongnum: "4x"
bool: "true"
version: 1.27.3-rc.1+k3s1
path: /etc//nginx/../conf.d/site.conf.bak
url: https://user:pw@host.example.com:8443/a/b?x=1&y=%20z#frag
date: "2024-02-29T13:45:07Z"
yaml: "a: 1\\nb: [x, 2.50, null]\\nc:\\n  d: yes\\n"
json: '{"k": [1, 2.5, "z<&>"], "n": null, "b": false}'
b64: aGVsbG8gd29ybGQ=
list: [3, 1, 2, 3]
words: [beta, alpha, gamma, alpha, ""]
mixed: [1, two, 3.5, null, true, {k: v}, [x]]
maps: [{name: a, v: 1}, {name: b, v: 2}]
none: []
map: {b: 2, a: 1, c: three}
deep: {x: {y: {z: end, n: 5}}, "a.b": dotted, l: [p, {q: r}]}
bare: {}
"""
HELPERS = """
{{- define "h.name" -}}{{ .Values.word | trunc 3 }}{{- end }}
{{- define "h.labels" }}
app: {{ .Release.Name }}
n: {{ .Values.int }}
{{- end }}
{{- define "h.echo" -}}<{{ . }}>{{- end }}
{{- define "h.first" -}}{{ with . }}{{ index . 0 }}{{ else }}none{{ end }}{{- end }}
{{- define "h.down" -}}{{ if gt (int .) 0 }}{{ . }} {{ include "h.down" (sub . 1) }}{{ end }}{{- end }}
"""
FILES = {"conf/a.txt": "alpha\nbeta\n", "conf/b.json": '{"x": 1}', "conf/sub/c.ini": "[s]\nk=v"}
_TEXTS = [
    "empty",
    "word",
    "phrase",
    "accents",
    "lines",
    "number",
    "octal",
    "decimal",
    "wrongnum",
    "bool",
    "version",
    "path",
    "url",
    "date",
    "yaml",
    "json",
    "b64",
]
_NUMBERS = ["zero", "int", "neg", "big", "huge", "float", "tiny", "exp"]
_LISTS = ["list", "words", "mixed", "maps", "none"]
_MAPS = ["map", "deep", "bare", "deep.x", "deep.x.y"]
_OTHERS = ["nothing", "yes1", "no1", "missing"]
_VERBS = [
    "%v",
    "%+v",
    "%#v",
    "%T",
    "%d",
    "%5d",
    "%-5d|",
    "%05d",
    "%+d",
    "%x",
    "%X",
    "%o",
    "%b",
    "%c",
    "%q",
    "%U",
    "%s",
    "%10s",
    "%-10s|",
    "%.2s",
    "%.3f",
    "%8.2f",
    "%e",
    "%g",
    "%t",
    "%p",
    "%%",
    "%6.1f%%",
    "%08.3f",
    "%x",
    "%#x",
    "%#o",
    "%[1]v",
    "%*d",
    "%z",
    "%",
    "d",
    "%+q",
    "%#q",
    "%w",
]
_LAYOUTS = (
    "2006-01-02",
    "Mon Jan _2 15:04:05 MST 2006",
    "02/01/06 03:04PM",
    "2006-01-02T15:04:05.000Z07:00",
    "January 2, 2006 .999",
    "20060102150405",
    "Z0700 -07 002",
)
_PATTERNS = (
    "[a-z]+",
    "^h(.)l",
    "(?i)THE|quick",
    r"\d+",
    r"(?P<k>\w+):\s*",
    "a*",
    r"\bfox\b",
    "[[:alpha:]]{2}",
    "x{2,1}",
    "(",
    r"\pL+",
    "(?s).+$",
    "",
)
_CONSTRAINTS = (
    ">=1.20-0",
    "^1.27",
    "~1.27.1",
    "1.x",
    ">1 <2 || 3",
    "!=1.27.3",
    "=1.27.3-rc.1",
    "1.2 - 2",
    "bad",
    ">= 1.27.3-0, <1.28",
    "*",
)
# what each function takes, `s` text, `n` number, `l` list, `m` map, `a` anything, `k` a key, `b` a truth, others below
SIGNATURES = [
    "and:aa",
    "or:aaa",
    "not:a",
    "eq:aa",
    "ne:aa",
    "lt:nn",
    "le:nn",
    "gt:nn",
    "ge:nn",
    "eq:ss",
    "lt:ss",
    "eq:aaa",
    "len:c",
    "index:mk",
    "index:ln",
    "index:ll",
    "slice:snn",
    "slice:lnn",
    "print:aa",
    "println:aa",
    "printf:Va",
    "printf:Vaa",
    "printf:Vn",
    "printf:Vs",
    "html:a",
    "js:a",
    "urlquery:a",
    "trim:s",
    "trimAll:ss",
    "trimPrefix:ss",
    "trimSuffix:ss",
    "upper:s",
    "lower:s",
    "title:s",
    "untitle:s",
    "repeat:is",
    "substr:iis",
    "trunc:is",
    "nospace:s",
    "initials:s",
    "swapcase:s",
    "snakecase:s",
    "camelcase:s",
    "kebabcase:s",
    "contains:ss",
    "hasPrefix:ss",
    "hasSuffix:ss",
    "quote:a",
    "quote:aa",
    "squote:a",
    "cat:aaa",
    "indent:is",
    "nindent:is",
    "replace:sss",
    "plural:ssn",
    "wrap:is",
    "wrapWith:iss",
    "abbrev:is",
    "abbrevboth:iis",
    "toString:a",
    "toStrings:l",
    "sortAlpha:l",
    "join:sl",
    "splitList:ss",
    "split:ss",
    "splitn:sis",
    "first:l",
    "last:l",
    "rest:l",
    "initial:l",
    "append:la",
    "prepend:la",
    "concat:ll",
    "reverse:l",
    "uniq:l",
    "without:la",
    "has:al",
    "compact:l",
    "chunk:il",
    "slice:lii",
    "until:i",
    "untilStep:iii",
    "seq:i",
    "seq:ii",
    "seq:iii",
    "list:aaa",
    "tuple:a",
    "mustFirst:l",
    "mustUniq:l",
    "mustHas:al",
    "mustAppend:la",
    "dict:kaka",
    "get:mk",
    "hasKey:mk",
    "pick:mkk",
    "omit:mk",
    "merge:mm",
    "mergeOverwrite:mm",
    "deepCopy:m",
    "deepCopy:l",
    "dig:kam",
    "dig:kkaM",
    "pluck:kmm",
    "set:mka",
    "unset:mk",
    "fromYaml:s",
    "fromJson:s",
    "fromYamlArray:s",
    "fromJsonArray:s",
    "fromToml:O",
    "toYaml:a",
    "toJson:a",
    "toPrettyJson:a",
    "toRawJson:a",
    "toToml:m",
    "toYamlPretty:a",
    "mustToJson:a",
    "mustFromJson:s",
    "add:nn",
    "add:nnn",
    "sub:nn",
    "mul:nn",
    "div:nn",
    "mod:nn",
    "add1:n",
    "max:nnn",
    "min:nn",
    "ceil:n",
    "floor:n",
    "round:ni",
    "addf:nn",
    "subf:nn",
    "mulf:nn",
    "divf:nn",
    "add1f:n",
    "maxf:nn",
    "minf:nn",
    "int:a",
    "int64:a",
    "float64:a",
    "atoi:s",
    "toDecimal:s",
    "default:aa",
    "empty:a",
    "coalesce:aaa",
    "ternary:aab",
    "all:aaa",
    "any:aa",
    "fail:s",
    "required:sa",
    "typeOf:a",
    "kindOf:a",
    "kindIs:sa",
    "typeIs:sa",
    "typeIsLike:sa",
    "deepEqual:aa",
    "b64enc:s",
    "b64dec:s",
    "b32enc:s",
    "b32dec:s",
    "sha1sum:s",
    "sha256sum:s",
    "sha512sum:s",
    "adler32sum:s",
    "derivePassword:issss",
    "regexMatch:Ps",
    "regexFind:Ps",
    "regexFindAll:Psi",
    "regexReplaceAll:Pss",
    "regexReplaceAllLiteral:Pss",
    "regexSplit:Psi",
    "regexQuoteMeta:s",
    "mustRegexMatch:Ps",
    "mustRegexFindAll:Psi",
    "semverCompare:Cv",
    "semver:v",
    "base:p",
    "dir:p",
    "clean:p",
    "ext:p",
    "isAbs:p",
    "osBase:p",
    "osDir:p",
    "osExt:p",
    "osClean:p",
    "osIsAbs:p",
    "urlParse:s",
    "urlJoin:U",
    "date:Ld",
    "dateInZone:Ldz",
    "toDate:Ls",
    "duration:D",
    "durationRound:D",
    "durationRound:n",
    "dateModify:Dd",
    "htmlDate:d",
    "htmlDateInZone:dz",
    "unixEpoch:d",
    "mustToDate:Ls",
    "lookup:ssss",
    "tpl:T.",
    "include:I.",
    "include:Ia",
]
_FIXED = {
    "V": lambda r: _quoted(" ".join(r.sample(_VERBS, r.choice((1, 1, 2, 3))))),
    "P": lambda r: _quoted(r.choice(_PATTERNS)),
    "C": lambda r: _quoted(r.choice(_CONSTRAINTS)),
    "L": lambda r: _quoted(r.choice(_LAYOUTS)),
    "z": lambda r: _quoted(r.choice(("UTC", "Europe/Paris", "America/New_York", "Mars/Base"))),
    "D": lambda r: _quoted(r.choice(("-1.5h", "95", "2h45m", "1ms", "bad", "800h", "0.5s", "-3m"))),
    "d": lambda r: (
        '(toDate "2006-01-02T15:04:05Z" .Values.date)' if r.random() < 0.8 else r.choice(("86400", "1700000000"))
    ),
    "U": lambda r: r.choice(("(urlParse .Values.url)", '(dict "scheme" "http" "host" "h:1" "path" "/p q")')),
    "v": lambda r: r.choice(
        ("$.Values.version", '"1.2"', '"v1.27.0"', '"1.27.3"', '"bad"', ".Capabilities.KubeVersion.Version")
    ),
    "p": lambda r: r.choice(("$.Values.path", '""', '"/"', '"a/b.tar.gz"', '"../x/./y/"', '"C:\\\\d\\\\f.txt"')),
    "i": lambda r: r.choice(("0", "1", "2", "3", "5", "12", "-1", "-4", "$.Values.int", '"3"', "2.7")),
    "b": lambda r: r.choice(("true", "false", "$.Values.yes1", "(eq 1 1)")),
    "k": lambda r: _quoted(r.choice(("a", "b", "x", "y", "z", "missing", "a.b", "l", ""))),
    "I": lambda r: _quoted(r.choice(("h.name", "h.labels", "h.echo", "h.first", "h.down", "h.missing"))),
    "T": lambda r: r.choice(
        (
            '"{{ .Values.word | upper }}"',
            '"{{ include \\"h.name\\" . }}!"',
            '"{{ .Template.Name }}"',
            '"{{ fail }}"',
            '"plain"',
            '"{{ range .Values.list }}{{ . }},{{ end }}"',
        )
    ),
    "O": lambda r: _quoted(r.choice(("a = 1", "[t]\nx = [1, 2]", "a = 'b'\n[[l]]\nk = 1.5", ""))),
    ".": lambda _: "$",
    "M": lambda r: "$.Values.deep" if r.random() < 0.8 else "$.Values",
}
_LITERALS: Mapping[str, tuple[str, ...]] = {
    "s": ('""', '"a"', '"Hello World"', '"%"', '"-"', '" pad "', "`raw\\n`", '"a,b,,c"', '"\\u00e9\\t\\""', '"123"', '"x: y"', "'c'"),
    "n": ("0", "1", "-1", "3", "10", "2.5", "-0.5", "1e3", "0x1F", "0b101", "0o17", "1_000", "'a'", "9223372036854775807", "1e30", "2i", "1.0"),
    "l": ("(list)", "(list 1 2 3)", '(list "b" "a" "b")', '(list 1 "1" 1.0 nil)', "(until 4)", '(splitList "," "p,q,,r")', "(list (list 1) (dict))"),
    "m": ("(dict)", '(dict "a" 1 "b" "x")', '(dict "x" (dict "y" (list 1 2)))', "(fromYaml $.Values.yaml)", '(dict "a" nil "b" false "c" "")'),
    "a": ("nil", "true", "false", "$.Release.IsInstall", "$.Chart.Name", "$.Release.Name"),
}  # fmt: skip
_RESULTS: Mapping[str, str] = {
    "s": "upper trim quote toString toYaml toJson printf join replace substr trunc nindent b64enc sha1sum snakecase base cat regexReplaceAll print",
    "n": "add mul sub div mod int int64 float64 ceil floor round len max min addf divf atoi",
    "l": "list append concat uniq rest initial splitList sortAlpha until reverse compact without chunk regexFindAll",
    "m": "dict merge pick omit deepCopy fromYaml fromJson set split splitn",
}


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _table() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in SIGNATURES:
        name, _, kinds = entry.partition(":")
        found.setdefault(name, []).append(kinds)
    return found


_FUNCTIONS = _table()


@dataclass(frozen=True)
class RandomChart:
    """The files of a chart by name; the values are VALUES."""

    template: str

    @property
    def files(self) -> dict[str, str]:
        """All that a folder needs."""
        head = 'apiVersion: v2\nname: micro\nversion: 0.1.0\nappVersion: "1.16.0"\n'
        top = {"Chart.yaml": head, "values.yaml": VALUES, "templates/_helpers.tpl": HELPERS}
        return {**top, **FILES, "templates/t.txt": self.template}


class Generator:
    """Writes templates from one seed."""

    def __init__(self, seed: int) -> None:
        """The same seed, the same templates."""
        self._random = random.Random(seed)

    def chart(self) -> RandomChart:
        """One chart with a few lines; each is in a quoted scalar or a block, so that any text stays YAML."""
        lines = [self._line() for _ in range(self._random.choice((1, 1, 2)))]
        return RandomChart(
            "kind: A\ntext: |-\n" + "\n".join(f"  {number}: {line}" for number, line in enumerate(lines)) + "\n"
        )

    def _line(self) -> str:
        block = self._random.choice(_BLOCKS) if self._random.random() < 0.35 else "{{ @a | toJson }}"
        if self._random.random() < 0.4 and block.startswith("{{ @a"):
            block = "{{ @a }}"
        parts = block.split("@")
        return parts[0] + "".join(self._argument(part[0], 2) + part[1:] for part in parts[1:])

    def _argument(self, kind: str, depth: int) -> str:
        chance = self._random
        if kind in _FIXED and chance.random() < 0.93:
            return _FIXED[kind](chance)
        if kind == "c":
            kind = chance.choice("slm")
        if kind not in _LITERALS or chance.random() < 0.06:
            kind = chance.choice("snlma")
        if kind == "a" and chance.random() < 0.85:
            kind = chance.choice("ssnnlm")
        if depth > 0 and chance.random() < 0.4:
            names = _RESULTS[kind].split() if kind in _RESULTS else list(_FUNCTIONS)
            return f"({self._call(chance.choice(names), depth - 1)})"
        return self._leaf(kind)

    def _leaf(self, kind: str) -> str:
        chance = self._random
        paths = {"s": _TEXTS, "n": _NUMBERS, "l": _LISTS, "m": _MAPS}.get(kind, _OTHERS)
        if chance.random() < 0.5:
            return chance.choice(_LITERALS[kind])
        return f"$.Values.{chance.choice(paths)}"

    def _call(self, name: str, depth: int) -> str:
        kinds = self._random.choice(_FUNCTIONS[name])
        arguments = [self._argument(kind, depth) for kind in kinds]
        if arguments and self._random.random() < 0.25:
            return " ".join((arguments[-1], "|", name, *arguments[:-1]))
        return " ".join((name, *arguments))

    def expression(self) -> str:
        """One call, of every function equally often."""
        return self._call(self._random.choice(list(_FUNCTIONS)), 1)

    def template(self) -> RandomChart:
        """A chart whose only line is one call, as text and as JSON."""
        call = self.expression()
        form = self._random.choice(
            ("{{ $x := %s }}{{ $x }} {{ kindOf $x }}", "{{ %s | toJson }}", "{{- %s -}}", "{{ %s | quote }}")
        )
        return RandomChart(f"kind: A\ntext: |-\n  a: {form % call}\n")


_BLOCKS = (
    "{{ if @a }}yes{{ else if @a }}other{{ else }}no{{ end }}",
    "{{ range @l }}<{{ . }}>{{ else }}none{{ end }}",
    "{{ range $i, $e := @l }}{{ $i }}={{ $e }};{{ end }}",
    "{{ range $k, $v := @m }}{{ $k }}={{ $v | toJson }};{{ end }}",
    "{{ range @n }}{{ . }},{{ end }}",
    "{{ range @i }}{{ if eq . 3 }}{{ break }}{{ end }}{{ . }}{{ end }}",
    "{{ range $i, $e := @l }}{{ if eq $i 1 }}{{ continue }}{{ end }}{{ $e }}{{ end }}",
    "{{ with @a }}{{ . | toJson }}{{ else }}empty{{ end }}",
    "{{ with @a }}{{ . }}{{ else with @s }}second {{ . }}{{ end }}",
    "{{ $x := @a }}{{ $x = @a }}{{ $x | toJson }} {{ kindOf $x }}",
    "{{ $x := 1 }}{{ range @l }}{{ $x = add $x 1 }}{{ end }}{{ $x }}",
    "{{ with $y := @m }}{{ $y.a }}{{ .b }}{{ end }}",
    '{{- include "h.labels" . | nindent 4 }}',
    '{{ template "h.echo" @a }}',
    '{{ define "in.t" }}[{{ . }}]{{ end }}{{ template "in.t" @a }}{{ include "in.t" @a | trim }}',
    '{{ block "in.b" @a }}({{ . }}){{ end }}',
    '{{ $m := @m }}{{ $_ := set $m "new" @a }}{{ $m | toJson }}',
    "{{ (@m).a }}{{ (@m).missing }}{{ (@m).x.y }}",
    "{{ @m | toYaml | nindent 4 }}",
    "{{ @a | toYaml | indent 2 }}",
    "{{/* note */}}{{ @s | quote }}{{- /* other */ -}}",
    '{{ range $p, $c := .Files.Glob "conf/**" }}{{ $p }}:{{ len $c }} {{ end }}{{ .Files.Get "conf/a.txt" | quote }}',
    '{{ (.Files.Glob "conf/*").AsConfig | nindent 4 }}{{ (.Files.Glob "conf/*").AsSecrets | nindent 4 }}',
    '{{ range .Files.Lines "conf/a.txt" }}{{ . }}|{{ end }}',
    "{{ printf @V @a @a }}",
    '{{ .Capabilities.KubeVersion.Major }} {{ .Capabilities.APIVersions.Has "apps/v1" }} {{ .Template.BasePath }} {{ .Release }}',
    "{{ not @a | and @a | or @a | toJson }}",
    "{{ eq @a @a }} {{ ne @s @s }}",
    "{{ lt @n @n }} {{ ge @s @s }}",
    "{{ index @a @k | toJson }} {{ len @a }}",
    "{{ @s | default @a | toString | trunc 8 }}",
    "{{- range $i := until 3 }}{{ range $j := until 3 }}{{ if gt $j $i }}{{ break }}{{ end }}{{ $i }}{{ $j }} {{ end }}{{ end -}}",
)

Make = Callable[[Generator], RandomChart]
