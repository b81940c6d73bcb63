"""The reference factory's knowledge, read once a test process."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from maestro import wiring
from maestro.chat.ports import Runs
from maestro.chat.session import Session
from maestro.chat.transcript import Transcript
from maestro.chat.turn import Turn
from maestro.factory.catalogue import open_catalogue
from maestro.factory.form import form_of
from maestro.factory.scenarios import read_scenarios
from maestro.interview.knowledge import Knowledge
from maestro.understanding.offline import OfflineInterpreter

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)


@cache
def knowledge(root: Path = ROOT) -> Knowledge:
    """Form, checks and effects of the reference factory, or of another."""
    opened = open_catalogue(root)
    scenarios = read_scenarios(root / opened.manifest.scenarios)
    form = form_of(opened.manifest.name, opened.manifest.title, opened.schema, scenarios, opened.manifest.identity)
    check = wiring.checks(opened)
    return Knowledge(form, check, wiring.effects(opened, form, check))


@cache
def interpreter(root: Path = ROOT) -> OfflineInterpreter:
    """Understands its words."""
    return OfflineInterpreter(knowledge(root).form)


def session(folder: Path, runs: Runs | None = None, root: Path = ROOT) -> Session:
    """A new conversation, kept in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return Session(knowledge(root), interpreter(root), Transcript.begin(folder, "reference", NOW), runs)


def converse(folder: Path, *messages: str) -> tuple[Session, list[Turn]]:
    """Say all messages; the session and its turns."""
    talk = session(folder)
    return talk, [talk.turn(message) for message in messages]
