"""`/quit`: leave; the conversation is kept."""

from maestro.chat.commands.base import Desk, Leave, Result, Takes, refuse_argument


class Quit:
    """The same as Ctrl-D on an empty line."""

    name = "quit"
    argument = ""
    summary = "Leave; nothing is lost."
    takes = Takes.NOTHING

    def run(self, _desk: Desk, argument: str) -> Result:
        """Leave."""
        refuse_argument(self, argument)
        return Leave()
