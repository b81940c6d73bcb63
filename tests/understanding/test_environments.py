"""Several environments in a message: which there are, and which words are for which."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.blueprint import Source, Status, Value
from maestro.domain.conversation import Asked, View
from tests.reference_factory import interpreter, knowledge

FORM = knowledge().form
PLACE, SIZE, PACKS = "environment", "infra.database.size", "compliance.packs"
PROD = Value("prod", Source.USER, Status.STATED, "production")
BOTH: dict[str, Any] = {"values": {PLACE: PROD}, "environments": ("prod", "nonprod"), "chosen": True}


def read(text: str, asked: str = "", **view: Any) -> list[a.Act]:
    """The acts of a message, what it says of the purpose apart."""
    known = View(FORM, **{"question": Asked(asked, "?") if asked else None, **view})
    return [act for act in interpreter().interpret(text, known) if not isinstance(act, a.Describe)]


def told(acts: list[a.Act]) -> set[tuple[str, Any, str | None]]:
    """`(path, value, environment)` of what is written, parts that only stand there left out."""
    written = [act for act in acts if isinstance(act, (a.Set, a.Add))]
    return {(act.path, act.value, act.environment) for act in written if act.value != {}}


@pytest.mark.parametrize(
    "text",
    [
        "we need prod and nonprod",
        "production plus a test environment for a blog",
        "a blog, prod/nonprod",
        "Both prod and nonprod please, it is a blog",
        "one for production, one for testing",
        "prod & dev for our site",
        "I would like the whole thing twice",
        "two environments: a production one and a sandbox",
    ],
)
def test_several_are_heard(text: str) -> None:
    """The first one is set, the other one added; each in the user's words."""
    acts = read(text)
    assert told(acts) >= {(PLACE, "prod", None), (PLACE, "nonprod", None)}
    assert sum(isinstance(act, a.Add) and act.path == PLACE for act in acts) == 1
    assert all(act.quote in text for act in acts if isinstance(act, (a.Set, a.Add)))


@pytest.mark.parametrize(
    "text",
    ["prod or nonprod, what do you think", "production, not a sandbox", "a Spark cluster with a staging bucket"],
)
def test_one_is_not_taken_for_several(text: str) -> None:
    """An open choice, a refusal, a word in a name."""
    assert not any(isinstance(act, a.Add) and act.path == PLACE for act in read(text))


def test_both_answers_the_question_which() -> None:
    """Where there are two."""
    assert told(read("both of them", PLACE)) == {(PLACE, "prod", None), (PLACE, "nonprod", None)}


@pytest.mark.parametrize("text", ["and the same for non-production", "also a test environment, please"])
def test_another_one_joins(text: str) -> None:
    """Beside the one that is known."""
    acts = read(text, "infra.gke.size", values={PLACE: PROD}, chosen=True)
    assert (PLACE, "nonprod", None) in told(acts)
    assert any(isinstance(act, a.Add) for act in acts)


def test_a_correction_is_no_second_one() -> None:
    """The one that is known is replaced."""
    acts = read("actually make that non-production instead", values={PLACE: PROD}, chosen=True)
    assert not any(isinstance(act, a.Add) for act in acts)


@pytest.mark.parametrize(
    "text",
    [
        "the database large in prod and small in nonprod",
        "in prod a large database, in nonprod a small one",
        "database: large for production but small for test",
        "large database in prod, small in dev",
        "prod gets a large database; nonprod gets a small database",
    ],
)
def test_sizes_go_to_their_environments(text: str) -> None:
    """Before or after its name, whatever the order."""
    written = {(p, v, e) for p, v, e in told(read(text, **BOTH)) if p == SIZE}
    assert written == {(SIZE, "large", "prod"), (SIZE, "small", "nonprod")}


def test_an_answer_may_tell_them_apart() -> None:
    """The question's field is meant."""
    assert told(read("large in prod, small in nonprod", SIZE, **BOTH)) == {
        (SIZE, "large", "prod"), (SIZE, "small", "nonprod"),
    }  # fmt: skip


def test_only_there_means_not_elsewhere() -> None:
    """A pack for one environment needs no question about the others."""
    acts = read("only in prod: PCI", **BOTH)
    assert told(acts) == {(PACKS, "pci-dss", "prod")}
    assert any(isinstance(act, a.Reject) and act.environment == "nonprod" for act in acts)


@pytest.mark.parametrize("text", ["drop the staging one again", "we don't need nonprod", "forget the test environment"])
def test_one_is_dropped(text: str) -> None:
    """And nothing else is."""
    assert [(type(act), act.value) for act in read(text, **BOTH) if isinstance(act, a.Remove)] == [
        (a.Remove, "nonprod")
    ]


