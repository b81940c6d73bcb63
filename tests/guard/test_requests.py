"""What the guard says of a request that is still talked about."""

from collections.abc import Mapping
from typing import Any

import pytest

from maestro.domain.checked import Checked, Problem, ProblemKind
from maestro.domain.findings import Violation
from maestro.guard.config import Facts, config_of
from maestro.guard.requests import GuardedCheck
from maestro.guard.rules.operations import OperationRule

MISSING = Problem(ProblemKind.MISSING, "name", "name is missing")
PLAIN = Checked((MISSING,))


def check(**operations: Any) -> GuardedCheck:
    config = config_of({"version": 1, "operations": operations})
    return GuardedCheck(lambda: lambda _: PLAIN, lambda: OperationRule.of(config, Facts()))


def paths(request: Mapping[str, Any], **operations: Any) -> list[str]:
    return [problem.path for problem in check(**operations)(request).problems if problem.source == "guard"]


@pytest.mark.parametrize(
    ("request_", "path"),
    [
        ({"iam": [{"role": "roles/viewer"}, {"role": "roles/owner"}]}, "iam.1.role"),
        ({"members": ["user:a@b.example", "allUsers"]}, "members"),
        ({"deep": {"er": {"source": "0.0.0.0/0"}}}, "deep.er.source"),
        ({"role": "roles/iam.securityAdmin"}, "role"),
    ],
)
def test_what_the_guard_would_refuse_is_a_problem_where_it_stands(request_: dict[str, Any], path: str) -> None:
    assert paths(request_) == [path]


def test_the_problem_tells_its_reason_and_the_way_out() -> None:
    """After the schema's, as an illegal value, with the guard as the one who says it."""
    first, found = check()({"role": "roles/editor"}).problems
    assert first is MISSING
    assert (found.kind, found.message) == (ProblemKind.INVALID, "grants roles/editor")
    assert found.remedy == "Grant the narrowest role that does the job."
    assert Checked((found,)).violations == (Violation("guard", "role", "grants roles/editor"),)


def test_a_request_without_any_of_it_is_what_the_schema_says() -> None:
    """The very same answer, also the second time."""
    judge = check()
    assert judge({"iam": [{"role": "roles/viewer"}], "region": "europe-west3", "count": 3}) is PLAIN
    assert judge({"iam": [{"role": "roles/viewer"}], "region": "europe-west3", "count": 4}) is PLAIN


def test_the_factory_says_what_is_forbidden() -> None:
    """Its own list replaces the built-in one."""
    assert paths({"a": "roles/run.admin", "b": "roles/owner"}, roles=["roles/run.*"]) == ["a"]
    assert paths({"a": "roles/owner"}, roles=[]) == []


def test_nothing_is_read_before_a_request_is_there_and_then_once() -> None:
    made: list[str] = []

    def schema() -> Any:
        made.append("schema")
        return lambda _: PLAIN

    def rule() -> OperationRule:
        made.append("rule")
        return OperationRule.of(config_of({"version": 1}), Facts())

    judge = GuardedCheck(schema, rule)
    assert made == []
    for role in ("roles/viewer", "roles/owner", "roles/browser"):
        judge({"role": role})
    assert made == ["schema", "rule"]
