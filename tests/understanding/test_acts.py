"""What a message does beside saying facts: ending, going back, pausing, approving, putting right, asking back."""

from dataclasses import replace
from typing import Any

import pytest

from maestro.domain import acts as a
from maestro.domain.acts import Topic
from maestro.domain.blueprint import Source, Status, Value
from maestro.domain.conversation import Asked, View
from maestro.interview import questions
from maestro.interview.state import State
from tests.reference_factory import interpreter, knowledge

FORM = knowledge().form
CODE, SIZE = "tenant_code", "infra.database.size"


def stated(**values: Any) -> dict[str, Value]:
    """Values that the user gave; `__` in a name stands for a dot."""
    return {
        path.replace("__", "."): Value(value, Source.USER, Status.STATED, str(value)) for path, value in values.items()
    }


def read(text: str, asked: str = "", **view: Any) -> tuple[a.Act, ...]:
    """The acts of a message in a conversation that has a starting point."""
    question = Asked(asked, "?") if asked else None
    known = View(FORM, **{"question": question, "chosen": True, **view})
    return tuple(act for act in interpreter().interpret(text, known) if not isinstance(act, a.Describe))


def kinds(text: str, asked: str = "", **view: Any) -> list[type]:
    """The kinds of its acts."""
    return [type(act) for act in read(text, asked, **view)]


@pytest.mark.parametrize(
    "text",
    [
        "Cancel all this, we go with another provider",
        "please cancel the whole thing, our budget was cut.",
        "The project was called off, sorry",
        "we decided not to go ahead",
        "forget the whole project please",
        "we don't need this request any more",
    ],
)
def test_who_ends_it_all_is_understood_inside_a_sentence(text: str) -> None:
    """The reason that follows changes nothing."""
    assert kinds(text, CODE) == [a.Cancel]


@pytest.mark.parametrize("text", ["drop redis", "cancel the bucket", "forget the cache", "delete the database"])
def test_a_thing_that_is_dropped_ends_nothing(text: str) -> None:
    """It is the thing that goes."""
    assert kinds(text) == [a.Reject]


def test_who_cancels_and_names_another_start_goes_on() -> None:
    """Words that turn away are taken off; the start is chosen."""
    for text in ("no, forget it: start from the lean startup one instead", "cancel everything, take lean startup"):
        (choice,) = read(text, CODE)
        assert isinstance(choice, a.Choose)
        assert choice.scenario == "02-lean-startup-shared"


@pytest.mark.parametrize(
    ("text", "scenario"),
    [
        ("switch to event driven", "05-event-driven-services"),
        ("let's rather take the healthcare blueprint", "06-regulated-healthcare"),
        ("start from scratch instead", None),
        ("please switch to the web shop blueprint instead", "04-web-commerce"),
        ("not the lamp one, start from web commerce", "04-web-commerce"),
    ],
)
def test_a_start_is_known_by_part_of_its_name(text: str, scenario: str | None) -> None:
    """The beginning of a title, a word of its own with a noun, from scratch."""
    found = next(act for act in read(text, CODE) if isinstance(act, a.Choose))
    assert found.scenario == scenario


def test_an_opening_from_scratch_chooses_nothing() -> None:
    """Before there is a choice, the words speak of a project."""
    acts = interpreter().interpret("we build our shop from scratch and start with postgres", View(FORM))
    assert not any(isinstance(act, a.Choose) for act in acts)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("undo", 1),
        ("undo once more", 1),
        ("undo another step please", 1),
        ("go back one", 1),
        ("take that back", 1),
        ("undo the last two", 2),
        ("go back 3 steps", 3),
    ],
)
def test_so_many_steps_back(text: str, steps: int) -> None:
    """One where no number is said."""
    (undo,) = read(text, CODE)
    assert undo == a.Undo(text, steps)


def test_everything_can_be_undone_at_once() -> None:
    """Starting over goes back further than anything is kept."""
    (undo,) = read("let's start over", CODE)
    assert isinstance(undo, a.Undo)
    assert undo.steps > 200