@pytest.mark.parametrize("text", ["only prod", "just production, please"])
def test_one_alone_stays(text: str) -> None:
    """The others go."""
    assert told(read(text, **BOTH)) == {(PLACE, "prod", None)}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("make staging like prod", ""),
        ("nonprod should be the same as prod", ""),
        ("the database in nonprod same as in prod", "infra.database"),
    ],
)
def test_one_is_made_like_another(text: str, path: str) -> None:
    """As a whole or in one part."""
    assert [(act.path, act.like, act.environment) for act in read(text, **BOTH) if isinstance(act, a.SameAs)] == [
        (path, "prod", "nonprod")
    ]


@pytest.mark.parametrize(
    ("text", "path", "larger"),
    [
        ("the same for nonprod but smaller", "", False),
        ("nonprod can have a cheaper database", "infra.database", False),
        ("bigger in prod", "", True),
    ],
)
def test_smaller_and_larger_are_steps(text: str, path: str, *, larger: bool) -> None:
    """Of the environment that is named."""
    name = "prod" if larger else "nonprod"
    found = [act for act in read(text, **BOTH) if isinstance(act, a.Resize)]
    assert [(act.path, act.larger, act.environment) for act in found] == [(path, larger, name)]


def test_what_differs_can_be_asked() -> None:
    """Of the environments, not of the starting points."""
    (act,) = read("what is the difference between prod and nonprod?", **BOTH)
    assert isinstance(act, a.Question)
    assert (act.topic, act.path) == (a.Topic.COMPARE, PLACE)


def test_a_part_is_named_by_any_of_its_words() -> None:
    """Its fields belong to it."""
    (act,) = [act for act in read("make the nodes bigger in prod", **BOTH) if isinstance(act, a.Resize)]
    assert (act.path, act.larger, act.environment) == ("infra.gke", True, "prod")


def test_a_size_for_each_is_no_name() -> None:
    """While a name is asked for, what is said of two environments names neither."""
    acts = read("small in nonprod, medium in prod", "tenant_code", **BOTH)
    assert not any(isinstance(act, a.Set) and act.path == "tenant_code" for act in acts)


TWO = {**BOTH, "values": {PLACE: PROD, "infra.gke.enabled": Value(True, Source.USER, Status.STATED, "kubernetes")}}


@pytest.mark.parametrize(
    "text",
    [
        "database: large for the real one, small for the trainees",
        "the one our customers see gets a large database, the practice one a small one",
        "a large database for the actual system, a small one for the apprentices",
        "database small for practising, large for real customers",
        "Prod and the other, in that order. prod needs the database, nonprod too; the first large, the second small",
    ],
)
def test_environments_are_told_in_other_words(text: str) -> None:
    """What is live, and what is for practice."""
    assert told(read(text, **TWO)) >= {(SIZE, "large", "prod"), (SIZE, "small", "nonprod")}


@pytest.mark.parametrize(
    "text",
    [
        "a site for training athletes, with a cache, prod",
        "our trainees also need access, production please",
        "for real estate agents, prod",
        "an app to practise the piano, production",
        "the real work is done by a cache, prod",
    ],
)
def test_words_of_practice_alone_make_no_second_one(text: str) -> None:
    """What a thing is for, and who works with it."""
    acts = read(text)
    assert not any(isinstance(act, a.Add) and act.path == PLACE for act in acts)
    assert (PLACE, "nonprod", None) not in told(acts)


def test_there_and_here_go_by_the_order() -> None:
    """Of the two that the sentence before named; a noun over them says whose size it is."""
    acts = read("Large database for the real one, small for the trainees. Clusters: medium there, small here.", **TWO)
    assert told(acts) >= {("infra.gke.size", "medium", "prod"), ("infra.gke.size", "small", "nonprod")}
    assert told(acts) >= {(SIZE, "large", "prod"), (SIZE, "small", "nonprod")}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("only trying it out", "nonprod"),
        ("just to see if it works", "nonprod"),
        ("nobody depends on it yet", "nonprod"),
        ("for our trainees to practise", "nonprod"),
        ("the one our customers use", "prod"),
        ("for the real customers", "prod"),
    ],
)
def test_an_answer_says_what_becomes_of_it(text: str, value: str) -> None:
    """To the question which environment."""
    assert (PLACE, value, None) in told(read(text, PLACE))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It's for trying it out, not for customers. A container.", "nonprod"),
        ("We'd like to move the site, first only to see whether it runs.", "nonprod"),
        ("We want customers to try it out in the shop. Production.", "prod"),
        ("an app to try things on before you buy", None),
        ("it's for learning languages", None),
        ("people play here, and try things", None),
    ],
)
def test_an_opening_says_that_it_is_tried(text: str, value: str | None) -> None:
    """Of the thing itself, not of what it does."""
    found = {v for p, v, _ in told(read(text)) if p == PLACE}
    assert found == ({value} if value else set())


