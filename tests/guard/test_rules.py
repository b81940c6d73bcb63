"""What each rule says of each action: found where it must be, silent where it is not its business."""

import base64
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maestro.domain.actions import Action, AddedLine, DiffAction, PromptAction, RequestAction, TaskAction, TextAction
from maestro.domain.findings import Finding, Severity
from maestro.guard.base import Verdict
from maestro.guard.config import Facts
from maestro.guard.load import guard_of
from maestro.guard.spdx import acceptable
from tests.guard.tokens import checked, jwt, pem, some

FACTS = Facts(identity=("tenant_code", "environment"))
CONFIG = {
    "version": 1,
    "licences": {"deny": ["AGPL-3.0", "SSPL-*"]},
    "residency": {
        "region": "gcp.region",
        "residency": "compliance.data_residency",
        "groups": {"eu": ["europe-west1", "europe-west3"], "us": ["us-central1"]},
        "allowed": ["eu", "us"],
    },
    "scope": {"extra": ["docs/*"], "protected": [".github/*"]},
    "secrets": {"allow": [{"rule": "secrets.jwt", "files": "tests/*", "reason": "made for tests"}]},
}
REQUEST = {"tenant_code": "shop", "environment": "prod", "gcp": {"region": "europe-west1"}}


def judge(action: Action) -> Verdict:
    return guard_of(CONFIG, FACTS).judge(action)


def rules(action: Action) -> list[str]:
    return [finding.rule for finding in judge(action).findings]


def diff(file: str, *texts: str, first: int = 1, branch: str = "", deleted: tuple[str, ...] = ()) -> DiffAction:
    lines = tuple(AddedLine(file, first + number, text) for number, text in enumerate(texts))
    return DiffAction(lines, (file, *deleted), deleted, branch)


def request(file: str = "requests/shop-prod.yaml", **fields: object) -> RequestAction:
    return RequestAction({**REQUEST, **fields}, file)


# Secrets


def test_a_token_in_an_added_line_is_denied_with_its_place_and_without_its_value() -> None:
    token = checked("ghp_")
    verdict = judge(diff("ci.yml", "a: 1", f"token: {token}", first=7))
    assert not verdict.allowed
    [finding] = verdict.findings
    assert (finding.rule, finding.severity, finding.line, finding.end_line) == (
        "secrets.github-pat",
        Severity.CRITICAL,
        8,
        8,
    )
    assert token[5:] not in repr(verdict)
    assert "ghp_…" in finding.message


def test_a_key_over_several_lines_has_its_first_and_last() -> None:
    [finding] = judge(diff("key.txt", *pem().split("\n"), first=3)).findings
    assert (finding.line, finding.end_line) == (3, 10)


def test_a_token_in_base64_is_found_without_a_mask() -> None:
    wrapped = base64.b64encode(f"{checked('ghp_')}\n".encode()).decode()
    [finding] = judge(diff("tenants/shop/prod/a.yaml", f"  value: {wrapped}")).findings
    assert finding.rule == "secrets.github-pat"
    assert "in base64" in finding.message
    assert "ghp_" not in finding.message


def test_lines_that_are_apart_are_not_read_as_one() -> None:
    lines = [AddedLine("k", n, text) for n, text in zip((1, 5), pem(lines=1).split("\n")[:2], strict=True)]
    assert judge(DiffAction(tuple(lines), ("k",))).findings == ()


def test_a_request_is_searched_field_by_field() -> None:
    [finding] = judge(request(infra={"secret": {"token": checked("ghp_")}})).findings
    assert (finding.rule, finding.path) == ("secrets.github-pat", "infra.secret.token")


@pytest.mark.parametrize("make", [lambda t: PromptAction(t, "some-model"), lambda t: TextAction(t, "pull request")])
def test_prompts_and_published_texts_are_searched(make) -> None:
    assert rules(make(f"use {checked('npm_')} for it")) == ["secrets.npm-token"]
    assert judge(make("a plain sentence about passwords and tokens")).allowed


