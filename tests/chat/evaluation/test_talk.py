"""The simulated user, and dialogues held with the toy session."""

from pathlib import Path

from maestro.chat.evaluation.dialogue import CLOSING
from maestro.chat.evaluation.judging import misses
from maestro.chat.evaluation.talk import LIMIT, SimulatedUser, TurnObject, hold
from tests.chat.evaluation.holding import Bakery, asking, dialogue, held_in, turn


def test_the_script_comes_first() -> None:
    """Whatever is asked."""
    user = SimulatedUser(dialogue(turns=("one", "two")))
    said = [user.next(None), user.next(asking("shop")), user.next(asking("review", ready=True))]
    assert said == ["we need an oven", "one", "two"]


def test_the_longest_path_answers_and_the_last_reply_repeats() -> None:
    """A path answers for all below it, not for names that merely begin alike."""
    user = SimulatedUser(dialogue(answers={"a": ("wide",), "a.b": ("first", "then")}, fallback=("f", "g")))
    asked = ["a.b", "a.b.c", "a.b", "a.x", "ab", "ab", "ab"]
    assert [user.next(asking(path)) for path in asked] == ["first", "then", "then", "wide", "f", "g", "g"]


def test_the_closing_is_for_the_end() -> None:
    """Nothing asked, all answered, or an approval without an answer of its own."""
    user = SimulatedUser(dialogue(answers={"confirm": ("no",)}))
    assert [user.next(asking(p)) for p in ("review", "submit", "confirm")] == [CLOSING, CLOSING, "no"]
    assert user.next(turn()) == CLOSING
    assert user.next(asking("optional", ready=True)) == CLOSING
    assert SimulatedUser(dialogue(closing=None)).next(turn()) is None


def test_a_dialogue_ends_with_the_approval(tmp_path: Path) -> None:
    """And nothing is missed where all holds."""
    held = held_in(tmp_path, goal={"shop": ("corner",), "site.town": ("bern",)}, scenario=("01-corner-bakery",))
    assert held.last["stage"] == "submitted"
    assert misses(held) == ()
    assert held.turns[0]["user"] == "we need an oven"


def test_a_loop_is_cut(tmp_path: Path) -> None:
    """And says at what it went round."""
    held = held_in(tmp_path, answers={"scenario": ("blah",)})
    assert len(held.turns) == LIMIT
    assert "scenario" in held.trouble
    assert {m.kind for m in misses(held)} == {"talk", "submitted"}


def test_a_user_who_cancels_or_leaves(tmp_path: Path) -> None:
    """Ends it without an approval; that is success where none was expected."""
    cancelled = held_in(tmp_path, turns=("stop",), submitted=False)
    assert (cancelled.last["stage"], len(cancelled.turns), misses(cancelled)) == ("cancelled", 2, ())
    left = held_in(tmp_path, answers={**dialogue().answers, "review": ("hm",)}, closing=None, submitted=True)
    assert [m.kind for m in misses(left)][-1] == "submitted"


def test_a_turn_that_breaks_fails_its_dialogue(tmp_path: Path) -> None:
    """The evaluation goes on."""

    class Breaks(Bakery):
        def say(self, text: str) -> TurnObject:
            if text == "shop = corner":
                raise ValueError(text)
            return super().say(text)

    held = hold(dialogue(), Breaks(tmp_path))
    assert "ValueError" in held.trouble
    assert misses(held)


def test_a_document_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    """Counted as failed, not as passed."""
    held = held_in(tmp_path, attach=("a.xlsx",))
    assert [m.kind for m in misses(held)] == ["talk"]
