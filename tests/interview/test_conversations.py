"""Whole conversations on the reference factory: what is asked, what is said before it is accepted, what comes out."""

from pathlib import Path

import pytest

from maestro.interview.state import Stage
from tests.reference_factory import converse, knowledge, session

BILLING, ORG = "01A2B3-C4D5E6-F70819", "123456789012"
SHOP = (
    "I'm migrating a monolithic on-premise e-commerce application to GCP. It has a PostgreSQL database, a Redis cache, "
    "and a large amount of static assets in a NAS. We need to be PCI compliant."
)
DONE = "This looks perfect. Please proceed."


def test_a_shop_from_a_sentence_to_an_approval(tmp_path: Path) -> None:
    """Eight questions, a valid request, the deviation recorded, the approval counted."""
    talk, turns = converse(
        tmp_path, SHOP, "1", "yes, production", "medium", "large", "we need a higher-performance machine",
        "db-n1-highmem-8", "keep it", "shop", "Frankfurt", BILLING, ORG, DONE,
    )  # fmt: skip
    request = talk.request()
    assert turns[-1].outcome.submit
    assert knowledge().check(request).problems == ()
    assert request["compliance"]["packs"] == ["pci-dss"]
    assert request["network"]["mode"] == "dedicated"
    assert request["infra"]["database"]["postgres"]["tier"] == "db-n1-highmem-8"
    assert [d.path for d in talk.handoff().deviations] == ["infra.database.postgres.tier"]
    assert talk.handoff().deviations[0].standard == "db-custom-4-15360"
    assert "db-custom-8-53248" in talk.handoff().deviations[0].consequence


def test_a_stronger_machine_is_offered_by_name(tmp_path: Path) -> None:
    """ "Something stronger" than a size names the next concrete machines."""
    _, turns = converse(tmp_path, SHOP, "1", "prod", "medium", "we want something stronger")
    asked = turns[-1].outcome.state.question
    assert asked is not None
    assert asked.path == "infra.database.postgres.tier"
    assert "db-custom-4-15360" in turns[-1].reply


def test_the_equivalent_machine_replaces_what_the_cloud_refuses(tmp_path: Path) -> None:
    """A yes to the equivalent takes it."""
    talk, _ = converse(tmp_path, SHOP, "1", "prod", "make the database db-n1-highmem-8", "yes")
    assert talk.request()["infra"]["database"]["postgres"]["tier"] == "db-custom-8-53248"


def test_a_vague_opening_asks_for_purpose_and_environment(tmp_path: Path) -> None:
    """Production or not, and what it will host."""
    _, turns = converse(tmp_path, "I need a new GCP project.")
    asked = turns[0].outcome.state.question
    assert asked is not None
    assert (asked.path, asked.also) == ("purpose", ("environment",))
    assert turns[0].outcome.state.stage is Stage.OPEN


def test_what_a_pack_brings_is_said_before_it_is_accepted(tmp_path: Path) -> None:
    """Naming a pack says what it enforces, and asks; a no leaves it out."""
    talk, turns = converse(tmp_path, "a small web API, just a trial", "1", "none", "we also fall under PCI DSS")
    assert "network of your own" in turns[-1].reply
    asked = turns[-1].outcome.state.question
    assert asked is not None
    assert asked.path == "confirm"
    talk.turn("no")
    assert "compliance" not in talk.request() or not talk.request()["compliance"].get("packs")


def test_a_pack_on_a_shared_network_is_resolved_by_the_user_alone(tmp_path: Path) -> None:
    """Accepting the consequence moves to a network of its own; the value says which pack required it."""
    talk, turns = converse(tmp_path, "a small web API, just a trial", "1", "PCI DSS", "yes")
    assert talk.request()["network"]["mode"] == "dedicated"
    assert talk.state.blueprint.values["network.mode"].origin == "pci-dss"
    assert turns[0].to_json()["request"].get("network") is None


