"""That no rules apply, and that a try has become serious: said in other words than the factory's."""

import pytest

from maestro.domain import acts as a
from maestro.domain.blueprint import Source, Status, Value
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge

FORM = knowledge().form


def refused(text: str) -> bool:
    """Whether an opening refuses all packs."""
    acts = interpreter().interpret(text, View(FORM))
    return any(isinstance(act, a.Reject) and act.path == "compliance.packs" and act.value is None for act in acts)


@pytest.mark.parametrize(
    "text",
    [
        "A claims tool on Kubernetes. My colleague says we fall under no rule pack.",
        "production in Sydney, no packs. GKE small",
        "shared network is ok, Belgium. no rules, nothing",
        "None of those rule books applies, the card terminals belong to the bank",
        "None of your rule packs concerns us; Postgres please",
        "we do not fall under any special rules, k8s",
        "No special rules apply to us and we want k8s",
        "we are not subject to any regulation, a bucket is all",
        "the rules do not apply to a choir",
        "no compliance stuff, Singapore",
    ],
)
def test_who_falls_under_no_rules_is_read(text: str) -> None:
    """Without the name of any of them."""
    assert refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "our cluster has no firewall rules yet",
        "there are no rules how often people come to us",
        "the club has no rules about phones in the hall",
        "GDPR rules apply, Postgres please",
        "we need the rules of PCI DSS",
        "no rulers, no pencils: we sell only paper",
        "is there no rule about backups?",
        "we packed everything; a bucket please",
    ],
)
def test_rules_of_something_else_are_no_packs(text: str) -> None:
    """Everybody has rules."""
    assert not refused(text)


def doubted(text: str, value: str = "nonprod") -> bool:
    """Whether a message puts the environment in doubt that was said before."""
    values = {"environment": Value(value, Source.USER, Status.STATED, value)}
    acts = interpreter().interpret(text, View(FORM, values=values, chosen=True))
    return any(isinstance(act, a.Narrow) and act.path == "environment" and act.against for act in acts)


@pytest.mark.parametrize(
    "text",
    [
        "From the first of December on our guests book and pay their courses there.",
        "After Easter all members sign up on it, nine hundred of them.",
        "Patients register there every day.",
        "Starting next month the public will order their passes on that page.",
        "Real money goes through it, so it should be quick.",
        "Our customers pay with it day and night.",
        "By September the parents must register their kids on it.",
        "As of Monday people rely on it.",
    ],
)
def test_a_try_that_people_pay_on_is_put_in_doubt(text: str) -> None:
    """It is asked, not rewritten."""
    assert doubted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Perhaps one day our guests book there, from December maybe.",
        "Our guests never pay on it, today they phone us.",
        "If it works, customers order there after Easter.",
        "From December on our guests book there, so make it production.",
        "We test with real data of last year? Would that be bad?",
        "Three of us look at it every day.",
        "The customers are mostly bakers.",
        "It goes to the committee after Easter.",
    ],
)
def test_a_hope_or_a_plain_word_doubts_nothing(text: str) -> None:
    """Nor what says itself which it is."""
    assert not doubted(text)


def test_what_is_serious_already_is_not_doubted() -> None:
    """Production is what people pay on."""
    assert not doubted("From December on our guests book and pay there.", "prod")
