"""A name or a number given among other sentences, in what a page shows around it, or not given at all."""

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import Asked, View
from tests.reference_factory import interpreter, knowledge

CODE, BILLING, ORG = "tenant_code", "gcp.billing_account_id", "gcp.org_id"


def answered(path: str, text: str) -> dict[str, object]:
    """What a message sets while `path` is asked."""
    acts = interpreter().interpret(text, View(knowledge().form, Asked(path, "?"), chosen=True))
    return {act.path: act.value for act in acts if isinstance(act, a.Set)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("kickflip or grindbox... hm, grindbox is nicer. grindbox.", "grindbox"),
        ("either pottery or claypot. claypot, I think.", "claypot"),
        ("Fine, umbrella then.", "umbrella"),
        ("Good, make it beltline then.", "beltline"),
        ("Right, let's say orchard, that's shortest", "orchard"),
        ("beltline. The other one was too long anyway.", "beltline"),
        ("not weaver, that's taken. loom.", "loom"),
        ("Perfect. Kestrel then.", "kestrel"),
        ("Is falcon free? Otherwise kestrel.", "kestrel"),
        ("I thought about it overnight. kestrel.", "kestrel"),
        ("ferry-ops (it's on all our badges)", "ferry-ops"),
        ("the name of our tenant is kestrel", "kestrel"),
    ],
)
def test_a_name_stands_beside_a_remark(text: str, name: str) -> None:
    """The remark is no part of it, and writes nothing."""
    assert answered(CODE, text) == {CODE: name}


@pytest.mark.parametrize(
    ("text", "name", "path", "value"),
    [
        ("sealdesk. And before you ask, Warsaw for the location.", "sealdesk", "gcp.region", "europe-central2"),
        (
            "lostfound. And the contact address is desk@station.example",
            "lostfound",
            "owner.email",
            "desk@station.example",
        ),
        ("weaver; billing goes on 3C9A0E-D71F25-B8640D", "weaver", BILLING, "3C9A0E-D71F25-B8640D"),
        ('My wife says "weaver". The cost centre is 4711.', "weaver", "owner.cost_center", "4711"),
        ("weaver - and put it in Zurich, would you", "weaver", "gcp.region", "europe-west6"),
        ("call it market. And use London.", "market", "gcp.region", "europe-west2"),
        ("Great, kestrel. And make the database medium.", "kestrel", "infra.database.size", "medium"),
    ],
)
def test_a_name_stands_beside_a_second_fact(text: str, name: str, path: str, value: str) -> None:
    """Both are written."""
    assert {CODE: name, path: value}.items() <= answered(CODE, text).items()


@pytest.mark.parametrize(
    "text",
    [
        "Pity. I liked the old one.",
        "Hang on. Let me ask Piet.",
        "Good question. Ask me later.",
        "leave the code open for now",
        "Production. Frankfurt.",
        "Okay, production then",
        "Fine, whatever.",
        "our cost centre is 4711",
        "Right. The cost centre is 12.",
        "the team is loomers",
        "the region is tbd",
        "Not kestrel, please.",
        "Sure, no problem.",
    ],
)
def test_what_names_nothing_is_no_name(text: str) -> None:
    """Sounds, delays, other fields, what is refused."""
    assert CODE not in answered(CODE, text)


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        (BILLING, "copying from the console... billingAccounts/4d2f90-e1a7c3-58b06e", "4D2F90-E1A7C3-58B06E"),
        (BILLING, "It says 'billingAccounts/4d2f90-e1a7c3-58b06e' on the page", "4D2F90-E1A7C3-58B06E"),
        (BILLING, "https://console.example/billing/4D2F90-E1A7C3-58B06E/manage", "4D2F90-E1A7C3-58B06E"),
        (BILLING, "4D2F90 E1A7C3 58B06E, from finance", "4D2F90-E1A7C3-58B06E"),
        (ORG, "the admin page says organizations/550120984417", "550120984417"),
        (ORG, "It is organisation/550120984417, I just looked", "550120984417"),
        (ORG, "org-550120984417", "550120984417"),
        (ORG, "5501 2098 4417", "550120984417"),
    ],
)
def test_a_number_is_found_in_what_a_page_shows(path: str, text: str, value: str) -> None:
    """The cloud's own prefixes, addresses, groups written apart."""
    assert answered(path, text) == {path: value}


@pytest.mark.parametrize("text", ["folders/550120984417", "projects/550120984417"])
def test_a_number_of_something_else_is_not_taken(text: str) -> None:
    """It stays as it was said, so that the refusal names it."""
    assert answered(ORG, text) == {ORG: text}
