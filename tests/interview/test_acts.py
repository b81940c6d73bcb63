"""What the machine does with acts that end, go back, approve or fail: nothing goes out that the review did not show."""

from pathlib import Path

import pytest

from maestro.chat.session import Session
from maestro.chat.transcript import Transcript
from maestro.domain import acts as a
from maestro.domain.acts import Act
from maestro.interview.machine import fold, step
from maestro.interview.state import Outcome, Stage, State
from tests.reference_factory import converse, interpreter, knowledge

KNOW = knowledge()
READY = (
    "Internal web API, a trial, no rules, shared network", "start from lean startup", "none", "apis", "Belgium",
    "01A2B3-C4D5E6-F70819", "123456789012",
)  # fmt: skip


def told(*turns: tuple[Act, ...]) -> list[Outcome]:
    """The outcomes of a conversation held in acts."""
    state, out = State(), []
    for acts in turns:
        out.append(step(state, acts, KNOW))
        state = out[-1].state
    return out


START = (a.Describe("a shop", ("04-web-commerce",)),), (a.Choose("04-web-commerce", "1"),)


def test_an_approval_of_what_it_changes_is_none(tmp_path: Path) -> None:
    """A change beside the yes is made, and shown before it counts."""
    talk, turns = converse(tmp_path, *READY, "yes, but change the region to Madrid")
    assert turns[-2].outcome.state.stage is Stage.REVIEW
    assert not turns[-1].outcome.submit
    assert talk.request()["gcp"]["region"] == "europe-southwest1"
    assert "another look" in turns[-1].reply
    assert talk.turn("ok, send it").outcome.submit


@pytest.mark.parametrize(
    "text", ["what will happen when I say yes?", "yes? who reviews it?", "I guess so", "let's go on"]
)
def test_a_question_at_the_review_submits_nothing(tmp_path: Path, text: str) -> None:
    """It is answered; the approval is still open."""
    talk, turns = converse(tmp_path, *READY, text)
    assert not turns[-1].outcome.submit
    assert talk.state.stage is Stage.REVIEW
    assert talk.turn("yes").outcome.submit


def test_an_approval_beside_doubts_is_none() -> None:
    """Whatever an interpreter makes of it."""
    *_, last = told(*START, (a.Submit("go"), a.Question(a.Topic.COST, quote="what does it cost?")))
    assert not last.submit


def test_undo_gives_back_what_was_still_to_be_decided() -> None:
    """A pack whose consequence waits for a yes waits again when what came after it is taken back."""
    pci = (a.Add("compliance.packs", "pci-dss", "PCI"),)
    outcomes = told(*START, pci, (a.Accept("confirm", "yes"),), (a.Undo("undo"),))
    asked, again = outcomes[2].state, outcomes[4].state
    assert asked.question is not None
    assert asked.question.path == "confirm"
    assert again.pending == asked.pending
    assert again.question == asked.question
    assert again.blueprint == asked.blueprint


def test_several_steps_back_are_several_undos() -> None:
    """And redo goes forward one by one."""
    sets = [(a.Set("tenant_code", name, name),) for name in ("one", "two", "three")]
    by_one = told(*START, *sets, (a.Undo("undo"),), (a.Undo("undo"),))[-1].state
    at_once = told(*START, *sets, (a.Undo("undo the last two", 2),))[-1].state
    assert at_once.blueprint == by_one.blueprint
    assert at_once.blueprint.values["tenant_code"].value == "one"
    assert step(at_once, (a.Redo("redo"),), KNOW).state.blueprint.values["tenant_code"].value == "two"


def test_a_change_right_after_a_step_back_can_be_undone_alone() -> None:
    """Undo and a new value in one message: the next undo goes to what the first had gone to."""
    large, small = a.Set("infra.database.size", "large", "large"), a.Set("infra.database.size", "small", "small")
    back = told(*START, (large,), (a.Undo("take that back"), small))[-1].state
    assert back.blueprint.values["infra.database.size"].value == "small"
    assert back.future == ()
    undone = step(back, (a.Undo("undo"),), KNOW).state
    assert undone.blueprint == told(*START)[-1].state.blueprint


