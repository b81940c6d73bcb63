"""What a part, a team or a folder is called, in whatever words it is said."""

from typing import Any

import pytest

from tests.reference_factory import knowledge
from tests.understanding.made import written

FORM = knowledge().form
MYSQL, REDIS = "infra.database.mysql.name", "infra.memorystore.redis.name"
IMAGE = "infra.cloud_run.service.template.containers.0.image"


@pytest.mark.parametrize(
    ("text", "path", "name"),
    [
        ("mysql. the database is called larder", MYSQL, "larder"),
        ("Kubernetes and mysql then, database name larder, 40 gigs of disk", MYSQL, "larder"),
        ("MySQL, and the database should be named larder.", MYSQL, "larder"),
        ("a MySQL database (name: menus)", MYSQL, "menus"),
        ("we call the database orders-db, it is a Postgres", "infra.database.postgres.name", "orders-db"),
        ("A Redis, 16 GB, with a replica, and its name is fastlane.", REDIS, "fastlane"),
        ("Redis and nothing besides. 16 GB, with a replica, and its name is fastlane.", REDIS, "fastlane"),
        ("The cache is called fast-lane", REDIS, "fast-lane"),
        ("a cloud run service called tasting-api", "infra.cloud_run.service.name", "tasting-api"),
        ("DNS zone named orchard", "infra.dns.zone.name", "orchard"),
        ("Hadoop. The owner is the team spend-watch.", "owner.team", "spend-watch"),
        ("This is for team quay-ops. Postgres.", "owner.team", "quay-ops"),
        ("It belongs to the team Blue Harbour, production.", "owner.team", "Blue Harbour"),
        ("put the project into its own folder, quay-works", "organization.folder_name", "quay-works"),
        ("own folder: quay-works", "organization.folder_name", "quay-works"),
        ("We want a folder named quay-works", "organization.use_folder", True),
        ("Cloud Run. The image lives at gcr.io/acme/demo:latest", IMAGE, "gcr.io/acme/demo:latest"),
        ("Serverless container; the image you should run is ghcr.io/acme/api:2.1.", IMAGE, "ghcr.io/acme/api:2.1"),
        ("A Cloud Run container from ghcr.io/acme/seats:3.2, please", IMAGE, "ghcr.io/acme/seats:3.2"),
        ("Our serverless thing runs ghcr.io/acme/seats:3.2 all day", IMAGE, "ghcr.io/acme/seats:3.2"),
        ("Cloud Run with image eu.gcr.io/acme/beds:1", IMAGE, "eu.gcr.io/acme/beds:1"),
        ("One MySQL 8.0, named roster; if the machine dies a spare must step in.", MYSQL, "roster"),
        ("A Cloud Run service whose image can be found at eu.gcr.io/x/y:3", IMAGE, "eu.gcr.io/x/y:3"),
    ],
)
def test_a_name_goes_to_what_it_names(text: str, path: str, name: Any) -> None:
    assert written(FORM, text).get(path) == name


@pytest.mark.parametrize(
    "text",
    [
        "We need a Redis for our ticket service, it's called ticketeer.",
        "We want Kubernetes and Postgres for our new shop. It's called webshop.",
        "a database called larder",
        "No database called larder please, just a Redis.",
        "The app is called larder and needs a Postgres.",
        "The cache is named after our founder.",
        "Our team part-time works on Postgres.",
        "our own folder, well-organised",
        "We need our own folder, please.",
        "Postgres. Our wiki is wiki.acme.example/pages:12",
        "Cloud Run. See docs.acme.example/handbook for more.",
        "Our product images live at cdn.acme.example/img and we need Cloud Run.",
    ],
)
def test_no_part_is_given_the_name_of_another(text: str) -> None:
    said = written(FORM, text)
    assert not [path for path in said if path.endswith((".name", "folder_name", ".team", ".image"))]


def test_one_word_answers_before_a_sentence_of_its_own() -> None:
    """The rest of the message says something else."""
    said = written(FORM, "larder. And the contact address is mail@quay.example", asked="tenant_code")
    assert said == {"tenant_code": "larder", "owner.email": "mail@quay.example"}


@pytest.mark.parametrize("text", ["Redis. We need Redis.", "Honestly. We have none."])
def test_a_word_of_another_kind_answers_nothing(text: str) -> None:
    assert "tenant_code" not in written(FORM, text, asked="tenant_code")
