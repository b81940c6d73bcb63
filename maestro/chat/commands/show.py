"""`/show`: the whole blueprint table."""

from maestro.chat.blocks import Whole
from maestro.chat.commands.base import Desk, Result, Show, Takes, refuse_argument
from maestro.chat.rows import board


class ShowTable:
    """Prints all rows, folded ones too."""

    name = "show"
    argument = ""
    summary = "Print the whole blueprint."
    takes = Takes.NOTHING

    def run(self, desk: Desk, argument: str) -> Result:
        """The table as it stands."""
        refuse_argument(self, argument)
        return Show((Whole(board(desk.form, desk.session.state.blueprint, desk.missing)),))
