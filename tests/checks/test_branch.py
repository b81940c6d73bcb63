"""`check-pr` over real Git repositories: what a branch adds, whose rules judge it, what is not looked at."""

import os
from pathlib import Path

import pytest

from maestro.checks.branch import Question, examine
from maestro.checks.place import base_of, current_branch, repository_root
from maestro.domain.errors import ConfigError, UsageError
from maestro.domain.findings import Report, Severity
from maestro.forge.git.staging import StagedRepository
from maestro.reporters import REPORTERS, Form
from tests.checks.repository import GUARD, MANIFEST, REQUEST, Repository, repository
from tests.guard.tokens import checked, jwt

BRANCH = "maestro/shop-prod-3f9a1c0d"


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    return repository(tmp_path / "factory")


def report(repo: Repository, **question: object) -> Report:
    return examine(StagedRepository(repo.path), repo.path, Question(**question))  # type: ignore[arg-type]  # keywords of it


def found(report: Report) -> list[tuple[str, str | None, int | None]]:
    return [(f.rule, f.file, f.line) for f in report.findings]


def test_a_good_request_has_no_findings(repo: Repository) -> None:
    repo.branch(BRANCH, {"requests/shop-prod.yaml": REQUEST})
    assert found(report(repo)) == []


def test_a_token_is_found_where_it_was_added(repo: Repository) -> None:
    repo.commit({"ci.sh": "one\ntwo\nthree\n"})
    repo.branch("work", {"ci.sh": f"one\ntwo\nexport T={checked('ghp_')}\nthree\n"})
    assert found(report(repo)) == [("secrets.github-pat", "ci.sh", 3)]


def test_what_was_there_before_is_not_the_branchs(repo: Repository) -> None:
    repo.commit({"old.sh": f"T={checked('ghp_')}\n"})
    repo.branch("work", {"new.sh": "echo\n"})
    assert found(report(repo)) == []


def test_what_the_base_gained_since_is_not_the_branchs(repo: Repository) -> None:
    repo.branch("work", {"new.sh": "echo\n"})
    repo.git("checkout", "-q", "main")
    repo.commit({"main.sh": f"T={checked('ghp_')}\n"})
    assert found(report(repo, head="work")) == []


def test_a_branch_is_judged_by_the_guard_of_its_base(repo: Repository) -> None:
    loosened = GUARD + "secrets:\n  allow:\n  - {rule: 'secrets.*', files: '*', reason: let me}\n"
    repo.branch("work", {"guard.yaml": loosened, "a.sh": f"T={checked('ghp_')}\n"})
    rules = {f.rule for f in report(repo).findings}
    assert rules == {"secrets.github-pat", "scope.protected"}


def test_a_branch_cannot_move_the_requests_out_of_sight(repo: Repository) -> None:
    elsewhere = MANIFEST.replace("requests: requests", "requests: elsewhere")
    repo.branch("work", {"factory.yaml": elsewhere, "requests/shop-prod.yaml": "tenant_code: 3\n"})
    assert "schema.request" in {f.rule for f in report(repo).findings}


def test_request_files_are_validated_with_the_line(repo: Repository) -> None:
    text = "tenant_code: shop\nenvironment: production\nregion: us-central1\niam:\n- role: roles/owner\n"
    repo.branch(BRANCH, {"requests/shop-production.yaml": text})
    assert found(report(repo)) == [
        ("operations.broad-role", "requests/shop-production.yaml", 5),
        ("residency.not-allowed", "requests/shop-production.yaml", 3),
        ("schema.request", "requests/shop-production.yaml", 2),
    ]


def test_an_existing_grant_in_a_changed_request_is_found_as_well(repo: Repository) -> None:
    repo.commit({"requests/shop-prod.yaml": REQUEST + "iam:\n- role: roles/owner\n"})
    repo.branch(BRANCH, {"requests/shop-prod.yaml": REQUEST + "iam:\n- role: roles/owner\nnote: hello\n"})
    assert found(report(repo)) == [("operations.broad-role", "requests/shop-prod.yaml", 5)]


