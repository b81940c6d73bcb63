"""Answers that name no option: shared or one's own, the former or the latter, none of a list, several of it."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import Asked, Choice, View
from tests.reference_factory import interpreter, knowledge

PACKS, MODE, ENVIRONMENT = "compliance.packs", "network.mode", "environment"


def acts_of(path: str, text: str) -> tuple[a.Act, ...]:
    """What a message means while `path` is asked, with the choices that the interview shows."""
    found = knowledge().form.at(path)
    assert found is not None
    listed = found.kind == "array"
    values = [[o.value] if listed else o.value for o in found.options]
    names = [(str(o.value), o.title, *o.aliases) for o in found.options]
    pairs = zip(values, names, strict=True)
    shown = tuple(Choice(words[1], (a.Set(path, value),), value, words) for value, words in pairs)
    return interpreter().interpret(text, View(knowledge().form, Asked(path, "?", shown), chosen=True))


def written(acts: tuple[a.Act, ...]) -> dict[str, Any]:
    """What is set, by its place."""
    return {act.path: act.value for act in acts if isinstance(act, a.Set)}


@pytest.mark.parametrize(
    "text",
    [
        "Ours alone. The security lady would have my head otherwise.",
        "All to ourselves, please.",
        "one just for us",
        "nobody else in it",
        "no sharing",
        "Sharing is out of the question.",
        "Only us in there.",
        "exclusive to us",
        "not with the others, thanks",
        "we need it for ourselves; the bank checks that",
        "dedicated, we share nothing with anybody",
    ],
)
def test_it_is_had_alone(text: str) -> None:
    """In whatever words of having, and of others."""
    assert written(acts_of(MODE, text)) == {MODE: "dedicated"}


@pytest.mark.parametrize(
    "text",
    [
        "just plug us in with everybody else, we have nothing to hide",
        "together with the others",
        "we do not mind sharing",
        "We're small, squeeze us in with the others",
        "whatever everybody else has",
        "same one as the other teams",
        "we don't need one for ourselves",
        "shared. nobody else minds either",
    ],
)
def test_it_is_shared(text: str) -> None:
    """Also where it is only said that it need not be one's own."""
    assert written(acts_of(MODE, text)) == {MODE: "shared"}


@pytest.mark.parametrize("text", ["what do the others do?", "nobody knows, ask Tim", "nobody else here could tell"])
def test_what_tells_neither_writes_nothing(text: str) -> None:
    """Others are spoken of, but not as neighbours."""
    assert not written(acts_of(MODE, text))


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        (ENVIRONMENT, "the former", "prod"),
        (ENVIRONMENT, "Definitely the latter.", "nonprod"),
        (ENVIRONMENT, "It's the former, people pay with it", "prod"),
        (ENVIRONMENT, "the latter (we're still building)", "nonprod"),
        (MODE, "rather the former", "shared"),
        (MODE, "the latter, and make it London", "dedicated"),
    ],
)
def test_one_of_two_is_named_by_its_place(path: str, text: str, value: str) -> None:
    """The first that was offered, or the other."""
    assert written(acts_of(path, text))[path] == value


@pytest.mark.parametrize("text", ["the latter half of the year", "The former owner had no say."])
def test_former_and_latter_of_other_things_choose_nothing(text: str) -> None:
    """They stand before a noun of their own."""
    assert not written(acts_of(ENVIRONMENT, text))


def test_more_than_two_have_no_latter() -> None:
    """It is asked again."""
    assert not written(acts_of("infra.gke.size", "the latter"))


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("redis and mysql, medium for the latter", {"database": "medium"}),
        ("Kubernetes and Postgres; the former small, the latter large", {"gke": "small", "database": "large"}),
        (
            "Kubernetes and a Postgres, small for the former and medium for the latter",
            {"gke": "small", "database": "medium"},
        ),
        ("We want a MySQL and Kubernetes. Medium for the latter.", {"gke": "medium"}),
        ("A Postgres and a thing, the latter should be large.", {}),
    ],
)
def test_the_latter_of_two_things_has_the_value(text: str, sizes: dict[str, str]) -> None:
    """Also across sentences; where there are not two, nothing is guessed."""
    found = written(interpreter().interpret(text, View(knowledge().form)))
    assert {path: v for path, v in found.items() if path.endswith(".size")} == {
        f"infra.{part}.size": size for part, size in sizes.items()
    }