@pytest.mark.parametrize(
    ("text", "value", "environment"),
    [
        ("one container, prod keeps 2 instances warm, nonprod scales to zero. We need both.", 2, "prod"),
        (
            "- a rest api\n- prod and nonprod\n- prod keeps 2 instances warm, nonprod scales to zero",
            0,
            "nonprod",
        ),
        ("prod runs on three warm instances, dev scales down to zero; it is a rest api", 3, "prod"),
    ],
)
def test_numbers_go_to_their_environments(text: str, value: int, environment: str) -> None:
    """Also where the thing was named before they were told apart."""
    assert ("infra.cloud_run.min_instances", value, environment) in told(read(text))


DATABASE, CLUSTER = "infra.database.size", "infra.gke.size"
IN_USE = {
    **BOTH,
    "values": {
        PLACE: PROD,
        "infra.gke.enabled": Value(True, Source.USER, Status.STATED, "kubernetes"),
        "infra.storage.enabled": Value(True, Source.USER, Status.STATED, "bucket"),
        "infra.database.enabled": Value(True, Source.USER, Status.STATED, "mysql"),
        "infra.database.mysql": Value({}, Source.USER, Status.STATED, "mysql"),
    },
}


@pytest.mark.parametrize(
    ("text", "but"),
    [
        (
            "test same as production but cluster and database small",
            {(CLUSTER, "small", "nonprod"), (DATABASE, "small", "nonprod")},
        ),
        ("test is like prod, only the database is small", {(DATABASE, "small", "nonprod")}),
        ("make test like prod except the database, that one is small", {(DATABASE, "small", "nonprod")}),
        ("test is a copy of production, with a small database", {(DATABASE, "small", "nonprod")}),
        ("test the same as prod", set()),
        ("test is a copy of production with the same sizes", set()),
    ],
)
def test_what_is_alike_may_have_exceptions(text: str, but: set[tuple[str, Any, str | None]]) -> None:
    """They are of the one that follows the other."""
    acts = read(text, **IN_USE)
    assert [(act.like, act.environment, act.path) for act in acts if isinstance(act, a.SameAs)] == [
        ("prod", "nonprod", "")
    ]
    assert told(acts) == but


@pytest.mark.parametrize(
    "text",
    ["test: same as production without the bucket", "test same as prod but no bucket", "test like prod minus it"],
)
def test_an_exception_may_be_a_lack(text: str) -> None:
    """What the other has, this one goes without; where nothing is named, nothing goes."""
    refused = {(act.path, act.environment) for act in read(text, **IN_USE) if isinstance(act, a.Reject)}
    assert refused == ({("infra.storage.enabled", "nonprod")} if "bucket" in text else set())


@pytest.mark.parametrize(
    ("text", "engine"),
    [
        ("the MySQL database is medium in prod and small in nonprod", "infra.database.mysql"),
        ("PostgreSQL is large in prod, small in test", "infra.database.postgres"),
    ],
)
def test_a_thing_told_apart_by_size_is_in_both(text: str, engine: str) -> None:
    """Its name counts wherever its size is told."""
    assert {act.environment for act in read(text) if isinstance(act, a.Set) and act.path == engine} == {
        "prod",
        "nonprod",
    }


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("kubernetes and postgres medium", {CLUSTER: "medium", DATABASE: "medium"}),
        ("Kubernetes and MySQL database: small", {CLUSTER: "small", DATABASE: "small"}),
        ("the Kubernetes cluster and the database should be large", {CLUSTER: "large", DATABASE: "large"}),
        ("a Kubernetes cluster and a small database", {DATABASE: "small"}),
        ("kubernetes medium and mysql small", {CLUSTER: "medium", DATABASE: "small"}),
        ("we have kubernetes and the database is small", {DATABASE: "small"}),
    ],
)
def test_one_size_for_a_run_of_parts(text: str, sizes: dict[str, str]) -> None:
    """It is said once, of all of them."""
    said = {act.path: act.value for act in read(text) if isinstance(act, a.Set)}
    assert {path: value for path, value in said.items() if path in (CLUSTER, DATABASE)} == sizes


@pytest.mark.parametrize(
    "text",
    [
        "What is the difference between prod and nonprod?",
        "We run a shop. How do production and nonproduction differ?",
    ],
)
def test_a_question_that_compares_them_wants_none(text: str) -> None:
    """It asks what they are."""
    acts = interpreter().interpret(text, View(knowledge().form))
    assert not any(isinstance(act, (a.Set, a.Add)) and act.path == "environment" for act in acts)


@pytest.mark.parametrize(
    "text",
    [
        "test small prod large",
        "small in test large in prod",
        "prod large and test small",
        "large in prod, small in test",
    ],
)
def test_sizes_side_by_side_go_to_their_environments(text: str) -> None:
    """With or without a mark between them."""
    sizes = {(act.to, act.environment) for act in read(text, **IN_USE) if isinstance(act, a.Resize)}
    assert sizes == {("small", "nonprod"), ("large", "prod")}
