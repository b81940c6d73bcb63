"""Texts that are kept between renderings: a chart that rendered other values before gives what a new one gives."""

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from maestro.domain.errors import MaestroError
from maestro.factory.chart import Chart, RenderOptions, load_chart, render
from tests.factory.chart.charts import write
from tests.factory.chart.random_templates import HELPERS, VALUES, Generator

REFERENCE = Path(__file__).parents[3]
CHARTS, ROUNDS = 60, 6
TWICE = "{{ $d := dict `n` 1 }}{{ include `t` $d }}{{ include `t` $d }}"
OTHERS = ("x", "", 0, 7, 7.0, True, None, [], ["b", 1], {}, {"a": {"z": "q"}, "k": 1})


def outcome(chart: Chart, values: dict[str, Any], **options: Any) -> str:
    try:
        return render(chart, RenderOptions(values=values, **options)).manifest
    except MaestroError as error:
        return f"refused: {error}"


def changed(rng: random.Random, values: dict[str, Any]) -> dict[str, Any]:
    """Some values replaced, at the top or below."""
    out = {**values}
    for _ in range(rng.randint(0, 3)):
        key = rng.choice(sorted(out))
        inner = out[key]
        if isinstance(inner, dict) and inner and rng.random() < 0.7:
            out[key] = changed(rng, inner)
        else:
            out[key] = rng.choice(OTHERS)
    return out


@pytest.mark.parametrize("seed", [11, 12])
def test_random_charts_give_the_same_whatever_was_rendered_before(seed: int, tmp_path: Path) -> None:
    generator, rng = Generator(seed), random.Random(seed)
    values = yaml.safe_load(VALUES)
    for number in range(CHARTS):
        made = (generator.chart if number % 2 else generator.template)()
        if any(word in made.template for word in ("rand", "uuid", "shuffle", "gen", "now", "ago", "crypt", "htpasswd")):
            continue  # nothing but chance comes out of these
        root = write(tmp_path / str(number), made.files)
        warm = load_chart(root)
        for _ in range(ROUNDS):
            given = changed(rng, values)
            assert outcome(warm, given) == outcome(load_chart(root), given), made.template


def test_the_reference_chart_gives_the_same_whatever_was_rendered_before() -> None:
    rng = random.Random(5)
    scenarios = [yaml.safe_load(path.read_text()) for path in sorted(REFERENCE.glob("scenarios/*/request.yaml"))]
    warm = load_chart(REFERENCE / "chart")
    for request in scenarios * 2:
        for given in (request, {**request, "tenant_code": rng.choice(["alpha", "beta"])}, changed(rng, request)):
            assert outcome(warm, given) == outcome(load_chart(REFERENCE / "chart"), given)


