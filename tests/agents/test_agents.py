"""Each agent on its own, on a repository and a forge in memory: what it does, what it refuses, what it does twice."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from maestro.agents import AGENTS
from maestro.agents.base import Assignment, RejectedError
from maestro.agents.evaluation import Evaluation, PolicyRow
from maestro.agents.implementer import comment
from maestro.agents.layout import safe
from maestro.agents.site import Craft, Site
from maestro.agents.toolbox import Ports, Toolbox
from maestro.domain.actions import DiffAction
from maestro.domain.errors import ForgeError, MaestroError, UnreadableError, UsageError, ViolationError
from maestro.domain.findings import Violation
from maestro.domain.handoff import Deviation, Handoff, Wish
from maestro.domain.json import canonical
from maestro.domain.runs import TaskKind, TaskResult
from maestro.forge.base import Commit, PullState
from tests.fakes.forge import FakeForge, FakeRepository
from tests.fakes.guard import FakeGuard

WHEN = datetime(2026, 3, 4, tzinfo=UTC)
IDENTITY = ("tenant_code", "environment")
REQUEST = {"tenant_code": "shop", "environment": "prod", "size": "small"}


def write(request: Mapping[str, Any], comments: Mapping[str, str]) -> bytes:
    """Requests as JSON, which is YAML: the real writer has tests of its own."""
    lines = [f"# {path}: {text}" for path, text in comments.items()]
    return ("\n".join([*lines, canonical(request)]) + "\n").encode()


def read(data: bytes, path: str) -> Mapping[str, Any]:
    import json

    try:
        found: Mapping[str, Any] = json.loads(data.decode().splitlines()[-1])
    except ValueError as error:
        raise UnreadableError(f"{path} is no request") from error
    return found


@dataclass
class Evaluating:
    """An engine that says what a test tells it to."""

    evaluation: Evaluation = field(default_factory=lambda: Evaluation(True, resources={"Project": 1}, policies=()))

    def evaluate(self, request: Mapping[str, Any]) -> Evaluation:
        del request
        return self.evaluation


@dataclass
class World:
    """Everything in memory, and the tasks of one run done one after another."""

    files: dict[str, bytes] = field(default_factory=dict)
    guard: FakeGuard = field(default_factory=FakeGuard)
    evaluating: Evaluating = field(default_factory=Evaluating)
    broken: tuple[Violation, ...] = ()

    def __post_init__(self) -> None:
        self.repository = FakeRepository.with_main(self.files)
        self.forge = FakeForge(self.repository)
        craft = Craft(write, read, lambda _: self.broken, self.evaluating)
        self.ports = Ports(self.repository, self.forge, self.guard, Site("Test", IDENTITY, {}), craft)
        self.results: dict[TaskKind, TaskResult] = {}

    def do(self, kind: TaskKind, handoff: Handoff) -> TaskResult:
        task = Assignment("1", kind, handoff, WHEN, dict(self.results))
        self.results[kind] = AGENTS[kind].work(task, Toolbox(self.ports))
        return self.results[kind]

    def until(self, last: TaskKind, handoff: Handoff) -> TaskResult:
        for kind in TaskKind:
            found = self.do(kind, handoff)
            if kind is last:
                return found
        raise AssertionError(last)


def told(*requests: Mapping[str, Any], **values: Any) -> Handoff:
    return Handoff(requests or (REQUEST,), IDENTITY, **values)


def test_every_task_has_its_agent_and_there_are_six() -> None:
    assert set(AGENTS) == set(TaskKind)
    assert len({type(agent) for agent in AGENTS.values()}) == 6


def test_done_twice_is_done_once() -> None:
    """Every task again from the start, as after a restart: nothing is there twice."""
    world = World()
    world.until(TaskKind.REVIEW, told(wishes=(Wish("BigQuery"),)))
    before = (dict(world.repository.branches), world.forge.pulls())
    world.until(TaskKind.REVIEW, told(wishes=(Wish("BigQuery"),)))
    assert (world.repository.branches, world.forge.pulls()) == before
    assert world.repository.commits == 1


def test_the_commit_is_the_same_at_every_attempt_even_when_the_base_has_moved() -> None:
    world = World()
    world.until(TaskKind.SCAFFOLD, told())
    first = world.do(TaskKind.IMPLEMENT, told()).data["commit"]
    world.repository.commit(Commit("main", "main", {"other": b"x"}, "meanwhile", WHEN))
    assert world.do(TaskKind.IMPLEMENT, told()).data["commit"] == first


def test_the_plan_names_base_and_changes() -> None:
    plan = World().do(TaskKind.PLAN, told())
    assert (plan.data["names"], plan.data["changed"], plan.data["supersedes"]) == (["shop-prod"], [], [])
    assert plan.summary == "1 request: shop-prod"


def test_a_repository_without_the_base_branch_is_named() -> None:
    world = World()
    world.repository.branches.clear()
    with pytest.raises(ForgeError, match="a branch 'main'"):
        world.do(TaskKind.PLAN, told())


@pytest.mark.parametrize("place", ["requests/shop-prod.yaml", "tenants/shop/prod/request.yaml"])
def test_what_exists_is_said_with_the_difference(place: str) -> None:
    world = World({place: write(REQUEST | {"size": "large", "note": "x"}, {})})
    with pytest.raises(UsageError) as refused:
        world.do(TaskKind.PLAN, told())
    assert f"shop-prod exists ({place})" in refused.value.message
    assert 'size "large" → "small", note "x" → absent' in refused.value.message
    plan = world.do(TaskKind.PLAN, told(confirmed_update=True))
    assert plan.data["changed"] == ["shop-prod"]
    assert plan.summary.endswith("changes what exists: shop-prod")


def test_the_tenant_counts_more_than_an_old_request() -> None:
    files = {
        "requests/shop-prod.yaml": write(REQUEST, {}),
        "tenants/shop/prod/request.yaml": write(REQUEST | {"size": "l"}, {}),
    }
    with pytest.raises(UsageError, match="size"):
        World(files).do(TaskKind.PLAN, told())


def test_a_tenant_without_a_request_is_not_overwritten_either() -> None:
    world = World({"tenants/shop/prod/02-golden.yaml": b"kind: Project\n"})
    with pytest.raises(UsageError, match="a tenant without a request"):
        world.do(TaskKind.PLAN, told())


def test_a_request_of_somebody_that_cannot_be_read_is_not_overwritten_either() -> None:
    world = World({"requests/shop-prod.yaml": b"{{{"})
    with pytest.raises(UsageError, match="exists"):
        world.do(TaskKind.PLAN, told())


def test_many_differences_are_counted() -> None:
    old = REQUEST | {f"f{n}": n for n in range(20)}
    with pytest.raises(UsageError, match="and 14 more"):
        World({"requests/shop-prod.yaml": write(old, {})}).do(TaskKind.PLAN, told())


def test_a_branch_that_somebody_changed_is_left_alone() -> None:
    world = World()
    world.until(TaskKind.IMPLEMENT, told())
    branch = told().branch
    files: dict[str, bytes | None] = {"requests/shop-prod.yaml": write(REQUEST | {"size": "x"}, {})}
    world.repository.commit(Commit(branch, branch, files, "by hand", WHEN))
    with pytest.raises(ForgeError, match="not this request"):
        world.do(TaskKind.SCAFFOLD, told())


def test_what_ci_added_to_the_branch_stays() -> None:
    world = World()
    world.until(TaskKind.IMPLEMENT, told())
    branch = told().branch
    ours = world.repository.commit(Commit(branch, branch, {"tenants/shop/prod/02-golden.yaml": b"x"}, "ci", WHEN))
    world.do(TaskKind.SCAFFOLD, told())
    assert world.do(TaskKind.IMPLEMENT, told()).data["commit"] == ours
    assert world.repository.head(branch) == ours


def test_the_file_says_what_deviates() -> None:
    world = World()
    deviation = Deviation("size", "large", "small", "cheap\nis\x1b[2J fine")
    world.until(TaskKind.IMPLEMENT, told(deviations=(deviation,)))
    text = world.repository.read(told().branch, "requests/shop-prod.yaml")
    assert text is not None
    assert text.startswith(b"# size: deviation: small instead of large: cheap is [2J fine\n")


def test_a_deviation_is_said_in_its_environment_only() -> None:
    other = REQUEST | {"environment": "nonprod"}
    deviation = Deviation("size", None, "small", environment="nonprod")
    world = World()
    handoff = told(REQUEST, other, deviations=(deviation,))
    world.until(TaskKind.IMPLEMENT, handoff)
    texts = [world.repository.read(handoff.branch, f"requests/shop-{name}.yaml") for name in ("prod", "nonprod")]
    assert [b"deviation" in (text or b"") for text in texts] == [False, True]


def test_a_comment_is_one_short_line() -> None:
    assert "\n" not in comment(Deviation("a", {"x": "y" * 500}, ["z"], "r\n" * 500))
    assert len(comment(Deviation("a", {"x": "y" * 500}, ["z"], "r\n" * 500))) <= 160


def test_the_guard_sees_added_lines_only() -> None:
    world = World({"requests/shop-prod.yaml": write(REQUEST, {})})
    changed = REQUEST | {"size": "large"}
    world.until(TaskKind.IMPLEMENT, told(changed, confirmed_update=True))
    (diff,) = [action for action in world.guard.asked if isinstance(action, DiffAction)]
    assert diff.branch == told(changed).branch
    assert [(line.file, line.number) for line in diff.lines] == [("requests/shop-prod.yaml", 1)]


def test_the_tester_reads_what_was_committed() -> None:
    world = World()
    world.until(TaskKind.IMPLEMENT, told())
    tree = world.repository.trees[world.results[TaskKind.IMPLEMENT].data["commit"]]
    tree["requests/shop-prod.yaml"] = write(REQUEST | {"size": "x"}, {})
    with pytest.raises(ForgeError, match="was changed"):
        world.do(TaskKind.TEST, told())


def test_all_violations_travel_with_the_rejection() -> None:
    broken = tuple(Violation("schema", f"f{n}", f"f{n} is bad") for n in range(7))
    with pytest.raises(RejectedError) as rejected:
        World(broken=broken).until(TaskKind.TEST, told())
    assert rejected.value.violations == broken
    assert rejected.value.path == "f0"
    assert "and 2 more" in rejected.value.message
    assert rejected.value.exit_code == 1


def test_a_failing_policy_rejects_and_a_warning_does_not() -> None:
    rows = (PolicyRow("sql", "warn", "db-n1 is refused by the cloud"), PolicyRow("labels", "pass"))
    world = World(evaluating=Evaluating(Evaluation(True, resources={"Project": 2}, policies=rows)))
    assert world.until(TaskKind.TEST, told()).summary == "schema valid, 2 resources, 1 pass, 1 warn"
    world.results.clear()
    assert world.until(TaskKind.REVIEW, told()).data["notes"] == ["`sql` warns: db-n1 is refused by the cloud"]
    failing = Evaluation(True, violations=(Violation("policy", "network", "must be dedicated"),))
    with pytest.raises(RejectedError, match="must be dedicated"):
        World(evaluating=Evaluating(failing)).until(TaskKind.TEST, told())


def test_nobody_looked_is_said() -> None:
    world = World(evaluating=Evaluating(Evaluation(False, note="policies not evaluated here")))
    assert world.until(TaskKind.TEST, told()).summary == "schema valid, policies not evaluated here"
    world.do(TaskKind.DOCS, told())
    assert "policies not evaluated here." in world.results[TaskKind.DOCS].data["body"]


def test_the_review_says_deviations_wishes_and_findings_once() -> None:
    world = World(guard=FakeGuard(warns=lambda action: isinstance(action, DiffAction)))
    handoff = told(deviations=(Deviation("size", "large", "small", "cheap", "slow"),), wishes=(Wish("BigQuery"),))
    review = world.until(TaskKind.REVIEW, handoff)
    assert review.summary == "3 notes for the platform team"
    again = world.do(TaskKind.REVIEW, handoff)
    assert again.summary == review.summary
    (pull,) = world.forge.pulls()
    assert len(pull.comments) == 1
    for words in ("Deviation: `size` is `small`, standard is `large`. slow", "Wish: BigQuery", "look at this"):
        assert words in pull.comments[0]


def test_nothing_to_note_is_no_comment() -> None:
    world = World()
    assert world.until(TaskKind.REVIEW, told()).summary == "nothing to note"
    assert world.forge.pulls()[0].comments == ()


def test_branches_that_people_made_are_not_replaced() -> None:
    world = World()
    files: dict[str, bytes | None] = {"requests/shop-prod.yaml": b"x"}
    world.repository.commit(Commit("feature/by-hand", "main", files, "m", WHEN))
    world.forge.open("feature/by-hand", "main", "t", "b")
    world.until(TaskKind.OPEN, told())
    assert {pull.state for pull in world.forge.pulls()} == {PullState.OPEN}


def test_two_that_were_planned_at_once_leave_one_open() -> None:
    """Neither plan knew of the other: the later number closes the earlier one."""
    world = World()
    one, two = told(), told(REQUEST | {"size": "large"})
    world.until(TaskKind.DOCS, one)
    first = dict(world.results)
    world.until(TaskKind.DOCS, two)
    second = dict(world.results)
    world.results = first
    world.do(TaskKind.OPEN, one)
    world.results = second
    assert world.do(TaskKind.OPEN, two).summary == "pull request #2, replaces #1"
    assert [pull.state for pull in world.forge.pulls()] == [PullState.OPEN, PullState.CLOSED]


def test_a_pull_request_for_two_is_not_closed_by_one_of_another_lead() -> None:
    """It holds a request that the newer one does not."""
    world = World()
    nonprod = REQUEST | {"environment": "nonprod"}
    world.until(TaskKind.OPEN, told(REQUEST, nonprod))
    world.until(TaskKind.OPEN, told(nonprod))
    assert {pull.state for pull in world.forge.pulls()} == {PullState.OPEN}


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "-x", ".git", "a b", "a..b", "x.lock", "x" * 64, "é"])
def test_names_become_paths_only_when_they_are_plain(name: str) -> None:
    with pytest.raises(ViolationError):
        safe(name)
    handoff = replace(told(), requests=({"tenant_code": name, "environment": "prod"},))
    world = World()
    with pytest.raises((MaestroError, ValueError)):
        world.until(TaskKind.SCAFFOLD, handoff)
    assert set(world.repository.branches) == {"main"}