def test_who_comes_back_after_cancelling_goes_on(tmp_path: Path) -> None:
    """Nothing was lost; the fold of the log agrees."""
    talk, _ = converse(tmp_path, *READY[:4], "cancel all this, please")
    assert talk.state.stage is Stage.CANCELLED
    again = Session(KNOW, interpreter(), Transcript.resume(tmp_path, talk.id))
    assert again.state.stage is Stage.REFINE
    assert again.request()["tenant_code"] == "apis"
    again.turn("Belgium")
    assert again.request()["gcp"]["region"] == "europe-west1"
    once_more = Session(KNOW, interpreter(), Transcript.resume(tmp_path, talk.id))
    assert once_more.state == again.state


def test_what_is_changed_after_a_failed_handoff_is_kept(tmp_path: Path) -> None:
    """A log with an approval in its midst is folded to its end."""
    talk, turns = converse(tmp_path, *READY, "yes")
    assert turns[-1].outcome.submit
    talk.failed()
    talk.turn("change the region to Madrid")
    again = Session(KNOW, interpreter(), Transcript.resume(tmp_path, talk.id))
    assert again.request()["gcp"]["region"] == "europe-southwest1"
    assert again.state == talk.state


def test_a_question_that_fails_twice_gets_numbers_then_waits() -> None:
    """Never the same words; the fourth time it is put off."""
    wrong = [(a.Unclear(f"gibberish {n}"),) for n in range(4)]
    outcomes = told(*START, *wrong)[2:]
    texts = ["\n".join(o.replies) for o in outcomes]
    assert len(set(texts)) == len(texts)
    second = outcomes[1].state.question
    assert second is not None
    assert any(isinstance(act, a.Skip) for choice in second.choices for act in choice.acts)
    last = outcomes[3].state.question
    assert last is not None
    assert last.path != second.path
    assert second.path in outcomes[3].state.skipped


def test_a_refused_value_counts_as_a_failure() -> None:
    """It is offered to leave it open."""
    rest = {"environment": "prod", "tenant_code": "shop", "gcp.region": "europe-west1", "gcp.org_id": "123456789012"}
    given = tuple(a.Set(path, value, value) for path, value in rest.items())
    none = (a.AcceptAll("defaults"), a.Reject("compliance.packs", quote="none"))
    bad = (a.Set("gcp.billing_account_id", "123", "123"),)
    first, second = (outcome.state.question for outcome in told(*START, given, none, bad, bad)[-2:])
    assert first is not None
    assert second is not None
    assert first.path == second.path == "gcp.billing_account_id"
    assert not first.choices
    assert second.choices


def test_asking_back_changes_nothing_and_is_answered() -> None:
    """Of the conversation itself: what comes next, what it costs, whether it can be changed."""
    topics = (a.Topic.NEXT, a.Topic.COST, a.Topic.LATER, a.Topic.RECOMMENDED, a.Topic.LEFT)
    outcomes = told(*START, *((a.Question(topic, quote="?"),) for topic in topics))
    before = outcomes[1].state
    for outcome in outcomes[2:]:
        assert outcome.replies
        assert outcome.state.blueprint == before.blueprint
        assert outcome.state.question == before.question


def test_a_fold_goes_on_where_a_conversation_was_cancelled() -> None:
    """Step by step, and at once."""
    turns = [*START, (a.Cancel("cancel"),), (a.Set("tenant_code", "shop", "shop"),)]
    assert fold(turns, KNOW).blueprint.values["tenant_code"].value == "shop"


def test_a_request_without_any_part_is_never_ready_in_silence(tmp_path: Path) -> None:
    """What it lacks is said at the last look."""
    talk, turns = converse(
        tmp_path, "something for the office, a trial", "start from empty", "none", "shared", "offices", "Belgium",
        "01A2B3-C4D5E6-F70819", "123456789012",
    )  # fmt: skip
    assert talk.state.question is not None
    assert talk.state.question.path == "review"
    assert "none of the parts" in turns[-1].reply