def test_what_the_configuration_exempts_is_said_with_its_reason_and_allowed() -> None:
    verdict = judge(diff("tests/data.txt", jwt()))
    assert verdict.allowed
    assert [(f.severity, f.reason) for f in verdict.findings] == [(Severity.INFO, "made for tests")]
    assert not judge(diff("src/data.txt", jwt())).allowed
    assert not judge(diff("tests/data.txt", checked("ghp_"))).allowed


def test_a_token_with_wrong_check_characters_is_milder_and_still_denied() -> None:
    token = checked("ghp_")
    verdict = judge(diff("a.txt", token[:-1] + ("a" if token[-1] != "a" else "b")))
    assert (verdict.allowed, verdict.findings[0].severity) == (False, Severity.MEDIUM)


# Operations


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("role: roles/owner", "operations.broad-role"),
        ('"role": "roles/editor",', "operations.broad-role"),
        ("  role: roles/iam.securityAdmin", "operations.broad-role"),
        ("member: allUsers", "operations.public-access"),
        ("- allAuthenticatedUsers", "operations.public-access"),
        ("sourceRanges: [10.0.0.0/8, 0.0.0.0/0]", "operations.open-range"),
        ("- '::/0'", "operations.open-range"),
    ],
)
def test_broad_grants_are_found_in_manifests_and_requests(text: str, rule: str) -> None:
    assert rules(diff("tenants/shop/prod/02-golden.yaml", text)) == [rule]
    assert rules(diff("requests/shop-prod.yaml", text)) == [rule]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("policies/20/no-owner.yaml", "role: roles/owner"),
        ("docs/iam.md", "never grant roles/owner"),
        ("requests/shop-prod.yaml", "# roles/owner is not for teams"),
        ("requests/shop-prod.yaml", "role: roles/viewer"),
        ("requests/shop-prod.yaml", "role: roles/owners.viewer"),
        ("requests/shop-prod.yaml", "cidr: 10.0.0.0/0x"),
        ("requests/shop-prod.yaml", "name: allUsersReport"),
        ("tenants/shop/prod/a.yaml", "  destRange: 0.0.0.0/0"),
    ],
)
def test_what_is_not_granted_is_not_found(file: str, text: str) -> None:
    assert rules(diff(file, text)) == []


def test_a_request_that_grants_ownership_is_denied_with_the_field() -> None:
    [finding] = judge(request(organization={"iam": [{"role": "roles/owner", "member": "user:a@acme.test"}]})).findings
    assert (finding.rule, finding.path) == ("operations.broad-role", "organization.iam.0.role")


def test_the_deletion_of_a_tenants_file_is_denied() -> None:
    assert rules(diff("docs/a.md", "x", deleted=("tenants/shop/prod/02-golden.yaml",))) == ["operations.deletes-tenant"]
    assert rules(diff("docs/a.md", "x", deleted=("docs/b.md",))) == []


# Residency


@pytest.mark.parametrize(
    ("region", "wanted", "expected"),
    [
        ("europe-west1", "eu", []),
        ("us-central1", "eu", ["residency.outside"]),
        ("asia-east1", None, ["residency.not-allowed"]),
        ("asia-east1", "eu", ["residency.outside", "residency.not-allowed"]),
        ("us-central1", None, []),
        ("us-central1", "unheard-of", []),
    ],
)
def test_the_region_lies_in_the_residency_and_in_what_is_allowed(
    region: str, wanted: str | None, expected: list[str]
) -> None:
    assert rules(request(gcp={"region": region}, compliance={"data_residency": wanted})) == expected


def test_a_manifest_in_a_foreign_region_is_denied() -> None:
    assert rules(diff("tenants/shop/prod/02-golden.yaml", "  location: asia-east1", "  zone: us-central1-a")) == [
        "residency.not-allowed"
    ]


def test_without_configuration_any_region_will_do() -> None:
    action = request(gcp={"region": "asia-east1"})
    assert guard_of(None, FACTS).judge(action).allowed


# Licences


