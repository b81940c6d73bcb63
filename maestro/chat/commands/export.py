"""`/export [FOLDER]`: the request and the text of a pull request as files, for a factory that is served by hand."""

from maestro.chat.blocks import Entry, Listing
from maestro.chat.commands.base import Desk, Result, Show, Takes
from maestro.chat.documents import exported, free_folder, write_all
from maestro.domain.errors import UsageError


class Export:
    """Writes YAML, JSON, Markdown and the pull request's text; never over a file that differs."""

    name = "export"
    argument = "[FOLDER]"
    summary = "Write the request and a pull request text to files."
    takes = Takes.FOLDER

    def run(self, desk: Desk, argument: str) -> Result:
        """Write and list what was written."""
        if not desk.session.request():
            raise UsageError("the request is still empty; tell me what your team needs first")
        documents = exported(desk.session, desk.missing)
        folder = desk.folder / argument.strip() if argument.strip() else free_folder(desk.folder, documents)
        written = write_all(folder, documents.files)
        count = len(desk.missing)
        lacking = "1 field is" if count == 1 else f"{count} fields are"
        note = f"{lacking} still missing; the request is a draft." if count else ""
        return Show(
            (Listing(f"Written to {folder}", tuple(Entry(name, documents.about[name]) for name in written), note),)
        )
