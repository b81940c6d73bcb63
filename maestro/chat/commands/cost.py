"""`/cost`: what the conversation has cost so far."""

from maestro.chat.blocks import Lines
from maestro.chat.commands.base import Desk, Result, Show, Takes, refuse_argument


class Cost:
    """The price of the model calls; the offline interpreter costs nothing."""

    name = "cost"
    argument = ""
    summary = "Say what this conversation has cost."
    takes = Takes.NOTHING

    def run(self, desk: Desk, argument: str) -> Result:
        """One line."""
        refuse_argument(self, argument)
        spent, tokens = desk.cost_usd, desk.session.tokens
        said = f"${spent:.4f} for {tokens:,} tokens of a model so far." if tokens else "$0.00: no model was called."
        return Show((Lines((said,)),))
