"""Words for an environment that are of a craft, and those that say where the thing runs."""

from dataclasses import replace

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge
from tests.understanding.made import form, written

FORM = knowledge().form


def environments(text: str) -> list[object]:
    """The environments that an opening sets or leaves open."""
    acts = interpreter().interpret(text, View(FORM))
    return [act.value for act in acts if isinstance(act, a.Set) and act.path == "environment"]


@pytest.mark.parametrize(
    "text",
    [
        "We are a film production company and need a bucket",
        "Our honey production needs a Postgres",
        "production of felt slippers since 1902, a bucket please",
        "Test drives are booked online, MySQL",
        "Live music every Friday! A Postgres for the bookings",
        "trial lawyers, need a bucket for the files",
        "we sell test kits to vets, Postgres",
        "we're in the business of staging weddings, Postgres please",
        "a pilot boat company, Postgres for the rota",
    ],
)
def test_a_word_of_a_craft_is_no_environment(text: str) -> None:
    """It tells what somebody does for a living."""
    assert environments(text) == []


@pytest.mark.parametrize(
    ("text", "environment"),
    [
        ("production, Frankfurt", "prod"),
        ("it's for production", "prod"),
        ("a production Postgres for the shop", "prod"),
        ("the live booking tool of a ferry", "prod"),
        ("live planning system on Kubernetes", "prod"),
        ("production queue workers with Pub/Sub", "prod"),
        ("test website for a florist", "nonprod"),
        ("staging server in Iowa", "nonprod"),
        ("pilot project in Iowa, Postgres", "nonprod"),
        ("we're big in film production; this one here is only a test system", "nonprod"),
    ],
)
def test_where_the_thing_runs_is_read(text: str, environment: str) -> None:
    """Beside a word for a system, or with none."""
    assert environments(text) == [environment]


def test_a_factory_knows_what_its_stages_are_of() -> None:
    """The name of the field before the word, or what the factory makes after it, leaves no doubt."""
    stage = {"title": "Stage", "type": "string", "enum": ["trial", "live"]}
    of = replace(form(needed=("stage",), stage=stage), title="Event streams", identity=("stage",))
    assert written(of, "stage should be live btw") == {"stage": "live"}
    assert written(of, "A trial stream for us, please") == {"stage": "trial"}
    assert written(of, "We play live music on Fridays") == {}