def test_a_request_is_named_by_its_identity(repo: Repository) -> None:
    repo.branch(BRANCH, {"requests/bank-prod.yaml": REQUEST})
    assert found(report(repo)) == [("scope.file-name", "requests/bank-prod.yaml", None)]


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("tenant_code: [\n", 2, "YAML"),
        ("a: 1\na: 2\n", 2, "each key once"),
        (b"tenant_code: caf\xe9\n", 1, "UTF-8"),
        ("- a\n", 1, "keys and values"),
        ("", 1, "one document"),
        ("a: 1\n---\nb: 2\n", 3, "one document"),
        (
            "a: &x [1,1,1,1,1,1,1,1,1]\n" + "".join(f"b{n}: &x [*x,*x,*x,*x,*x,*x,*x,*x]\n" for n in range(12)),
            None,
            "values",
        ),
        ("#" + "x" * 1_100_000 + "\n", 1, "1024 KiB"),
    ],
)
def test_unreadable_requests_are_findings(repo: Repository, content: str | bytes, line: int, says: str) -> None:
    repo.branch(BRANCH, {"requests/shop-prod.yaml": content})
    [finding] = report(repo).findings
    assert finding.rule == "schema.unreadable"
    assert line in (finding.line, None)
    assert says in finding.message


def test_deleted_requests_are_not_validated_but_said(repo: Repository) -> None:
    repo.commit({"requests/shop-prod.yaml": REQUEST})
    repo.branch("work", {"requests/shop-prod.yaml": None})
    assert found(report(repo)) == [("operations.deletes-tenant", "requests/shop-prod.yaml", None)]


def test_a_branch_of_maestros_changes_only_its_own(repo: Repository) -> None:
    repo.branch(
        BRANCH, {"requests/shop-prod.yaml": REQUEST, "tenants/shop/prod/a.yaml": "a: 1\n", "schema.json": "{}\n"}
    )
    assert ("scope.outside", "schema.json", None) in found(report(repo))


def test_binary_and_huge_files_are_named(repo: Repository) -> None:
    repo.branch("work", {"logo.bin": b"\0\1" + checked("ghp_").encode(), "huge.txt": "x\n" * 3_000_000})
    notes = report(repo).notes
    assert len(notes) == 2
    assert any("logo.bin was not looked at: binary" in note for note in notes)
    assert any("huge.txt" in note for note in notes)


def test_files_with_names_of_any_bytes_are_judged(repo: Repository) -> None:
    repo.git("checkout", "-q", "-b", "work")
    names = (b"caf\xe9.txt", b"a\x1b[2Jb.txt", b"new\nline.txt", b"-rf.txt", b"x" * 250)
    for name in names:
        Path(os.fsdecode(bytes(repo.path) + b"/" + name)).write_text(f"T={checked('npm_')}\n")
    repo.commit({})
    judged = report(repo)
    assert sum(f.rule == "secrets.npm-token" for f in judged.findings) == len(names)
    assert {f.rule for f in judged.findings} == {"secrets.npm-token", "scope.path"}
    assert len({f.fingerprint for f in judged.findings}) == len(judged.findings)
    for form in Form:
        assert REPORTERS[form](judged).encode()


def test_a_request_that_is_a_link_is_refused(repo: Repository) -> None:
    repo.git("checkout", "-q", "-b", BRANCH)
    (repo.path / "requests").mkdir()
    (repo.path / "requests/shop-prod.yaml").symlink_to("/etc/passwd")
    repo.commit({})
    assert [f.rule for f in report(repo).findings] == ["schema.unreadable"]


def test_what_the_guard_configuration_accepts_is_listed_with_its_reason(repo: Repository) -> None:
    repo.commit(
        {"guard.yaml": GUARD + "secrets:\n  allow:\n  - {rule: 'secrets.*', files: 'docs/*', reason: examples}\n"}
    )
    repo.branch("work", {"docs/a.md": f"{jwt()}\n"})
    judged = report(repo, fail_on=Severity.INFO)
    assert (found(judged), [f.reason for f in judged.suppressed]) == ([], ["examples"])


def test_suppressions_are_listed_and_need_a_reason(repo: Repository) -> None:
    repo.branch(
        "work", {"a.txt": f"{jwt()} # maestro:allow secrets.jwt made for tests\n{jwt()} # maestro:allow secrets.jwt\n"}
    )
    judged = report(repo)
    assert [(f.line, f.reason) for f in judged.suppressed] == [(1, "made for tests")]
    assert found(judged) == [("secrets.jwt", "a.txt", 2), ("suppression.invalid", "a.txt", 2)]


