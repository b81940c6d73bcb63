"""Reading a chart: its files' roles, `.helmignore`, archives, and the walls of the sandbox."""

import io
import tarfile
from pathlib import Path

import pytest

from maestro.factory.chart import load_chart
from maestro.factory.chart.errors import ChartError
from maestro.factory.chart.ignore import is_ignored, parse
from tests.factory.chart.charts import CHART, manifest, write


def archive(path: Path, members: dict[str, str]) -> Path:
    with tarfile.open(path, "w:gz") as out:
        for name, text in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            out.addfile(info, io.BytesIO(text.encode()))
    return path


def test_an_archive_is_a_chart(tmp_path: Path) -> None:
    path = archive(tmp_path / "c.tgz", {"micro/Chart.yaml": CHART, "micro/templates/t.yaml": "a: 1"})
    assert [file.name for file in load_chart(path).node.templates] == ["templates/t.yaml"]


def test_a_subchart_may_be_an_archive(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "kid.tgz", {"kid/Chart.yaml": CHART.replace("micro", "kid"), "kid/templates/k.yaml": "k: 1"}
    )
    folder = write(tmp_path / "top", {"templates/t.yaml": "t: 1"})
    (folder / "charts").mkdir()
    (folder / "charts" / "kid-0.1.0.tgz").write_bytes(path.read_bytes())
    assert manifest(folder, {}) == (
        "---\n# Source: micro/charts/kid/templates/k.yaml\nk: 1\n---\n# Source: micro/templates/t.yaml\nt: 1\n"
    )


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({}, "no files in chart archive"),
        ({"micro/../../etc/passwd": "x"}, "illegally references parent directory"),
        ({"Chart.yaml": CHART}, "chart yaml not in base directory"),
        ({"micro//etc/passwd": "x"}, "absolute paths"),
        ({"micro/x.yaml": "x"}, "Chart.yaml file is missing"),
    ],
)
def test_a_hostile_archive_is_refused(tmp_path: Path, members: dict[str, str], message: str) -> None:
    with pytest.raises(ChartError) as caught:
        load_chart(archive(tmp_path / "c.tgz", members))
    assert message in caught.value.message


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "c.tgz", {"micro/Chart.yaml": CHART, "micro/big": "0" * (6 * 1024 * 1024)})
    with pytest.raises(ChartError, match="larger than the maximum file size"):
        load_chart(path)


@pytest.mark.parametrize("data", [b"", b"a: 1\n", b"\x1f\x8b\x08", b"\x1f\x8b\x08\x00garbage that is no gzip at all"])
def test_what_is_no_archive_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "values.yaml"
    path.write_bytes(data)
    with pytest.raises(ChartError):
        load_chart(path)


def test_a_missing_chart_is_told(tmp_path: Path) -> None:
    with pytest.raises(ChartError, match="not found"):
        load_chart(tmp_path / "nothing")


def test_a_link_inside_the_chart_is_followed_and_one_outside_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "c", {"files/a.txt": "inside", "templates/t.yaml": 'a: {{ .Files.Get "b.txt" }}'})
    (folder / "b.txt").symlink_to("files/a.txt")
    assert manifest(folder, {}) == "---\n# Source: micro/templates/t.yaml\na: inside\n"
    (tmp_path / "secret").write_text("secret")
    (folder / "c.txt").symlink_to(tmp_path / "secret")
    with pytest.raises(ChartError, match="leads outside the chart"):
        load_chart(folder)


def test_a_link_to_a_folder_above_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path / "c", {"sub/a.txt": "x"})
    (folder / "sub" / "up").symlink_to("..", target_is_directory=True)
    with pytest.raises(ChartError):
        load_chart(folder)


def test_a_template_reads_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    text = manifest(
        tmp_path / "c", {"templates/t.yaml": 'a: "{{ .Files.Get "../secret" }}{{ .Files.Get "/etc/passwd" }}"'}
    )
    assert text.endswith('a: ""\n')


@pytest.mark.parametrize(
    ("rules", "path", "is_folder", "ignored"),
    [
        ("*.bak", "a/b.bak", False, True),
        ("/a.txt", "a.txt", False, True),
        ("/a.txt", "x/a.txt", False, False),
        ("docs/", "docs", True, True),
        ("docs/", "docs", False, False),
        ("a/*.txt", "a/b.txt", False, True),
        ("a/*.txt", "a/b/c.txt", False, False),
        ("a?c", "abc", False, True),
        ("[ab].txt", "b.txt", False, True),
        ("[^ab].txt", "b.txt", False, False),
        ("# note", "# note", False, False),
        ("!keep", "other", False, True),
        ("", "templates/.hidden", False, True),
    ],
)
def test_helmignore(rules: str, path: str, is_folder: bool, ignored: bool) -> None:
    assert is_ignored(parse(rules), path, is_folder=is_folder) is ignored


@pytest.mark.parametrize("rule", ["a/**/b", "[a", "a\\"])
def test_a_pattern_that_helm_does_not_know_is_refused(rule: str) -> None:
    with pytest.raises(ChartError):
        parse(rule)


@pytest.mark.parametrize(
    ("chart", "message"),
    [
        ("name: x\nversion: 1.0.0\napiVersion: v2\ntype: app", "type must be application or library"),
        ("version: 1.0.0", "chart.metadata.name is required"),
        ("name: x", "chart.metadata.version is required"),
        ("name: x\nversion: a.b", 'chart.metadata.version "a.b" is invalid'),
        ("name: ../x\nversion: 1.0.0", "is invalid"),
        ("name: [a]\nversion: 1.0.0", "cannot unmarshal array"),
        ("- a", "cannot unmarshal array"),
        ("a: b: c", "cannot load Chart.yaml"),
        ("name: x\nversion: 1.0.0\ndependencies: [null]", "must not contain empty or null nodes"),
        ("name: x\nversion: 1.0.0\ntype: library", "library charts are not installable"),
    ],
)
def test_a_wrong_chart_yaml_is_told(tmp_path: Path, chart: str, message: str) -> None:
    with pytest.raises(ChartError) as caught:
        load_chart(write(tmp_path, {"Chart.yaml": chart}))
    assert message in caught.value.message


def test_numbers_in_chart_yaml_are_text(tmp_path: Path) -> None:
    chart = "apiVersion: v1\nname: x\nversion: 1.10\nappVersion: 1.20\n"
    text = manifest(
        tmp_path, {"Chart.yaml": chart, "templates/t.yaml": "a: {{ .Chart.Version }} {{ .Chart.AppVersion }}"}
    )
    assert text.endswith("a: 1.1 1.2\n")
