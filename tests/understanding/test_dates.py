"""Days as people write them, asked or told, and values that the next sentence says anew."""

from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import Asked, View
from maestro.domain.form import Form
from maestro.understanding.english.dates import dates, without_year
from maestro.understanding.offline import OfflineInterpreter
from tests.understanding.made import form, written

FAIR = form(
    begins={"title": "First day", "type": "string", "format": "date"},
    ends={"title": "Last day", "type": "string", "format": "date"},
    stalls={"title": "Stalls", "type": "integer", "minimum": 1},
    rent={"title": "Rent per stall (EUR)", "type": "number"},
    ground={"title": "Ground", "enum": ["grass", "gravel", "asphalt"]},
)
TAX = form(
    filed={"title": "Filed on", "type": "string", "pattern": "^(0[1-9]|[12]\\d|3[01])/(0[1-9]|1[0-2])/20\\d\\d$"}
)


def answered(of: Form, path: str, text: str) -> a.Act:
    return OfflineInterpreter(of).interpret(text, View(of, Asked(path, "?"), chosen=True))[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15 June 2027", "2027-06-15"),
        ("15 June, 2027", "2027-06-15"),
        ("The twelfth of May 2027.", "2027-05-12"),
        ("8th of February 2027", "2027-02-08"),
        ("June the 5th, 2027", "2027-06-05"),
        ("the twenty-first of June 2027", "2027-06-21"),
        ("first of May 2027", "2027-05-01"),
        ("end of February 2028", "2028-02-29"),
        ("the beginning of July 2027", "2027-07-01"),
        ("25/5/2027", "2027-05-25"),
        ("5/25/2027", "2027-05-25"),
        ("3.4.2027", "2027-04-03"),
        ("Sept 3rd 2027", "2027-09-03"),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, day: str) -> None:
    assert [d.day.isoformat() for d in dates(text)] == [day]


@pytest.mark.parametrize(
    "text", ["May 2027", "31 February 2027", "version 1/5", "the second of the two, 2027", "last March 2027", "in 2027",
             "room 12 of 2027", "mid March 2027"]
)  # fmt: skip
def test_what_names_no_day_is_none(text: str) -> None:
    assert list(dates(text)) == []


@pytest.mark.parametrize(
    "text", ["She wrote 15 June 2027.", "my boss said the 15th of June 2027", "15 June 2027 I think"]
)
def test_the_one_day_of_an_answer_is_it(text: str) -> None:
    """Whoever named it."""
    assert written(FAIR, text, asked="begins") == {"begins": "2027-06-15"}


def test_a_day_that_can_be_read_in_two_ways_is_asked() -> None:
    """Unless the field's own form tells which comes first."""
    act = answered(FAIR, "begins", "it should be 1/5/2027")
    assert isinstance(act, a.Narrow)
    assert act.values == ("2027-05-01", "2027-01-05")
    assert written(TAX, "1/5/2027", asked="filed") == {"filed": "01/05/2027"}
    assert written(TAX, "the first of May 2027", asked="filed") == {"filed": "01/05/2027"}


@pytest.mark.parametrize(("text", "short"), [("15 June", "15 June"), ("on the 3rd of May", "the 3rd of May")])
def test_a_day_without_its_year_is_said_back(text: str, short: str) -> None:
    """So that the answer asks for it; nothing is guessed."""
    assert without_year(text) == short
    assert written(FAIR, text, asked="begins") == {"begins": short}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("First day is 2027-02-01. Actually make that the 8th of February 2027.", {"begins": "2027-02-08"}),
        ("30 stalls. No, 25.", {"stalls": 25}),
        ("30 stalls, sorry, make it 25.", {"stalls": 25}),
        ("Rent per stall: 12. Oh wait, 15.", {"rent": 15}),
        ("The ground is grass. No wait, gravel.", {"ground": "gravel"}),
        ("Last day 3 May 2027. Correction: 4 May 2027.", {"ends": "2027-05-04"}),
        ("30 stalls. Scratch that, 28 stalls.", {"stalls": 28}),
        ("30 stalls, and the last day is 3 May 2027. I mean 4 May 2027.", {"stalls": 30, "ends": "2027-05-04"}),
    ],
)
def test_what_the_next_words_put_right_is_right(text: str, expected: dict[str, Any]) -> None:
    """A turn says the value anew that was said last."""
    assert written(FAIR, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 stalls. Actually we had 25 years of luck with the weather so far and hope for more.", {"stalls": 30}),
        ("30 stalls. Sorry for the late reply.", {"stalls": 30}),
        ("First day 2027-02-01. Actually the last day is 2027-02-08.", {"begins": "2027-02-01", "ends": "2027-02-08"}),
        ("30 stalls. We open 2 gates.", {"stalls": 30}),
        ("The ground is grass. Actually, that is nice.", {"ground": "grass"}),
        ("30 stalls. Wait a minute.", {"stalls": 30}),
        ("30 stalls. No, thanks.", {"stalls": 30}),
    ],
)
def test_other_words_put_nothing_right(text: str, expected: dict[str, Any]) -> None:
    assert written(FAIR, text) == expected


def test_a_no_before_a_thing_takes_nothing_back() -> None:
    """ "Actually no, 25" turns round; "actually no stalls" does not want any."""
    assert written(FAIR, "30 stalls. Actually no, 25.") == {"stalls": 25}
    assert written(FAIR, "30 stalls. Actually no gravel, please.") == {"stalls": 30}