@pytest.mark.parametrize(
    ("file", "text", "denied"),
    [
        ("src/a.py", "# SPDX-License-Identifier: AGPL-3.0-or-later", True),
        ("src/a.py", "# SPDX-License-Identifier: MIT OR AGPL-3.0-only", False),
        ("src/a.py", "# SPDX-License-Identifier: MIT AND (AGPL-3.0-only OR SSPL-1.0)", True),
        ("src/a.py", "// SPDX-License-Identifier: GPL-2.0-only WITH Classpath-exception-2.0", False),
        ("package.json", '  "license": "SSPL-1.0",', True),
        ("web/package.json", '  "license": "MIT",', False),
        ("Chart.yaml", "license: agpl-3.0", True),
        ("COPYING", "                    GNU AFFERO GENERAL PUBLIC LICENSE", True),
        ("LICENSE", "Apache License", False),
        ("docs/licences.md", "license: AGPL-3.0", False),
        ("src/a.py", "# SPDX-License-Identifier: (MIT", True),
    ],
)
def test_denied_licences_are_found_where_licences_stand(file: str, text: str, denied: bool) -> None:
    assert rules(diff(file, text)) == (["licence.denied"] if denied else [])


def test_a_list_of_accepted_licences_denies_all_others() -> None:
    guard = guard_of({"version": 1, "licences": {"allow": ["MIT", "Apache-2.0", "BSD-*"]}})
    for licence, allowed in (("BSD-3-Clause", True), ("Unlicense", False), ("MIT AND Apache-2.0", True)):
        assert guard.judge(diff("a.c", f"SPDX-License-Identifier: {licence}")).allowed is allowed


def test_deep_nesting_is_no_expression() -> None:
    assert rules(diff("a.c", f"SPDX-License-Identifier: {'(' * 90}MIT")) == ["licence.denied"]


# Scope

BRANCH = "maestro/shop-prod-3f9a1c0d"


@pytest.mark.parametrize(
    "file",
    ["requests/shop-prod.yaml", "requests/shop-nonprod.yaml", "tenants/shop/prod/02-golden.yaml", "docs/shop.md"],
)
def test_a_branch_may_change_its_own(file: str) -> None:
    assert rules(diff(file, "a: 1", branch=BRANCH)) == []


@pytest.mark.parametrize(
    "file",
    ["chart/values.yaml", "tenants/bank/prod/02-golden.yaml", "requests/deep/a.yaml", "requests/run.sh", "README.md"],
)
def test_a_branch_may_change_nothing_else(file: str) -> None:
    assert rules(diff(file, "a: 1", branch=BRANCH)) == ["scope.outside"]
    assert rules(diff(file, "a: 1", branch="platform/upgrade")) == []


def test_a_second_request_of_the_branch_brings_its_tenant_along() -> None:
    action = DiffAction(
        (), ("requests/shop-prod.yaml", "requests/shop-nonprod.yaml", "tenants/shop/nonprod/a.yaml"), (), BRANCH
    )
    assert rules(action) == []


def test_changing_the_guard_is_said_and_allowed() -> None:
    for file in ("policies/guard.yaml", ".github/workflows/ci.yaml"):
        verdict = judge(diff(file, "a: 1"))
        assert verdict.allowed
        assert [f.rule for f in verdict.findings] == ["scope.protected"]


@pytest.mark.parametrize(
    "file",
    [
        "../etc/passwd",
        "/etc/passwd",
        "a/../../b",
        "C:\\x",
        "a\\b",
        ".git/config",
        "a/.GIT/hooks/x",
        "a\nb",
        "a\u202eb",
        "-rf",
        "a /b",
        "",
    ],
)
def test_suspicious_paths_are_denied_and_printed_safely(file: str) -> None:
    verdict = judge(DiffAction((), (file,)))
    assert "scope.path" in [f.rule for f in verdict.findings]
    assert all(f.message.isprintable() for f in verdict.findings)


def test_a_request_file_is_named_by_its_identity() -> None:
    assert rules(request("requests/other.yaml")) == ["scope.file-name"]
    assert rules(request("requests/shop-prod.yaml")) == []
    assert rules(request("requests/x.yaml", tenant_code="../evil")) == ["scope.identity"]
    assert guard_of(CONFIG, Facts()).judge(request("requests/anything.yaml")).allowed


