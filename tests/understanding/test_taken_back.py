"""Parts that a later clause takes back, idioms that keep a part out, and words that only look like these."""

from pathlib import Path

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge, session

CACHE, GKE, DNS = "infra.memorystore.enabled", "infra.gke.enabled", "infra.dns.enabled"
WAF, SPARK, QUEUE = "infra.cloud_armor.enabled", "infra.dataproc.enabled", "infra.pubsub.enabled"
DB = "infra.database"


def read(text: str) -> tuple[a.Act, ...]:
    """The acts of an opening."""
    return interpreter().interpret(text, View(knowledge().form))


def wanted(text: str) -> set[str]:
    return {act.path for act in read(text) if isinstance(act, a.Set | a.Add)}


def refused(text: str) -> set[str]:
    return {act.path for act in read(text) if isinstance(act, a.Reject)}


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Our intern's list had a Dataproc cluster on it, kindly strike that. A MySQL remains.", SPARK),
        ("As for DNS, our own IT does that, so skip it. Postgres in London.", DNS),
        ("We need Postgres. Somebody put a Redis with 6 GB into the draft. Please take it out.", CACHE),
        ("The consultant's slides show Kubernetes; ignore that. A Cloud Run container is all.", GKE),
        ("A cache would be nice but is not in the budget. Postgres it is.", CACHE),
        ("Redis and Kubernetes were on the first draft, my boss crossed those out. MySQL stays.", CACHE),
        ("Redis and Kubernetes were on the first draft, my boss crossed those out. MySQL stays.", GKE),
        ("DNS is done by our registrar, you need not do it. We need Cloud Run.", DNS),
        ("Our provider keeps doing the DNS, so you needn't. Postgres in Paris.", DNS),
        ("Kubernetes was recommended by a friend, yet I would rather you left that out. Cloud Run.", GKE),
        ("At the old hoster we had Redis but it was trouble, so that one stays behind.", CACHE),
        ("The wish list has Kubernetes; that got vetoed by the CFO. Postgres.", GKE),
        ("We'd love Redis, alas no budget. MySQL.", CACHE),
        ("With regards to a cache: thanks, but no thanks. MySQL.", CACHE),
        ("Whatever the brochure says about Kubernetes, count us out. Cloud Run.", GKE),
        ("Kubernetes makes my hair turn grey, so please not that. Cloud Run.", GKE),
        ("The old plan spoke of Pub/Sub, that can go. Postgres in Paris.", QUEUE),
    ],
)
def test_a_later_clause_takes_a_part_back(text: str, gone: str) -> None:
    assert gone in refused(text)
    assert gone not in wanted(text)


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("One container, but spare us Kubernetes, nobody can look after that.", GKE),
        ("Cloud Armor can stay in the drawer, we already have one.", WAF),
        ("We will pass on the cache. Postgres only.", CACHE),
        ("Leave Kubernetes aside, a container is fine.", GKE),
        ("Don't bother with Kubernetes. One container on Cloud Run.", GKE),
        ("Hands off Kubernetes! We want Cloud Run.", GKE),
        ("Pub/Sub belongs to phase two. For now a Postgres.", QUEUE),
        ("A Redis was discussed and rejected. Postgres in London.", CACHE),
        ("The template comes with a Redis, which we do not need.", CACHE),
        ("Never mind the Redis, we do that in memory. MySQL in Paris.", CACHE),
        ("For the cache we have our own Redis elsewhere. Postgres please.", CACHE),
    ],
)
def test_an_idiom_keeps_a_part_out(text: str, gone: str) -> None:
    assert gone in refused(text)
    assert gone not in wanted(text)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Postgres for our app, and keep the database off the internet.", f"{DB}.postgres"),
        ("We need Redis; do not leave it out.", CACHE),
        ("Kubernetes, medium. It can stay in Sydney.", GKE),
        ("The Redis can stay. Postgres in London.", CACHE),
        ("Our visitors drop photos into a bucket and later remove them.", "infra.storage.enabled"),
        ("Pub/Sub: alarms come in and operators cancel them.", QUEUE),
        ("Kubernetes in London. Our ops team will run it.", GKE),
        ("Please don't drop the Redis, we need it.", CACHE),
        ("Nobody should miss the cache: we need Redis from day one.", CACHE),
        ("A Pub/Sub topic: orders arrive and then get rejected or cancelled.", QUEUE),
        ("Dropping Redis would kill us, so it stays.", CACHE),
        ("A queue for orders; once an order is cancelled we delete it.", QUEUE),
        ("A Redis with 8 GB - strike that, 16.", CACHE),
    ],
)
def test_words_about_something_else_take_no_part_back(text: str, path: str) -> None:
    assert path in wanted(text)
    assert path not in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "It'll need Postgres... no sorry, our developer shouts that it's MySQL.",
        "Postgres, scratch that, MySQL.",
        "We want Postgres - oops, MySQL I mean, medium.",
    ],
)
def test_of_two_engines_the_one_before_the_turn_gives_way(text: str) -> None:
    assert f"{DB}.postgres" in refused(text)
    assert f"{DB}.mysql" in wanted(text)


def test_two_engines_that_are_both_wanted_stay() -> None:
    text = "Postgres for the shop. Sorry, also MySQL for the blog."
    assert {f"{DB}.postgres", f"{DB}.mysql"} <= wanted(text)
    assert not refused(text)


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Host it in Canada but not in Toronto, our competitor sits there.", "northamerica-northeast1"),
        ("Japan, but not Tokyo. The other one.", "asia-northeast2"),
    ],
)
def test_of_two_places_the_one_that_is_not_refused(text: str, region: str) -> None:
    assert [act.value for act in read(text) if isinstance(act, a.Set) and act.path == "gcp.region"] == [region]


@pytest.mark.parametrize(
    ("text", "environment"),
    [
        ("This was meant to be in production by May, but the board wants a trial run first.", "nonprod"),
        ("Originally planned as production, it has now become a pilot.", "nonprod"),
        ("We had wanted production, but the budget only allows a test system.", "nonprod"),
        ("It is meant for production.", "prod"),
    ],
)
def test_what_was_once_intended_is_not_what_is_ordered(text: str, environment: str) -> None:
    assert [act.value for act in read(text) if isinstance(act, a.Set) and act.path == "environment"] == [environment]


def test_who_may_not_come_is_not_let_in() -> None:
    acts = read("A Cloud Run service, prod; the public must never get to it.")
    ingress = [act for act in acts if getattr(act, "path", "") == "infra.cloud_run.ingress"]
    assert not any(isinstance(act, a.Set) and act.value == "INGRESS_TRAFFIC_ALL" for act in ingress)


def test_two_things_that_contradict_are_asked(tmp_path: Path) -> None:
    turn = session(tmp_path).turn("Environment: production. It's merely a sandbox though, used by nobody.")
    assert "contradict" in turn.to_json()["reply"]


def test_what_remains_is_told_and_not_asked() -> None:
    assert f"{DB}.mysql" in wanted("What remains is a MySQL for the receipts.")
    assert not wanted("What remains to be done with the MySQL?")
