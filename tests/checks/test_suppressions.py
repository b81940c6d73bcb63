"""Inline suppressions: which finding they accept, and what makes them void."""

import pytest

from maestro.checks.suppressions import accept, allowances
from maestro.domain.actions import AddedLine
from maestro.domain.findings import Finding, Severity


def finding(line: int = 3, rule: str = "secrets.jwt", family: str = "secrets", file: str = "a.yaml") -> Finding:
    return Finding(rule, family, Severity.HIGH, "found", file=file, line=line, end_line=line)


def given(text: str, line: int = 3, file: str = "a.yaml"):
    return tuple(allowances([AddedLine(file, line, text)]))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("token: abc  # maestro:allow secrets.jwt made for tests", 3),
        ("# maestro:allow secrets.jwt made for tests", 2),
        ("<!-- maestro:allow secrets.jwt made for tests -->", 2),
        ("/* maestro:allow secrets.jwt made for tests */", 3),
        ("  {{/* maestro:allow secrets.jwt made for tests */}}", 2),
    ],
)
def test_a_reason_accepts_the_finding_of_its_line_or_the_next(text: str, line: int) -> None:
    stand, accepted = accept([finding()], given(text, line))
    assert stand == []
    assert [f.reason for f in accepted] == ["made for tests"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("token: abc  # maestro:allow secrets.jwt made for tests", 2),  # speaks of its own line
        ("# maestro:allow secrets.jwt made for tests", 1),
        ("# maestro:allow secrets.jwt made for tests", 4),
        ("# maestro:allow secrets.npm-token made for tests", 2),
    ],
)
def test_other_lines_and_rules_are_not_accepted(text: str, line: int) -> None:
    stand, accepted = accept([finding()], given(text, line))
    assert [f.rule for f in stand] == ["secrets.jwt", "suppression.unused"]
    assert accepted == []


@pytest.mark.parametrize("reason", ["", " ", " -->", " ...", " 12", " ok"])
def test_without_a_reason_nothing_is_accepted_and_that_is_said(reason: str) -> None:
    stand, accepted = accept([finding()], given(f"# maestro:allow secrets.jwt{reason}", 2))
    assert [f.rule for f in stand] == ["secrets.jwt", "suppression.invalid"]
    assert accepted == []


@pytest.mark.parametrize(
    ("rule", "family"), [("schema.request", "schema"), ("guard.secrets-failed", "secrets"), ("policy.x", "policy")]
)
def test_some_findings_are_not_the_branchs_to_accept(rule: str, family: str) -> None:
    stand, accepted = accept([finding(rule=rule, family=family)], given(f"# maestro:allow {rule} because I say so", 2))
    assert rule in [f.rule for f in stand]
    assert accepted == []


def test_talk_about_suppressions_is_none() -> None:
    assert given("write maestro:allow and a rule") == ()
    assert given("maestro:allow") == ()


def test_a_suppression_in_another_file_says_nothing_here() -> None:
    stand, _ = accept([finding(file="b.yaml")], given("# maestro:allow secrets.jwt made for tests", 2))
    assert [f.rule for f in stand] == ["secrets.jwt", "suppression.unused"]


def test_reasons_are_one_printable_line() -> None:
    _, accepted = accept([finding()], given("x # maestro:allow secrets.jwt made\x1b[2J for\u202e tests", 3))
    assert accepted[0].reason.isprintable()
