"""Names of items side by side, in whatever words they are introduced."""

import pytest

from tests.reference_factory import knowledge
from tests.understanding.made import written

FORM = knowledge().form
BUCKETS, TOPICS, SECRETS = "infra.storage.buckets", "infra.pubsub.topics", "infra.secret_manager.secrets"


def named(text: str, roster: str) -> list[str]:
    """The names that a message adds to a list."""
    return [item.get("name", "") for item in written(FORM, text).get(roster, [])]


@pytest.mark.parametrize(
    ("text", "roster", "names"),
    [
        ("They land in one bucket, raw-frames, then in another called fine-frames.", BUCKETS, "raw-frames fine-frames"),
        ("We keep passwords. There are two of them, lab-token and relay-key.", SECRETS, "lab-token relay-key"),
        ("Topic names are lye-in and lye-out, and a third one, old-mail", TOPICS, "lye-in lye-out old-mail"),
        ("One topic, stall-sales, is all it takes.", TOPICS, "stall-sales"),
        ("redis, buckets `tickets` and `photos`", BUCKETS, "tickets photos"),
        ("we read a bucket sheaves and write to another called stubble", BUCKETS, "sheaves stubble"),
        ("We need two secrets, smtp-pass and db-pass.", SECRETS, "smtp-pass db-pass"),
        ("three buckets: intake, work and done", BUCKETS, "intake work done"),
        ("Two secrets for the mail relay, relay-user and relay-pass, please.", SECRETS, "relay-user relay-pass"),
        ("The topics are bids-in, bids-out and audit-log.", TOPICS, "bids-in bids-out audit-log"),
        ("two topics, namely bids and offers", TOPICS, "bids offers"),
        ("There will be three topics. They are called bids, offers and deals.", TOPICS, "bids offers deals"),
        ("There will be three topics. Their names: bids, offers, deals.", TOPICS, "bids offers deals"),
        ("We have two buckets. Please call them attic and cellar.", BUCKETS, "attic cellar"),
        ("names of the buckets are looms and dyes", BUCKETS, "looms dyes"),
        ("A vault for 2 secrets: pg-pass + jwt-seed", SECRETS, "pg-pass jwt-seed"),
    ],
)  # fmt: skip
def test_names_in_a_row_are_all_read(text: str, roster: str, names: str) -> None:
    assert sorted(named(text, roster)) == sorted(names.split())


@pytest.mark.parametrize(
    "text",
    [
        "Buckets: one for invoices, one for photos.",
        "One bucket, please, and a Redis.",
        "a bucket, long-term, for our archive",
        "a bucket, read-only, in Berlin",
        "Two buckets, cheap and simple.",
        "Two buckets. They are huge and old.",
        "Two topics, no more.",
        "Two secrets, both for the mail server.",
        "Three topics and a cache, please.",
        "We have buckets. There are two of us, Anna and Bert.",
        "a queue, event-driven, and Postgres",
        "topics, secrets, Postgres and Redis",
    ],
)
def test_what_tells_no_name_names_nothing(text: str) -> None:
    assert not [n for roster in (BUCKETS, TOPICS, SECRETS) for n in named(text, roster) if n]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Could you arrange a Redis for us?", "infra.memorystore.enabled"),
        ("Hello, could you please organise a Spark cluster?", "infra.dataproc.enabled"),
        ("Would you be able to explain what a Redis is?", ""),
        ("Can you tell me what a Redis is?", ""),
    ],
)
def test_a_polite_request_asks_for_the_thing(text: str, path: str) -> None:
    assert list(written(FORM, text)) == ([path] if path else [])
