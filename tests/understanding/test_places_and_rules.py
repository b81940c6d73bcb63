"""Rules that do not concern the user, people of places, data that must be somewhere, standards that are refused."""

import pytest

from maestro.domain.acts import Act, Add, Reject, Set
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge

VIEW = View(knowledge().form)


def read(text: str) -> list[Act]:
    return list(interpreter().interpret(text, VIEW))


@pytest.mark.parametrize(
    ("text", "pack"),
    [
        ("HIPAA does not concern us, and no other rule too.", "hipaa"),
        ("GDPR doesn't apply here", "gdpr"),
        ("PCI never applies, the bank does that", "pci-dss"),
        ("SOC 2 is none of our business", "soc2"),
        ("PCI DSS is irrelevant for us", "pci-dss"),
        ("HIPAA will not affect a shop for bicycles", "hipaa"),
        ("GDPR isn't applicable, nobody in it is a person", "gdpr"),
        ("HIPAA did not bind us before", "hipaa"),
    ],
)
def test_a_rule_that_does_not_concern_the_user_is_refused(text: str, pack: str) -> None:
    acts = read(text)
    assert any(isinstance(a, Reject) and a.value == pack for a in acts)
    assert not any(isinstance(a, Add) for a in acts)


@pytest.mark.parametrize(
    "text",
    [
        "We only host recipes. GDPR, PCI and the rest do not apply to us.",
        "HIPAA and SOC 2 don't concern a bakery",
        "PCI DSS, GDPR or HIPAA are not relevant here",
    ],
)
def test_rules_in_a_row_are_refused_together(text: str) -> None:
    acts = read(text)
    assert len([a for a in acts if isinstance(a, Reject)]) > 1
    assert not any(isinstance(a, Add) for a in acts)


def test_a_row_ends_where_something_else_is_named() -> None:
    acts = read("GDPR applies, PCI and HIPAA do not apply")
    assert [a.value for a in acts if isinstance(a, Add)] == ["gdpr"]


@pytest.mark.parametrize(
    ("text", "pack"),
    [
        ("HIPAA applies to us", "hipaa"),
        ("GDPR does concern us", "gdpr"),
        ("We fall under PCI DSS, which is not optional", "pci-dss"),
        ("SOC 2 matters to our customers", "soc2"),
    ],
)
def test_a_rule_that_concerns_the_user_is_taken(text: str, pack: str) -> None:
    assert any(isinstance(a, Add) and a.value == pack for a in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "The Americans who own us want it in Northern Virginia.",
        "Our Canadian parent company pays, host it in Belgium.",
        "Most buyers are Australians. Run it in Paris.",
        "Two Brazilians wrote it. Frankfurt please.",
    ],
)
def test_people_of_a_place_are_no_place(text: str) -> None:
    written = {a.path: a.value for a in read(text) if isinstance(a, Set)}
    assert "compliance.data_residency" not in written
    assert "gcp.region" in written


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("data must be in India only, Delhi region", "in"),
        ("The records have to remain in Canada.", "ca"),
        ("Customer data may only be in Switzerland.", "ch"),
        ("All documents must stay within the European Union.", "eu"),
        ("Data stays in Brazil.", "br"),
        ("The data must not leave the US.", "us"),
        ("US data only, Iowa preferred", "us"),
        ("Data residency: Japan", "jp"),
    ],
)
def test_data_that_must_be_somewhere_is_residency(text: str, country: str) -> None:
    assert any(isinstance(a, Set) and (a.path, a.value) == ("compliance.data_residency", country) for a in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Run it in Canada",
        "We are in India",
        "the servers must be in Frankfurt",
        "Our head office is in the United States",
        "Please tell the US team",
        "We sell to America and Europe",
    ],
)
def test_where_it_runs_is_no_residency(text: str) -> None:
    assert not any(isinstance(a, Set) and a.path == "compliance.data_residency" for a in read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Use tier db-n1-highmem-4 for the Postgres, not your size table.",
        "PostgreSQL with db-custom-8-53248, not the default database",
        "PostgreSQL on db-custom-8-53248 please, not your standard database",
    ],
)
def test_a_standard_that_is_refused_takes_nothing_out(text: str) -> None:
    acts = read(text)
    assert not any(isinstance(a, Reject) for a in acts)
    assert any(isinstance(a, Set) and a.path == "infra.database.postgres.tier" for a in acts)


@pytest.mark.parametrize("text", ["No database, please.", "We need no own database.", "not the database"])
def test_a_part_that_is_refused_goes(text: str) -> None:
    assert any(isinstance(a, Reject) and a.path == "infra.database.enabled" for a in read(text))


@pytest.mark.parametrize(
    ("text", "residency"),
    [
        ("A bank's core system in Zurich, nothing leaves Switzerland.", "ch"),
        ("No record leaves the UK, ever.", "uk"),
        ("None of our data goes outside Canada.", "ca"),
        ("We leave Switzerland for good, run it in Paris", None),
    ],
)
def test_what_leaves_a_place(text: str, residency: str | None) -> None:
    acts = read(text)
    assert not any(isinstance(a, Reject) for a in acts)
    told = [a.value for a in acts if isinstance(a, Set) and a.path == "compliance.data_residency"]
    assert told == ([residency] if residency else [])
