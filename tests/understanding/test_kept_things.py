"""Files and what becomes of them in the words of plain people; what is only dreamt of; words spelt by ear."""

from pathlib import Path
from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import View
from tests.reference_factory import interpreter, knowledge, session

STORAGE = "infra.storage.enabled"
CLASS = "infra.storage.buckets.0.storage_class"
BACK = "infra.storage.buckets.0.versioning"
DAYS = "infra.storage.buckets.0.retention_days"


def written(text: str) -> dict[str, Any]:
    """What an opening sets."""
    acts = interpreter().interpret(text, View(knowledge().form))
    return {act.path: act.value for act in acts if isinstance(act, a.Set)}


@pytest.mark.parametrize(
    "text",
    [
        "The loan papers have been scanned by now, and we would like to keep them somewhere safe.",
        "We collect old plays, on tape so far, and want the digital copies in a safe place.",
        "We want to put the signed deeds of every house away electronically.",
        "Grandpa's letters are digitised now and need a safe home.",
        "The sermons exist as recordings. They should be preserved for posterity.",
    ],
)
def test_what_is_on_a_machine_and_wants_a_place_is_stored(text: str) -> None:
    """Nobody says bucket."""
    assert written(text).get(STORAGE) is True


@pytest.mark.parametrize(
    "text",
    [
        "We keep our bikes somewhere safe", "the children's keys must be kept in a safe place",
        "tickets are scanned at the gate", "our members are digital nomads and keep their stuff in a safe place",
        "we do not want to keep the scanned letters anywhere safe", "a safe place to swim",
    ],
)  # fmt: skip
def test_a_safe_place_for_something_else_stores_nothing(text: str) -> None:
    """Bikes and keys."""
    assert STORAGE not in written(text)


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("One will hardly ever listen to the files, once in several years perhaps", CLASS, "ARCHIVE"),
        ("documents which nobody opens more than once every few years", CLASS, "ARCHIVE"),
        ("files that are read less than once a year", CLASS, "ARCHIVE"),
        ("photos that we look at about once a month", CLASS, "NEARLINE"),
        ("videos, somebody watches them every few months", CLASS, "COLDLINE"),
        ("The files need to be somewhere where we can get back what was in there yesterday.", BACK, True),
        ("if someone overwrites a file we must be able to bring back the one from last week", BACK, True),
        ("files, and we want to go back to an earlier one", BACK, True),
        ("Files, and nobody, not even the boss, may be able to throw one away within ten years.", DAYS, 3650),
        ("nobody must be able to get rid of a document before seven years are over", DAYS, 2555),
        ("documents that no one can discard for 5 years", DAYS, 1825),
    ],
)
def test_what_becomes_of_kept_things(text: str, path: str, value: object) -> None:
    """How often they are read, whether they come back, for how long they stay."""
    assert written(text).get(path) == value


@pytest.mark.parametrize(
    "text",
    [
        "We look at the pictures every day", "photos of a fair that takes place once a year",
        "files, sent back last week",
        "the files go back to the office", "We get back to you about the files", "files we read about once a year",
    ],
)  # fmt: skip
def test_other_times_and_other_ways_back(text: str) -> None:
    """A fair, a parcel, a letter."""
    assert not {CLASS, BACK} & set(written(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Maybe in five years we'd let people search in it with a real database, but that's a dream, not now.", set()),
        ("One day we may want a database", set()),
        ("Perhaps next year a cache, for now only a bucket", {STORAGE}),
        ("Some day we could use Redis, but for now just a bucket", {STORAGE}),
        (
            "We might one day have many users, so take a large database",
            {"infra.database.enabled", "infra.database.size"},
        ),
        ("The project started two years ago and needs a cache", {"infra.memorystore.enabled"}),
    ],
)
def test_what_is_dreamt_of_is_not_wanted_now(text: str, wanted: set[str]) -> None:
    """What is wanted today is read beside it."""
    assert set(written(text)) == wanted


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("I was told to ask for a cubernetes, no idea how you spell that", "infra.gke.enabled"),
        ("we need something called cubernettis", "infra.gke.enabled"),
        ("a memorystohr, or whatever it's called", "infra.memorystore.enabled"),
    ],
)
def test_a_word_whose_spelling_is_in_doubt_is_heard(text: str, path: str) -> None:
    """By its sound."""
    assert written(text).get(path) is True


@pytest.mark.parametrize("text", ["he plays in a band called Kabernet", "we sell something called cabinets"])
def test_another_name_is_no_word_of_the_factory(text: str) -> None:
    """However much it sounds like one."""
    assert not written(text)


@pytest.mark.parametrize(
    "text",
    [
        "an electronic form, which all 90,000 households will use as of September",
        "all our members will book with it from May on", "every nurse must work with it starting next month",
    ],
)  # fmt: skip
def test_who_relies_on_it_and_from_when_tells_the_stage(text: str) -> None:
    """It is the real thing."""
    assert written(text).get("environment") == "prod"


@pytest.mark.parametrize(
    "text",
    [
        "maybe all households will use it next year", "all 12 colleagues would use it if it were there",
        "all our guests come from May on", "every member pays a fee from May on",
    ],
)  # fmt: skip
def test_other_crowds_and_other_times_tell_none(text: str) -> None:
    """If and perhaps, and what has nothing to do with it."""
    assert "environment" not in written(text)


@pytest.mark.parametrize(
    "text", ["What's asked often should be kept in a cache", "What we collect must be stored in files"]
)
def test_what_should_be_is_no_question(text: str) -> None:
    """A clause that begins with "what" may be the subject of a wish."""
    assert not any(isinstance(act, a.Question) for act in interpreter().interpret(text, View(knowledge().form)))


def test_a_remark_that_points_nowhere_is_said_not_to_be_understood(tmp_path: Path) -> None:
    """Also while it is asked what to start from."""
    talk = session(tmp_path)
    talk.turn("We run a web shop for shoes")
    assert "brass plate by the door" in talk.turn("There is a brass plate by the door, green it is").reply
