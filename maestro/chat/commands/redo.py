"""`/redo`: put back what undo took."""

from maestro.chat.commands.base import Apply, Desk, Result, Takes, refuse_argument
from maestro.domain import acts


class Redo:
    """One step forward."""

    name = "redo"
    argument = ""
    summary = "Put back what undo took."
    takes = Takes.NOTHING

    def run(self, _desk: Desk, argument: str) -> Result:
        """The act."""
        refuse_argument(self, argument)
        return Apply((acts.Redo(quote=f"/{self.name}"),))
