"""What a schema says of the values that it enumerates, in all the ways in which schemas say it."""

import pytest

from maestro.domain.form import Field
from maestro.factory.fields import fields_of

LEVELS = ["dry", "chilled", "frozen"]


def _field(**node: object) -> Field:
    (found,) = fields_of({"type": "object", "properties": {"a": node}})
    return found


@pytest.mark.parametrize(
    "node",
    [
        {"enum": ["IE", "DE"], "description": "Where it runs: IE Ireland, DE Germany."},
        {"enum": ["IE", "DE"], "description": "IE: Ireland; DE: Germany"},
        {"enum": ["IE", "DE"], "description": "Where it runs.\n\n- `IE` - Ireland\n- `DE` - Germany"},
        {"enum": ["IE", "DE"], "description": "`IE` (Ireland) or `DE` (Germany)."},
        {"enum": ["IE", "DE"], "description": "| IE | Ireland |\n| DE | Germany |"},
        {"enum": ["IE", "DE"], "x-enum-descriptions": ["Ireland", "Germany"]},
        {"enum": ["IE", "DE"], "x-enumNames": ["Ireland", "Germany"]},
        {"enum": ["IE", "DE"], "meta:enum": {"IE": "Ireland", "DE": "Germany"}},
        {"enum": ["IE", "DE"], "x-ms-enum": {"values": [{"value": "IE", "name": "Ireland"},
                                                         {"value": "DE", "description": "Germany"}]}},
        {"oneOf": [{"const": "IE", "title": "Ireland"}, {"const": "DE", "title": "Germany"}]},
        {"oneOf": [{"const": "IE", "description": "Ireland"}, {"const": "DE", "description": "Germany"}]},
        {"enum": ["IE", "DE"], "title": "Country"},
    ],
)  # fmt: skip
def test_names_of_codes_become_titles(node: dict[str, object]) -> None:
    """However they are told; what nobody tells is known of countries."""
    assert [o.title for o in _field(**node).options] == ["Ireland", "Germany"]


@pytest.mark.parametrize(
    ("description", "means"),
    [
        ("Dry for flour, chilled for milk, frozen for ice.", ["for flour", "for milk", "for ice"]),
        ("How it is kept: dry is on a shelf, chilled under 7 degrees, frozen in a chest.",
         ["on a shelf", "under 7 degrees", "in a chest"]),
        ("Dry stands on a shelf. Chilled needs a fridge. In frozen nothing melts.",
         ["stands on a shelf", "needs a fridge", "nothing melts"]),
        ("* dry: keeps for a year\n* chilled: keeps for a week\n* frozen: keeps for a month",
         ["keeps for a year", "keeps for a week", "keeps for a month"]),
    ],
)  # fmt: skip
def test_sentences_become_meanings(description: str, means: list[str]) -> None:
    """A value keeps its own name, and is shown with what is said of it."""
    options = _field(enum=LEVELS, description=description).options
    assert [(o.title, o.means) for o in options] == list(zip(LEVELS, means, strict=True))


@pytest.mark.parametrize(
    ("description", "alias"),
    [
        ("Voice is the telephone, chat a window on the site.", "telephone"),
        ("voice: telephone, chat: a window on the site", "telephone"),
        ("Voice means phone calls; chat means typing.", "phone calls"),
        ("With voice they ring, with chat they type.", None),
        ("Voice is for those who like to talk; chat is for the others.", None),
    ],
)
def test_a_short_noun_is_another_name(description: str, alias: str | None) -> None:
    """A sentence is none."""
    voice, _ = _field(enum=["voice", "chat"], description=description).options
    assert voice.aliases == ((alias,) if alias else ())


@pytest.mark.parametrize(
    "description",
    [
        "Whether it is dry; dry goods need no truck.",
        "Dry, chilled or frozen.",
        "How the goods are kept on the way.",
        "Choose between dry and chilled and frozen",
        "",
    ],
)
def test_a_text_that_explains_nothing_stays_as_it_is(description: str) -> None:
    """One that only names the values, or speaks of one of them."""
    found = _field(enum=LEVELS, description=description)
    assert found.description == description
    assert not any(o.means or o.aliases for o in found.options)


def test_what_options_say_is_not_said_twice() -> None:
    """The question keeps what the field is for."""
    found = _field(enum=["IE", "DE"], description="Whose law applies: IE Ireland, DE Germany. Ask the lawyers.")
    assert found.description == "Whose law applies. Ask the lawyers."


@pytest.mark.parametrize(
    ("values", "title", "titles"),
    [
        (["de", "it", "fr"], "Language", ["German", "Italian", "French"]),
        (["de", "it", "fr"], "Country", ["Germany", "Italy", "France"]),
        (["DEU", "ITA"], "Market", ["Germany", "Italy"]),
        (["EUR", "CHF"], "Paid in", ["euro", "Swiss franc"]),
        (["mon", "sat"], "Day", ["Monday", "Saturday"]),
        (["en-GB", "de-AT"], "Voice", ["English (United Kingdom)", "German (Austria)"]),
        (["Europe/Vienna", "America/New_York"], "Clock", ["Vienna", "New York"]),
        (["us", "eu", "xx"], "Stays in", ["us", "eu", "xx"]),
        (["IT", "HR", "PR"], "Department", ["IT", "HR", "PR"]),
    ],
)
def test_codes_of_the_world_are_known(values: list[str], title: str, titles: list[str]) -> None:
    """Where all values of a field are codes of one kind."""
    assert [o.title for o in _field(enum=values, title=title).options] == titles


def test_a_list_is_explained_by_itself_or_its_items() -> None:
    """Both texts count."""
    items = {"enum": ["h", "c"], "description": "h: hot, c: cold"}
    assert [o.title for o in _field(type="array", items=items).options] == ["hot", "cold"]
    told = _field(type="array", description="h: hot, c: cold", items={"enum": ["h", "c"]})
    assert [o.title for o in told.options] == ["hot", "cold"]