def test_a_conflict_names_the_ways_out(tmp_path: Path) -> None:
    """The shared network under PCI DSS is refused with its reason, and nothing is decided silently."""
    talk, turns = converse(tmp_path, SHOP, "1", "prod", "use the shared network")
    assert "PCI DSS requires" in turns[-1].reply
    asked = turns[-1].outcome.state.question
    assert asked is not None
    assert asked.path == "network.mode"
    assert len(asked.choices) >= 3
    talk.turn("1")
    assert talk.request()["network"]["mode"] == "dedicated"


def test_a_correction_takes_one_turn(tmp_path: Path) -> None:
    """And is not asked about again."""
    talk, _ = converse(tmp_path, SHOP, "1", "prod", "actually not production, it's a test system")
    assert talk.request()["environment"] == "nonprod"


def test_undo_and_redo_are_exact(tmp_path: Path) -> None:
    """The blueprint before and after is the same."""
    talk, _ = converse(tmp_path, SHOP, "1")
    before = talk.state.blueprint
    talk.turn("make the kubernetes cluster large")
    after = talk.state.blueprint
    assert after != before
    talk.turn("undo")
    assert talk.state.blueprint == before
    talk.turn("redo")
    assert talk.state.blueprint == after


def test_an_illegal_value_names_the_legal_ones(tmp_path: Path) -> None:
    """Nothing is written."""
    talk, turns = converse(tmp_path, SHOP, "1", "prod", "medium", "medium", "Not_A_Code!!")
    assert "tenant_code" not in talk.request()
    assert "not-a-code would do" in turns[-1].reply


def test_an_approval_before_the_review_counts_for_nothing(tmp_path: Path) -> None:
    """It says what is still needed."""
    talk, turns = converse(tmp_path, SHOP, "1", "prod", "medium", "medium", DONE)
    assert not turns[-1].outcome.submit
    assert "Tenant code" in turns[-1].reply
    assert talk.state.stage is Stage.REFINE


def test_an_approval_counts_only_for_what_was_shown(tmp_path: Path) -> None:
    """A change in the approving message is reviewed first."""
    said = (SHOP, "1", "prod", "medium", "medium", "shop", "Frankfurt", BILLING, ORG)
    talk, turns = converse(tmp_path, *said, f"use Zurich instead. {DONE}")
    assert talk.request()["gcp"]["region"] == "europe-west6"
    assert not turns[-1].outcome.submit
    assert talk.turn(DONE).outcome.submit


def test_a_wish_is_said_plainly_and_recorded(tmp_path: Path) -> None:
    """With the nearest thing."""
    talk, turns = converse(tmp_path, "an online shop with Postgres", "1", "we also need Kafka")
    assert "cannot do Kafka" in turns[-1].reply
    assert [w.text for w in talk.handoff().wishes] == ["Kafka"]


def test_two_failures_offer_a_way_on(tmp_path: Path) -> None:
    """Numbers, then to skip."""
    _, turns = converse(tmp_path, SHOP, "1", "flurbl the wozzle", "blarg gnah wozzle")
    assert "skip" in turns[-1].reply


def test_a_switch_of_blueprint_keeps_what_was_said(tmp_path: Path) -> None:
    """Compatible values are carried over, the first blueprint's own go."""
    talk, _ = converse(
        tmp_path, "an online shop, production, in Frankfurt", "1", "switch to the Data & Analytics Platform"
    )
    request = talk.request()
    assert talk.state.blueprint.scenario == "03-data-platform"
    assert request["gcp"]["region"] == "europe-west3"
    assert "gke" not in request["infra"]


@pytest.mark.parametrize("question", ["what is left?", "why do you ask?", "which options are there?", "help"])
def test_a_digression_is_answered_and_the_question_asked_again(tmp_path: Path, question: str) -> None:
    """Nothing changes."""
    talk = session(tmp_path)
    for message in (SHOP, "1"):
        talk.turn(message)
    before, asked = talk.state.blueprint, talk.state.question
    turn = talk.turn(question)
    assert len(turn.outcome.replies) >= 1
    assert talk.state.blueprint == before
    assert talk.state.question == asked


