"""Which starting point is recommended: by what was said, not by one weak word, and without obligations nobody named."""

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from maestro.understanding.ranking import Ranker
from tests.reference_factory import interpreter, knowledge


def ranking(text: str) -> tuple[str, ...]:
    """The order of starting points after an opening."""
    acts = interpreter().interpret(text, View(knowledge().form))
    return next(act.ranking for act in acts if isinstance(act, a.Describe))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("people order flowers on our page, pictures of bouquets, live", "04-web-commerce"),
        ("typo3 site of our university, php, trial", "07-classic-lamp"),
        ("telemetry messages trigger small functions, prod", "05-event-driven-services"),
        ("dentists book appointments and see xrays of patients", "06-regulated-healthcare"),
        ("hackathon thing, one docker container, cheap", "02-lean-startup-shared"),
        ("data scientists crunch parquet with pyspark", "03-data-platform"),
        ("banking core, highest protection, auditors all over us, prod", "01-max-security-enterprise"),
    ],
)
def test_the_first_is_what_was_described(text: str, first: str) -> None:
    """In words that are not the factory's own."""
    assert ranking(text)[0] == first


@pytest.mark.parametrize(
    "text", ["an api in production", "we want an api in prod, with postgres", "k8s and postgres, live"]
)
def test_a_weak_word_brings_no_obligation(text: str) -> None:
    """A starting point with a compliance pack is not the first where no rule and no such data were spoken of."""
    first = knowledge().form.scenario(ranking(text)[0])
    assert first is not None
    assert not first.request.get("compliance", {}).get("packs")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("server please", False),
        ("one server for the company pls", False),
        ("a place for our program", False),
        ("something for the office", False),
        ("I was told to ask for the cloud thing for our program", False),
        ("sir i want one machine", False),
        ("web shop please", True),
        ("our old server must leave the cellar", True),
        ("we sell at the box office", True),
        ("a small internal tool", True),
        ("rooms that guests book", True),
        ("evry sensr sends a litle mesage", True),
        ("data pipeline with spark", True),
    ],
)
def test_words_of_any_computer_recommend_nothing(text: str, *, known: bool) -> None:
    """Without evidence it is asked what it hosts."""
    assert Ranker(knowledge().form).rank((text,), {}).known is known
