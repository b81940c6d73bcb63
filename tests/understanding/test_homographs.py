"""Everyday words that also name a part of a system."""

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge

FORM = knowledge().form


def parts(text: str) -> set[str]:
    """The components that an opening switches on."""
    acts = interpreter().interpret(text, View(FORM))
    paths = (act.path.split(".") for act in acts if isinstance(act, (a.Set, a.Add)))
    return {steps[1] for steps in paths if steps[0] == "infra"}


@pytest.mark.parametrize(
    "text",
    [
        "Every hive gets a number on its lid",
        "whales swim past here in pods of twenty",
        "we press coffee pods, about 900 pods a day",
        "spark plugs and brake pads by mail order",
        "we hide caches in the woods for children",
        "a company for storage units and removal boxes",
        "knights in plate armor, swords and chain mail",
        "our pub is called The Secret Garden",
        "two keys to the door and a password for the wifi",
        "each session with the physiotherapist lasts an hour",
        "the queues at the cheese stall are awfully long",
        "our visitors stand in a queue for an hour",
        "the topic of the evening is gardening in winter",
        "the bank keeps old coins in its vault, tourists love it",
        "sparks fly when our smith is at work",
        "every secret has its price in our detective stories",
        "We make buckets, plastic ones in eleven colours",
        "a workshop that repairs old clusters",
        "I have queued for two hours at the town hall",
    ],
)
def test_a_word_of_a_trade_is_no_part(text: str) -> None:
    """Nothing says that a part of a system is meant."""
    assert parts(text) == set()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("we need a queue between the shop and the warehouse", "pubsub"),
        ("a Postgres plus a queue for the orders", "pubsub"),
        ("orders go through a queue to the kitchen", "pubsub"),
        ("Storage, production. We develop photographs", "storage"),
        ("the whole thing runs in pods, behind a firewall", "gke"),
        ("I crunch log files with spark on weekends", "dataproc"),
        ("Every night Spark adds up the readings", "dataproc"),
        ("Spark jobs over the meter readings", "dataproc"),
        ("nobody may see the cache", "memorystore"),
        ("A cache would be nice", "memorystore"),
        ("could you add caching in front of it", "memorystore"),
        ("Kubernetes, a cache, a topic for the orders and storage", "storage"),
        ("somewhere safe for the passwords of our payroll", "secret_manager"),
        ("one container on Cloud Run and one secret", "secret_manager"),
        ("Just a topic scan-events for the barcode readers", "pubsub"),
        ("The domain is wetter.bergbahn.example, by the way", "dns"),
        ("spark and a bucket then", "dataproc"),
        ("pods", "gke"),
    ],
)
def test_a_part_that_is_meant_is_read(text: str, part: str) -> None:
    """A wish, a list, a word of computing beside it, or nothing else at all."""
    assert part in parts(text)
