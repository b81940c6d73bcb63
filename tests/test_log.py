"""The log: quiet by default, redacted in every part of a record, in a file of the owner's only."""

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from maestro.domain.errors import ConfigError
from maestro.log import RedactingFormatter, set_up
from tests.guard.tokens import checked

TOKEN = checked("ghp_")


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root, own = logging.getLogger(), logging.getLogger("maestro")
    handlers, levels = list(root.handlers), (root.level, own.level)
    yield
    for handler in [h for h in root.handlers if h not in handlers]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(levels[0])
    own.setLevel(levels[1])


def logged(file: Path) -> str:
    for handler in logging.getLogger().handlers:
        handler.flush()
    return file.read_text()


def test_every_part_of_a_record_is_redacted(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "maestro.log"
    set_up(2, file)
    log = logging.getLogger("maestro.test")
    log.warning("token %s", TOKEN)
    log.warning("half %s%s", TOKEN[:20], TOKEN[20:])
    log.warning("header %(a)s", {"a": TOKEN})
    try:
        int(f"bad {TOKEN}")
    except ValueError:
        log.exception("failed")
    text = logged(file)
    assert TOKEN not in text
    assert text.count("[redacted:github-pat]") == 4
    assert "Traceback" in text
    assert "ValueError: invalid literal for int() with base 10: 'bad [redacted:github-pat]'" in text


def test_a_formatter_of_others_does_not_leave_its_traceback_here() -> None:
    record = logging.LogRecord("maestro", logging.ERROR, "f", 1, "x", (), None)
    record.exc_text = f"cached {TOKEN}"
    assert TOKEN not in RedactingFormatter("%(message)s").format(record)
    assert record.exc_text is None


def test_control_characters_do_not_reach_the_terminal() -> None:
    record = logging.LogRecord("maestro", logging.ERROR, "f", 1, "a\x1b[2Jb\nc", (), None)
    assert RedactingFormatter("%(message)s").format(record) == "a?[2Jb\nc"


def test_quiet_by_default(tmp_path: Path) -> None:
    file = tmp_path / "maestro.log"
    set_up(0, file)
    logging.getLogger("maestro.x").info("chatter")
    logging.getLogger("LiteLLM").warning("banner")
    logging.getLogger("maestro.x").warning("matters")
    text = logged(file)
    assert "matters" in text
    assert "chatter" not in text
    assert "banner" not in text


def test_a_second_call_replaces_the_first_and_leaves_others_alone(tmp_path: Path) -> None:
    other = logging.NullHandler()
    logging.getLogger().addHandler(other)
    before = len(logging.getLogger().handlers)
    set_up(0, tmp_path / "one.log")
    set_up(0, tmp_path / "two.log")
    assert len(logging.getLogger().handlers) == before + 1
    assert other in logging.getLogger().handlers
    logging.getLogger("maestro").warning("where")
    assert "where" not in logged(tmp_path / "one.log")
    assert "where" in logged(tmp_path / "two.log")


def test_the_file_is_the_owners(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "maestro.log"
    set_up(0, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="expected a file"):
        set_up(0, tmp_path)
