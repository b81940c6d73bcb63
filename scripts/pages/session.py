"""A conversation with the real program in a plain terminal, as a person would see it."""

import os
import re
import sys
import tempfile
from pathlib import Path

import pexpect

MESSAGES = (
    "A cheap playground for a small web API, please.",
    "1",
    "none",
    "demo",
    "europe-west3",
    "01A2B3-C4D5E6-F70819",
    "123456789012",
    "This looks perfect. Please proceed.",
)
_WIDTH = 96
_PROMPT = "> "
_SOMEBODY = "/home/you"
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def session() -> str:
    """The first conversation of a new user, from the command to the pull request, as a block of text."""
    with tempfile.TemporaryDirectory(prefix="maestro-page-") as name:
        return session_in(Path(name))


def session_in(folder: Path) -> str:
    """The same by somebody whose home folder is this one."""
    home = str(folder.resolve())
    lines = [line.rstrip() for line in _CONTROL.sub("", _talk(home)).replace(home, _SOMEBODY).split("\r\n")]
    return "\n".join(["```text", "$ maestro chat", *lines]).rstrip() + "\n```"


def _talk(home: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MAESTRO_", "XDG_"))}
    environment = {**kept, "HOME": home, "TERM": "dumb", "COLUMNS": str(_WIDTH), "PYTHONUTF8": "1"}
    child = pexpect.spawn(
        sys.executable, ["-m", "maestro", "chat"],
        env=environment, dimensions=(60, _WIDTH), encoding="utf-8", timeout=60,  # type: ignore[arg-type, unused-ignore]  # any mapping will do
    )  # fmt: skip
    seen = []
    for message in MESSAGES:
        child.expect_exact(f"\r\n{_PROMPT}")
        seen.append(f"{child.before}\r\n{_PROMPT}")
        child.sendline(message)
    child.expect_exact(pexpect.EOF)
    seen.append(child.before or "")
    child.close()
    if child.exitstatus != 0:
        raise RuntimeError(f"the conversation ended with {child.exitstatus}:\n{''.join(seen)}")
    return "".join(seen)
