"""Questions about what one gets, answered from the factory's effects; then the open question stands again."""

from pathlib import Path

import pytest

from tests.reference_factory import converse

SHOP = "Shop on Kubernetes, large cluster, PostgreSQL, production, in Belgium."
SPARK = "Spark jobs every night over 40 TB in a bucket, production, in Tokyo."
CLAIMS = "Claims tool on Kubernetes, PostgreSQL with db-custom-8-53248, production, in London."


@pytest.mark.parametrize(
    ("opening", "question", "told"),
    [
        (SHOP, "what machine does that give me?", ("e2-standard-8", "5 nodes")),
        (SHOP, "which worker machines do I get with large, and how many?", ("e2-standard-8", "5 nodes")),
        (SHOP, "how many nodes does small have?", ("e2-standard-2", "1 node")),
        (SHOP, "how much memory would the database get?", ("db-custom-2-7680", "7.5 GB")),
        (SHOP, "what hardware is behind medium?", ("e2-standard-4", "db-custom-2-7680")),
        (SPARK, "Before I forget: which worker machines do I get with large, and how many?", ("n2-standard-16", "8")),
        (SPARK, "how many machines will that be?", ("n2-standard-8",)),
        (SHOP, "which regions in Canada?", ("Montr", "Toronto")),
        (SHOP, "What regions do you have in Australia?", ("Sydney", "Melbourne")),
        (SHOP, "which regions are in the EU?", ("Belgium", "Warsaw")),
        (SHOP, "What all will SOC 2 enforce?", ("record network traffic", "back databases up", "earlier versions")),
        (SHOP, "what does HIPAA bring?", ("network of your own", "encrypt", "off the internet")),
        (CLAIMS, "Will you keep that machine type, or do you swap it?", ("db-custom-8-53248 stays",)),
        (CLAIMS, "does the factory overwrite it?", ("db-custom-8-53248 stays", "deviation")),
        (CLAIMS, "Will anybody swap the machine type behind my back?", ("db-custom-8-53248 stays",)),
    ],
)  # fmt: skip
def test_what_one_gets_is_told(tmp_path: Path, opening: str, question: str, told: tuple[str, ...]) -> None:
    talk, turns = converse(tmp_path, opening, question)
    for words in told:
        assert words in turns[-1].reply
    assert turns[-1].outcome.state.blueprint == turns[0].outcome.state.blueprint
    assert talk.state.question is not None
    assert talk.state.question.path == "scenario"


@pytest.mark.parametrize(
    ("question", "untold"),
    [
        ("which regions in Canada?", "Belgium"),
        ("which regions are in the EU?", "London"),
        ("which machine types are there for the cluster?", "5 nodes."),
        ("can I change it later?", "stays"),
        ("is there something stronger?", "stays"),
    ],
)
def test_what_was_not_asked_is_not_told(tmp_path: Path, question: str, untold: str) -> None:
    _, turns = converse(tmp_path, SHOP, question)
    assert untold not in turns[-1].reply.partition("Which shall")[0]


def test_asking_back_tires_nobody(tmp_path: Path) -> None:
    asked = ("what machine does that give me?", "which regions in Canada?", "what does SOC 2 bring?", "what is GDPR?")
    talk, turns = converse(tmp_path, SHOP, *asked)
    assert talk.state.question == turns[0].outcome.state.question