def test_staged_changes_are_judged_alone(repo: Repository) -> None:
    repo.write({"a.sh": f"T={checked('ghp_')}\n", "requests/shop-prod.yaml": "tenant_code: shop\n"})
    (repo.path / "unstaged.sh").write_text(f"T={checked('npm_')}\n")
    assert {f.rule for f in report(repo, staged=True).findings} == {"secrets.github-pat", "schema.request"}


def test_a_staged_request_is_read_as_it_is_staged(repo: Repository) -> None:
    repo.write({"requests/shop-prod.yaml": "tenant_code: shop\n"})
    (repo.path / "requests/shop-prod.yaml").write_text(REQUEST)
    assert [f.rule for f in report(repo, staged=True).findings] == ["schema.request"]


def test_staged_changes_of_a_repository_without_a_commit(tmp_path: Path) -> None:
    tmp_path.joinpath("new").mkdir()
    fresh = Repository(tmp_path / "new")
    fresh.git("init", "-q", "-b", "main")
    fresh.write({"a.sh": f"T={checked('ghp_')}\n"})
    assert [f.rule for f in report(fresh, staged=True).findings] == ["secrets.github-pat"]


def test_a_repository_that_is_no_factory_is_judged_by_the_built_in_rules(tmp_path: Path) -> None:
    plain = repository(tmp_path / "plain", {"README.md": "hello\n"})
    plain.branch("work", {"a.sh": f"T={checked('ghp_')}\n", "requests/x.yaml": "- no mapping\n"})
    assert found(report(plain)) == [("secrets.github-pat", "a.sh", 1)]


def test_nothing_changed_is_said(repo: Repository) -> None:
    assert report(repo).notes == ("HEAD changes nothing that main lacks",)


def test_the_mildest_failing_severity_is_the_callers_choice(repo: Repository) -> None:
    repo.branch("work", {".github/ci.yaml": "a: 1\n"})
    assert report(repo).exit_code == 0
    assert report(repo, fail_on=Severity.INFO).exit_code == 1


@pytest.mark.parametrize(
    "question", [{"base": "nowhere"}, {"head": "nowhere"}, {"base": "--help"}, {"head": ""}, {"base": "a b"}]
)
def test_a_ref_that_is_not_there_is_a_wrong_call(repo: Repository, question: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="expected a branch, tag or commit"):
        report(repo, **question)


def test_staged_and_a_base_exclude_each_other(repo: Repository) -> None:
    with pytest.raises(UsageError, match="--staged alone"):
        report(repo, staged=True, base="main")


def test_a_broken_guard_configuration_stops_the_check(repo: Repository) -> None:
    repo.commit({"guard.yaml": "version: 1\nsecret: {}\n"})
    repo.branch("work", {"a.sh": "echo\n"})
    with pytest.raises(ConfigError) as caught:
        report(repo)
    assert caught.value.path == "secret"


def test_the_repository_and_its_branch_are_found_from_below(repo: Repository) -> None:
    repo.branch("work/one", {"deep/er/a.txt": "a\n"})
    assert repository_root(repo.path / "deep/er") == repo.path
    assert current_branch(repo.path) == "work/one"
    repo.git("checkout", "-q", "--detach")
    assert current_branch(repo.path) == ""


def test_the_branch_of_a_worktree_is_found(repo: Repository, tmp_path: Path) -> None:
    repo.git("worktree", "add", "-q", "-b", "other", str(tmp_path / "tree"))
    assert current_branch(tmp_path / "tree") == "other"


def test_no_repository_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Git repository"):
        repository_root(tmp_path)


@pytest.mark.parametrize(
    ("there", "env", "expected"),
    [
        ({"main"}, {}, "main"),
        ({"trunk", "main"}, {}, "trunk"),
        ({"refs/remotes/origin/trunk"}, {}, "refs/remotes/origin/trunk"),
        ({"master"}, {}, "master"),
        ({"trunk", "refs/remotes/origin/release"}, {"GITHUB_BASE_REF": "release"}, "refs/remotes/origin/release"),
    ],
)
def test_the_base_is_found(there: set[str], env: dict[str, str], expected: str) -> None:
    assert base_of(None, "trunk", there.__contains__, env) == expected
    assert base_of("asked", "trunk", there.__contains__, env) == "asked"


def test_a_base_that_cannot_be_found_is_asked_for() -> None:
    with pytest.raises(UsageError, match="--base"):
        base_of(None, "trunk", lambda _: False, {})