@pytest.mark.parametrize(
    "text",
    [
        "we keep no names and take no money, so none of PCI, GDPR and so on",
        "none of PCI, HIPAA and the like",
        "no PCI, HIPAA and so on",
        "no such thing as PCI, HIPAA etc.",
        "neither PCI nor HIPAA nor the others",
        "without any of PCI DSS, HIPAA, GDPR, SOC 2",
        "not one of PCI, GDPR, SOC 2",
        "nothing like GDPR or PCI",
    ],
)
def test_a_list_of_which_nothing_applies_adds_nothing(text: str) -> None:
    """Every item of it is refused, and with "and so on" all others."""
    acts = acts_of(PACKS, text)
    assert not written(acts)
    assert not [act for act in acts if isinstance(act, a.Add)]
    assert [act for act in acts if isinstance(act, a.Reject)]


@pytest.mark.parametrize(
    ("text", "packs"),
    [
        ("HIPAA for sure, and the auditors also want to see SOC 2 every year", {"hipaa", "soc2"}),
        ("HIPAA, and SOC 2 as well", {"hipaa", "soc2"}),
        ("Certainly GDPR, and our customers ask for SOC 2 reports", {"gdpr", "soc2"}),
        ("none of PCI and HIPAA, but GDPR", {"gdpr"}),
        ("none of those except for PCI and GDPR", {"pci-dss", "gdpr"}),
        ("PCI and GDPR, not HIPAA", {"pci-dss", "gdpr"}),
    ],
)
def test_each_of_several_is_taken(text: str, packs: set[str]) -> None:
    """The longest name does not win over the others."""
    assert {act.value for act in acts_of(PACKS, text) if isinstance(act, a.Add)} == packs


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("no kubernetes, a small postgres and so on", "infra.database.postgres"),
        ("We want neither Kubernetes nor Redis, a bucket is enough", "infra.storage.enabled"),
        ("no cache, a bucket and a mysql", "infra.storage.enabled"),
    ],
)
def test_what_begins_anew_after_a_refusal_is_wanted(text: str, wanted: str) -> None:
    """An article after a comma ends the list of what is not."""
    assert wanted in written(interpreter().interpret(text, View(knowledge().form)))


@pytest.mark.parametrize(
    ("text", "added", "refused"),
    [
        ("GDPR yes, PCI no", {"gdpr"}, {"pci-dss"}),
        ("PCI no, but GDPR yes", {"gdpr"}, {"pci-dss"}),
        ("Cards yes, patients no.", {"pci-dss"}, set()),
    ],
)
def test_a_yes_and_a_no_stand_each_behind_its_own(text: str, added: set[str], refused: set[str]) -> None:
    """The no at the end does not refuse all."""
    acts = acts_of(PACKS, text)
    assert {act.value for act in acts if isinstance(act, a.Add)} == added
    assert {act.value for act in acts if isinstance(act, a.Reject)} == refused


def test_what_is_not_real_yet_is_not_live() -> None:
    """Nor is it written that it is a trial."""
    assert not written(acts_of(ENVIRONMENT, "not yet the real deal, that's in autumn"))


@pytest.mark.parametrize("text", ["No preference, only not outside Europe", "nothing outside the EU, please"])
def test_not_outside_a_place_is_inside(text: str) -> None:
    """Two words that deny make one that keeps it there."""
    assert written(acts_of("gcp.region", text)) == {"compliance.data_residency": "eu"}
