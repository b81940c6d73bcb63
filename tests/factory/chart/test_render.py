"""`helm template` as a whole: order and format of documents, hooks, CRDs, notes, files, versions, options."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from maestro.factory.chart import RenderOptions, load_chart, render
from maestro.factory.chart.errors import ChartError
from tests.factory.chart.charts import manifest, one, write

HOOKED = """\
kind: Pod
metadata: {name: t, annotations: {helm.sh/hook: test}}
---
kind: Job
metadata: {name: j, annotations: {helm.sh/hook: "pre-install, Post-Install"}}
---
kind: Job
metadata: {name: u, annotations: {helm.sh/hook: unheard-of}}
---
kind: ConfigMap
"""


DEEP = """\
{{- define "n" }}{{ if . }}{{ include "n" (sub . 1) }}{{ end }}{{ end -}}
a: {{ .Values.a }}{{ include "n" 300 }}
"""


def names(text: str) -> list[str]:
    return [line.partition("Source: ")[2] for line in text.splitlines() if line.startswith("# Source: ")]


def test_documents_come_in_the_order_of_kinds_then_of_paths(tmp_path: Path) -> None:
    text = manifest(
        tmp_path,
        {
            "templates/b.yaml": "kind: Deployment\n---\nkind: Zebra\n---\nkind: Namespace",
            "templates/a.yaml": "kind: Service\n---\nkind: Apple\n---\nkind: Deployment\nmetadata: {name: first}",
            "templates/c.txt": "kind: ConfigMap",
        },
    )
    kinds = [line.partition(" ")[2] for line in text.splitlines() if line.startswith("kind")]
    assert kinds == ["Namespace", "ConfigMap", "Service", "Deployment", "Deployment", "Apple", "Zebra"]
    assert names(text)[3:5] == ["micro/templates/a.yaml", "micro/templates/b.yaml"]


def test_empty_documents_vanish_and_comments_stay(tmp_path: Path) -> None:
    text = one(tmp_path, "---\n# a comment\n---\n  \na: 1   \n\n---\n{{ if false }}x{{ end }}")
    assert text == "# a comment\n---\n# Source: micro/templates/t.yaml\na: 1\n"


def test_partials_and_notes_are_not_printed_but_notes_can_fail(tmp_path: Path) -> None:
    files = {"templates/_p.yaml": "a: 1", "templates/NOTES.txt": "{{ .Values.say }}", "values.yaml": "say: hi"}
    assert manifest(tmp_path, files) == "\n"
    with pytest.raises(ChartError, match="no more"):
        manifest(tmp_path, {**files, "templates/NOTES.txt": '{{ fail "no more" }}'})


def test_hooks_follow_and_can_be_left_out(tmp_path: Path) -> None:
    files = {"templates/t.yaml": HOOKED}
    kinds = [line for line in manifest(tmp_path, files).splitlines() if line.startswith("kind")]
    assert kinds == ["kind: ConfigMap", "kind: Pod", "kind: Job"]
    assert "kind: Pod" not in manifest(tmp_path, files, skip_tests=True)
    assert "kind: Job" in manifest(tmp_path, files, skip_tests=True)
    assert "kind: Job" not in manifest(tmp_path, files, no_hooks=True)


def test_crds_are_printed_when_asked_for(tmp_path: Path) -> None:
    files = {"crds/b.yaml": "kind: B\n", "crds/readme.md": "no", "templates/t.yaml": "kind: A"}
    assert manifest(tmp_path, files) == "---\n# Source: micro/templates/t.yaml\nkind: A\n"
    text = manifest(tmp_path, files, include_crds=True)
    assert text == "---\n# Source: micro/crds/b.yaml\nkind: B\n\n---\n# Source: micro/templates/t.yaml\nkind: A\n"


def test_show_only_takes_templates_in_the_order_asked(tmp_path: Path) -> None:
    files = {"templates/a.yaml": "a: 1", "templates/b.yaml": "b: 1"}
    text = manifest(tmp_path, files, show_only=("templates/b.yaml", "templates/a*"))
    assert names(text) == ["micro/templates/b.yaml", "micro/templates/a.yaml"]
    with pytest.raises(ChartError, match=r"could not find template templates/z\.yaml in chart"):
        manifest(tmp_path, files, show_only=("templates/z.yaml",))


def test_files_can_be_read_globbed_and_made_into_config(tmp_path: Path) -> None:
    files = {
        "conf/a.txt": "one\ntwo\n",
        "conf/deep/b.txt": "x",
        "templates/t.yaml": (
            '{{ (.Files.Glob "conf/**.txt").AsConfig }}\n{{ (.Files.Glob "conf/*").AsSecrets }}\n'
            'n: {{ len (.Files.Lines "conf/a.txt") }}{{ len (.Files.Glob "templates/*") }}'
        ),
    }
    assert manifest(tmp_path, files) == (
        "---\n# Source: micro/templates/t.yaml\na.txt: |\n  one\n  two\nb.txt: x\na.txt: b25lCnR3bwo=\nn: 20\n"
    )


def test_the_chart_sees_version_apis_and_release(tmp_path: Path) -> None:
    template = (
        "a: {{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.KubeVersion.Minor }}\n"
        'b: {{ .Capabilities.APIVersions.Has "my/v1" }} {{ .Capabilities.APIVersions.Has "apps/v1" }}\n'
        "c: {{ .Release.Name }}-{{ .Release.Namespace }}-{{ .Release.IsUpgrade }}-{{ .Template.Name }}"
    )
    text = one(tmp_path, template, kube_version="v1.28.4-gke.1+x", api_versions=("my/v1",), is_upgrade=True)
    assert text == "a: v1.28.4 28\nb: true true\nc: rel-ns-true-micro/templates/t.yaml\n"


def test_a_chart_may_refuse_a_version(tmp_path: Path) -> None:
    chart = "apiVersion: v2\nname: micro\nversion: 0.1.0\nkubeVersion: '>=1.25.0-0'\n"
    with pytest.raises(ChartError, match=r"incompatible with Kubernetes v1\.20\.3"):
        manifest(tmp_path, {"Chart.yaml": chart}, kube_version="1.20.3")
    with pytest.raises(ChartError, match="invalid kube version 'x'"):
        manifest(tmp_path, {"Chart.yaml": chart}, kube_version="x")


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("a: b: c", "YAML parse error on micro/templates/t.yaml: error converting YAML to JSON: yaml: mapping values"),
        ("text", "cannot unmarshal string into Go value of type releaseutil.SimpleHead"),
        ("- a", "cannot unmarshal array into Go value of type releaseutil.SimpleHead"),
        ("kind: [a]", "cannot unmarshal array into Go struct field SimpleHead.kind of type string"),
        ("metadata: {annotations: {a: {}}}", "cannot unmarshal object into Go struct field .metadata.annotations"),
        ("metadata: x", "cannot unmarshal string into Go struct field SimpleHead.metadata"),
    ],
)
def test_what_is_no_object_is_refused(tmp_path: Path, template: str, message: str) -> None:
    with pytest.raises(ChartError) as caught:
        one(tmp_path, template)
    assert message in caught.value.message


@pytest.mark.parametrize("name", ["", "A_b", "x..y", "a" * 54, "-a"])
def test_a_bad_release_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ChartError, match="release name"):
        manifest(tmp_path, {}, release=name)


def test_one_chart_can_be_rendered_by_several_threads(tmp_path: Path) -> None:
    chart = load_chart(write(tmp_path, {"templates/t.yaml": DEEP}))
    before = sys.getrecursionlimit()
    with ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(lambda n: render(chart, RenderOptions(values={"a": float(n)})).documents[0].data, range(12))
        )
    assert found == [{"a": n} for n in range(12)]
    assert sys.getrecursionlimit() == before


def test_documents_are_parsed_for_the_next_step(tmp_path: Path) -> None:
    chart = load_chart(
        write(tmp_path, {"templates/t.yaml": "kind: A\nmode: 0755\n---\n# only a comment\n---\nkind: B"})
    )
    first = render(chart, RenderOptions()).documents
    assert [(item.source, item.data) for item in first] == [
        ("micro/templates/t.yaml", {"kind": "A", "mode": 493}),
        ("micro/templates/t.yaml", {"kind": "B"}),
    ]
    first[0].data["kind"] = "changed"
    assert render(chart, RenderOptions()).documents[0].data["kind"] == "A"


def test_a_broken_template_names_its_file_and_line(tmp_path: Path) -> None:
    with pytest.raises(ChartError) as caught:
        manifest(tmp_path, {"templates/a.yaml": "a: 1", "templates/b.yaml": "\n{{ if }}"})
    assert caught.value.message == "parse error at (micro/templates/b.yaml:2): missing value for if"
    assert caught.value.path == "micro/templates/b.yaml:2"


@pytest.mark.realtools
def test_the_real_helm_prints_the_same(tmp_path: Path, real_helm: str) -> None:
    files = {
        "templates/t.yaml": HOOKED,
        "templates/v.yaml": "v: {{ toYaml .Values | nindent 2 }}",
        "values.yaml": "a: [1, {b: 'x: y'}]",
    }
    ours = manifest(tmp_path, files)
    command = [real_helm, "template", "rel", str(tmp_path), "--namespace", "ns", "--kube-version", "1.30.0"]
    theirs = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    assert ours == theirs
