"""The template language: control flow, scopes, whitespace, definitions, and where errors are said to be."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.factory.chart.errors import ChartError, LimitError, TemplateParseError
from maestro.factory.chart.functions import FUNCTIONS, bounds
from maestro.factory.chart.template.frame import Limits
from maestro.factory.chart.template.lexer import Kind, tokens
from maestro.factory.chart.template.parser import parse
from tests.factory.chart.charts import manifest, one


@pytest.mark.parametrize(
    ("template", "output"),
    [
        ("a: {{ if .Values.nul }}1{{ else if .Values.s }}2{{ else }}3{{ end }}", "a: 2\n"),
        ("a: {{ with .Values.nul }}1{{ else with .Values.s }}{{ . }}{{ else }}3{{ end }}", "a: hello\n"),
        ("a: {{ range $i, $e := .Values.l }}{{ $i }}{{ $e }}{{ end }}", "a: 0a1b2c\n"),
        ("a: {{ range .Values.em }}x{{ else }}none{{ end }}", "a: none\n"),
        (
            (
                "a: {{ range until 9 }}{{ if eq . 1 }}{{ continue }}{{ end }}"
                "{{ if gt . 3 }}{{ break }}{{ end }}{{ . }}{{ end }}"
            ),
            "a: 023\n",
        ),
        (
            (
                "a: {{ range list 1 2 }}{{ range list `x` `y` }}{{ if eq . `y` }}{{ break }}{{ end }}{{ . }}"
                "{{ end }}{{ . }}{{ end }}"
            ),
            "a: x1x2\n",
        ),
        ("a: {{ range $k, $v := dict `b` 1 `a` 2 }}{{ $k }}{{ $v }}{{ end }}", "a: a2b1\n"),
        ("a: {{ range (int64 2) }}{{ typeOf . }},{{ end }}", "a: int64,int64,\n"),
        (
            "a: {{ $x := 1 }}{{ if true }}{{ $x := 2 }}{{ end }}{{ $x }}{{ if true }}{{ $x = 3 }}{{ end }}{{ $x }}",
            "a: 13\n",
        ),
        ("{{ $l := list }}{{ range list 1 2 }}{{ $l = append $l . }}{{ end }}a: {{ toJson $l }}", "a: [1,2]\n"),
        ("{{ $x := list 1 }}{{ $x := append $x 2 }}a: {{ toJson $x }}", "a: [1,2]\n"),
        ("a: {{ and .Values.missing .Values.missing.deep }}{{ or 0 `x` (fail `no`) }}", "a: x\n"),
        ("a: {{ (.Values.missing).deep }}{{ ((.Values.missing).deep).er }}|", "a: |\n"),
        ("a: {{- ` b` -}}  \n  c\n  {{- /* gone */ -}}  \n d", "a: bcd\n"),
        ("a: {{ -3 }} {{ 3 -}} \n x", "a: -3 3x\n"),
        ("{{ define `t` }}<{{ . }}>{{ end }}a: {{ template `t` 1 }}{{ include `t` nil }}", "a: <1><>\n"),
        ("a: {{ block `b` .Values.s }}<{{ . }}>{{ end }}{{ include `b` 2 }}", "a: <hello><2>\n"),
        ('a: {{ tpl `{{ define "q" }}Q{{ end }}{{ include "q" . }}` . }}', "a: Q\n"),
        (
            (
                "{{ define `a` }}{{ $_ := set . `n` (add 1 .n) }}{{ end }}"
                "{{ $d := dict `n` 1 }}{{ include `a` $d }}a: {{ $d.n }}"
            ),
            "a: 2\n",
        ),
        ("a: {{ .Values.s | printf `%s-%s` `x` | upper }}", "a: X-HELLO\n"),
        ("a: x{{ `t\\t` }}{{ \"\\u00e9\\x41\" }}{{ 'a' }}{{ 0x1F }}{{ 1_000 }}", "a: xt\\téA97311000\n"),
    ],
)
def test_a_template_gives_its_output(tmp_path: Path, template: str, output: str) -> None:
    assert one(tmp_path, template) == output


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("a: {{ .Values.s", "parse error at (micro/templates/t.yaml:1): unclosed action"),
        ("a: {{ end }}", "parse error at (micro/templates/t.yaml:1): unexpected {{end}}"),
        ("{{ if true }}", "parse error at (micro/templates/t.yaml:1): unexpected EOF"),
        ("\n{{ nope 1 }}", 'parse error at (micro/templates/t.yaml:2): function "nope" not defined'),
        ("{{ $x }}", 'parse error at (micro/templates/t.yaml:1): undefined variable "$x"'),
        ("{{ break }}", "parse error at (micro/templates/t.yaml:1): {{break}} outside {{range}}"),
        ("{{ /* x }}", 'parse error at (micro/templates/t.yaml:1): unexpected "/" in command'),
        ("{{/* x }}", "parse error at (micro/templates/t.yaml:1): unclosed comment"),
        ("{{ (1 }}", "parse error at (micro/templates/t.yaml:1): unclosed left paren"),
        ('{{ "x }}', "parse error at (micro/templates/t.yaml:1): unterminated quoted string"),
        ("{{ define `a` }}1{{ end }}{{ define `a` }}2{{ end }}", 'multiple definition of template "a"'),
        (
            "\n\n  {{ .Values.a.b }}",
            'template: micro/templates/t.yaml:3:12: executing "micro/templates/t.yaml" at <.Values.a.b>',
        ),
        (
            "é {{ upper 5 }}",
            'micro/templates/t.yaml:1:12: executing "micro/templates/t.yaml" at <5>: expected string; found 5',
        ),
        ("{{ range true }}{{ end }}", "range can't iterate over true"),
        ("{{ template `zz` . }}", 'template "zz" not defined'),
        ("{{ range list nil }}{{ .x }}{{ end }}", "nil pointer evaluating interface {}.x"),
        ("{{ $a = 1 }}", "undefined variable: $a"),
        ("{{ required `say: why` nil }}", "execution error at (micro/templates/t.yaml:1:3): say: why"),
    ],
)
def test_an_error_says_where_and_why(tmp_path: Path, template: str, message: str) -> None:
    with pytest.raises(ChartError) as caught:
        one(tmp_path, template)
    assert message in caught.value.message


def test_an_error_behind_include_names_every_step(tmp_path: Path) -> None:
    with pytest.raises(ChartError) as caught:
        manifest(
            tmp_path,
            {
                "templates/_h.tpl": '{{ define "h" }}\n{{ .a.b }}{{ end }}',
                "templates/t.yaml": 'x: {{ include "h" dict }}',
            },
        )
    assert caught.value.message == (
        'template: micro/templates/t.yaml:1:6: executing "micro/templates/t.yaml" at <include "h" dict>: '
        'error calling include: template: micro/templates/_h.tpl:2:5: executing "h" at <.a.b>: '
        "nil pointer evaluating interface {}.b"
    )


def test_a_template_that_includes_itself_without_end_is_stopped_in_helms_words(tmp_path: Path) -> None:
    with pytest.raises(ChartError, match="rendering template has a nested reference name: loop"):
        one(tmp_path, "{{ define `loop` }}{{ include `loop` . }}{{ end }}{{ include `loop` . }}")


def test_a_template_that_calls_itself_without_end_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(LimitError, match="nested more than"):
        one(tmp_path, "{{ define `loop` }}{{ template `loop` . }}{{ end }}{{ template `loop` . }}")


@pytest.mark.parametrize(
    ("template", "limits", "message"),
    [
        ("{{ range until 1000 }}{{ range until 1000 }}{{ end }}{{ end }}", Limits(seconds=0.05), "took more than"),
        (
            "{{ range until 5000 }}{{ include `x` . }}{{ end }}{{ define `x` }}{{ repeat 2000 `y` }}{{ end }}",
            Limits(output=1024 * 1024),
            "wrote more than 1 MiB",
        ),
    ],
)
def test_time_and_output_are_bounded(template: str, limits: Limits, message: str) -> None:
    from maestro.factory.chart.engine import Engine
    from maestro.factory.chart.files import File
    from maestro.factory.chart.objects import Source
    from maestro.factory.chart.text.kinds import Values

    file = File("templates/t.yaml", template.encode())
    with pytest.raises(LimitError, match=message):
        Engine(limits).render({"c/templates/t.yaml": Source("c/templates/t.yaml", file, Values(), "c/templates")})


@pytest.mark.parametrize(
    "expression", ["repeat 1000000000 `x`", "indent 1000000000 `x`", "until 1000000000", "randAlpha 1000000000"]
)
def test_a_function_makes_no_giants(tmp_path: Path, expression: str) -> None:
    with pytest.raises(ChartError, match="at most"):
        one(tmp_path, "{{ " + expression + " }}")


@pytest.mark.parametrize(
    "step",
    [
        "print $x $x",
        "printf `%s%s` $x $x",
        "cat $x $x",
        "replace `a` `aa` $x",
        "join $x (list 1 2 3)",
        "toJson (list $x $x)",
    ],
)
def test_a_text_that_doubles_is_stopped(tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_TEXT", 100_000)
    with pytest.raises(ChartError, match="at most"):
        one(tmp_path, "{{ $x := `aaaa` }}{{ range until 60 }}{{ $x = " + step + " }}{{ end }}")


@pytest.mark.parametrize("use", ["toJson", "toYaml", "print", "printf `%s`", "deepCopy", "quote"])
def test_a_value_that_holds_itself_is_no_crash(tmp_path: Path, use: str) -> None:
    with pytest.raises(LimitError, match="nested too deep"):
        one(tmp_path, "{{ $d := dict }}{{ $_ := set $d `a` $d }}{{ $d | " + use + " }}")


@pytest.mark.parametrize("template", ["{{ " + "(" * 5000, "{{ if true }}" * 5000])
def test_a_template_that_nests_too_deep_is_no_crash(tmp_path: Path, template: str) -> None:
    with pytest.raises(ChartError, match="max expression depth exceeded"):
        one(tmp_path, template)


def test_a_list_that_doubles_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_ITEMS", 1_000)
    with pytest.raises(ChartError, match="at most 1000 are allowed"):
        one(tmp_path, "{{ $x := list 1 }}{{ range until 60 }}{{ $x = concat $x $x }}{{ end }}")


@given(st.text(alphabet="{}-|.$ \"`abc\n()/*=:,'1", max_size=60))
def test_any_text_is_a_template_or_a_parse_error(text: str) -> None:
    found = tokens(text)
    assert found[-1].kind in (Kind.EOF, Kind.ERROR)
    try:
        outcome = next(reversed(parse("t", text, FUNCTIONS)))
    except TemplateParseError as error:
        outcome = error.message
    assert outcome == "t" or outcome.startswith("template: t:")
