"""The conformance cases of the real helm: charts from the field and small templates."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from maestro.factory.chart.batch import Batch
from tests.factory.chart.charts import CHART, write

EVERY = 12  # each twelfth chart case; the grader beside the data runs all of them
SOURCE = "# Source: micro/templates/t.yaml\n"

pytestmark = pytest.mark.shared


@pytest.fixture
def data(shared_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TZ", "UTC")
    return shared_dir / "conformance" / "helm"


def cases(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def job(case: dict[str, Any], chart: Path, folder: Path) -> dict[str, Any]:
    files = []
    for number, text in enumerate(case.get("values", []) if isinstance(case.get("values"), list) else []):
        path = folder / f"{case['id']}.{number}.yaml"
        path.write_bytes(text.encode())
        files.append(str(path))
    return {
        "id": case["id"],
        "chart": str(chart),
        "values": files,
        "set": case.get("set") or [],
        "flags": case.get("flags") or [],
        "release": case.get("release", "rel"),
        "namespace": case.get("namespace", "ns"),
    }


def answered(jobs: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found = (json.loads(line) for line in Batch().answers(map(json.dumps, jobs)))
    return {answer["id"]: answer for answer in found}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def right(case: dict[str, Any], answer: dict[str, Any], wanted: str) -> bool:
    if not case["expect"]["ok"]:
        return not answer["ok"] and squeezed(case["expect"]["contains"]) in squeezed(answer["error"])
    if not answer["ok"] or case.get("volatile_lines", []) is None:
        return bool(answer["ok"])
    skipped = set(case.get("volatile_lines") or ())
    ours, theirs = answer["output"].split("\n"), wanted.split("\n")
    pairs = enumerate(zip(ours, theirs, strict=False))
    return len(ours) == len(theirs) and all(a == b for number, (a, b) in pairs if number not in skipped)


def test_charts_render_to_the_same_text(data: Path, tmp_path: Path) -> None:
    chosen = cases(data / "cases.jsonl")[::EVERY]
    found = answered([job(case, data / "charts" / case["chart"], tmp_path) for case in chosen])
    wrong = []
    for case in chosen:
        wanted = (data / case["expect"]["file"]).read_text("utf-8") if case["expect"]["ok"] else ""
        if not right(case, found[case["id"]], wanted):
            wrong.append(case["id"])
    assert len(wrong) <= len(chosen) // 100, wrong


def test_small_templates_render_to_the_same_text(data: Path, tmp_path: Path) -> None:
    chosen = cases(data / "micro.jsonl")
    jobs = []
    for case in chosen:
        files = {"Chart.yaml": CHART, "values.yaml": case["values"], "templates/t.yaml": case["template"]}
        if case.get("helpers"):
            files["templates/_helpers.tpl"] = case["helpers"]
        jobs.append(job({**case, "values": []}, write(tmp_path / case["id"] / "micro", files), tmp_path))
    found = answered(jobs)
    wrong = []
    for case in chosen:
        answer = found[case["id"]]
        if answer["ok"]:
            answer["output"] = answer["output"].partition(SOURCE)[2]
        if not right(case, answer, case["expect"].get("output", "")):
            wrong.append(case["id"])
    assert len(wrong) * 100 <= len(chosen) * 2, wrong
