"""Words of a trade that are a factory's as well, machines of what nobody named, and what a question was about."""

from pathlib import Path

import pytest

from maestro.domain.acts import Act, Add, Narrow, Question, Set, Topic
from maestro.domain.conversation import View
from tests.reference_factory import converse, interpreter, knowledge

BUCKET = "infra.storage.buckets"
RESIDENCY = "compliance.data_residency"


def read(text: str) -> tuple[Act, ...]:
    return interpreter().interpret(text, View(knowledge().form))


def sets(text: str) -> dict[str, object]:
    return {a.path: a.value for a in read(text) if isinstance(a, Set)}


@pytest.mark.parametrize(
    "text",
    [
        "We operate cold storage warehouses and want our stock system in Kubernetes, production.",
        "I look after a film archive and need production storage plus a cluster that recodes the reels.",
        "We are a cold storage operator; production please.",
        "The city archive wants a bucket for scans in production.",
        "The archive department of the museum needs a bucket.",
        "We run an archive for newspapers and need object storage.",
        "We make cold storage boxes and want a bucket for photos, production.",
        "Our nearline fleet reports to us, and a bucket for logs is needed.",
    ],
)
def test_a_word_of_a_trade_is_no_storage_class(text: str) -> None:
    acts = read(text)
    assert not any(isinstance(a, Set) and a.path.endswith("storage_class") for a in acts)
    assert not any(isinstance(a, Add) and a.path == BUCKET for a in acts)


@pytest.mark.parametrize(
    "text",
    [
        "A bucket named raw in archive storage.",
        "One bucket for old scans, archive class.",
        "We need a bucket for old scans, coldline.",
        "I need cold storage for old scans, production.",
        "A bucket called reels, storage class archive, and a shop.",
        "Make the bucket nearline.",
        "Put the scans into a coldline bucket.",
        "I need archive storage for the reels.",
    ],
)
def test_a_storage_class_beside_its_bucket_is_one(text: str) -> None:
    added = [a.value for a in read(text) if isinstance(a, Add) and isinstance(a.value, dict)]
    assert any("storage_class" in value for value in added) or f"{BUCKET}.0.storage_class" in sets(text)


@pytest.mark.parametrize(
    ("text", "component"),
    [
        ("Our database consultants need a bucket in production.", "database"),
        ("A queue consultancy with cache experts wants Cloud Run.", "pubsub"),
        ("A queue consultancy with cache experts wants Cloud Run.", "memorystore"),
        ("We operate cold storage warehouses and want Kubernetes.", "storage"),
        ("Our database team wants a bucket.", "database"),
        ("Agreed, please go on and file it.", "storage"),
    ],
)
def test_what_people_do_switches_nothing_on(text: str, component: str) -> None:
    assert f"infra.{component}.enabled" not in sets(text)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("The cluster is GKE, size large, but I want n2-standard-32 as the machine type of the nodes.", "infra.gke"),
        ("Kubernetes in production. Its nodes: n2-standard-32.", "infra.gke"),
        ("Dataproc with n2-standard-32 masters and a GKE cluster.", "infra.dataproc.master"),
        ("GKE with machine type n2-standard-32 and storage.", "infra.gke"),
    ],
)
def test_a_machine_by_name_is_that_of_what_is_named(text: str, path: str) -> None:
    told = {p: v for p, v in sets(text).items() if p.endswith("machine_type")}
    assert told == {f"{path}.machine_type": "n2-standard-32"}


@pytest.mark.parametrize("text", ["Use n2-standard-16 in the production shop.", "MySQL on n2-standard-16, production."])
def test_a_machine_by_name_switches_on_nothing_that_nobody_named(text: str) -> None:
    assert not any("n2-standard-16" in str(value) for value in sets(text).values())


@pytest.mark.parametrize(
    "text",
    [
        "All data must remain within the European Union; our American dealers complain about speed.",
        "We sell to American clients. All data must stay in the European Union.",
    ],
)
def test_a_place_that_tells_whose_people_they_are_is_no_residency(text: str) -> None:
    acts = read(text)
    assert sets(text).get(RESIDENCY) == "eu"
    assert not any(isinstance(a, Narrow) and a.path == RESIDENCY for a in acts)


@pytest.mark.parametrize("text", ["Which ready-made scenarios do you have?", "what blueprints are there?"])
def test_the_starting_points_are_listed(text: str, tmp_path: Path) -> None:
    _, turns = converse(tmp_path, "a try-out of a rating service in Cloud Run", text)
    assert any(isinstance(a, Question) and a.topic is Topic.OPTIONS for a in turns[-1].acts)
    assert "Lean Startup" in turns[-1].reply


def test_what_is_missing_before_a_start_names_what_is_needed_in_any_case(tmp_path: Path) -> None:
    _, turns = converse(tmp_path, "a try-out of a rating service in Cloud Run, in Madrid", "What is still missing?")
    assert "Whatever you choose I need: Tenant code, Billing account and Organisation ID." in turns[-1].reply


PORTAL = (
    "A document portal, production in Toronto, own network, a medium Kubernetes cluster and a small PostgreSQL database"
)


@pytest.mark.parametrize(
    "reply", ["That is enough for us, keep it small.", "that will do, small it stays", "This is fine, small."]
)
def test_a_reply_right_after_a_question_is_about_its_subject(reply: str, tmp_path: Path) -> None:
    asked = "Which machine would a small database actually be?"
    talk, turns = converse(tmp_path, PORTAL, "first one", "none", asked, reply)
    assert [a.path for a in turns[-1].acts if isinstance(a, Set)] == ["infra.database.size"]
    assert talk.state.blueprint.values["infra.gke.size"].value == "medium"
