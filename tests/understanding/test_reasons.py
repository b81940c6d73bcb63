"""Reasons beside a no, sounds of agreement before words of their own, sizes that are said with "of size"."""

from pathlib import Path

import pytest

from maestro.domain.acts import Accept, Act, Add, Choose, Decline, Reject, Set, Submit
from maestro.domain.conversation import View
from maestro.understanding.stance.approvals import ordering
from tests.reference_factory import converse, interpreter, knowledge

RULES = "compliance.packs"


def read(text: str) -> tuple[Act, ...]:
    return interpreter().interpret(text, View(knowledge().form))


def rules(acts: tuple[Act, ...]) -> list[object]:
    return [a.value for a in acts if isinstance(a, (Add, Set)) and a.path == RULES]


@pytest.mark.parametrize(
    "text",
    [
        "Webshop for shoes. No compliance regime applies, card payments happen entirely at our payment provider.",
        "Booking for a spa. None of the rules apply to us since payments run through a processor.",
        "Ticket shop. No compliance packs: our provider takes the card payments.",
        "Ticket shop. No compliance packs; card payments are done at our bank.",
        "Card payments happen at our payment provider, so no compliance regime applies. It is for a bakery.",
        "Card payments happen at our payment provider. No compliance regime applies. It is for a bakery.",
        "A tool for vets. No compliance rules apply, patient records of animals are none of health care.",
        "A kiosk. No compliance rules apply, PCI DSS is our bank's business.",
    ],
)
def test_what_says_why_no_rule_applies_adds_none(text: str) -> None:
    acts = read(text)
    assert not rules(acts)
    assert any(isinstance(a, Reject) and a.path == RULES for a in acts)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("No compliance regime applies except PCI DSS. It is a shop.", "pci-dss"),
        ("No compliance regime applies but we do need SOC 2. It is a shop.", "soc2"),
        ("Not HIPAA, but PCI DSS applies. It is a shop.", "pci-dss"),
        ("No compliance regime applied so far. Now we need PCI DSS. It is a shop.", "pci-dss"),
        ("We store patient records, so HIPAA.", "hipaa"),
        ("No cache please, PCI DSS applies.", "pci-dss"),
        ("Only SOC 2 for this one.", "soc2"),
        ("No Redis; GDPR and nothing else.", "gdpr"),
    ],
)
def test_a_rule_that_is_wanted_beside_a_no_is_added(text: str, kept: str) -> None:
    assert kept in rules(read(text))


@pytest.mark.parametrize(
    "answer",
    [
        "no, payments are at a provider",
        "no, patient data is kept elsewhere",
        "No, is only animals, no one of these rules.",
        "nope, card payments run over our bank",
        "none of that, the bank does the cards",
        "no one of these rules",
    ],
)
def test_reasons_after_a_no_to_the_rules_add_none(answer: str, tmp_path: Path) -> None:
    talk, turns = converse(tmp_path, "a production shop", "start from an empty request", answer)
    assert any(isinstance(a, (Decline, Reject)) for a in turns[-1].acts)
    assert not rules(turns[-1].acts)
    assert talk.state.question is not None
    assert talk.state.question.path != "confirm"


@pytest.mark.parametrize("answer", ["no, HIPAA applies to us", "SOC 2, none of the others", "no, but PCI DSS is"])
def test_a_rule_called_by_its_name_applies_after_a_no(answer: str, tmp_path: Path) -> None:
    _, turns = converse(tmp_path, "a production shop", "start from an empty request", answer)
    assert rules(turns[-1].acts)


@pytest.mark.parametrize(
    "text",
    [
        "You're right, these two don't go together. Use Amsterdam.",
        "That's true, I contradicted myself. Use Amsterdam.",
        "Right, that can't work. Use Amsterdam.",
        "Good point, this makes no sense. Use Amsterdam.",
        "Good, we accept that, SOC 2 it is. A medium Kubernetes cluster.",
        "Fine, we agree, HIPAA it is. A small MySQL database.",
        "Fair enough, the rest was my mistake. A bucket named scans.",
        "Understood, own network then, it's for the auditors. A small MySQL database.",
    ],
)
def test_agreement_to_something_else_chooses_no_starting_point(text: str, tmp_path: Path) -> None:
    talk, turns = converse(tmp_path, "a production web shop with a database and Kubernetes", text)
    assert not any(isinstance(a, (Accept, Submit, Choose)) for a in turns[-1].acts)
    assert not talk.state.blueprint.chosen


@pytest.mark.parametrize(
    "text",
    [
        "You're right, let's take that one",
        "Good, web commerce it is",
        "Great, the first it is",
        "Good, we accept that",
        "Good, we accept that. And a bucket named scans.",
        "Fine, that one it is.",
        "Right, that's the one",
        "Exactly, go with it",
    ],
)
def test_agreement_to_the_starting_point_chooses_it(text: str, tmp_path: Path) -> None:
    talk, _ = converse(tmp_path, "a production web shop with a database and Kubernetes", text)
    assert talk.state.blueprint.chosen


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("It must have Kubernetes of size small and MySQL of size medium.", ("small", "medium")),
        ("Kubernetes of size medium and Postgres in size large.", ("medium", "large")),
        ("The tool needs MySQL of size small and a Kubernetes cluster of size large.", ("large", "small")),
    ],
)
def test_a_size_belongs_to_the_thing_it_is_said_of(text: str, sizes: tuple[str, str]) -> None:
    told = {a.path: a.value for a in read(text) if isinstance(a, Set)}
    assert (told.get("infra.gke.size"), told.get("infra.database.size")) == sizes


@pytest.mark.parametrize(
    "text",
    ["All is correct, you can to send.", "all is good, we can to open it", "All is right, you must to submit"],
)
def test_an_order_with_one_word_too_many_approves(text: str) -> None:
    assert ordering(text)
