"""In which line of the schema's file a field stands. Refuses to fail: what cannot be told is line 1."""

from pathlib import Path

from maestro.domain.errors import MaestroError
from maestro.domain.json import generic, split
from maestro.factory.textfile import read_text, shown
from maestro.factory.yamldocument import Document, parse

_MAX_BYTES = 8 * 1024 * 1024


class SchemaLines:
    """Lines by field path; JSON is read as YAML, whose reader knows lines."""

    def __init__(self, file: Path) -> None:
        """Read once."""
        self._document: Document | None = None
        try:
            documents = parse(read_text(file, _MAX_BYTES, "a JSON Schema"), shown(file))
        except MaestroError:
            return
        self._document = documents[0] if documents else None

    def locate(self, path: str) -> int:
        """The line of a property; of the nearest object above it that stands in the file itself, behind a `$ref`."""
        if self._document is None:
            return 1
        place = ""
        for part in split(generic(path)):
            name = part.removesuffix("[]")
            below = f"{place}.properties.{name}".strip(".")
            if below not in self._document.lines:
                break
            place = f"{below}.items" if part.endswith("[]") else below
        return self._document.locate(place)
