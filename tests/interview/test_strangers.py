"""Conversations with a factory of strangers: what is said of its choices, its warnings, its questions."""

from pathlib import Path

import pytest

from maestro.domain.form import Field, Kind, Option
from maestro.interview.values import request_of
from maestro.interview.words import question_text
from tests.reference_factory import ROOT, knowledge, session

SWITCHBOARD = ROOT / "tests/factories/switchboard"
BASE = (
    "Customer care in Germany, operation, voice only, steady grade, 9 seats, local tariff, line code talk.",
    "customer care",
    "floor@example.com",
    "K-12345",
    "08:00 to 18:00",
)


def said(folder: Path, *messages: str) -> tuple[str, dict[str, object], tuple[str, ...]]:
    """All replies, the request and the places that deviate, after these messages."""
    talk = session(folder, root=SWITCHBOARD)
    replies = "\n".join(talk.turn(message).reply for message in messages)
    blueprint = talk.state.blueprint
    return replies, request_of(talk.form, blueprint), tuple(d.path for d in blueprint.deviations)


def test_a_consequence_is_of_all_that_a_message_says(tmp_path: Path) -> None:
    """A policy that what comes later in it displaces, or decides otherwise, is not told."""
    fireproof = "An outage line in the Netherlands, operation, fireproof, 16 seats, voice only, local tariff"
    replies, _, _ = said(tmp_path / "a", fireproof)
    assert "replicas 6" in replies
    assert "replicas 3" not in replies
    replies, _, deviating = said(tmp_path / "b", f"{fireproof}, 5 call servers")
    assert "replicas" not in replies
    assert deviating == ("servers",)


def test_an_option_is_not_charged_with_what_examples_bring(tmp_path: Path) -> None:
    """Operation needs a grade, but brings no servers."""
    replies, _, _ = said(tmp_path, "A line for orders in Poland, operation, 5 seats")
    assert "operation brings" not in replies


def test_a_displaced_policy_is_a_deviation(tmp_path: Path) -> None:
    """Also outside of what can be switched on."""
    replies, _, deviating = said(tmp_path, *BASE, "we want 5 call servers")
    assert deviating == ("servers",)
    assert "Call servers: 5 is outside the standard, which sets 3" in replies


def test_what_a_policy_warns_of_is_kept_and_told(tmp_path: Path) -> None:
    """With its reason; a value that it does not mind is none."""
    replies, request, deviating = said(tmp_path / "a", *BASE, "keep the recordings for 2 years")
    assert deviating == ("recording.keep",)
    assert "more than 365 days needs a reason" in replies
    assert request["recording"] == {"enabled": True, "keep": 730}
    assert said(tmp_path / "b", *BASE, "keep the recordings for 200 days")[2] == ()


def test_an_answer_that_changes_nothing_is_not_asked_for_ever(tmp_path: Path) -> None:
    """After some tries it is left open, and something else is asked."""
    talk = session(tmp_path, root=SWITCHBOARD)
    talk.turn("A line for orders in Poland, operation, 5 seats")
    talk.turn("empty")
    asked = set()
    for _ in range(8):
        talk.turn("in Poland")
        asked.add(talk.state.question.path if talk.state.question is not None else "")
    assert len(asked) > 1


@pytest.mark.parametrize(
    ("title", "kind", "question"),
    [
        ("Closes at", Kind.STRING, "Closes at: what shall it be?"),
        ("Kept for", Kind.INTEGER, "Kept for: what shall it be?"),
        ("At least", Kind.INTEGER, "At least: what shall it be?"),
        ("Protected by law", Kind.ARRAY, "Protected by law: what shall it be?"),
        ("Shifts a day", Kind.INTEGER, "How many shifts a day?"),
        ("Seats", Kind.INTEGER, "How many seats?"),
        ("Opening hours", Kind.STRING, "What are the opening hours?"),
        ("Share of calls", Kind.INTEGER, "What is the share of calls?"),
        ("Address", Kind.STRING, "What is the address?"),
        ("Status", Kind.STRING, "What is the status?"),
        ("Where it stands", Kind.STRING, "Where it stands?"),
    ],
)
def test_a_question_of_any_title(title: str, kind: Kind, question: str) -> None:
    """Is English."""
    assert question_text(Field("a", kind, title)) == question


def test_a_question_with_options_of_a_plural() -> None:
    """Asks which."""
    options = (Option("a", "a"), Option("b", "b"))
    assert question_text(Field("a", Kind.ARRAY, "Channels", options=options)) == "Which channels?"


@pytest.mark.parametrize("name", ["switchboard", "delta"])
def test_the_first_question_names_what_can_be_chosen(name: str, tmp_path: Path) -> None:
    """Of another factory nobody knows which words it has for its environments."""
    root = ROOT / "tests/factories" / name
    form = knowledge(root).form
    (found,) = [f for p in form.identity if (f := form.at(p)) is not None and f.options][:1]
    reply = session(tmp_path, root=root).turn("hello").reply
    assert all(option.title.lower() in reply.lower() for option in found.options)


@pytest.mark.parametrize(
    "text", ["mode upsert, url https://x.example/hook", "url https://x.example/hook, and the mode is upsert"]
)
def test_two_facts_of_different_kinds_are_asked_at_once(tmp_path: Path, text: str) -> None:
    """Each would imply another kind."""
    talk = session(tmp_path, root=ROOT / "tests/factories/delta")
    talk.turn(text)
    question = talk.state.question
    assert question is not None
    assert question.clash


def test_what_falls_away_is_said(tmp_path: Path) -> None:
    """With the rule; what was only implied is not called an earlier word."""
    replies, request, _ = said(tmp_path, "3 shifts a day, handover of 15 minutes", "no, office hours, 9 to 5")
    assert request["opening"] == {"pattern": "office", "opens": "09:00", "closes": "17:00"}
    assert "Handover: 15 minutes falls away: Handover goes with Kind of hours: Shifts only." in replies
    assert "You said" not in replies
