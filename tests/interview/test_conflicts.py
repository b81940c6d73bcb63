"""Values that cannot stand together: raised at once, and settled by the side that the user says again."""

from pathlib import Path

import pytest

from maestro.chat.session import Session
from tests.reference_factory import converse

GDPR = "A page for our club members, one container, production. GDPR applies. Put it in Virginia."
CARDS = "Shop on Kubernetes, production, PCI DSS, on the shared network, in Warsaw."
SWISS = "Payroll with MySQL, production. The data must not leave Switzerland. Run it in Paris."
CLINIC = "Kubernetes and PostgreSQL for a clinic, production, in Delhi."


def at(talk: Session, path: str) -> object:
    held = talk.state.blueprint.values.get(path)
    return held.value if held is not None else None


def asked(talk: Session) -> str:
    return talk.state.question.path if talk.state.question else ""


@pytest.mark.parametrize(
    ("opening", "path", "reason"),
    [
        (GDPR, "gcp.region", "GDPR requires a region in the EU"),
        (CARDS, "network.mode", "PCI DSS requires a network of your own"),
        (SWISS, "gcp.region", "Data that stays in Switzerland needs a region there"),
    ],
)
def test_what_the_user_said_twice_over_is_raised_in_the_first_reply(
    tmp_path: Path, opening: str, path: str, reason: str
) -> None:
    talk, turns = converse(tmp_path, opening)
    assert asked(talk) == path
    assert reason in turns[-1].reply


@pytest.mark.parametrize(
    ("opening", "reply", "kept", "gone"),
    [
        (GDPR, "Virginia", ("gcp.region", "us-east4"), "compliance.packs"),
        (GDPR, "keep Virginia", ("gcp.region", "us-east4"), "compliance.packs"),
        (GDPR, "GDPR", ("compliance.packs", ["gdpr"]), "gcp.region"),
        (GDPR, "GDPR stays", ("compliance.packs", ["gdpr"]), "gcp.region"),
        (GDPR, "the lawyers insist on GDPR", ("compliance.packs", ["gdpr"]), "gcp.region"),
        (CARDS, "shared", ("network.mode", "shared"), "compliance.packs"),
        (CARDS, "PCI DSS has to stay", ("compliance.packs", ["pci-dss"]), "network.mode"),
        (SWISS, "Paris", ("gcp.region", "europe-west9"), "compliance.data_residency"),
        (SWISS, "drop Switzerland", ("gcp.region", "europe-west9"), "compliance.data_residency"),
    ],
)
def test_the_side_that_is_said_again_stays(
    tmp_path: Path, opening: str, reply: str, kept: tuple[str, object], gone: str
) -> None:
    talk, _ = converse(tmp_path, opening, reply)
    assert at(talk, kept[0]) == kept[1]
    assert at(talk, gone) is None
    assert asked(talk) == "scenario"


@pytest.mark.parametrize("reply", ["hm, what would you do?", "Virginia and GDPR", "no", "I see"])
def test_what_names_no_side_or_both_leaves_the_question_open(tmp_path: Path, reply: str) -> None:
    talk, _ = converse(tmp_path, GDPR, reply)
    assert asked(talk) == "gcp.region"
    assert at(talk, "compliance.packs") == ["gdpr"]
    assert at(talk, "gcp.region") == "us-east4"


def test_a_new_value_settles_it_and_a_switch_back_is_asked_again(tmp_path: Path) -> None:
    talk, _ = converse(tmp_path, GDPR, "Belgium")
    assert (at(talk, "gcp.region"), at(talk, "compliance.packs"), asked(talk)) == ("europe-west1", ["gdpr"], "scenario")
    talk.turn("Oregon after all")
    assert (asked(talk), at(talk, "compliance.packs")) == ("gcp.region", ["gdpr"])


def test_what_a_starting_point_brings_gives_way_to_what_the_user_said(tmp_path: Path) -> None:
    talk, turns = converse(tmp_path, CLINIC, "Regulated Healthcare")
    assert at(talk, "gcp.region") == "asia-south2"
    assert at(talk, "compliance.data_residency") == "in"  # required by its pack: the one that fits, to be confirmed
    assert "Data residency: India instead of Data residency: United States (us)" in turns[-1].reply
    assert asked(talk) == "compliance.data_residency"


def test_a_pack_of_a_starting_point_gives_way_and_packs_are_asked_for(tmp_path: Path) -> None:
    talk, turns = converse(
        tmp_path, "Kubernetes and PostgreSQL, production, on the shared network.", "Max Security Enterprise"
    )
    assert at(talk, "network.mode") == "shared"
    assert "so without Compliance packs: PCI DSS" in turns[-1].reply
    assert asked(talk) == "compliance.packs"


def test_the_rule_is_named_again_when_nothing_was_understood(tmp_path: Path) -> None:
    _, turns = converse(tmp_path, GDPR, "hm hm", "my aunt says so")
    assert "GDPR requires a region in the EU" in turns[-1].reply
    assert turns[-1].outcome.state.question != turns[0].outcome.state.question


def test_undo_brings_the_conflict_back(tmp_path: Path) -> None:
    talk, _ = converse(tmp_path, GDPR, "Virginia", "undo")
    assert (asked(talk), at(talk, "compliance.packs")) == ("gcp.region", ["gdpr"])


def test_a_conflict_that_is_put_off_comes_back_before_the_last_look(tmp_path: Path) -> None:
    talk, _ = converse(tmp_path, GDPR + " On the shared network.", "decide later", "empty", "club")
    assert asked(talk) == "gcp.billing_account_id"
    talk.turn("01A2B3-C4D5E6-F70819")
    talk.turn("123456789012")
    assert asked(talk) == "gcp.region"
    talk.turn("Belgium")
    assert asked(talk) == "review"
