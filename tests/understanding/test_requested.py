"""Requests worded as questions: in an opening they ask for a thing, while "do you have it?" stays a question."""

import pytest

from maestro.domain import acts as a
from maestro.domain.blueprint import Source, Value
from maestro.domain.conversation import Asked, View
from tests.reference_factory import interpreter, knowledge

MYSQL, REDIS, BUCKETS = "infra.database.mysql", "infra.memorystore.enabled", "infra.storage.enabled"
GKE, POSTGRES, TOPICS = "infra.gke.enabled", "infra.database.postgres", "infra.pubsub.enabled"


def acts_of(text: str, asked: Asked | None = None, *, chosen: bool = False) -> tuple[a.Act, ...]:
    """What a message means as an opening, or while something is asked."""
    return interpreter().interpret(text, View(knowledge().form, asked, chosen=chosen))


def written(acts: tuple[a.Act, ...]) -> set[str]:
    """The places that are written."""
    return {act.path for act in acts if isinstance(act, a.Set)}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("A MySQL database, just for testing, could you manage that?", MYSQL),
        ("Could our glider club get a small Kubernetes cluster, for the time being only to try it on?", GKE),
        ("Would a small PostgreSQL in nonprod be available for a university herbarium?", POSTGRES),
        ("Is there a chance to get a bucket for our X-ray pictures, in production?", BUCKETS),
        ("Might I ask for a MySQL database, small, for the parish?", MYSQL),
        ("Any chance of a small postgres in frankfurt for our sailing school?", POSTGRES),
        ("Do you think we could have a Redis for the bike rental?", REDIS),
        ("Could someone set up a bucket for our choir recordings?", BUCKETS),
        ("How about a small Kubernetes cluster for the fire brigade?", GKE),
        ("Is it possible for our lab to have a Redis cache, 4 GB?", REDIS),
        ("A bucket for the land registry's scans, is that something you do?", BUCKETS),
        ("Two topics, arrivals and departures, can that be arranged by you?", TOPICS),
        ("so um can we like have a kubernetes thing for our esports site, medium?", GKE),
        ("Is a MySQL with nightly backups something you could give us?", MYSQL),
        ("Postgres for a food bank, small, possible?", POSTGRES),
    ],
)
def test_a_polite_question_opens_with_a_request(text: str, path: str) -> None:
    """Somebody is to have it, or it is for something: then the question mark says please."""
    acts = acts_of(text)
    assert path in written(acts)
    assert not [act for act in acts if isinstance(act, a.Question)]
    assert [act for act in acts if isinstance(act, a.Describe)], "an opening also says what it is for"


@pytest.mark.parametrize(
    "text",
    [
        "Can the factory do Redis?",
        "Is MySQL available?",
        "Do you have Kubernetes?",
        "Kubernetes, is that possible?",
        "Can a bucket be made public?",
        "Would a MySQL be cheaper for a small shop?",
        "Could our boss get an overview of what Redis costs?",
        "Could I get a quote for a MySQL database?",
        "Is there any way to see what a Postgres costs?",
        "Would it be possible to explain what Redis is?",
        "Do you think a Kubernetes cluster is too much for a small shop?",
        "Should a small shop have Kubernetes or MySQL?",
        "Can your factory make a Postgres for a shop?",
        "Is a cluster something you can shrink later?",
    ],
)
def test_a_question_about_what_there_is_writes_nothing(text: str) -> None:
    """Nobody is to have anything yet."""
    acts = acts_of(text)
    assert not written(acts)
    assert [act for act in acts if isinstance(act, a.Question)]


def test_later_in_the_conversation_a_question_is_one() -> None:
    """Once it is on its way, who asks whether a thing would be possible for others has not ordered it."""
    asked = Asked("gcp.region", "In which region?")
    assert not written(acts_of("Would a Redis be available for the cashiers?", asked, chosen=True))


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("Postgres. What size? Small. Which region? Zurich.", "gcp.region", "europe-west6"),
        ("How big? Medium, Kubernetes. Where? London.", "infra.gke.size", "medium"),
        ("What for? A small shop. Which database? MySQL.", MYSQL, {}),
        ("What I need? A PostgreSQL of medium size, for a watchmaker.", "infra.database.size", "medium"),
    ],
)
def test_who_answers_their_own_question_has_said_it(text: str, path: str, value: object) -> None:
    """The question is the subject of what follows, and is not answered again."""
    acts = acts_of(text)
    assert (path, value) in [(act.path, act.value) for act in acts if isinstance(act, a.Set)]
    assert not [act for act in acts if isinstance(act, a.Question)]


@pytest.mark.parametrize(
    "text",
    [
        "Which regions do you have? Small Postgres please.",
        "What does GDPR mean? A small Postgres in Milan.",
        "How much does a Postgres cost? Small one.",
        "Which is better for a bakery? Postgres or MySQL.",
        "What is Redis? We need a small Postgres.",
    ],
)
def test_what_the_other_side_knows_is_asked(text: str) -> None:
    """Costs, meanings, what there is: the sentence after it is no answer."""
    assert [act for act in acts_of(text) if isinstance(act, a.Question)]


def added(said: str, *before: str) -> list[tuple[str, object]]:
    """What a message adds to lists after an opening that was read."""
    form = knowledge().form
    held = {path: Value(True, Source.USER, "") for path in before}
    acts = interpreter().interpret(said, View(form, Asked("scenario", "?"), held))
    return [(act.path, act.value) for act in acts if isinstance(act, a.Add)]


@pytest.mark.parametrize("said", ["Name it hive-weights, the plural.", "call it hive-weights please"])
def test_it_is_the_one_thing_that_has_no_name_yet(said: str) -> None:
    """The only thing of the request is an entry of a list."""
    assert added(said, TOPICS) == [("infra.pubsub.topics", {"name": "hive-weights"})]


def test_it_is_the_whole_where_several_things_could_be_meant() -> None:
    """Nothing is added where a second thing stands there, or the one has no list."""
    assert not added("Name it hive-weights", TOPICS, BUCKETS)
    assert not added("Name it hive-weights", GKE)


def test_a_password_for_a_thing_is_not_the_thing() -> None:
    """A name that ends in what opens a door is no wish for what is behind it."""
    names = added("Which secrets: maps-key and smtp-password.", "infra.secret_manager.enabled")
    assert names == [("infra.secret_manager.secrets", {"name": n}) for n in ("maps-key", "smtp-password")]
