"""`/sessions`: the conversations that were kept."""

from maestro.chat.blocks import Grid, Lines
from maestro.chat.commands.base import Desk, Result, Show, Takes, refuse_argument
from maestro.chat.plaintext import one_line
from maestro.chat.transcript import Kept

_FIRST = 60  # characters of the first message


class Sessions:
    """Lists saved conversations, latest first; this one is marked."""

    name = "sessions"
    argument = ""
    summary = "List saved conversations."
    takes = Takes.NOTHING

    def run(self, desk: Desk, argument: str) -> Result:
        """Id (which begins with the date), turns and what it began with."""
        refuse_argument(self, argument)
        rows = tuple((kept.id, str(kept.turns), _about(desk, kept)) for kept in desk.kept())
        if not rows:
            return Show((Lines(("No conversation is saved yet.",)),))
        return Show((Grid(("session", "turns", "about"), rows),))


def _about(desk: Desk, kept: Kept) -> str:
    marks = [mark for mark, holds in (("this one", kept.id == desk.session.id), ("submitted", kept.submitted)) if holds]
    return f"{one_line(kept.first, _FIRST)}{_bracketed(marks)}"


def _bracketed(marks: list[str]) -> str:
    return f"  ({', '.join(marks)})" if marks else ""
