"""What is said of one environment after the other, and what of the other is a size of all of it."""

from pathlib import Path
from typing import Any

import pytest

from maestro.domain import acts as a
from tests.reference_factory import converse
from tests.understanding.test_environments import BOTH, read, told

HA = "infra.database.postgres.high_availability"
CLUSTER, DATABASE = "infra.gke.size", "infra.database.size"


def resized(acts: list[a.Act]) -> set[tuple[str, Any, str | None]]:
    """Path, size and environment of what is resized as a whole."""
    return {(act.path, act.to, act.environment) for act in acts if isinstance(act, a.Resize)}


@pytest.mark.parametrize(
    "text",
    [
        "prod and nonprod, Kubernetes and MySQL, both large in prod and small in nonprod",
        "Production and staging for a shop. Kubernetes and the database are large in production, staging is small.",
        "Production and staging. Kubernetes and the database are large in production, in staging they are small.",
        "Two of them, prod and test. Prod gets Kubernetes large and Postgres large, test small and no standby.",
    ],
)
def test_a_size_after_several_parts_is_of_all(text: str) -> None:
    """Not of the part alone that was named last."""
    acts = read(text)
    assert ("", "small", "nonprod") in resized(acts)
    assert told(acts) >= {(CLUSTER, "large", "prod"), (DATABASE, "large", "prod")}
    assert (DATABASE, "small", "nonprod") not in told(acts)


def test_a_size_after_one_part_is_of_that_part() -> None:
    """There is nothing else it could be of."""
    acts = read("prod: postgres large; nonprod: small")
    assert (DATABASE, "small", "nonprod") in told(acts)


def test_none_of_it_is_a_refusal() -> None:
    """ "None of the standby" is no standby."""
    acts = read("prod and test, Postgres large with a standby in prod, small and none of the standby in test")
    assert (HA, False, "nonprod") in told(acts)
    assert (HA, True, "nonprod") not in told(acts)


@pytest.mark.parametrize(
    "text", ["let test have a Redis cache as well", "give test a Redis cache too", "test should have Redis as well"]
)
def test_who_gets_something_stays_one_of_several(text: str) -> None:
    """It is no wish for that one alone."""
    acts = read(text, **BOTH)
    assert ("infra.memorystore.enabled", True, "nonprod") in told(acts)
    assert not any(getattr(act, "path", "") == "environment" for act in acts)


def test_an_environment_goes_only_when_that_is_said(tmp_path: Path) -> None:
    """A name alone leaves both, and says how to drop one."""
    both = "Production and nonprod for a web shop in Paris with Postgres."
    talk, turns = converse(tmp_path, both, "what is different between them?", "only production after all")
    assert "They differ" in turns[1].reply
    assert talk.view.environments in ((), ("prod",))
