"""Every form of a report: complete, parsable where machines read it, and unharmed by what others wrote."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from maestro.domain.findings import Report, Severity
from maestro.reporters import REPORTERS, Form, annotations, markdown, sarif, table
from tests.reporters.samples import ALL, EMPTY, HOSTILE, MANY, ORDINARY, finding

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "check-pr.schema.json").read_text())
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")


def test_each_form_has_a_reporter() -> None:
    assert set(REPORTERS) == set(Form)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("report", ALL)
def test_no_form_lets_control_characters_through_and_each_is_stable(form: Form, report: Report) -> None:
    text = REPORTERS[form](report)
    assert text
    assert CONTROL.search(text) is None
    assert REPORTERS[form](report) == text


@pytest.mark.parametrize("form", Form)
def test_half_a_surrogate_pair_in_a_file_name_can_be_printed(form: Form) -> None:
    assert REPORTERS[form](Report((finding(file="a\udc80b"),), notes=("\udc80",))).encode() != b""


# JSON


@pytest.mark.parametrize("report", ALL)
def test_json_conforms_to_its_schema(report: Report) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(json.loads(REPORTERS[Form.JSON](report)))


def test_json_says_everything() -> None:
    document = json.loads(REPORTERS[Form.JSON](ORDINARY))
    assert document["version"] == 1
    assert [row["line"] for row in document["findings"]] == [3, 9, None, None]
    assert document["findings"][3]["path"] == "gcp.region"
    assert document["suppressed"][0]["reason"] == "made for tests"
    assert document["summary"]["severities"] == {"critical": 1, "high": 1, "medium": 0, "low": 1, "info": 1}
    assert (document["summary"]["total"], document["summary"]["failing"]) == (4, 3)
    assert document["notes"] == list(ORDINARY.notes)


def test_a_failure_conforms_to_the_schema_too() -> None:
    document = {"version": 1, "error": {"code": "usage", "message": "no", "path": None}}
    assert Draft202012Validator(SCHEMA).is_valid(document)
    assert not Draft202012Validator(SCHEMA).is_valid({**document, "error": {"code": "usage"}})


# SARIF


def run(report: Report) -> dict:
    log = json.loads(sarif.render(report))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    return log["runs"][0]


def test_sarif_results_point_at_their_rules() -> None:
    found = run(ORDINARY)
    rules = found["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({r["ruleId"] for r in found["results"]})
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in found["results"])


def test_sarif_fingerprints_places_and_suppressions() -> None:
    results = run(ORDINARY)["results"]
    assert [r["partialFingerprints"] for r in results] == [{"maestro/v1": f"{n:016x}"} for n in (3, 9, 4, 5, 7)]
    place = results[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "requests/shop-prod.yaml", "uriBaseId": "SRCROOT"}
    assert place["region"] == {"startLine": 3, "endLine": 3}
    assert "region" not in results[2]["locations"][0]["physicalLocation"]
    assert "locations" not in results[3]
    assert results[4]["suppressions"] == [{"kind": "inSource", "justification": "made for tests"}]
    assert [r["level"] for r in results] == ["error", "error", "note", "warning", "warning"]


def test_sarif_addresses_are_escaped() -> None:
    uri = run(HOSTILE)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9%._/~-]+", uri)


def test_sarif_of_nothing_is_a_run_without_results() -> None:
    assert run(EMPTY)["results"] == []


# GitHub annotations


def test_annotations_have_type_place_and_title() -> None:
    lines = annotations.render(ORDINARY).split("\n")
    assert lines[0] == (
        "::error file=requests/shop-prod.yaml,line=9,endLine=9,title=secrets.github-pat::"
        "GitHub token (ghp_…). Grant the narrowest role that does the job."
    )
    assert [line.split(" ")[0] for line in lines if line.startswith("::")] == [
        "::error",
        "::error",
        "::warning",
        "::notice",
    ]
    assert lines[-1].startswith("4 findings")


def test_annotations_are_escaped() -> None:
    lines = annotations.render(HOSTILE).split("\n")
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == 1
    head, _, message = commands[0].removeprefix("::").partition("::")
    name = head.partition("file=")[2].split(",")[0]
    assert all(sign in name for sign in ("%2C", "%3A", "%25", "%0D%0A"))
    assert ":" not in name
    assert message.startswith("100%25: a|b%0A")


def test_at_most_ten_of_a_type_and_the_rest_is_counted() -> None:
    lines = annotations.render(MANY).split("\n")
    for kind in ("error", "warning", "notice"):
        assert sum(line.startswith(f"::{kind} ") for line in lines) == 10
    hidden = next(line for line in lines if "not shown" in line)
    assert "14 more errors and 14 more warnings and 3 more notices are not shown here" in hidden
    shown = [line for line in lines if line.startswith("::error")]
    assert "title=operations.broad-role" in shown[0]


def test_exactly_ten_hide_nothing() -> None:
    text = annotations.render(Report(tuple(finding(n) for n in range(10))))
    assert "not shown" not in text
    assert text.count("::error ") == 10


# Markdown


def test_markdown_has_a_row_a_finding_and_tells_the_outcome() -> None:
    text = markdown.render(ORDINARY)
    assert text.startswith("### Maestro check failed: 4 findings")
    assert sum(line.startswith("| ") and "---" not in line for line in text.split("\n")) == 5
    assert "made for tests" in text
    assert "logo" in text
    assert markdown.render(EMPTY) == "### Maestro check passed: no findings\n"


def test_markdown_is_escaped() -> None:
    text = markdown.render(HOSTILE)
    rows = [line for line in text.split("\n") if line.startswith("| high")]
    assert len(rows) == 1
    assert len(re.findall(r"(?<!\\)\|", rows[0])) == 5
    assert "<img" not in text
    assert "@team" not in text
    assert "`x`" not in rows[0].split("|")[-2].replace("\\`", "")


# Table


def test_the_table_is_plain_and_worst_first() -> None:
    text = table.render(ORDINARY, width=80)
    assert "\x1b" not in text
    assert text.index("critical") < text.index("roles/owner")
    assert all(len(line.rstrip()) <= 80 for line in text.split("\n"))
    assert text.split("\n")[-1] == "4 findings (1 critical, 1 high, 1 low, 1 info), 1 suppressed"


def test_the_table_has_colours_when_asked_for() -> None:
    assert "\x1b[" in table.render(ORDINARY, colour=True)


@pytest.mark.parametrize(("fail_on", "code"), [(Severity.CRITICAL, 1), (Severity.LOW, 1), (Severity.INFO, 1)])
def test_the_report_owns_the_exit_code(fail_on: Severity, code: int) -> None:
    assert Report(ORDINARY.findings, fail_on=fail_on).exit_code == code
    assert Report((finding(severity=Severity.INFO),), fail_on=Severity.LOW).exit_code == 0
