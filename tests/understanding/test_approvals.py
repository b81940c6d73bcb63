"""What sends a request off at the last look, and what must not."""

import pytest

from maestro.domain import acts as a
from maestro.domain.conversation import Asked, View
from maestro.interview.questions import review
from tests.reference_factory import interpreter, knowledge


def answered(text: str) -> tuple[a.Act, ...]:
    """The acts of a reply to "Shall I open the pull request?"."""
    return interpreter().interpret(text, View(knowledge().form, question=review(), chosen=True))


@pytest.mark.parametrize(
    "text",
    [
        "Kindly proceed with the submission, dear sir",
        "They may be sent now.",
        "You have our blessing",
        "off it goes",
        "Over to you, my friend",
        "ok i am happy, hit the button",
        "well then, on with it: submit",
        "The board nodded. Send it in.",
        "alright let's get it out",
        "I read it twice, it is what we want. Submit.",
        "all three of us agree, send it",
        "looks right i think! please send it",
        "nice, push the button",
        "the cat approves. sned it pls",
        "Thank you, both can be submitted.",
        "Then let it proceed in peace.",
        "Confirmed, submit with the deviation.",
        "no further remarks from our side, please raise the request",
        "No wahala, submit it.",
        "Thank you so much, please proceed na po.",
        "thank you, can go",
        "ok la, go",
        "ok boss submit",
        "no issues, kindly do the needful",
        "Nothing to add, go on with the request please",
        "Perfect, you can follow with the request. Thank you.",
        "very nice, kindly submit at the earliest",
        "all is correct, please continue with the pull request",
        "ok you can proceed to submission",
        "no stress, fire it off",
        "fine, make we submit am",
        "its correct, can submit",
    ],
)
def test_an_order_to_send_it_off_approves(text: str) -> None:
    """Whatever polite or merry words stand around it."""
    assert [type(act) for act in answered(text)] == [a.Submit]


@pytest.mark.parametrize(
    "text",
    [
        "submit it tomorrow",
        "send me the summary",
        "send it to me",
        "go over it again",
        "go back",
        "start over",
        "let's continue",
        "push it to next week",
        "approve? not me",
        "my boss must approve it",
        "the director has to sign it",
        "it can be submitted when finance agrees",
        "once legal has approved, send it",
        "submit nothing",
        "hand me the YAML",
        "raise the disk to 100",
        "open it to the internet",
        "submit a ticket",
        "my colleague wants to submit it",
        "somebody told us to press the button",
        "I would submit it",
        "we could send it I think",
        "do it in Belgium",
        "go with the cheaper one",
        "send it over to the security team for a look",
        "please add a cache and send it",
        "turn it off",
        "we send it all the time",
        "no backups, submit it",
        "can it wait",
        "can go where",
        "cannot lah",
        "no issues yet, let me check",
        "no wahala if you wait small",
        "boss says yes but later",
        "team to submit",
        "follow the standard",
        "proceed with PostgreSQL",
        "send it pdf",
        "make we see",
    ],
)
def test_what_delays_doubts_changes_or_tells_sends_nothing(text: str) -> None:
    """An approval is the user's, now, of what stands."""
    assert not any(isinstance(act, a.Submit | a.Accept) for act in answered(text))


@pytest.mark.parametrize(
    "text", ["Lovely. The cats agree, send it off.", "perfect, please submit it", "great, open the pull request"]
)
def test_an_order_to_send_it_off_answers_no_other_question(text: str) -> None:
    """What is still asked for is not decided by it."""
    view = View(knowledge().form, question=Asked("environment", "Is this for production or not?"), chosen=True)
    acts = interpreter().interpret(text, view)
    assert any(isinstance(act, a.Submit) for act in acts)
    assert not any(isinstance(act, a.Accept | a.Set) for act in acts)
