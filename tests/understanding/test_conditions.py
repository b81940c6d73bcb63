"""What is wanted only under a condition is not written; what stands beside it is."""

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge

CACHE, FILES, GKE = "infra.memorystore.enabled", "infra.storage.enabled", "infra.gke.enabled"
QUEUE, POSTGRES, MYSQL = "infra.pubsub.enabled", "infra.database.postgres", "infra.database.mysql"


def told(text: str) -> set[str]:
    """The places of all that a message writes, adds or refuses."""
    acts = interpreter().interpret(text, View(knowledge().form))
    return {act.path for act in acts if isinstance(act, a.Set | a.Add | a.Reject)}


@pytest.mark.parametrize(
    ("text", "kept", "left"),
    [
        ("Kubernetes; a cache only if the load test shows that it is needed.", {GKE}, {CACHE}),
        ("Kubernetes and Postgres, and a cache only if it costs nothing extra.", {GKE, POSTGRES}, {CACHE}),
        ("Kubernetes. Unless the auditors object, we also take a bucket.", {GKE}, {FILES}),
        ("Kubernetes; should the load grow, a cache as well.", {GKE}, {CACHE}),
        ("Kubernetes. In the event that orders are lost, we would need a message queue.", {GKE}, {QUEUE}),
        ("Kubernetes, and Redis only on condition that the budget is approved.", {GKE}, {CACHE}),
        ("We need a cache, but only provided that PCI does not apply.", set(), {CACHE, "compliance.packs"}),
        ("GDPR applies only if we keep addresses; Kubernetes.", {GKE}, {"compliance.packs"}),
        ("If PCI DSS turns out to apply, a dedicated network.", set(), {"compliance.packs", "network.mode"}),
        ("Kubernetes is to be large, irrespective of what the database is.", {GKE}, {"infra.database.enabled"}),
        ("We use Postgres, and only if that fails MySQL.", {POSTGRES}, {MYSQL}),
        ("A large Kubernetes cluster, except in the test environment.", {GKE}, {"environment"}),
    ],
)
def test_a_condition_writes_nothing(text: str, kept: set[str], left: set[str]) -> None:
    """Before it, behind it, or in words of whatever."""
    assert kept <= told(text)
    assert not left & told(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Unless you object, take a large Kubernetes cluster.", {GKE, "infra.gke.size"}),
        ("Should you need it: our organisation is 349920165788.", {"gcp.org_id"}),
        ("Kubernetes and, if at all possible, Redis.", {GKE, CACHE}),
        ("Postgres, provided that the data stays in the EU.", {POSTGRES, "compliance.data_residency"}),
        ("Kubernetes regardless of cost, and Postgres.", {GKE, POSTGRES}),
        ("Only the production environment needs Redis.", {CACHE}),
        ("Kubernetes only, and Postgres.", {GKE, POSTGRES}),
        ("It scales up only when needed, Postgres medium.", {POSTGRES}),
    ],
)
def test_what_only_sounds_like_a_condition(text: str, kept: set[str]) -> None:
    """Politeness, facts, wishes, demands."""
    assert kept <= told(text)
