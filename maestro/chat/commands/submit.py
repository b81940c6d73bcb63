"""`/submit`: approve the request that the last review showed."""

from maestro.chat.commands.base import Apply, Desk, Result, Takes, refuse_argument
from maestro.domain import acts


class Submit:
    """Gives the interview the approval; it counts only for what was reviewed."""

    name = "submit"
    argument = ""
    summary = "Open the pull request, after the review."
    takes = Takes.NOTHING

    def run(self, _desk: Desk, argument: str) -> Result:
        """The act."""
        refuse_argument(self, argument)
        return Apply((acts.Submit(quote=f"/{self.name}"),))
