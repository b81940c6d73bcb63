"""Lists of codes and of names: in a row, as a whole, with what is said of each entry."""

from pathlib import Path
from typing import Any

import pytest

from maestro.interview.values import request_of
from tests.reference_factory import ROOT, session
from tests.understanding.made import form, written

SUBTITLES = {"title": "Subtitles", "type": "array", "items": {"enum": ["de", "en", "it", "no", "is", "fr"]}}
FILM = form(
    subtitles=SUBTITLES,
    scenes={
        "title": "Scenes",
        "type": "array",
        "items": {
            "type": "object",
            "required": ["label"],
            "properties": {
                "label": {"title": "Label", "type": "string", "pattern": "^[a-z][a-z-]{1,20}$"},
                "takes": {"title": "Takes", "type": "integer", "minimum": 1},
                "night": {"title": "Filmed at night", "type": "boolean"},
            },
        },
    },
)
AUDIOGUIDE = ROOT / "tests/factories/audioguide"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("subtitles de/en/it", ["de", "en", "it"]),
        ("Subtitles: it", ["it"]),
        ("subtitles it/de please", ["it", "de"]),
        ("subtitles: de, en, it and fr", ["de", "en", "it", "fr"]),
        ("subtitles: is, de", ["is", "de"]),
        ("subtitles = fr + it", ["fr", "it"]),
        ("subtitles de & it", ["de", "it"]),
        ("subtitles in de/it/fr, and that is all", ["de", "it", "fr"]),
    ],
)
def test_a_code_in_a_row_is_one(text: str, codes: list[str]) -> None:
    """Though it is a word of the language as well."""
    assert written(FILM, text) == {"subtitles": codes}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("subtitles in de, it starts at night", ["de"]),
        ("subtitles de and it is free", ["de"]),
        ("subtitles de, no hurry", ["de"]),
        ("subtitles en, is that possible?", ["en"]),
        ("we have de and en, it was cheap", ["de", "en"]),
    ],
)
def test_a_word_beside_a_code_is_a_word(text: str, codes: list[str]) -> None:
    assert written(FILM, text).get("subtitles", []) in (codes, [])


@pytest.mark.parametrize(
    ("text", "scenes"),
    [
        (
            "Two scenes: kitchen, 4 takes, and long-road, 2 takes.",
            [{"label": "kitchen", "takes": 4}, {"label": "long-road", "takes": 2}],
        ),
        ("a scene called great-hall with 3 takes", [{"label": "great-hall", "takes": 3}]),
        (
            "scenes: porch of 3 takes, garden of two takes",
            [{"label": "porch", "takes": 3}, {"label": "garden", "takes": 2}],
        ),
        (
            "scenes: porch (3 takes), garden (2 takes), attic",
            [{"label": "porch", "takes": 3}, {"label": "garden", "takes": 2}, {"label": "attic"}],
        ),
        (
            "scenes kitchen (2 takes) and garden (filmed at night)",
            [{"label": "kitchen", "takes": 2}, {"label": "garden", "night": True}],
        ),
    ],
)
def test_entries_have_what_is_said_of_each(text: str, scenes: list[dict[str, Any]]) -> None:
    assert written(FILM, text) == {"scenes": scenes}


def held(folder: Path, *messages: str) -> tuple[dict[str, Any], str]:
    talk = session(folder, root=AUDIOGUIDE)
    replies = [talk.turn(message).reply for message in messages]
    return request_of(talk.form, talk.state.blueprint), replies[-1]


def test_a_later_fact_goes_to_the_entry_it_names(tmp_path: Path) -> None:
    """And to none, where it names none of several: that is asked."""
    two = "Two stops: helmet, 4 minutes, and great-sword, 2 minutes."
    request, _ = held(tmp_path / "a", two, "The great-sword starts by picture.")
    assert request["stops"][1] == {"label": "great-sword", "minutes": 2, "start": "picture"}
    request, reply = held(tmp_path / "b", two, "It starts by picture, please.", "a film in sign language")
    assert all("signed" not in stop for stop in request["stops"])
    assert "helmet or great-sword" in reply
    request, _ = held(tmp_path / "c", two, "Add a third stop called shield that starts by picture.")
    assert [stop["label"] for stop in request["stops"]] == ["helmet", "great-sword", "shield"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("the languages are German and Polish", ["de", "pl"]),
        ("only English, please", ["en"]),
        ("languages: it/de", ["it", "de"]),
        ("add Polish", ["de", "en", "fr", "pl"]),
        ("Polish as well", ["de", "en", "fr", "pl"]),
        ("we also speak Italian", ["de", "en", "fr", "it"]),
    ],
)
def test_a_list_said_as_a_whole_is_all_of_it(tmp_path: Path, text: str, codes: list[str]) -> None:
    """In the place of what a starting point has; what is added comes to it."""
    request, _ = held(tmp_path, "permanent collection for visitors, public", text)
    assert request["spoken_in"] == codes


def test_a_word_of_another_statement_is_no_name(tmp_path: Path) -> None:
    """While a name is asked for; a word of naming before it makes it one."""
    start = "permanent collection for visitors, public"
    request, _ = held(tmp_path / "a", start, "visitors use their own telephones")
    assert "exhibition" not in request
    request, _ = held(tmp_path / "b", start, "also in Italian")
    assert "exhibition" not in request
    request, _ = held(tmp_path / "c", start, "call it telephones")
    assert request["exhibition"] == "telephones"
