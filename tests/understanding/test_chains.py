"""Lists that are refused as a whole, by a verb before them or by what is said of all of them after."""

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge

CACHE, FILES = "infra.memorystore.enabled", "infra.storage.enabled"
QUEUE, DNS = "infra.pubsub.enabled", "infra.dns.enabled"
POSTGRES, GKE = "infra.database.postgres", "infra.gke.enabled"


def read(text: str) -> tuple[a.Act, ...]:
    return interpreter().interpret(text, View(knowledge().form))


def wanted(text: str) -> set[str]:
    return {act.path for act in read(text) if isinstance(act, a.Set | a.Add)}


def refused(text: str) -> set[str]:
    return {act.path for act in read(text) if isinstance(act, a.Reject)}


@pytest.mark.parametrize(
    "text",
    [
        "We expressly exclude a cache, object storage and messaging, because each further store needs a review.",
        "Please omit the cache, the bucket, and Pub/Sub.",
        "A Kubernetes cluster without a cache, a bucket and messaging.",
        "Leave out Redis, buckets and Pub/Sub for now, since nobody asked for them.",
        "We do not require a cache, a bucket and messaging.",
        "There is no need for Redis, object storage and Pub/Sub.",
        "Kubernetes, with the exception of a cache, a bucket and messaging.",
        "We dispense with a cache, a bucket and messaging.",
        "We refrain from using Redis, buckets and Pub/Sub.",
        "The board has ruled out Redis, buckets, and messaging.",
        "The captain decided against Redis, a mainframe, buckets and messaging.",
        "We exclude Redis, and messaging, and buckets.",
        "A cache, object storage and messaging are expressly excluded.",
        "Redis, buckets for scans and messaging are out of scope.",
        "A cache, a bucket and messaging are not required.",
        "Redis, buckets and Pub/Sub can be left out.",
        "Redis, buckets or messaging: none of these.",
        "We want Kubernetes; Redis, buckets and messaging do not concern us.",
    ],
)
def test_all_of_a_list_is_refused(text: str) -> None:
    """By verbs of leaving out, and by what is said of several; a reason behind it changes nothing."""
    assert {CACHE, FILES, QUEUE} <= refused(text)
    assert not {CACHE, FILES, QUEUE} & wanted(text)


@pytest.mark.parametrize(
    ("text", "gone", "kept"),
    [
        ("No cache, Postgres and a bucket.", {CACHE}, {POSTGRES, FILES}),
        ("Drop the cache, add Postgres and a bucket.", {CACHE}, {POSTGRES, FILES}),
        ("We do without a cache, Postgres and Kubernetes are enough.", {CACHE}, {POSTGRES, GKE}),
        ("Exclude the cache, and give us Postgres and a bucket.", {CACHE}, {POSTGRES, FILES}),
        ("Kubernetes and Postgres, a cache and buckets are not needed.", {CACHE, FILES}, {POSTGRES, GKE}),
        ("We want Postgres, a cache and a bucket are not needed.", {CACHE, FILES}, {POSTGRES}),
        ("Postgres, and a cache is not needed.", {CACHE}, {POSTGRES}),
        ("Exclude the cache, a large Postgres and a small Kubernetes please.", {CACHE}, {POSTGRES, GKE}),
        ("Kubernetes, Postgres without Redis and a bucket.", {CACHE}, {POSTGRES, GKE, FILES}),
        ("Postgres, Kubernetes and a bucket are needed.", set(), {POSTGRES, GKE, FILES}),
        ("We rule out Redis, but a bucket and messaging are needed.", {CACHE}, {FILES, QUEUE}),
        ("Kubernetes in a bucket of ours, none of those compliance things", set(), {GKE, FILES}),
        ("Backups are excluded from the bucket.", set(), {FILES}),
    ],
)
def test_what_is_no_part_of_the_list_stays(text: str, gone: set[str], kept: set[str]) -> None:
    """A verb, a quality or a turn of its own ends the list."""
    assert gone == refused(text) - {"compliance.packs"}
    assert kept <= wanted(text)
