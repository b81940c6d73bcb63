"""`/attach FILE`: read a document; what it says of the request is proposed."""

from pathlib import Path

from maestro.chat.commands.base import Apply, Desk, Result, Takes
from maestro.domain.errors import UsageError


class AttachFile:
    """Reads one file. Nothing of it is written before the user takes it."""

    name = "attach"
    argument = "FILE"
    summary = "Read a document (PDF, Word, Excel, CSV ...) and see what it proposes."
    takes = Takes.FILE

    def run(self, desk: Desk, argument: str) -> Result:
        """The act of attaching; a file that cannot be used ends in one line."""
        name = argument.strip().strip("\"'")
        if not name:
            raise UsageError("expected a file, `/attach FILE`, such as `/attach inventory.xlsx`")
        path = desk.folder / Path(name).expanduser()
        return Apply((desk.session.attachments.opened(path, (), desk.session.state.blueprint),))
