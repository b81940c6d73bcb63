"""Lines in, printed blocks out: commands, approval, errors, resuming."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from maestro.chat.blocks import Block, Grid, Listing, Source, Trouble, Whole
from maestro.chat.commands import COMMANDS
from maestro.chat.dialogue import Dialogue
from maestro.chat.ports import Opened, Progress
from maestro.chat.rows import Row
from maestro.chat.surroundings import Step, Surroundings
from maestro.chat.transcript import kept_sessions
from maestro.chat.turn import Turn
from maestro.domain.acts import Collision
from maestro.domain.errors import ForgeError
from maestro.interview.state import Stage
from tests.fakes.session import FakeRuns, Toy, filled, session_in


@dataclass
class Recorder:
    """A display that keeps what it is given."""

    blocks: list[Block] = field(default_factory=list)
    turns: list[tuple[Turn, tuple[Row, ...]]] = field(default_factory=list)
    steps: list[Progress] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    ends: list[tuple[Opened, tuple[str, ...]]] = field(default_factory=list)

    def lines(self, *lines: str) -> None:
        self.said += [line for line in lines if line]

    def show(self, block: Block) -> None:
        self.blocks.append(block)

    def turn(self, turn: Turn, changed: Sequence[Row]) -> None:
        self.turns.append((turn, tuple(changed)))

    def progress(self, step: Progress) -> None:
        self.steps.append(step)

    def opened(self, opened: Opened, notes: Sequence[str]) -> None:
        self.ends.append((opened, tuple(notes)))

    @property
    def trouble(self) -> str:
        return "\n".join(block.text for block in self.blocks if isinstance(block, Trouble))


@dataclass
class Talk:
    """A dialogue with its display and its handoffs."""

    dialogue: Dialogue
    display: Recorder
    runs: FakeRuns
    folder: Path

    def take(self, *lines: str) -> Step:
        step = Step.GO_ON
        for line in lines:
            step = self.dialogue.take(line)
        return step

    @property
    def last(self) -> Block:
        return self.display.blocks[-1]


def _talk(folder: Path, *, resume: bool = False, ready: bool = False) -> Talk:
    runs, display = FakeRuns(), Recorder()
    sessions = folder / "sessions"
    sessions.mkdir(exist_ok=True)
    session = session_in(sessions, runs, resume=resume)
    around = Surroundings(
        runs, ("Hello.",), lambda opened: (f"Next: {opened.number}",), folder, lambda: kept_sessions(sessions)
    )
    if ready:
        filled(session)
    dialogue = Dialogue(session, around, display)
    return Talk(dialogue, display, runs, folder)


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return _talk(tmp_path)


@pytest.fixture
def ready(tmp_path: Path) -> Talk:
    return _talk(tmp_path, ready=True)


def test_words_are_a_turn_and_mark_what_changed(talk: Talk) -> None:
    assert talk.take("site.town = lyon") is Step.GO_ON
    turn, changed = talk.display.turns[-1]
    assert turn.request == {"site": {"town": "lyon"}}
    assert [row.label for row in changed] == ["Town"]
    assert any(row.changed for row in talk.dialogue.table.rows)


@pytest.mark.parametrize("line", ["", "   ", "\n"])
def test_nothing_said_is_nothing(talk: Talk, line: str) -> None:
    assert talk.take(line) is Step.GO_ON
    assert not talk.display.turns


def test_a_path_at_the_beginning_of_a_sentence_is_no_command(talk: Talk) -> None:
    talk.take("/mnt/nas holds our bread")
    assert len(talk.display.turns) == 1


def test_set_undo_and_redo_are_turns_with_the_typed_line_as_message(talk: Talk) -> None:
    talk.take("/set town lyon", "/set site.town = york")
    assert talk.dialogue.session.request() == {"site": {"town": "york"}}
    talk.take("/undo")
    assert talk.dialogue.session.request() == {"site": {"town": "lyon"}}
    talk.take("/redo")
    assert talk.dialogue.session.request() == {"site": {"town": "york"}}
    assert [turn.user for turn, _ in talk.display.turns][-2:] == ["/undo", "/redo"]


def test_setting_a_component_throws_its_switch(talk: Talk) -> None:
    talk.take("/set oven on")
    assert talk.dialogue.session.request()["rooms"]["oven"]["enabled"] is True


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/s", "/show, /scenarios, /set, /save, /sessions, /submit"),
        ("/nonsense", "no command /nonsense"),
        ("/set", "expected a field and a value"),
        ("/set town", "expected a field and a value"),
        ("/set rooms.oven.shelves many", "whole number"),
        ("/undo twice", "takes nothing after it"),
        ("/compare 1", "two starting points"),
        ("/why", "expected a field"),
        ("/export", "still empty"),
    ],
)
def test_a_wrong_command_is_told_and_nothing_changes(talk: Talk, line: str, told: str) -> None:
    assert talk.take(line) is Step.GO_ON
    assert told in talk.display.trouble
    assert not talk.display.turns


def test_help_lists_every_command(talk: Talk) -> None:
    talk.take("/h")
    assert isinstance(talk.last, Listing)
    assert [e.name.split()[0] for e in talk.last.entries] == [f"/{name}" for name in COMMANDS]


def test_show_missing_and_yaml_print_the_request(ready: Talk) -> None:
    ready.take("/show")
    assert isinstance(ready.last, Whole)
    ready.take("/yaml")
    assert isinstance(ready.last, Source)
    assert "town: lyon" in ready.last.text
    ready.take("/diff")
    assert isinstance(ready.last, Source)
    assert "+  town: lyon" in ready.last.text
    assert "-  town: bern" in ready.last.text


def test_missing_lists_what_is_open(talk: Talk) -> None:
    talk.take("site.town = lyon", "/missing")
    assert isinstance(talk.last, Listing)
    assert {entry.name for entry in talk.last.entries} == {"shop", "stage"}
    assert next(e for e in talk.last.entries if e.name == "stage").text == "Stage: A live shop is watched."


def test_why_tells_value_source_and_consequence(ready: Talk) -> None:
    ready.take("/why rooms.oven.size")
    assert isinstance(ready.last, Listing)
    told = {(e.name, e.text) for e in ready.last.entries}
    assert {("now", "large"), ("brings", "four decks")} <= told
    ready.take("/why large")
    assert isinstance(ready.last, Listing)
    assert ("brings", "four decks") in {(e.name, e.text) for e in ready.last.entries}
    ready.take("/why Market Stall")
    assert isinstance(ready.last, Listing)
    assert ready.last.entries[0].text == "Nothing is baked here."


def test_why_without_a_field_is_about_the_open_question(talk: Talk) -> None:
    talk.take("start from 02-market-stall")
    asked = talk.dialogue.session.state.question
    assert asked is not None
    talk.take("/why")
    assert isinstance(talk.last, Listing)
    assert asked.path in talk.last.heading


def test_options_list_values_shapes_and_fields(ready: Talk) -> None:
    ready.take("/options town")
    assert isinstance(ready.last, Listing)
    assert [(e.name, e.mark) for e in ready.last.entries] == [("bern", ""), ("lyon", "now"), ("york", "")]
    ready.take("/options rooms.oven.model")
    assert isinstance(ready.last, Listing)
    assert [e.name for e in ready.last.entries] == ["deck-1", "deck-9"]
    ready.take("/options oven")
    assert isinstance(ready.last, Listing)
    assert "rooms.oven.shelves" in [e.name for e in ready.last.entries]


def test_scenarios_mark_the_chosen_one_and_compare_tells_two_apart(ready: Talk) -> None:
    ready.take("/scenarios")
    assert isinstance(ready.last, Listing)
    assert next((e.name, e.mark) for e in ready.last.entries) == ("01-corner-bakery", "chosen")
    ready.take("/compare 2")
    assert isinstance(ready.last, Grid)
    assert ("Town", "bern", "york") in ready.last.rows
    names = [row[0] for row in ready.last.rows]
    assert len(set(names)) == len(names)
    assert not any(row[0] in ("shop", "Shop") for row in ready.last.rows)


def test_edit_puts_the_present_value_into_the_next_line(ready: Talk) -> None:
    ready.take("/edit seals")
    assert ready.dialogue.prefill == "/set site.seals organic"
    ready.take("/cost")
    assert ready.dialogue.prefill == ""


def test_save_sessions_and_farewell_name_the_session(talk: Talk) -> None:
    talk.take("site.town = lyon", "/sessions")
    assert isinstance(talk.last, Grid)
    assert talk.last.rows[0][0] == talk.dialogue.session.id
    assert "this one" in talk.last.rows[0][2]
    assert talk.dialogue.farewell(130) == 130
    assert talk.display.said[-1].endswith(f"maestro chat --session {talk.dialogue.session.id}")


def test_export_writes_the_request_and_a_pull_request_by_hand(ready: Talk) -> None:
    ready.take("/export", "/export")
    folder = ready.folder / "maestro-corner-live"
    assert sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.*")) == [
        "corner-live.json", "corner-live.md", "pull-request.md", "requests/corner-live.yaml",
    ]  # fmt: skip
    assert "town: lyon" in (folder / "requests/corner-live.yaml").read_text()
    assert ready.dialogue.session.handoff().branch in (folder / "pull-request.md").read_text()
    (folder / "corner-live.json").write_text("mine")
    ready.take("/export")
    assert (ready.folder / "maestro-corner-live-2" / "corner-live.json").exists()
    ready.take("/export maestro-corner-live")
    assert "is there already and differs" in ready.display.trouble
    assert (folder / "corner-live.json").read_text() == "mine"


def test_an_export_of_a_draft_says_so(talk: Talk) -> None:
    talk.take("site.town = lyon", "/export out")
    assert isinstance(talk.last, Listing)
    assert talk.last.after.endswith("still missing; the request is a draft.")
    assert not (talk.folder / "out" / "pull-request.md").exists()


def test_approval_hands_off_and_ends(ready: Talk) -> None:
    assert ready.take("proceed") is Step.DONE
    assert [step.task for step in ready.display.steps] == ["plan", "scaffold"]
    assert ready.runs.handed[0].names == ("corner-live",)
    assert ready.display.ends[0][1] == ("Next: 12",)
    assert kept_sessions(ready.folder / "sessions")[0].submitted


def test_submit_as_a_command_is_an_approval(ready: Talk) -> None:
    assert ready.take("/submit") is Step.DONE


def test_an_approval_before_the_review_opens_nothing(talk: Talk) -> None:
    assert talk.take("site.town = lyon", "/submit") is Step.GO_ON
    assert not talk.runs.handed


def test_a_failed_handoff_leads_back_to_the_review(ready: Talk) -> None:
    ready.runs.failing = ForgeError("the forge is away")
    assert ready.take("proceed") is Step.GO_ON
    assert ready.dialogue.error is ready.runs.failing
    assert "the forge is away" in ready.display.trouble
    assert ready.dialogue.session.state.stage is Stage.REVIEW
    ready.runs.failing = None
    assert ready.take("proceed") is Step.DONE


def test_an_identity_that_exists_needs_a_yes_of_its_own(ready: Talk) -> None:
    ready.runs.held = Collision("corner-live", ("site.town: bern -> lyon",))
    assert ready.take("proceed") is Step.GO_ON
    assert not ready.runs.handed
    assert ready.take("1", "proceed") is Step.DONE
    assert ready.runs.handed[0].confirmed_update


def test_ctrl_c_in_a_turn_keeps_every_answer(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk.take("site.town = lyon")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Toy, "interpret", interrupted)
    assert talk.take("site.town = york") is Step.GO_ON
    assert talk.display.said[-1] == "Stopped. Every answer is kept."
    assert talk.dialogue.session.request() == {"site": {"town": "lyon"}}


def test_a_bug_in_a_turn_does_not_cost_the_conversation(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    talk.take("site.town = lyon")
    monkeypatch.setattr(Toy, "interpret", lambda *_: 1 / 0)
    assert talk.take("site.town = york") is Step.GO_ON
    assert "ZeroDivisionError" in talk.display.trouble
    assert talk.dialogue.error is not None
    assert talk.dialogue.error.exit_code == 70
    assert talk.dialogue.session.request() == {"site": {"town": "lyon"}}


def test_a_full_disk_is_told_and_a_closed_pipe_ends_it(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(error: OSError) -> None:
        def fail(*_: object) -> None:
            raise error

        monkeypatch.setattr(Toy, "interpret", fail)

    failing(OSError(28, "No space left on device"))
    assert talk.take("site.town = york") is Step.GO_ON
    assert "No space left on device" in talk.display.trouble
    failing(BrokenPipeError())
    with pytest.raises(BrokenPipeError):
        talk.take("site.town = york")


def test_cancel_ends_it(talk: Talk) -> None:
    assert talk.take("site.town = lyon", "stop") is Step.DONE
    assert talk.take("/quit") is Step.LEAVE


def test_a_resumed_conversation_has_everything_and_asks_again(tmp_path: Path) -> None:
    before = _talk(tmp_path)
    before.take("start from 01-corner-bakery", "/set town lyon")
    after = _talk(tmp_path, resume=True)
    assert after.dialogue.session.request() == before.dialogue.session.request()
    assert after.dialogue.missing == before.dialogue.missing
    assert "2 turns" in after.display.said[0]
    assert after.display.turns[0][0].outcome.state.question == before.display.turns[-1][0].outcome.state.question
