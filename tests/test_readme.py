"""The pages are true: every command is run, every option exists, every made part is as the program makes it today."""

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from maestro.cli.app import run
from maestro.cli.mounted import MOUNTED
from maestro.domain.acts import KINDS
from maestro.interview.machine import LEGAL
from maestro.interview.state import Stage
from scripts.pages.commands import commands, within
from scripts.pages.parts import ROOT, part, remade, untimed
from scripts.pages.session import session_in
from scripts.pages.stages import moves, stages

README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
AGAIN = "write it again with: .venv/bin/python -m scripts.pages"
_LINK = re.compile(r"\]\(([^)#\s]*)(#[^)\s]*)?\)")
_CALL = re.compile(r"maestro(?: [a-z][a-z-]*)+(?: [^\s`|]+)*")


@pytest.fixture
def home() -> Iterator[Path]:
    """A home folder with a short name: a long one would break the session's lines elsewhere."""
    with tempfile.TemporaryDirectory(prefix="m-") as name:
        yield Path(name).resolve()


def _console() -> list[str]:
    blocks = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def _calls(text: str) -> Iterator[list[str]]:
    """Whatever is written as a call of the program, in a block or between back quotes."""
    for code in re.findall(r"`(maestro [^`]+)`", text):
        if found := _CALL.match(code):
            yield found[0].split()[1:]


def test_the_session_is_what_the_program_prints_and_every_command_works_after_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    assert untimed(part(README, "session")) == untimed(session_in(home)), AGAIN
    shutil.copy(ROOT / "scenarios" / "02-lean-startup-shared" / "request.yaml", work)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("MAESTRO_HOME")
    monkeypatch.chdir(work)
    with Path("/dev/null").open(encoding="utf-8") as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        for command in _console():
            program, *arguments = command.split()
            if program == "maestro":
                assert run(arguments) == 0, f"{command}\n{capsys.readouterr()}"
            elif program == "cd":
                monkeypatch.chdir(arguments[0])
            else:
                assert program == "make", command
    assert (work / "generated" / "02-golden.yaml").is_file()


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", page.read_text(encoding="utf-8")))
        assert named <= targets, page
    assert {"chat", "test", "bench", "maestro-smoke"} <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_call_on_a_page_names_a_command_and_options_that_exist(
    page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments in _calls(page.read_text(encoding="utf-8")):
        if arguments[0].startswith("-"):
            continue
        assert arguments[0] in {mounted.name for mounted in MOUNTED}, arguments
        depth = 2 if within(arguments[0]) and len(arguments) > 1 else 1
        assert depth == 1 or arguments[1] in within(arguments[0]), arguments
        assert run([*arguments[:depth], "--help"]) == 0
        told = capsys.readouterr().out
        options = [argument.partition("=")[0] for argument in arguments if argument.startswith("--")]
        assert [option for option in options if option not in told] == [], arguments


def test_the_table_of_commands_is_the_programs_own() -> None:
    assert part(README, "commands") == commands(), AGAIN


def test_the_diagram_is_what_the_machine_does() -> None:
    assert part(ARCHITECTURE, "stages") == stages(), AGAIN


def test_the_machine_moves_only_by_acts_that_are_legal_there() -> None:
    found = moves()
    assert all(KINDS[move.act] in LEGAL[move.before] for move in found)
    reached = {move.after for move in found} | {move.before for move in found}
    assert reached == set(Stage)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, anchor in _LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith(("http://", "https://")):
            continue
        led = (page.parent / target).resolve() if target else page
        assert led.exists(), target
        if anchor:
            titles = re.findall(r"^#+ (.*)$", led.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor[1:] in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}, anchor


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert len(numbers) == len(set(numbers))
    assert {3, 4} <= set(numbers)


def test_only_made_parts_are_made_again() -> None:
    text = "before\n<!-- made: it -->\nold\n<!-- end -->\nafter\n"
    assert remade(text, {"it": lambda: "new"}) == text.replace("old", "new")
    with pytest.raises(KeyError):
        remade(text, {})
    with pytest.raises(KeyError):
        part(text, "that")


def test_the_smoke_test_says_what_it_missed() -> None:
    """A step that goes wrong ends with 1 and with what was expected and found."""
    code = "import scripts.smoke as s, sys; s.ANSWERS = {**s.ANSWERS, 'tenant_code': 'other'}; sys.exit(s.main())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert done.returncode == 1
    assert "expected: [(1, 'open', 'maestro/other-prod-" in done.stderr
