"""Values: how the user's, a chart's and a subchart's come together, and which subcharts take part."""

import json
from pathlib import Path
from typing import Any

import pytest

from maestro.factory.chart.errors import ChartError
from tests.factory.chart.charts import manifest

SHOW = "{{ toJson .Values }}"
CHILD = "apiVersion: v2\nname: kid\nversion: 1.2.0\n"


def values(text: str, source: str) -> Any:
    """The JSON behind the `# Source:` line of a template."""
    return json.loads(text.partition(f"# Source: {source}\n")[2].partition("\n---")[0].partition("v: ")[2])


def parent(*dependencies: str) -> str:
    lines = "".join(f"- {line}\n" for line in dependencies)
    return "apiVersion: v2\nname: top\nversion: 1.0.0\n" + (f"dependencies:\n{lines}" if lines else "")


def family(folder: Path, *dependencies: str, top: str = "", kid: str = "", **options: Any) -> str:
    """A chart with one subchart; both show their values."""
    files = {
        "Chart.yaml": parent(*dependencies),
        "values.yaml": top,
        "templates/t.yaml": f"v: {SHOW}",
        "charts/kid/Chart.yaml": CHILD,
        "charts/kid/values.yaml": kid,
        "charts/kid/templates/k.yaml": f"v: {SHOW}",
    }
    return manifest(folder, files, **options)


KID, TOP = "top/charts/kid/templates/k.yaml", "top/templates/t.yaml"


def test_the_user_wins_and_null_deletes(tmp_path: Path) -> None:
    text = manifest(
        tmp_path,
        {"values.yaml": "a: {b: 1, c: 2}\nd: 3\ne: [1]", "templates/t.yaml": f"v: {SHOW}"},
        values={"a": {"b": None, "x": 5.0}, "d": None, "e": []},
    )
    assert values(text, "micro/templates/t.yaml") == {"a": {"c": 2, "x": 5}, "e": []}


def test_a_parent_wins_over_its_subchart_and_both_share_globals(tmp_path: Path) -> None:
    text = family(
        tmp_path, top="kid: {a: 1, gone: null}\nglobal: {g: 1}", kid="a: 0\nb: 2\ngone: 3\nglobal: {g: 0, h: 2}"
    )
    assert values(text, KID) == {"a": 1, "b": 2, "global": {"g": 1, "h": 2}}
    assert values(text, TOP)["kid"]["b"] == 2


def test_a_subchart_always_sees_global(tmp_path: Path) -> None:
    assert values(family(tmp_path), KID) == {"global": {}}


def test_rendering_changes_neither_the_chart_nor_the_options(tmp_path: Path) -> None:
    from maestro.factory.chart import RenderOptions, load_chart, render
    from tests.factory.chart.charts import write

    files = {
        "values.yaml": "a: {b: 1}",
        "templates/t.yaml": "v: {{ $_ := set .Values.a `b` 2 }}{{ $_ := set .Values `z` 1 }}" + SHOW,
    }
    chart = load_chart(write(tmp_path, files))
    given: dict[str, Any] = {"x": {"y": 1.0}}
    texts = {render(chart, RenderOptions(values=given)).manifest for _ in range(2)}
    assert len(texts) == 1
    assert given == {"x": {"y": 1.0}}


@pytest.mark.parametrize(
    ("dependency", "top", "user", "present"),
    [
        ("{name: kid, version: '>=1', repository: ''}", "", {}, True),
        ("{name: kid, version: '>=2', repository: ''}", "", {}, True),
        ("{name: kid, version: '1.x', condition: kid.enabled}", "kid: {enabled: false}", {}, False),
        (
            "{name: kid, version: '1.x', condition: 'no.where,kid.enabled'}",
            "kid: {enabled: false}",
            {"kid": {"enabled": True}},
            True,
        ),
        ("{name: kid, version: '1.x', tags: [t]}", "tags: {t: false}", {}, False),
        ("{name: kid, version: '1.x', tags: [t, u]}", "tags: {t: false, u: true}", {}, True),
        (
            "{name: kid, version: '1.x', tags: [t], condition: kid.enabled}",
            "tags: {t: true}\nkid: {enabled: false}",
            {},
            False,
        ),
    ],
)
def test_conditions_and_tags_switch_subcharts(
    tmp_path: Path, dependency: str, top: str, user: dict[str, Any], present: bool
) -> None:
    assert (KID in family(tmp_path, dependency, top=top, values=user)) is present


def test_an_alias_renames_a_subchart_and_two_make_two(tmp_path: Path) -> None:
    text = family(
        tmp_path,
        "{name: kid, version: 1.x, alias: one}",
        "{name: kid, version: 1.x, alias: two}",
        top="one: {a: 1}",
        kid="a: 0",
    )
    assert values(text, "top/charts/one/templates/k.yaml")["a"] == 1
    assert values(text, "top/charts/two/templates/k.yaml")["a"] == 0


def test_import_values_come_below_the_parents_own(tmp_path: Path) -> None:
    text = family(
        tmp_path,
        "{name: kid, version: 1.x, import-values: [data, {child: inner, parent: took}]}",
        top="shared: mine",
        kid="exports: {data: {shared: theirs, more: 1}}\ninner: {x: 2}",
    )
    found = values(text, TOP)
    assert (found["shared"], found["more"], found["took"]) == ("mine", 1, {"x": 2})


def test_a_definition_of_the_parent_wins(tmp_path: Path) -> None:
    text = manifest(
        tmp_path,
        {
            "Chart.yaml": parent(),
            "templates/_h.tpl": '{{ define "h" }}top{{ end }}',
            "charts/kid/Chart.yaml": CHILD,
            "charts/kid/templates/_h.tpl": '{{ define "h" }}kid{{ end }}',
            "charts/kid/templates/k.yaml": 'v: {{ include "h" . }}',
        },
    )
    assert text == f"---\n# Source: {KID}\nv: top\n"


def test_a_library_chart_only_defines(tmp_path: Path) -> None:
    text = manifest(
        tmp_path,
        {
            "Chart.yaml": parent(),
            "templates/t.yaml": 'v: {{ include "lib" . }}',
            "charts/kid/Chart.yaml": CHILD + "type: library\n",
            "charts/kid/templates/_h.tpl": '{{ define "lib" }}from library{{ end }}',
            "charts/kid/templates/k.yaml": "v: never",
        },
    )
    assert text == f"---\n# Source: {TOP}\nv: from library\n"


@pytest.mark.parametrize(
    ("dependency", "top", "message"),
    [
        ("{name: gone, version: 1.x}", "", "missing in charts/ directory: gone"),
        ("{name: kid, version: 1.x}", "kid: 17", "type mismatch on kid: %!t(float64=17)"),
        ("{name: kid, version: 1.x, alias: 'a b'}", "", 'dependency "kid" has disallowed characters in the alias'),
    ],
)
def test_a_wrong_dependency_is_told(tmp_path: Path, dependency: str, top: str, message: str) -> None:
    with pytest.raises(ChartError) as caught:
        family(tmp_path, dependency, top=top)
    assert message in caught.value.message
