"""What is measured beside success: evidence, silence, questions, corrections, ranks, times."""

from pathlib import Path
from typing import Any

from maestro.chat.evaluation.corrections import corrections
from maestro.chat.evaluation.evidence import false_writes, silent_defaults
from maestro.chat.evaluation.metrics import by_slice, metrics, percentile, verdict
from maestro.chat.evaluation.questions import necessary, questions, redundant
from maestro.chat.evaluation.talk import Held, TurnObject
from tests.chat.evaluation.holding import asking, change, dialogue, held_in, turn


def held(*turns: TurnObject, **given: Any) -> Held:
    """A conversation of these turns."""
    return Held(dialogue(**given), turns)


def test_a_write_without_words_is_false() -> None:
    """A quote that was never said, or none; one from an earlier message will do."""
    said = turn("a large oven", changes=[change("size", "large", quote="large")], request={"size": "large"})
    later = turn("yes", changes=[change("size", "large", quote="a large oven")], request={"size": "large"})
    assert false_writes(held(said, later)) == ()
    invented = turn("an oven", changes=[change("size", "large", quote="large")], request={"size": "large"})
    unquoted = turn("an oven", changes=[change("size", "large")], request={"size": "large"})
    assert len(false_writes(held(invented))) == len(false_writes(held(unquoted))) == 1


def test_a_value_outside_the_goal_needs_an_explanation() -> None:
    """A scenario or a policy is one; words that were misread are none, nor is silence."""
    goal = {"size": ("small",)}
    for source, count in (("scenario", 0), ("pack", 0), ("user", 1), ("model", 1)):
        last = turn("large", changes=[change("size", "large", source, "large")], request={"size": "large"})
        assert len(false_writes(held(last, goal=goal))) == count
        assert false_writes(held(last, goal={"size": ("small", "large")})) == ()
    assert len(false_writes(held(turn("hm", request={"a": {"b": 1}})))) == 1
    whole = turn("hm", changes=[change("a", {"b": 1}, "default")], request={"a": {"b": 1}})
    assert false_writes(held(whole)) == ()


def test_what_weighs_is_not_decided_in_silence() -> None:
    """Asked, stated, or part of a scenario that was chosen: else it is silent."""
    impact = frozenset({"rooms[].size"})
    last: dict[str, Any] = {"stage": "submitted", "request": {"rooms": [{"size": "large"}]}}
    by_default = [change("rooms.0.size", "large", "default")]
    silent = turn(changes=by_default, status={"rooms.0.size": "default"}, **last)
    assert silent_defaults(held(silent), impact) == ("rooms.0.size",)
    assert silent_defaults(held(asking("rooms.0.size"), silent), impact) == ()
    assert silent_defaults(held(turn(status={"rooms.0.size": "stated"}, **last)), impact) == ()
    brought = turn(changes=[change("rooms.0.size", "large", "scenario")], status={}, **last)
    assert silent_defaults(held(asking("scenario"), brought), impact) == ()
    assert silent_defaults(held(brought), impact) == ("rooms.0.size",)
    assert silent_defaults(held({**silent, "stage": "review"}), impact) == ()


def test_questions_are_counted_once_while_they_wait() -> None:
    """A fixed message leaves the question open; a reply that does not answer it makes it a second one."""
    talk = held(asking("a"), asking("a"), asking("a"), asking("b"), asking("review"), turns=("by the way",))
    assert questions(talk) == ((0, "a"), (2, "a"), (3, "b"))


def test_what_was_needed() -> None:
    """What was missing when the user had said all unasked, the fields of a list once."""
    talk = held(turn(missing=["x"]), turn(missing=["a", "b.0.c", "b.1.c"]), turn(missing=[]), turns=("more",))
    assert necessary(talk) == 2


def test_an_answer_is_not_asked_for_again() -> None:
    """Except where it cannot stand, or was taken back."""
    stated = {"status": {"a.b": "stated"}}
    talk = (asking("a.b"), asking("c", **stated), asking("a.b", **stated))
    assert redundant(held(*talk)) == ("a.b",)
    assert redundant(held(*talk[:2], asking("a.b", violations=[{"path": "a.b"}], **stated))) == ()
    forgotten = (asking("a.b"), asking("c", **stated), asking("a.b"))
    assert redundant(held(*forgotten)) == ("a.b",)
    assert redundant(held(*forgotten, slices=("undo",))) == ()
    assert redundant(held(asking("a.b"), asking("c"), asking("a.b"))) == ()


def said(value: str, **given: Any) -> TurnObject:
    """The user's value for `size`."""
    return turn(value, changes=[change("size", value, quote=value)], request={"size": value}, **given)


def test_corrections() -> None:
    """Right at once and for good; asked again, taken back or unheard is not fixed."""
    given: dict[str, Any] = {"slices": ("correction",), "goal": {"size": ("large",)}}
    assert corrections(held(said("small"), said("large"), **given)) == (True,)
    asked = said("small", question={"path": "size"})
    assert corrections(held(said("small"), asked, said("large"), **given)) == (False,)
    assert corrections(held(said("small"), said("large"), said("small"), **given)) == (False,)
    assert corrections(held(said("small"), **given)) == (False,)
    assert corrections(held(said("large"), **given)) == (True,)
    assert corrections(held(said("small"), said("large"), goal={"size": ("large",)})) == ()


def test_the_rank_is_taken_where_it_is_offered() -> None:
    """Not where nothing was recommended yet."""
    early = turn(scenario="03", ranking=["03", "01", "02"])
    offer = asking("scenario", scenario="01", ranking=["01", "02", "03"])
    for wanted, rank in ((("01",), 1), (("02", "09"), 2), (("09",), 0), (None, None)):
        assert verdict(held(early, offer, scenario=wanted), frozenset()).rank == rank
    assert verdict(held(turn(), scenario=("01",)), frozenset()).rank == 0


def test_numbers_of_several(tmp_path: Path) -> None:
    """Shares over what was counted, by slice; None where nothing was."""
    good = verdict(held_in(tmp_path, slices=("one", "both")), frozenset())
    bad = verdict(held_in(tmp_path, slices=("two", "both"), goal={"shop": ("other",)}), frozenset())
    assert (good.success, bad.success) == (True, False)
    numbers = by_slice([good, bad])
    assert [numbers[name].goal_success for name in ("one", "both", "two")] == [1.0, 0.5, 0.0]
    assert numbers["both"].dialogues == 2
    assert numbers["one"].scenario_top1 is None
    assert (numbers["one"].latency_p95_ms or 0) >= (numbers["one"].latency_p50_ms or 0) > 0
    assert metrics([]).goal_success is None
    assert [percentile([1, 2, 3, 4], p) for p in (50, 95)] == [2, 4]