def test_the_same_words_make_the_same_request(tmp_path: Path) -> None:
    """A second session, word by word."""
    said = (SHOP, "1", "prod", "medium", "medium", "shop", "Frankfurt", BILLING, ORG, DONE)
    one, _ = converse(tmp_path / "a", *said)
    two, _ = converse(tmp_path / "b", *said)
    assert one.request() == two.request()
    assert one.handoff().digest == two.handoff().digest


OPENING = "a ticket shop for a museum, postgres, production"


def test_packs_are_gone_on_with_together(tmp_path: Path) -> None:
    """Two packs named in one breath are one question, and either can be left out by its name."""
    talk, turns = converse(tmp_path, OPENING, "1", "GDPR and PCI")
    asked = talk.state.question
    assert asked is not None
    assert asked.path == "confirm"
    assert "GDPR and PCI DSS" in turns[-1].reply
    talk.turn("leave PCI DSS out")
    assert talk.request()["compliance"]["packs"] == ["gdpr"]
    assert talk.state.question is not None
    assert talk.state.question.path != "confirm"


def test_a_consequence_that_is_talked_past_is_asked_at_the_end(tmp_path: Path) -> None:
    """Other facts are taken, the next thing is asked, and nothing is ready before the yes."""
    talk, _ = converse(tmp_path, OPENING, "1", "GDPR", "the region is Frankfurt")
    assert talk.state.question is not None
    assert talk.state.question.path == "infra.gke.size"
    rest = ("medium", "medium", "tickets", "0A1B2C-3D4E5F-A0B1C2", "998877665544")
    last = [talk.turn(message) for message in rest][-1]
    assert talk.state.question.path == "confirm"
    assert not last.outcome.ready
    assert talk.turn("yes").outcome.ready


def test_no_to_an_enumeration_asks_which(tmp_path: Path) -> None:
    """A size cannot be none; the question says so instead of repeating itself."""
    _, turns = converse(tmp_path, OPENING, "1", "none", "no")
    assert "Then which?" in turns[-1].reply


def test_the_kinds_of_a_part_are_those_of_the_field_that_decides_it(tmp_path: Path) -> None:
    """A part of the request has no options itself."""
    _, turns = converse(tmp_path, "a web shop", "What is the difference between the two kinds of network?")
    assert "organisation's network" in turns[-1].reply
    assert "nobody else uses" in turns[-1].reply


def test_many_options_show_how_far_the_choice_reaches(tmp_path: Path) -> None:
    """Of thirty regions the first five lie in five places, not in one country."""
    talk, _ = converse(tmp_path, OPENING, "1", "none", "medium", "medium", "tickets")
    asked = talk.state.question
    assert asked is not None
    assert asked.path == "gcp.region"
    meanings = {choice.label.partition(": ")[2] for choice in asked.choices}
    assert len(meanings) == len(asked.choices) == 5


def test_what_is_said_again_after_the_warning_is_kept(tmp_path: Path) -> None:
    """A machine that the cloud refuses is warned of once; said again, it is the user's decision."""
    talk, _ = converse(tmp_path, f"{OPENING}, and the machine type must be db-n1-highmem-8")
    assert [p.instead for p in talk.state.pending] == ["db-custom-8-53248"]
    assert "Kept: db-n1-highmem-8" in talk.turn("keep exactly db-n1-highmem-8, the vendor says so").reply
    assert not talk.state.pending
    talk.turn("1")
    assert talk.request()["infra"]["database"]["postgres"]["tier"] == "db-n1-highmem-8"


def test_an_entry_that_lacks_something_can_be_left_out(tmp_path: Path) -> None:
    """ "leave it out" at the question for an entry's missing field takes the entry away."""
    talk, _ = converse(tmp_path, f"{OPENING}. let user:tom@example.com read the logs", "1", "none")
    for message in ("medium", "medium", "tickets", "Frankfurt", "0A1B2C-3D4E5F-A0B1C2", "998877665544"):
        talk.turn(message)
    assert talk.state.question is not None
    assert talk.state.question.path == "organization.iam.0.role"
    talk.turn("ok then leave it out")
    assert "organization" not in talk.request()


