"""High availability in the words that people have for it, and whose it is where several things could have it."""

import pytest

from maestro.domain.acts import Set
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge

VIEW = View(knowledge().form)
POSTGRES, MYSQL = "infra.database.postgres.high_availability", "infra.database.mysql.high_availability"
REDIS = "infra.memorystore.redis.tier"


def written(text: str) -> set[tuple[str, object]]:
    acts = interpreter().interpret(text, VIEW)
    return {(a.path, a.value) for a in acts if isinstance(a, Set) and a.path in (POSTGRES, MYSQL, REDIS)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prod needs a highly available PostgreSQL 16 with 100 GB.", {(POSTGRES, True)}),
        ("The database must be highly available, PostgreSQL, version 15.", {(POSTGRES, True)}),
        ("A redundant MySQL database.", {(MYSQL, True)}),
        ("MySQL that survives the loss of a zone", {(MYSQL, True)}),
        ("Postgres in two zones", {(POSTGRES, True)}),
        ("MySQL (medium, HA), Redis HA", {(MYSQL, True), (REDIS, "STANDARD_HA")}),
        ("postgres and a highly available redis", {(REDIS, "STANDARD_HA")}),
        ("postgres large with high availability, and a redis", {(POSTGRES, True)}),
        ("A family site with MySQL, availability does not matter", set()),
    ],
)
def test_it_is_of_the_thing_that_it_is_said_of(text: str, expected: set[tuple[str, object]]) -> None:
    assert written(text) == expected


def test_a_switch_is_not_carried_over_to_the_other_environment() -> None:
    text = "Both prod and nonprod; prod needs a highly available PostgreSQL 16 with 100 GB, nonprod can be small."
    acts = [a for a in interpreter().interpret(text, VIEW) if isinstance(a, Set)]
    assert [a.environment for a in acts if a.path == POSTGRES] == ["prod"]
    assert ("infra.database.size", "small", "nonprod") in {(a.path, a.value, a.environment) for a in acts}
