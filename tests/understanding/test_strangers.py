"""What people say to any factory: numbers, short bullets, what is usual, sentences that are no names."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.blueprint import Source, Status, Value
from maestro.domain.conversation import Asked, View
from maestro.domain.form import Form
from maestro.understanding.offline import OfflineInterpreter
from tests.understanding.made import form, written

ROOMS = form(
    needed=("code",),
    code={"title": "Fair code", "type": "string", "pattern": "^[a-z][a-z0-9-]{2,21}$"},
    run={"title": "Run", "type": "string", "enum": ["trial", "real"]},
    stalls={"title": "Stalls", "type": "integer", "minimum": 1, "maximum": 40},
    minutes={"title": "Length of a turn (min)", "type": "integer", "enum": [10, 15, 20, 30]},
    pager={"title": "Pager number", "type": "string", "pattern": "^[0-9]{2,6}$"},
)


def _acts(of: Form, text: str, asked: str) -> tuple[a.Act, ...]:
    return OfflineInterpreter(of).interpret(text, View(of, Asked(asked, "?"), chosen=True))


@pytest.mark.parametrize("said", ["15", "15 please", "make it 20", "30 stalls", "about 10"])
def test_the_open_question_takes_its_number_first(said: str) -> None:
    """Whoever else has the same number among its options."""
    assert list(written(ROOMS, said, asked="stalls")) == ["stalls"]


def test_a_number_without_a_field_of_numbers_is_no_name() -> None:
    """It is a legal value elsewhere, and no code."""
    assert "code" not in written(ROOMS, "15", asked="code")


@pytest.mark.parametrize("said", ["15", "it is 20"])
def test_a_text_of_digits_takes_its_number_first(said: str) -> None:
    """A pager number that some other field has among its options."""
    assert list(written(ROOMS, said, asked="pager")) == ["pager"]


@pytest.mark.parametrize("heading", ["Request:", "Please:", "What we want:", "For you:"])
def test_a_heading_above_bullets_loses_nothing(heading: str) -> None:
    """A person's list is no pasted structure."""
    assert written(ROOMS, f"{heading}\n- code: autumn-fair\n- 12 stalls\n- minutes: 20")["code"] == "autumn-fair"


@pytest.mark.parametrize(
    "said",
    [
        "whatever is usual",
        "the usual",
        "whatever's normal here",
        "whatever you normally do",
        "do what others usually do",
        "as others do",
        "take what's customary",
        "like most people do",
    ],
)
@pytest.mark.parametrize("asked", ["stalls", "code", "run"])
def test_what_is_usual_leaves_it_open(said: str, asked: str) -> None:
    """The decision is passed on, whatever is asked."""
    assert [type(act) for act in _acts(ROOMS, said, asked)] == [a.DontCare]


@pytest.mark.parametrize("said", ["what is usual?", "not the usual", "what do others do?"])
def test_who_asks_what_is_usual_decides_nothing(said: str) -> None:
    """A question, or a no."""
    assert not any(isinstance(act, (a.DontCare, a.Set)) for act in _acts(ROOMS, said, "stalls"))


@pytest.mark.parametrize(
    "said",
    [
        "first-timers are welcome now",
        "the walk-ins have to wait outside",
        "there will be sing-alongs",
        "we get drop-ins every day",
        "our co-workers come too",
        "they're grown-ups",
    ],
)
def test_a_sentence_is_no_code(said: str) -> None:
    """A word with a dash in it is still a word of the sentence."""
    assert "code" not in written(ROOMS, said, asked="code")


@pytest.mark.parametrize(
    "said",
    [
        "spring-fair",
        "spring-fair, we have used it for years",
        "call it spring-fair",
        "it is spring-fair",
        "we always use spring-fair",
        "we'd like spring-fair",
        "our code should be spring-fair",
        'people know us as "spring-fair"',
        "the posters say spring-fair",
    ],
)
def test_a_code_that_is_introduced_is_one(said: str) -> None:
    """By a verb that brings it, by quotes, or by standing alone."""
    assert written(ROOMS, said, asked="code") == {"code": "spring-fair"}


@pytest.mark.parametrize(
    "said", ["I hope that's right! yes", "Yes. Hopefully it's all correct", "yes, fingers crossed"]
)
def test_hope_beside_a_yes_approves(said: str) -> None:
    """It adds nothing and takes nothing back."""
    assert [type(act) for act in _acts(ROOMS, said, "review")] == [a.Submit]


@pytest.mark.parametrize("said", ["I hope that's right", "I hope you add a stall, yes"])
def test_hope_alone_approves_nothing(said: str) -> None:
    """Nor with a wish."""
    assert not any(isinstance(act, a.Submit) for act in _acts(ROOMS, said, "review"))