def test_a_step_back_and_what_to_do_instead() -> None:
    """Both are read."""
    undo, *rest = read("take that back and make the database large", CODE)
    assert isinstance(undo, a.Undo)
    assert {act.path: act.value for act in rest if isinstance(act, a.Set)}[SIZE] == "large"


@pytest.mark.parametrize(
    "text",
    [
        "let me pause here, save it", "I have to go now", "can we continue this tomorrow", "save this for later please",
        "brb", "I'll come back later with the number",
    ],
)  # fmt: skip
def test_a_pause_is_no_answer(text: str) -> None:
    """Nothing is written, whatever was asked."""
    assert kinds(text, CODE)[0] is a.Pause


@pytest.mark.parametrize("text", ["let's continue", "where were we?", "I'm back", "go on please"])
def test_going_on_asks_the_question_again(text: str) -> None:
    """It approves nothing, not even at the last look."""
    assert read(text, "review") == (a.Question(Topic.REPEAT, quote=read(text, "review")[0].quote),)


@pytest.mark.parametrize(
    "text",
    [
        "send it", "yes", "yes please, open the PR", "looks good to me, go", "all good", "perfect, thanks!",
        "I approve", "fine by me", "go ahead and open the pull request, thanks a lot", "that's it, we're done",
        "nothing to change",
        "make it happen", "Great. The team is waiting.", "okay then let's roll", "ship it \U0001f680", "\U0001f44d",
    ],
)  # fmt: skip
def test_plain_approvals_submit(text: str) -> None:
    """At the last look."""
    assert kinds(text, "review") == [a.Submit]


@pytest.mark.parametrize(
    "text",
    [
        "Is that all? Wonderful, then yes please.",
        "Yes, both like that please.",
        "Parfait, you can send.",
        "sounds fitting, yes",
    ],
)
def test_an_approval_may_stand_among_other_words(text: str) -> None:
    """As long as they say nothing of the request and take nothing back."""
    assert kinds(text, "review") == [a.Submit]


@pytest.mark.parametrize(
    "text",
    [
        "I guess so", "maybe", "not yet", "should be ok", "yes?", "looks good, one question", "what if I say yes?",
        "yes, if the region is right", "hmm", "why not", "no", "don't send it", "wait", "ok but who approves it?",
    ],
)  # fmt: skip
def test_what_is_not_plain_submits_nothing(text: str) -> None:
    """Whatever else it means."""
    asked = questions.review()
    acts = interpreter().interpret(text, View(FORM, question=asked, chosen=True))
    plain = [act for act in acts if isinstance(act, (a.Submit, a.Accept))]
    assert not plain or any(isinstance(act, (a.Question, a.Unclear, a.DontKnow)) for act in acts)


@pytest.mark.parametrize(
    "text",
    [
        "oops the code has a typo, it must be mapsrv", "sorry, mapsrv", "mapsrv, not mapserv",
        "rename mapserv to mapsrv", "the tenant code is wrong: it should be mapsrv", "not mapserv but mapsrv",
        "change the code to mapsrv",
    ],
)  # fmt: skip
def test_a_name_is_put_right_while_something_else_is_asked(text: str) -> None:
    """By its field, by the old word, or by being a slip apart."""
    fix = next(act for act in read(text, "gcp.region", values=stated(tenant_code="mapserv"), recent=CODE))
    assert isinstance(fix, a.Set)
    assert (fix.path, fix.value, fix.correction) == (CODE, "mapsrv", True)


def test_a_name_that_is_taken_gives_way_to_another() -> None:
    """Over two sentences."""
    (fix,) = read("oh wait chatty is taken by marketing. plauder instead", SIZE, values=stated(tenant_code="chatty"))
    assert isinstance(fix, a.Set)
    assert (fix.path, fix.value) == (CODE, "plauder")


def test_an_answer_is_no_correction_of_another_field() -> None:
    """A new word that resembles nothing stays an answer."""
    values = stated(infra__storage__buckets__0__name="uploads")
    (answer,) = read("it should be museum", CODE, values=values, recent="infra.storage.buckets.0.name")
    assert isinstance(answer, a.Set)
    assert (answer.path, answer.value) == (CODE, "museum")