def test_another_environment_than_the_blueprints_stays(tmp_path: Path) -> None:
    """The proposal says what of the user's differs from it."""
    _, turns = converse(tmp_path, "we batch sensor data with Spark each night, a test environment first")
    assert "What you said stays: Environment: Non-production" in turns[-1].reply


LIST = """We need a platform for our order service, production:
- GKE cluster, 5 nodes, e2-standard-8
- PostgreSQL 16
- tenant code orders, billing account 01A2B3-C4D5E6-F70819
- organisation 123456789012, region europe-west4"""


def test_each_choice_past_the_standard_is_named_and_what_becomes_of_them_said_once(tmp_path: Path) -> None:
    """Titles instead of "that", and one sentence about the record for all of a turn."""
    _, turns = converse(tmp_path, LIST)
    said = [line for line in turns[0].reply.splitlines() if "outside the sizing policy" in line]
    assert [line.partition(" is outside")[0] for line in said] == [
        "Node machine type: e2-standard-8",
        "Number of nodes: 5 nodes",
    ]
    assert turns[0].reply.count("with a note for the platform team") == 1


def test_the_size_that_was_named_by_its_machines_is_recommended(tmp_path: Path) -> None:
    """Its machine and its number of nodes were told: that size is what a yes means, and nothing deviates any more."""
    talk, turns = converse(tmp_path, LIST, "1", "no packs", "yes")
    asked = next(
        t.outcome.state.question for t in turns if (q := t.outcome.state.question) and q.path.endswith("gke.size")
    )
    assert asked is not None
    assert [c.value for c in asked.choices if c.recommended] == ["large"]
    assert talk.request()["infra"]["gke"]["size"] == "large"
    assert talk.handoff().deviations == ()


def test_an_answer_that_leaves_the_blueprints_value_is_acknowledged(tmp_path: Path) -> None:
    """A yes to the standing value changes nothing, and is still noted."""
    for words in ("yes", "take the recommended one", "2"):
        _, turns = converse(tmp_path, SHOP, "1", "prod", words)
        assert turns[-1].reply.startswith("Cluster size: Medium, as proposed.")


def test_a_question_at_the_last_look_does_not_say_the_review_again(tmp_path: Path) -> None:
    """The answer and the open question; a change shows the whole review again."""
    _, turns = converse(
        tmp_path, SHOP, "1", "prod", "medium", "large", "shop", "Frankfurt", BILLING, ORG, "what will it cost?",
        "I don't know", "nonprod rather",
    )  # fmt: skip
    assert turns[-4].reply.count("Ready: shop-prod") == 1
    for turn in turns[-3:-1]:
        assert "Ready" not in turn.reply
        assert "Shall I open the pull request?" in turn.reply
        assert not turn.outcome.submit
    assert turns[-2].reply.startswith("Nothing is opened before you approve it.")
    assert "Ready: shop-nonprod" in turns[-1].reply


def test_an_ok_to_what_was_explained_does_not_answer_the_open_question(tmp_path: Path) -> None:
    """ "ok, GDPR then" takes GDPR; whether it is production stays open."""
    _, turns = converse(tmp_path, "An online shop with PostgreSQL and Redis.", "1", "What is GDPR?", "ok, GDPR then")
    assert "environment" not in turns[-1].outcome.state.blueprint.values
    assert turns[-1].outcome.state.blueprint.values["compliance.packs"].value == ["gdpr"]


def test_a_deviation_is_reviewed_by_its_title(tmp_path: Path) -> None:
    """People see no path in the review; a consequence that two share is said once."""
    _, turns = converse(tmp_path, LIST, "1", "no packs", "medium", "medium")
    told = [line for line in turns[-1].reply.splitlines() if line.startswith("Deviation")]
    assert [line.partition(" (")[0] for line in told] == [
        "Deviation: Node machine type: e2-standard-8",
        "Deviation: Number of nodes: 5 nodes",
    ]
    assert turns[-1].reply.count("Displaces what Cluster size would set") == 1