@pytest.mark.parametrize(
    "said",
    [
        "What is the difference between a trial and real?",
        "Which is better, trial or real?",
        "Trial and real, what is that?",
    ],
)
def test_a_question_sets_nothing(said: str) -> None:
    """Least of all several runs at once."""
    schema: dict[str, Any] = {"title": "Run", "type": "string", "enum": ["trial", "real"]}
    assert written(form(needed=("run",), run=schema), said) == {}


DAYS = form(
    needed=("code",),
    code={"title": "Fair code", "type": "string", "pattern": "^[a-z][a-z0-9-]{2,21}$"},
    begins={"title": "First day", "type": "string", "format": "date"},
    ends={"title": "Last day", "type": "string", "format": "date"},
)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("it ends on 7 May 2027", "ends"),
        ("we finish on 7 May 2027", "ends"),
        ("the last day is 7 May 2027", "ends"),
        ("until 7 May 2027", "ends"),
        ("starting 7 May 2027", "begins"),
        ("it starts on 7 May 2027", "begins"),
        ("we open on 7 May 2027", "begins"),
    ],
)
def test_a_day_goes_to_the_end_that_is_told(said: str, place: str) -> None:
    """ "on" is said of any day."""
    assert written(DAYS, said, asked="code") == {place: "2027-05-07"}


@pytest.mark.parametrize("said", ["on 7 May 2027", "the vote was on 7 May 2027"])
def test_a_day_of_no_end_is_not_guessed(said: str) -> None:
    """Where two fields take one."""
    assert written(DAYS, said, asked="code") == {}


def _put_right(said: str, **held: str) -> list[tuple[str, object]]:
    values = {path: Value(value, Source.USER, Status.STATED) for path, value in held.items()}
    view = View(DAYS, Asked("code", "?"), chosen=True, values=values)
    return [(act.path, act.value) for act in OfflineInterpreter(DAYS).interpret(said, view) if isinstance(act, a.Set)]


@pytest.mark.parametrize(
    "said", ["sorry, 4 March 2027, I misread the calendar", "oops, 4 March 2027", "no wait, 4 March 2027"]
)
def test_the_day_that_stands_is_put_right(said: str) -> None:
    """Whatever is asked by then."""
    assert _put_right(said, begins="2027-03-03") == [("begins", "2027-03-04")]


@pytest.mark.parametrize("said", ["sorry, it ends on 4 March 2027", "oops, until 4 March 2027"])
def test_the_other_end_is_not_put_right(said: str) -> None:
    """It is told for the first time."""
    assert _put_right(said, begins="2027-03-03") == [("ends", "2027-03-04")]


HALLS = form(
    needed=("code", "sessions"),
    code={"title": "Fair code", "type": "string", "pattern": "^[a-z][a-z0-9-]{2,21}$"},
    run={"title": "Run", "type": "string", "enum": ["trial", "real"]},
    sessions={
        "title": "Sessions",
        "description": "One for each room or barge where people sew.",
        "type": "array",
        "items": {
            "title": "Session",
            "type": "object",
            "required": ["place", "desks"],
            "properties": {
                "place": {"title": "Place", "type": "string", "pattern": "^[a-z][a-z0-9-]{1,29}$"},
                "desks": {"title": "Desks", "type": "integer", "minimum": 1, "maximum": 40},
            },
        },
    },
)


@pytest.mark.parametrize(
    ("said", "items"),
    [
        ("two rooms: great-hall with 20 desks and attic with 8 desks", {"great-hall": 20, "attic": 8}),
        ("One room, the drill-hall, 12 desks.", {"drill-hall": 12}),
        ("rooms: library with 7 desks", {"library": 7}),
        ("we have two rooms, the fan-shop with 16 desks and the foyer with 10 desks", {"fan-shop": 16, "foyer": 10}),
        ("barge: marigold with 3 desks", {"marigold": 3}),
        ("one room, the trial-hall with 9 desks", {"trial-hall": 9}),
    ],
)
def test_items_are_told_by_a_word_for_their_kind(said: str, items: dict[str, int]) -> None:
    """The factory's text says "room"; a name, and a number that only an item has, stand behind it."""
    entries = [{"place": name, "desks": desks} for name, desks in items.items()]
    assert written(HALLS, said, asked="code") == {"sessions": entries}


@pytest.mark.parametrize(
    "said",
    [
        "we need 12 desks",
        "please plan with 4 desks",
        "a fair with 12 desks",
        "each room with 8 desks",
        "the rooms, with 8 desks each",
        "I want people with 4 desks",
    ],
)
def test_no_item_is_made_of_other_words(said: str) -> None:
    """Without a name there is none."""
    assert "sessions" not in written(HALLS, said, asked="code")
