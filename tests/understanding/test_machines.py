"""Machines by what they have: whose they are, which one fits, and what is no machine of the request."""

from pathlib import Path

import pytest

from maestro.domain.acts import Act, Narrow, Set, WishFor
from maestro.domain.conversation import Asked, View
from tests.reference_factory import converse, interpreter, knowledge

FORM = knowledge().form
POSTGRES, MYSQL = "infra.database.postgres.tier", "infra.database.mysql.tier"
_BEGUN = ("A PostgreSQL database in production", "empty", "us-east4", "none", "shared")
NODES, WORKERS = "infra.gke.machine_type", "infra.dataproc.workers.machine_type"


def read(text: str, **view: object) -> tuple[Act, ...]:
    return interpreter().interpret(text, View(FORM, **view))  # type: ignore[arg-type]


def machines(text: str) -> dict[str, object]:
    paths = (POSTGRES, MYSQL, NODES, WORKERS)
    found = {a.path: a.value for a in read(text) if isinstance(a, Set) and a.path in paths}
    return found | {a.path: a.values for a in read(text) if isinstance(a, Narrow) and a.path in paths}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A PostgreSQL database with 8 vCPU and 32 GB RAM", {POSTGRES: "db-custom-8-30720"}),
        ("postgres, 16 cores/64 GB, in production", {POSTGRES: "db-custom-16-61440"}),
        ("Postgres with at least 30 GB of memory for a school", {POSTGRES: "db-custom-8-30720"}),
        ("MySQL database, 26 GB memory, 200 GB disk", {MYSQL: "db-n1-highmem-4"}),
        ("MySQL on a machine with 4 cores", {MYSQL: ("db-n1-standard-4", "db-n1-highmem-4")}),
        ("A GKE cluster with 3 nodes, each 4 CPU and 16 gigs", {NODES: "e2-standard-4"}),
        ("Dataproc with 10 workers of 16 cores and 64 GB", {WORKERS: "e2-standard-16"}),
        ("Kubernetes nodes with 8 vCPUs and 64 GB of RAM", {NODES: "e2-highmem-8"}),
        (
            "Postgres with 4 cores and 26 GB memory, and a Kubernetes cluster with 2 vCPU and 8 GB",
            {POSTGRES: "db-custom-4-26624", NODES: "e2-standard-2"},
        ),
        ("Postgres with 90 vCPU and 90 GB", {POSTGRES: ("db-custom-96-368640", "db-custom-96-638976")}),
    ],
)
def test_a_machine_by_its_cores_and_memory(text: str, expected: dict[str, object]) -> None:
    assert machines(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Our old server with MySQL currently has 16 cores and 64 GB of RAM",
        "A Postgres database with 100 GB",
        "A Postgres database, 500 GB of disk",
        "Redis with 5 GB of memory and a MySQL",
        "We are a shop with 8 cooks and Postgres",
        "a container with 2 CPU and 4 GB",
    ],
)
def test_what_is_no_machine_of_the_request(text: str) -> None:
    assert machines(text) == {}


@pytest.mark.parametrize("text", ["make that 16 vCPU and 64 GB", "16 cores, 64 GB of RAM", "rather 16 CPUs with 60 GB"])
def test_an_answer_to_the_question_for_a_size(tmp_path: Path, text: str) -> None:
    _, turns = converse(tmp_path, *_BEGUN, text)
    assert "PostgreSQL machine type: db-custom-16-61440" in turns[-1].reply


def test_one_of_several_machines_is_asked_for(tmp_path: Path) -> None:
    talk, turns = converse(tmp_path, *_BEGUN, "something with 4 CPUs", "the second")
    assert "Which PostgreSQL machine type?" in turns[-2].reply
    assert talk.request()["infra"]["database"]["postgres"]["tier"] == "db-custom-4-26624"


def test_a_word_of_the_question_is_no_answer() -> None:
    size = FORM.at("infra.database.size")
    assert size is not None
    asked = Asked(size.path, "How big?")
    assert not any(isinstance(a, Set) for a in read("same size", question=asked, chosen=True))


def test_a_part_of_the_factory_is_no_wish() -> None:
    acts = read("We need a Postgres with 16 cores, and a cluster of 5 nodes with 8 vCPUs each")
    assert not any(isinstance(a, WishFor) for a in acts)


def test_a_value_that_stood_already_is_acknowledged(tmp_path: Path) -> None:
    _, turns = converse(tmp_path, "an online shop in production", "1", "make the cache 5 GB")
    assert "Redis memory: 5 GB, as it was already." in turns[-1].reply
