"""`/sessions`: the conversations that were kept."""

from maestro.chat.blocks import Grid, Lines
from maestro.chat.commands.base import Desk, Result, Show, Takes, refuse_argument


class Sessions:
    """Lists saved conversations, latest first; this one is marked."""

    name = "sessions"
    argument = ""
    summary = "List saved conversations."
    takes = Takes.NOTHING

    def run(self, desk: Desk, argument: str) -> Result:
        """Id, last use, turns and what it is about."""
        refuse_argument(self, argument)
        rows = tuple((s.id, s.used, str(s.turns), _title(desk, s.id, s.title)) for s in desk.saved())
        if not rows:
            return Show((Lines(("No conversation is saved yet.",)),))
        return Show((Grid(("session", "last used", "turns", "about"), rows),))


def _title(desk: Desk, id_: str, title: str) -> str:
    return f"{title}  (this one)" if id_ == desk.session.id else title