@pytest.mark.parametrize(
    ("tenant", "branch", "allowed"),
    [
        ("shop", BRANCH, True),
        ("--upload-pack=x", BRANCH, False),
        ("../shop", BRANCH, False),
        ("shop", "maestro/../main", False),
        ("shop", "-d", False),
        ("shop", "a b", False),
        ("shop", "a.lock", False),
    ],
)
def test_names_of_a_task_are_safe(tenant: str, branch: str, allowed: bool) -> None:
    assert judge(TaskAction("1", "scaffold", tenant, branch)).allowed is allowed


def test_hidden_characters_are_not_published() -> None:
    assert rules(TextAction("fine\n\ttext é", "comment")) == []
    assert rules(TextAction("a\u202eb", "comment")) == ["scope.hidden-text"]
    assert rules(TextAction("a\x1b[2Jb", "comment")) == ["scope.hidden-text"]


# Budget


def test_a_task_that_may_spend_more_than_its_tenant_has_is_pointed_out() -> None:
    budgets = {
        "task": {"usd": 5, "tokens": 100},
        "tenant": {"usd": 20},
        "tenants": {"small": {"usd": 1.5, "tokens": 50}},
    }
    guard = guard_of({"version": 1, "budgets": budgets})
    verdict = guard.judge(TaskAction("1", "plan", "small"))
    assert verdict.allowed
    assert [f.rule for f in verdict.findings] == ["budget.task-above-tenant"] * 2
    assert str(Decimal("1.5")) in verdict.findings[0].message
    assert guard.judge(TaskAction("1", "plan", "large")).findings == ()


# All of them


def test_fingerprints_stay_when_lines_move_and_differ_between_findings() -> None:
    lines = [f"first: {checked('ghp_')}", f"second: {checked('ghp_')}", "role: roles/owner", "role: roles/owner"]
    before = judge(diff("requests/shop-prod.yaml", *lines)).findings
    moved = judge(diff("requests/shop-prod.yaml", "# a", "", *lines, first=20)).findings
    assert [f.fingerprint for f in before] == [f.fingerprint for f in moved]
    assert len({f.fingerprint for f in before}) == 4
    assert all(len(f.fingerprint) == 16 for f in before)


def test_fingerprints_say_nothing_of_a_secret() -> None:
    first, second = (judge(diff("a", f"password: {some(28)}")).findings[0] for _ in range(2))
    assert first.fingerprint == second.fingerprint


def test_every_finding_says_what_to_do() -> None:
    actions = [
        diff("requests/shop-prod.yaml", "role: roles/owner", branch=BRANCH),
        request("requests/b.yaml"),
        TextAction("\x1b", "x"),
    ]
    findings: list[Finding] = [f for action in actions for f in judge(action).findings]
    assert findings
    assert all(f.remedy and f.family and "." in f.rule for f in findings)


TEXTS = st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Z", "C", "Cs")), max_size=80)


@given(file=TEXTS, texts=st.lists(TEXTS, max_size=4), branch=TEXTS)
def test_no_rule_fails_on_any_diff(file: str, texts: list[str], branch: str) -> None:
    assert not [
        f for f in judge(diff(file, *texts, branch=branch, deleted=(file,))).findings if f.rule.startswith("guard.")
    ]


@given(
    st.dictionaries(
        TEXTS,
        st.recursive(
            st.none() | st.integers() | TEXTS,
            lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
            max_leaves=5,
        ),
    )
)
def test_no_rule_fails_on_any_request(fields: dict[str, object]) -> None:
    actions = (RequestAction(fields, "requests/a.yaml"), TaskAction(*map(str, list(fields)[:1] * 4 or "abcd")))
    assert not [f for action in actions for f in judge(action).findings if f.rule.startswith("guard.")]


@given(st.text(alphabet="()ANDORWITH mit-30.+", max_size=60))
def test_any_text_can_be_asked_whether_it_is_a_licence(text: str) -> None:
    assert acceptable(text, lambda _: False) is False
