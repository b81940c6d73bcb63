"""Under which name a thing is found, on which network it goes, which rules apply: in the words of people at large."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import Asked, Choice, View
from tests.reference_factory import interpreter, knowledge

PACKS = Asked(
    "compliance.packs", "Do any rules apply?", (Choice("none of these", (a.Reject("compliance.packs"),), []),)
)


def written(text: str) -> dict[str, Any]:
    """What an opening sets or adds."""
    acts = interpreter().interpret(text, View(knowledge().form))
    return {act.path: act.value for act in acts if isinstance(act, (a.Set, a.Add))}


@pytest.mark.parametrize(
    "text",
    [
        "They should find it at elm.oak.example, that name is ours already.",
        "Anyway, the address is elm.oak.example, that's where it belongs",
        "the address: elm.oak.example",
        "It should live at elm.oak.example",
        "the page will be under elm.oak.example",
        "we registered it long ago: elm.oak.example, we own that name",
        "people get to it at elm.oak.example",
    ],
)
def test_where_it_is_found_is_its_domain(text: str) -> None:
    """And nothing else is taken from the sentence."""
    assert written(text) == {"infra.dns.zone.dns_name": "elm.oak.example."}


@pytest.mark.parametrize(
    "text",
    [
        "our old site is at www.foo.example", "We are a bakery, see www.bakery.example for what we do",
        "we get the data from api.supplier.example every night", "Our address is Plagwitzer Str. 12",
        "the supplier is at www.supplier.example, that one belongs to them", "My address is h.o@kunsthaus.example",
    ],
)  # fmt: skip
def test_another_address_is_none(text: str) -> None:
    """A supplier's, an old one's, a letter's."""
    assert "infra.dns.zone.dns_name" not in written(text)


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("we simply go on the same network as everybody else in the company", "network.mode", "shared"),
        ("same network as all the others, please", "network.mode", "shared"),
        ("our lawyer says the European data protection rules apply to every bit of it", "compliance.packs", "gdpr"),
        ("data protection law applies here", "compliance.packs", "gdpr"),
    ],
)
def test_plain_words_for_a_network_and_for_rules(text: str, path: str, value: str) -> None:
    """People say what the others do, and what their lawyer calls it."""
    assert written(text).get(path) == value


@pytest.mark.parametrize(
    "text", ["a list for people who live in Oslo", "the families live in Bergen", "it should live at"]
)
def test_to_live_somewhere_is_no_stage(text: str) -> None:
    """ "Live" tells of production as an adjective."""
    assert "environment" not in written(text)


@pytest.mark.parametrize("text", ["it is live", "we want to be live by May", "it must go live in May"])
def test_to_be_live_is_one(text: str) -> None:
    """And of nothing else."""
    assert written(text).get("environment") == "prod"


@pytest.mark.parametrize("text", ["yes, as the lawyer said", "yes, as our auditor told us", "yes, one of them I think"])
def test_a_yes_to_several_does_not_tell_which(text: str) -> None:
    """It neither accepts what is recommended nor ends as none."""
    acts = interpreter().interpret(text, View(knowledge().form, PACKS, chosen=True))
    assert not any(isinstance(act, (a.Accept, a.Decline, a.Reject, a.DontCare)) for act in acts)


@pytest.mark.parametrize(("text", "pack"), [("yes, the card rules", "pci-dss"), ("yes, the European ones", "gdpr")])
def test_a_yes_with_a_word_of_one_is_that_one(text: str, pack: str) -> None:
    """By what the factory says of it."""
    acts = interpreter().interpret(text, View(knowledge().form, PACKS, chosen=True))
    assert [(act.path, act.value) for act in acts if isinstance(act, a.Add)] == [("compliance.packs", pack)]
