"""The one door of every command: help, versions, lazy parts, and how each failure ends."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer

from maestro import __version__
from maestro.__main__ import main
from maestro.chat.commands import COMMANDS
from maestro.cli import app as app_module
from maestro.cli import mounted
from maestro.cli.app import run
from maestro.cli.endings import Ending
from maestro.cli.mounted import MOUNTED, Mounted
from maestro.domain import errors as e


@pytest.mark.parametrize("arguments", [["--version"], ["-V"]])
def test_the_version_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    assert capsys.readouterr().out == f"maestro {__version__}\n"


def test_the_version_costs_no_import() -> None:
    code = (
        "import sys; from maestro.__main__ import main; main(['--version']); "
        "print([m for m in sys.modules if m.split('.')[0] in ('typer', 'rich', 'prompt_toolkit', 'yaml')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[1] == "[]"


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_help_names_every_command_and_the_exit_codes(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 0
    out = capsys.readouterr().out
    assert all(f"  {command.name} " in out for command in MOUNTED)
    assert "130 interrupted" in out.replace("\n  ", " ")


def test_help_imports_no_command() -> None:
    code = (
        "import sys; from maestro.cli.app import run; run(['--help']); "
        "heavy = ('maestro.chat', 'maestro.cli.chat', 'rich', 'prompt_toolkit'); "
        "print([m for m in sys.modules if m.startswith(heavy)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().split("\n")[-1] == "[]"


@pytest.mark.parametrize("command", [command.name for command in MOUNTED])
def test_every_mounted_command_has_plain_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Usage: maestro {command}")
    assert "╭" not in out


@pytest.fixture
def mount(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Put a command of the test's own at a name."""

    def put(name: str, target: str) -> None:
        table = (*MOUNTED, Mounted(name, target, "For a test."))

        class Group(mounted.LazyGroup):
            def __init__(self, **attributes: Any) -> None:
                super().__init__(table=table, **attributes)

        monkeypatch.setattr(app_module.app.info, "cls", Group)

    return put


FAILURES: dict[str, tuple[BaseException, int]] = {
    "usage": (e.UsageError("a usage"), 2),
    "config": (e.ConfigError("a config"), 2),
    "unreadable": (e.UnreadableError("a file", path="x.yaml:3"), 2),
    "violation": (e.ViolationError("a violation"), 1),
    "blocked": (e.BlockedError("a block"), 3),
    "auth": (e.AuthError("an auth"), 4),
    "forge": (e.ForgeError("a forge"), 5),
    "pending": (e.PendingError("a wait"), 8),
    "internal": (e.MaestroError("a bug of ours"), 70),
    "exit": (typer.Exit(1), 1),
    "bug": (ZeroDivisionError("division by zero ghp_" + "a1B2" * 9), 70),
    "recursion": (RecursionError("deep"), 70),
    "memory": (MemoryError(), 70),
    "interrupt": (KeyboardInterrupt(), 130),
    "cancelled": (e.CancelledError("stopped"), 130),
    "system": (SystemExit(3), 3),
}


def fail(kind: str) -> None:
    """A command that ends badly."""
    raise FAILURES[kind][0]


@pytest.mark.parametrize("kind", FAILURES)
def test_every_failure_has_its_exit_code_one_line_and_no_traceback(
    kind: str, mount: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    mount("fail", f"{__name__}:fail")
    assert run(["fail", kind]) == FAILURES[kind][1]
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert err.count("\n") <= 1


def test_a_bug_is_kept_in_a_private_log_without_credentials(
    mount: Callable[[str, str], None], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    mount("fail", f"{__name__}:fail")
    assert run(["fail", "bug"]) == 70
    told = capsys.readouterr().err
    (log,) = (tmp_path / "maestro-home" / "logs").iterdir()
    assert str(log) in told
    assert log.stat().st_mode & 0o777 == 0o600
    assert "ZeroDivisionError" in log.read_text()
    assert "ghp_a1B2" not in log.read_text()


def form(kind: str, form: str = typer.Option("table", "--format")) -> None:
    """A command with a machine form that ends badly."""
    fail(kind)


@pytest.mark.parametrize("kind", ["usage", "forge", "bug", "unreadable"])
def test_with_json_a_failure_is_one_document(
    kind: str, mount: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    mount("form", f"{__name__}:form")
    assert run(["form", kind, "--format", "json"]) == FAILURES[kind][1]
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == 1
    assert set(document["error"]) == {"code", "message", "path"}
    assert document["error"]["path"] == ("x.yaml:3" if kind == "unreadable" else None)
    assert run(["form", kind, "--format=jsonl"]) == FAILURES[kind][1]
    assert json.loads(capsys.readouterr().out)["event"] == "error"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chatt"], "Did you mean 'chat'"),
        (["chat", "--nonsense"], "maestro chat --help"),
        (["chat", "--format", "xml"], "jsonl"),
        (["--nonsense"], "maestro --help"),
        (["scenarios", "show"], "ID"),
    ],
)
def test_a_wrong_call_is_2_with_a_hint(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(arguments) == 2
    err = capsys.readouterr().err
    assert err.startswith("error: ")
    assert told in err


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("maestro.cli.not_there:app", "not part of this installation"),
        ("tests.cli.needs_missing:app", "'a_package_that_nobody_has'"),
    ],
)
def test_a_part_that_is_missing_is_named(
    target: str, told: str, mount: Callable[[str, str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    mount("part", target)
    assert run(["part"]) == 2
    assert told in capsys.readouterr().err


def test_a_control_character_in_a_message_does_not_reach_the_terminal(
    mount: Callable[[str, str], None], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FAILURES, "hostile", (e.UsageError("a\x1b[2Jb\x07\nsecond line"), 2))
    mount("fail", f"{__name__}:fail")
    assert run(["fail", "hostile"]) == 2
    assert capsys.readouterr().err == "error: a [2Jb\nsecond line\n"


def test_a_closed_pipe_is_quiet() -> None:
    command = f"{sys.executable} -m maestro --help | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 141)
    assert done.stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion_offers_commands(shell: str) -> None:
    env = {"_MAESTRO_COMPLETE": f"complete_{shell}", "COMP_WORDS": "maestro s", "COMP_CWORD": "1"}
    env |= {"_TYPER_COMPLETE_ARGS": "maestro s", "_TYPER_COMPLETE_FISH_ACTION": "get-args", "PATH": "/usr/bin:/bin"}
    code = "from maestro.__main__ import main; main([])"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert {"submit", "sessions", "scenarios"} <= set(re.split(r"[^a-z-]+", done.stdout))


def test_the_page_on_the_terminal_names_every_command_and_exit_code() -> None:
    page = (Path(__file__).parents[2] / "docs" / "terminal.md").read_text(encoding="utf-8")
    assert all(f"`/{name}" in page for name in COMMANDS)
    codes = {kind.exit_code for kind in vars(e).values() if isinstance(kind, type) and issubclass(kind, e.MaestroError)}
    assert codes | {0, Ending.PIPE} == {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
