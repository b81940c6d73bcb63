"""A part by the last word of its name alone: who wants "a cluster" is asked whether that part is meant."""

from pathlib import Path

import pytest

from maestro.domain.acts import Narrow
from tests.reference_factory import converse


@pytest.mark.parametrize(
    "said",
    [
        "We need a cluster and a database for a parcel page, in production.",
        "The developers ask for a small cluster with a medium database.",
        "One cluster will do for our booking site.",
        "Our choir's site shall run on a new cluster.",
    ],
)
def test_a_kind_that_is_wanted_is_asked_for(tmp_path: Path, said: str) -> None:
    """Nothing is written before the yes."""
    talk, (turn,) = converse(tmp_path, said)
    assert any(isinstance(act, Narrow) and act.path == "infra.gke.enabled" for act in turn.acts)
    assert "Do you mean Kubernetes cluster (GKE)?" in turn.reply
    assert "gke" not in talk.request().get("infra", {})


def test_a_yes_switches_it_on_and_a_no_lets_it_be(tmp_path: Path) -> None:
    """Neither is asked again."""
    (tmp_path / "yes").mkdir()
    (tmp_path / "no").mkdir()
    talk, turns = converse(tmp_path / "yes", "We need a cluster for our booking site.", "yes")
    assert talk.request()["infra"]["gke"]["enabled"] is True
    talk, turns = converse(tmp_path / "no", "We need a cluster for our booking site.", "no")
    assert "Do you mean" not in turns[-1].reply
    assert "gke" not in talk.request().get("infra", {})


@pytest.mark.parametrize(
    "said",
    [
        "We do not need a cluster for our booking site.",
        "A cluster of cases in one village made us build this map of infections.",
        "We have Kubernetes and the cluster is small, for our booking site.",
        "Spark on a cluster, for our measurements.",
    ],
)
def test_what_is_no_such_wish_is_not_asked_for(tmp_path: Path, said: str) -> None:
    """A refusal, a thing of the trade, a part that was named."""
    _, (turn,) = converse(tmp_path, said)
    assert "Do you mean Kubernetes cluster" not in turn.reply
