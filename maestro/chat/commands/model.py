"""`/model`: say which model reads what is said, name another one, or none."""

from maestro.chat.blocks import Lines
from maestro.chat.commands.base import Desk, Result, Show, Takes
from maestro.domain.errors import UsageError

_NONE = ("off", "none", "offline")


class Model:
    """The model behind the conversation, for the rest of it."""

    name = "model"
    argument = "[NAME|off]"
    summary = "Say which model reads what you say; name another, or off."
    takes = Takes.NOTHING

    def run(self, desk: Desk, argument: str) -> Result:
        """One line."""
        wanted = argument.strip()
        if desk.models is None:
            raise UsageError("no model can be named here; the offline interpreter reads what you say")
        if wanted:
            desk.models.use(None if wanted.lower() in _NONE else wanted)
        return Show((Lines((_told(desk.models.name),)),))


def _told(name: str | None) -> str:
    if name is None:
        return "The offline interpreter reads what you say; nothing leaves this machine."
    return f"{name} reads what you say, beside the offline interpreter. /model off leaves it out, /cost says its price."
