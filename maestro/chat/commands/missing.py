"""`/missing`: what must still be filled before the request can be submitted."""

from maestro.chat.blocks import Entry, Lines, Listing
from maestro.chat.commands.base import Desk, Result, Show, Takes, refuse_argument


class Missing:
    """Lists the open fields."""

    name = "missing"
    argument = ""
    summary = "List what is still needed."
    takes = Takes.NOTHING

    def run(self, desk: Desk, argument: str) -> Result:
        """Each open field with the half sentence on why it is needed."""
        refuse_argument(self, argument)
        if not desk.missing:
            return Show((Lines((_nothing(desk),)),))
        entries = tuple(Entry(path, _why(desk, path)) for path in desk.missing)
        return Show((Listing(f"{len(entries)} to go", entries, "Say them in any order, or /set FIELD VALUE."),))


def _nothing(desk: Desk) -> str:
    if desk.outcome is None:
        return "Nothing was said yet; tell me what your team needs."
    return "Nothing is missing."


def _why(desk: Desk, path: str) -> str:
    field = desk.form.at(path)
    return f"{field.title}{f': {field.why}' if field.why else ''}" if field else ""
