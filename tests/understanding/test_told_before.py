"""Asked what it is for, people point back to what they told: that is the purpose, and the conversation goes on."""

from pathlib import Path

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import Asked, View
from tests.reference_factory import interpreter, knowledge, session

BACK = (
    "just what I told you, nothing more", "as I said, that's all there is to it", "what I described, no more than that",
    "As I wrote.", "like I said in my first message", "see above", "same as above", "exactly what I wrote",
    "that's what we just explained", "only what I mentioned", "well, that's all", "nothing more to say, thanks",
    "as described", "it's for what I said",
)  # fmt: skip
NEW = (
    "we tell stories to children", "we write letters for people who cannot", "what I told my wife runs in production",
    "nothing more than a page with opening hours", "that's all the recordings of our choir", "we explain museums",
    "as I said, a page for our members", "like before, people look up the bus there",
)  # fmt: skip


def read(text: str) -> tuple[a.Act, ...]:
    """What a message means when it is asked what the thing is for."""
    return interpreter().interpret(text, View(knowledge().form, Asked("purpose", "What will it host?")))


@pytest.mark.parametrize("text", BACK)
def test_pointing_back_answers_what_it_is_for(text: str) -> None:
    """Nothing is to be added."""
    assert [type(act) for act in read(text)] == [a.DontCare]


@pytest.mark.parametrize("text", NEW)
def test_what_tells_more_is_the_purpose(text: str) -> None:
    """A story about telling is a story."""
    assert any(isinstance(act, a.Describe) and act.known for act in read(text))


@pytest.mark.parametrize("text", BACK)
def test_the_conversation_goes_on(tmp_path: Path, text: str) -> None:
    """The same question is not asked again."""
    talk = session(tmp_path)
    talk.turn("Would it perhaps be possible to have a little corner for our chess federation's results?")
    assert talk.state.question is not None
    assert talk.state.question.path == "purpose"
    talk.turn(text)
    assert talk.state.question.path == "scenario"