@pytest.mark.parametrize(
    "template",
    [
        "{{ $_ := set .Values `word` (printf `%s!` .Values.word) }}{{ include `h.name` . }}",
        "{{ include `h.name` . }}{{ $_ := set .Values `word` `zz` }}{{ include `h.name` . }}",
        "{{ $d := .Values.map }}{{ $_ := set $d `b` 9 }}{{ .Values.map.b }}{{ .Values.deep.x.y.z }}",
        "{{ $d := dict `m` .Values.map }}{{ range $d }}{{ $_ := set . `b` 1 }}{{ end }}{{ .Values.map.b }}",
        TWICE + "{{ define `t` }}{{ .n }}{{ $_ := set $ `n` (add .n 1) }}{{ end }}",
        TWICE + "{{ define `t` }}{{ .n }}{{ $e := . }}{{ $_ := set $e `n` (add .n 1) }}{{ end }}",
        "{{ $d := dict }}{{ range .Values.list }}{{ $_ := set $d (toString .) . }}{{ include `h.echo` $d }}{{ end }}",
        "{{ $x := `` }}{{ range .Values.words }}{{ $x }}{{ $x = $.Values.map.b }}{{ end }}",
        "{{ $r := . }}{{ with .Values.deep }}{{ $r.Values.word }}{{ .x.y.z }}{{ $.Values.int }}{{ end }}",
        "{{ tpl .Values.phrase . }}{{ tpl `{{ .Values.word }}` . }}",
        "{{ index . `Values` `word` }}{{ (index .Values `deep`).x.y.z }}{{ get .Values.map `b` }}",
        "{{ .Values.AsMap.word }}{{ (.Values.Table `deep.x`).y }}{{ .Values | toJson }}",
        "{{ include `t` (dict `r` . `in` (dict `r` .)) }}{{ define `t` }}{{ .in.r.Values.word }}{{ end }}",
        "{{ template `h.labels` . }}{{ include `t` . }}{{ define `t` }}{{ .Template.Name }}{{ end }}",
        "{{ if .Values.deep.x }}{{ else }}{{ .Values.word }}{{ end }}{{ with $ }}{{ .Values.int }}{{ end }}",
        "{{ ternary .Values.int .Values.word .Values.yes1 }}{{ default .Values.word .Values.nothing }}",
        "{{ include (print `h.` `name`) . }}{{ . | include `h.labels` }}{{ merge (dict) .Values.map | toJson }}",
    ],
)
def test_what_changes_or_hides_its_values_is_written_anew(template: str, tmp_path: Path) -> None:
    text = "text: |\n  " + template + "\n"
    files = {"values.yaml": VALUES, "templates/_h.tpl": HELPERS, "templates/a.yaml": text, "templates/b.yaml": text}
    root, rng = write(tmp_path, files), random.Random(template)
    warm, values = load_chart(root), yaml.safe_load(VALUES)
    for _ in range(25):
        given = changed(rng, values)
        assert outcome(warm, given) == outcome(load_chart(root), given)


def test_the_same_text_is_not_written_twice(tmp_path: Path) -> None:
    root = write(tmp_path, {"templates/_t.tpl": "{{ define `t` }}{{ .Values.a }}{{ end }}",
                            "templates/t.yaml": "a: {{ include `t` . }}\nb: {{ .Values.c.d }}"})  # fmt: skip
    chart = load_chart(root)
    first = outcome(chart, {"a": 1.0, "c": {"d": "x", "e": 1}})
    assert outcome(chart, {"a": 1.0, "c": {"d": "x", "e": 2}, "f": 3}) == first
    assert outcome(chart, {"a": True, "c": {"d": "x"}}) == first.replace("a: 1", "a: true")
    assert outcome(chart, {"a": 1.0, "c": {"d": "y"}}) == first.replace("b: x", "b: y")


def test_another_release_or_cluster_is_another_text(tmp_path: Path) -> None:
    template = "a: {{ .Release.Name }}/{{ .Capabilities.KubeVersion.Minor }}/{{ .Release.IsUpgrade }}"
    chart = load_chart(write(tmp_path, {"templates/t.yaml": template}))
    assert "a: one/31/false" in outcome(chart, {}, release="one", kube_version="1.31.0")
    assert "a: two/31/false" in outcome(chart, {}, release="two", kube_version="1.31.0")
    assert "a: two/29/true" in outcome(chart, {}, release="two", kube_version="1.29.0", is_upgrade=True)


def test_a_subchart_reads_values_of_its_own(tmp_path: Path) -> None:
    template = "a: {{ include `t` . }}{{ define `t` }}{{ .Values.word }}-{{ .Values.global.w }}{{ end }}"
    inner = "apiVersion: v2\nname: inner\nversion: 0.1.0\n"
    files = {
        "templates/t.yaml": template,
        "charts/inner/Chart.yaml": inner,
        "charts/inner/templates/t.yaml": template,
    }
    chart = load_chart(write(tmp_path, files))
    for outer, own, all_ in (("o", "i", "g"), ("o", "j", "g"), ("p", "j", "g"), ("p", "j", "h"), ("i", "o", "g")):
        text = outcome(chart, {"word": outer, "inner": {"word": own}, "global": {"w": all_}})
        assert f"a: {outer}-{all_}" in text
        assert f"a: {own}-{all_}" in text
