"""Which starting point is recommended: by what was said, not by one weak word, and without obligations nobody named."""

from pathlib import Path

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from maestro.understanding.vocabulary.ranking import Ranker
from tests.reference_factory import ROOT, interpreter, knowledge, session


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


GUIDES = ROOT / "tests" / "factories" / "audioguide"


def ranked(text: str) -> a.Describe:
    """What an opening says to a factory that gives no hints but its titles, texts and examples."""
    acts = interpreter(GUIDES).interpret(text, View(knowledge(GUIDES).form))
    return next(act for act in acts if isinstance(act, a.Describe))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("A special exhibition with famous paintings, huge crowds, licensed pictures.", "04-blockbuster"),
        ("a show of masters from all over the world, open for some months only", "04-blockbuster"),
        ("the audience are families, the device is their own", "02-hands-on-science"),
        ("steam engines and dinosaurs, beacons start the texts", "02-hands-on-science"),
        ("the teacher brings two school classes", "03-school-trail"),
        ("sculptures that always stand here", "01-permanent-collection"),
    ],
)
def test_a_starting_point_by_its_texts_and_values(text: str, first: str) -> None:
    """However many entries of a required list it holds: languages lay no duty on anybody."""
    assert ranked(text).ranking[0] == first
    assert ranked(text).margin > 0


@pytest.mark.parametrize("text", ["an audio guide, please", "We need a guide for the silver chamber.", "for visitors"])
def test_nothing_is_recommended_without_evidence(text: str) -> None:
    """What all starting points share, and what none has, puts none of them ahead."""
    assert ranked(text).margin == 0


def test_where_none_is_ahead_each_is_told_with_a_line(tmp_path: Path) -> None:
    """None is said to be recommended; who leaves it open all the same gets the first."""
    talk = session(tmp_path, root=GUIDES)
    talk.turn("We need a guide for the silver chamber.")
    turn = talk.turn("for our visitors, public")
    assert "(recommended)" not in turn.to_json()["reply"]
    assert "Blockbuster: A special exhibition" in turn.to_json()["reply"]
    assert talk.turn("whatever you recommend").to_json()["scenario"]
