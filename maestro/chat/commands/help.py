"""`/help`: the commands, and that plain words are enough."""

from collections.abc import Callable, Iterable

from maestro.chat.blocks import Entry, Listing
from maestro.chat.commands.base import Command, Desk, Result, Show, Takes, refuse_argument


class Help:
    """Lists every command with a sentence."""

    name = "help"
    argument = ""
    summary = "List the commands."
    takes = Takes.NOTHING

    def __init__(self, commands: Callable[[], Iterable[Command]]) -> None:
        """`commands` is asked late: the table contains this command too."""
        self._commands = commands

    def run(self, _desk: Desk, argument: str) -> Result:
        """The table of commands."""
        refuse_argument(self, argument)
        entries = tuple(Entry(f"/{c.name} {c.argument}".rstrip(), c.summary) for c in self._commands())
        after = 'Plain words do the same: "why do you ask?", "make the database large", "undo that".'
        return Show((Listing("Commands (a unique beginning is enough)", entries, after),))
