"""The request as texts for people who carry it on by hand: YAML, JSON, a Markdown page, a pull request's text.

Owns their names and what stands in them. Refuses to replace a file that holds something else.
"""

import json
import os
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

from maestro.chat.plaintext import one_line
from maestro.chat.rows import Row, board
from maestro.chat.session import Session
from maestro.domain.errors import UsageError
from maestro.domain.handoff import Deviation, Handoff, identity_name
from maestro.domain.record import dataclass
from maestro.interview.environments import each, names
from maestro.interview.values import request_of

_DRAFT = "draft"


@dataclass(frozen=True)
class Documents:
    """Texts by file name, what each is, and the name that they share."""

    name: str
    files: Mapping[str, str]
    about: Mapping[str, str]


def yaml_text(request: Mapping[str, Any], deviations: tuple[Deviation, ...] = ()) -> str:
    """The request file, deviations as comments; loaded late, since the YAML library is slow to import."""
    from maestro.agents.implementer import comment
    from maestro.factory.requestfile import write_request

    return write_request(request, {}, {d.path: comment(d) for d in deviations}).decode()


def exported(session: Session, missing: tuple[str, ...]) -> Documents:
    """All texts; the pull request's only when nothing is missing."""
    stems = _names(session, missing)
    files, about = dict[str, str](), dict[str, str]()
    for name, (_, one) in zip(stems, each(session.form, session.state.blueprint), strict=True):
        request = request_of(session.form, one)
        files[f"requests/{name}.yaml"] = yaml_text(request, one.deviations)
        files[f"{name}.json"] = json.dumps(request, indent=2, ensure_ascii=False) + "\n"
        about |= {f"requests/{name}.yaml": "the request file", f"{name}.json": "the same as JSON"}
    files[f"{stems[0]}.md"] = _page(session, missing)
    about[f"{stems[0]}.md"] = "the blueprint with its sources"
    if not missing:
        files["pull-request.md"] = _pull_request(session.handoff())
        about["pull-request.md"] = "title, text and steps of the pull request"
    return Documents(f"maestro-{stems[0]}", files, about)


def write_all(folder: Path, files: Mapping[str, str]) -> tuple[str, ...]:
    """Write each file whole or not at all; the names that were written."""
    for name, text in files.items():
        _refuse_other(folder / name, text)
    for name, text in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial = path.with_name(f".{path.name}.{os.getpid()}")
            partial.write_text(text, encoding="utf-8")
            partial.replace(path)
        except OSError as error:
            raise UsageError(f"expected a folder that can be written, {folder}; found: {error.strerror}") from error
    return tuple(files)


def free_folder(parent: Path, documents: Documents) -> Path:
    """The first of `NAME`, `NAME-2`, ... that holds nothing else."""
    for number in count(1):
        folder = parent / (documents.name if number == 1 else f"{documents.name}-{number}")
        if all(_same_or_absent(folder / name, text) for name, text in documents.files.items()):
            return folder
    raise AssertionError("a count does not end")


def _same_or_absent(path: Path, text: str) -> bool:
    try:
        return not path.exists() or path.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False


def _refuse_other(path: Path, text: str) -> None:
    if not _same_or_absent(path, text):
        raise UsageError(f"{path} is there already and differs; name another folder, `/export FOLDER`")


def _names(session: Session, missing: tuple[str, ...]) -> tuple[str, ...]:
    """What the files of each request are called; those of a draft by number, where there are several."""
    several = names(session.form, session.state.blueprint)
    if missing:
        return tuple(f"{_DRAFT}-{number}" for number, _ in enumerate(several, 1)) or (_DRAFT,)
    return tuple(_name(request, session.form.identity) for request in session.requests())


def _name(request: Mapping[str, Any], identity: tuple[str, ...]) -> str:
    try:
        return identity_name(request, identity)
    except ValueError:
        return _DRAFT


def _page(session: Session, missing: tuple[str, ...]) -> str:
    from maestro.agents.pulltext import escaped

    table = board(session.form, session.state.blueprint, missing)
    rows = ["| | | Value | From |", "| --- | --- | --- | --- |"]
    rows += [f"| {' | '.join(escaped(cell) for cell in _cells(row))} |" for row in table.rows]
    return "\n".join([f"# {one_line(table.title)}", "", f"{table.left[:1].upper()}{table.left[1:]}.", "", *rows]) + "\n"


def _cells(row: Row) -> tuple[str, ...]:
    return row.group, row.label, row.value, row.source


def _pull_request(handoff: Handoff) -> str:
    """What to paste, and what to do with the files."""
    from maestro.agents import pulltext

    files = {name: f"requests/{name}.yaml" for name in handoff.names}
    body = pulltext.body(handoff, pulltext.Facts(files=files, evaluations={}))
    steps = (
        f"Branch: `{handoff.branch}`\n\n"
        f"Add {', '.join(f'`{file}`' for file in files.values())} on that branch, push it, open a pull request with "
        "the title and the text below.\n"
    )
    return f"# {pulltext.title(handoff)}\n\n{steps}\n---\n\n{body}"
