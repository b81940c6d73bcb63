"""A file that a user attaches -> the act that says what it proposes. Nothing leaves here that was not redacted.

A document is read by the offline interpreter alone, whatever reads the conversation: no model sees it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from maestro.chat.plaintext import one_line
from maestro.domain.acts import Act, Attach, Set
from maestro.domain.blueprint import Blueprint
from maestro.domain.document import Document, Grid, Passage, Proposal
from maestro.domain.errors import UnreadableError
from maestro.domain.json import Json
from maestro.interview.knowledge import Knowledge
from maestro.interview.sizes import Wanted, fitting

if TYPE_CHECKING:
    from maestro.understanding.papers.extract import Extractor, Need

_NAMED = re.compile(r"(?<!\S)@(?:\"([^\"\n]{1,300})\"|(\S{1,300}))")
_NAME = 80  # characters of a file's name that are shown


class Attachments:
    """Reads documents for one factory."""

    def __init__(self, know: Knowledge) -> None:
        """What is heavy is made with the first document."""
        self._know = know

    @cached_property
    def _extractor(self) -> "Extractor":
        from maestro.understanding.offline import OfflineInterpreter
        from maestro.understanding.papers.extract import Extractor

        return Extractor(self._know.form, OfflineInterpreter(self._know.form, slips=False))

    def read(self, path: Path, said: Sequence[Act], blueprint: Blueprint) -> Attach:
        """What a document proposes beside what is `said` in the same message; what went wrong is in the act as well."""
        try:
            return self.opened(path, said, blueprint)
        except UnreadableError as error:
            return Attach(one_line(path.name, _NAME), problem=one_line(error.message, 400))

    def opened(self, path: Path, said: Sequence[Act], blueprint: Blueprint) -> Attach:
        """The same; UnreadableError when the file cannot be used."""
        from maestro.documents.reading import read_document

        document = _clean(read_document(path))
        values: dict[str, Json] = {place: held.value for place, held in blueprint.values.items()}
        values |= {act.path: act.value for act in said if isinstance(act, Set)}
        found = self._extractor.extract(document, values)
        sized = dict(self._sizes(document.name, found.needs, blueprint))
        stated = {p.path for p in found.proposals}
        proposals = [*found.proposals, *(p for p in sized if p.path not in stated)]
        order = self._know.form.order
        return Attach(
            document.name,
            document.digest,
            tuple(sorted(proposals, key=lambda p: order.get(p.path, len(order)))),
            tuple(one_line(text, 300) for text in found.suspicious),
            (*(note for note in sized.values() if note), *found.notes),
            found.about,
        )

    def _sizes(self, source: str, needs: Sequence["Need"], blueprint: Blueprint) -> Iterator[tuple[Proposal, str]]:
        """The size that is enough for each component, and what is to be said where none is."""
        for need in needs:
            wanted = Wanted(need.vcpu, need.memory, need.total_vcpu, need.total_memory)
            fit = fitting(self._know, blueprint, need.root, need.things, wanted)
            if fit is None:
                continue
            because = f"{need.because}; {fit.option.title} gives {fit.gives}"
            note = "" if fit.enough else (
                f"{self._know.form.title_of(fit.path)}: {need.because} is more than {fit.option.title} gives "
                f"({fit.gives}); name a machine type if that must be."
            )  # fmt: skip
            yield Proposal(fit.path, fit.option.value, need.quote, source, need.place, because), note


def named_in(text: str, folder: Path) -> tuple[tuple[Path, ...], str]:
    """The files that `@path` names in a message, and the message with their names blanked out.

    What names no file stays as it is: `@` stands in addresses and handles too.
    """
    found: list[Path] = []
    heard = text
    for match in _NAMED.finditer(text):
        for word in dict.fromkeys((match[1] or match[2], (match[1] or match[2]).rstrip(".,;:!?)\"'"))):
            path = folder / Path(word).expanduser()
            if _exists(path):
                found.append(path)
                heard = heard[: match.start()] + " " * len(match[0]) + heard[match.end() :]
                break
    return tuple(found), heard


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError, RuntimeError):
        return False


def _clean(document: Document) -> Document:
    """Without credentials, in words and cells."""
    from maestro.guard.redact import redact

    return replace(
        document,
        name=one_line(redact(document.name), _NAME),
        passages=tuple(Passage(redact(p.place), redact(p.text)) for p in document.passages),
        grids=tuple(
            Grid(redact(g.place), tuple((n, tuple(map(redact, cells))) for n, cells in g.rows), g.commas)
            for g in document.grids
        ),
    )
