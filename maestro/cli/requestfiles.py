"""Request files on the command line: read, checked against the factory's schema, made into a handoff.

Refuses a bad file before anything is looked at elsewhere; every problem names file, line and path.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from maestro import wiring
from maestro.agents.base import RejectedError
from maestro.domain.blueprint import Blueprint, Source, Status, Value
from maestro.domain.findings import Violation
from maestro.domain.form import Form
from maestro.domain.handoff import Choice, Deviation, Handoff, one_line
from maestro.domain.json import get, leaves
from maestro.domain.record import dataclass
from maestro.factory.catalogue import Catalogue
from maestro.factory.form import form_of
from maestro.factory.requestfile import read_documents
from maestro.factory.schema import Validator
from maestro.factory.yamldocument import Document
from maestro.interview.consequences import deviations as deviations_of
from maestro.interview.knowledge import Knowledge

_MOST_ROWS = 500
_SHOWN = 20


@dataclass(frozen=True)
class Files:
    """What was read; the documents know their lines."""

    documents: tuple[Document, ...]

    @property
    def requests(self) -> tuple[dict[str, Any], ...]:
        """The requests in the order of the command line."""
        return tuple(document.value for document in self.documents)


def read(paths: Sequence[Path]) -> Files:
    """Every request of every file; UnreadableError names the first that is none."""
    return Files(tuple(document for path in paths for document in read_documents(path)))


def check(files: Files, opened: Catalogue) -> None:
    """RejectedError with everything that the schema says of the files, each with its line."""
    validator = Validator(opened.schema)
    several = len(files.documents) > 1
    found = [
        (document, replace(v, environment=_environment(document, opened) if several else None))
        for document in files.documents
        for v in validator.check(document.value).all
    ]
    if found:
        lines = [f"{document.place(v.path)}: {v.message}" for document, v in found[:_SHOWN]]
        if len(found) > _SHOWN:
            lines.append(f"and {len(found) - _SHOWN} more")
        raise RejectedError("\n".join((*lines, "Nothing was done.")), [v for _, v in found])


def _environment(document: Document, opened: Catalogue) -> str | None:
    name = get(document.value, opened.manifest.identity[-1])
    return None if name is None else str(name)


def handoff_of(files: Files, opened: Catalogue, *, confirmed: bool) -> Handoff:
    """The handoff of checked files: every value with the file as its source."""
    identity = opened.manifest.identity
    know = _knowledge(opened)
    several = len(files.requests) > 1
    choices: list[Choice] = []
    deviations: list[Deviation] = []
    for request in files.requests:
        environment = str(get(request, identity[-1], "")) if several else None
        choices += _choices(know.form, request, environment)
        deviations += [replace(d, environment=environment) for d in _deviations(know, request)]
    return Handoff(
        requests=files.requests,
        identity=identity,
        summary=f"A request for {_who(files, identity)}, handed over as a file",
        choices=tuple(choices[:_MOST_ROWS]),
        deviations=tuple(deviations),
        confirmed_update=confirmed,
    )


def by_environment(requests: Sequence[dict[str, Any]], identity: tuple[str, ...]) -> dict[str, Any]:
    """Requests by environment (the last identity field); by their whole identity, or number, where those repeat."""
    names = [[str(get(request, path, "")) for path in identity] for request in requests]
    for keys in ([name[-1] for name in names], ["-".join(name) for name in names]):
        if len(set(keys)) == len(keys):
            return dict(zip(keys, requests, strict=True))
    return {str(number): request for number, request in enumerate(requests, 1)}


def _choices(form: Form, request: dict[str, Any], environment: str | None) -> Iterator[Choice]:
    for path, value in leaves(request):
        found = form.at(path)
        yield Choice(path, found.title if found else "", value, "file", environment=environment)


def _knowledge(opened: Catalogue) -> Knowledge:
    manifest = opened.manifest
    form = form_of(manifest.name, manifest.title, opened.schema, (), manifest.identity)
    checks = wiring.checks(opened)
    return Knowledge(form, checks, wiring.effects(opened, form, checks))


def _deviations(know: Knowledge, request: dict[str, Any]) -> tuple[Deviation, ...]:
    """What a conversation would have recorded, had the user said every value of the file."""
    values = {path: Value(value, Source.USER, Status.STATED) for path, value in leaves(request)}
    return deviations_of(know, Blueprint(values=values))


def _who(files: Files, identity: tuple[str, ...]) -> str:
    names = ("-".join(str(get(request, path, "")) for path in identity) for request in files.requests)
    return one_line(", ".join(names))


def without_lines(violations: Sequence[Violation], *, several: bool) -> list[dict[str, str | None]]:
    """Violations as the public formats have them: of several requests with the environment that each is of."""
    plain = (asdict(violation) for violation in violations)
    return [{key: value for key, value in v.items() if several or key != "environment"} for v in plain]
