"""`/undo`: take the last change back."""

from maestro.chat.commands.base import Apply, Desk, Result, Takes, refuse_argument
from maestro.domain import acts


class Undo:
    """One step back; /redo goes forward again."""

    name = "undo"
    argument = ""
    summary = "Take the last change back."
    takes = Takes.NOTHING

    def run(self, _desk: Desk, argument: str) -> Result:
        """The act."""
        refuse_argument(self, argument)
        return Apply((acts.Undo(quote=f"/{self.name}"),))