@pytest.mark.parametrize(
    "text", ["sorry, medium", "I changed my mind, medium", "no wait, make that medium", "oops, medium"]
)
def test_a_value_said_anew_is_for_what_was_answered_last(text: str) -> None:
    """Unless it answers what is asked now."""
    (again,) = read(text, CODE, values=stated(infra__database__size="large"), recent=SIZE)
    assert isinstance(again, a.Set)
    assert (again.path, again.value) == (SIZE, "medium")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("not for production, actually it is production. No sorry, staging", "nonprod"),
        ("production, no wait, a trial, hmm no, production", "prod"),
        ("it's a test, actually production", "prod"),
    ],
)
def test_one_mind_in_the_end(text: str, value: str) -> None:
    """The last word counts where it takes the others back."""
    found = [act.value for act in read(text) if isinstance(act, a.Set) and act.path == "environment"]
    assert found == [value]


def test_a_value_said_anew_may_give_its_reason() -> None:
    """And need not be of the very last answer."""
    values = stated(infra__database__size="large", environment="prod")
    again = read("I meant medium, large is over the top", "scenario", values=values, recent="environment")[0]
    assert isinstance(again, a.Set)
    assert (again.path, again.value) == (SIZE, "medium")


def test_none_and_why() -> None:
    """A no with its reason is a no."""
    asked = "compliance.packs"
    assert kinds("none, somebody else does the cards", asked)[0] in (a.Decline, a.Reject)


def test_two_minds_are_for_the_user_to_settle() -> None:
    """Nothing was taken back: both are offered."""
    assert a.Narrow in kinds("the database is small. The database is large.")


@pytest.mark.parametrize(
    ("text", "value"),
    [("the bigger one", "large"), ("the smallest please", "small"), ("the middle one", "medium")],
)
def test_degrees_pick_from_a_scale(text: str, value: str) -> None:
    """Seen from what is recommended."""
    choices = tuple(replace(c, recommended=False) for c in questions.ask(knowledge(), State(), (SIZE, None)).choices)
    question = Asked(SIZE, "?", choices, "medium")
    (picked,) = interpreter().interpret(text, View(FORM, question=question, chosen=True))
    assert isinstance(picked, a.Set)
    assert picked.value == value


def test_the_same_as_another_choice() -> None:
    """With the same options, and named or the only one."""
    values = stated(infra__gke__size="large")
    (same,) = read("same as the cluster", SIZE, values=values, recent="infra.gke.size")
    assert isinstance(same, a.Set)
    assert (same.path, same.value) == (SIZE, "large")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what will happen when I say yes?", Topic.NEXT),
        ("who approves this?", Topic.NEXT),
        ("will it be deployed right away?", Topic.NEXT),
        ("how many questions do you still have?", Topic.LEFT),
        ("are we nearly there?", Topic.LEFT),
        ("how much does medium cost?", Topic.COST),
        ("is it expensive?", Topic.COST),
        ("can I change it later?", Topic.LATER),
        ("what if I made a mistake?", Topic.LATER),
        ("what would you recommend?", Topic.RECOMMENDED),
        ("which one is best for us?", Topic.RECOMMENDED),
        ("what happens if we pick PCI?", Topic.ENTAILS),
        ("what's the difference between lean startup and event driven?", Topic.COMPARE),
    ],
)
def test_questions_are_known_by_what_they_are_about(text: str, topic: Topic) -> None:
    """And write nothing."""
    (question,) = read(text, SIZE)
    assert isinstance(question, a.Question)
    assert question.topic is topic


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("we can live without redis", True),
        ("everything except dns", True),
        ("kubernetes no, redis yes", True),
        ("don't forget the bucket", False),
        ("never delete the bucket", False),
        ("I don't want to lose the database", False),
    ],
)
def test_what_denies_and_what_keeps(text: str, refused: bool) -> None:
    """Removing what must not be removed is keeping it."""
    assert (a.Reject in kinds(text)) is refused
