"""`/save`: say that the conversation is kept, and how to come back to it."""

from maestro.chat.blocks import Lines
from maestro.chat.commands.base import Desk, Result, Show, Takes, refuse_argument


class Save:
    """Everything is saved after each turn already; this tells where to find it."""

    name = "save"
    argument = ""
    summary = "Say how to come back to this conversation; it is saved after every turn."
    takes = Takes.NOTHING

    def run(self, desk: Desk, argument: str) -> Result:
        """The command that resumes."""
        refuse_argument(self, argument)
        return Show((Lines((f"Saved. Come back with: maestro chat --session {desk.session.id}",)),))
