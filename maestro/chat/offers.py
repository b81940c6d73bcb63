"""What can stand at the end of a line: slash commands, fields, values and scenarios; dotted paths in a sentence."""

from collections.abc import Callable, Iterable
from pathlib import Path

from maestro.chat.commands import COMMANDS, find
from maestro.chat.commands.base import Takes
from maestro.chat.places import find_field
from maestro.chat.plaintext import one_line
from maestro.domain.errors import UsageError
from maestro.domain.form import Form, Kind
from maestro.domain.record import dataclass

_FILES = 50  # offered at once
_SHOWN = 60  # characters of a longer text beside an offer


@dataclass(frozen=True)
class Offer:
    """A text that would replace so many characters before the cursor."""

    text: str
    replaces: int
    about: str = ""


def offers(line: str, form: Callable[[], Form]) -> Iterable[Offer]:
    """All offers for a line; the form is asked for only where fields or scenarios are meant."""
    last = line.rpartition(" ")[2]
    if not line.startswith("/"):
        return _files(last[1:]) if last.startswith("@") else _paths(form(), last)
    name, blank, argument = line[1:].partition(" ")
    if not blank:
        begun = (c for c in COMMANDS.values() if c.name.startswith(name.casefold()))
        return (Offer(f"/{command.name}", len(name) + 1, command.summary) for command in begun)
    try:
        takes = find(name).takes
    except UsageError:
        return ()
    return _of_argument(takes, argument.lstrip(), form)


def _of_argument(takes: Takes, argument: str, form: Callable[[], Form]) -> Iterable[Offer]:
    match takes:
        case Takes.FIELD:
            return _paths(form(), argument)
        case Takes.FIELD_AND_VALUE if " " not in argument:
            return _paths(form(), argument)
        case Takes.FIELD_AND_VALUE:
            return _values(form(), *argument.split(" ", 1))
        case Takes.SCENARIOS:
            return _scenarios(form(), argument.rpartition(" ")[2])
        case Takes.FILE:
            return _files(argument)
        case Takes.NOTHING | Takes.FOLDER:
            return ()


def _paths(form: Form, word: str) -> Iterable[Offer]:
    wanted = word.casefold()
    for field in form.fields:
        if "[]" not in field.path and (field.path.startswith(wanted) or _names(field.title, wanted)):
            yield Offer(field.path, len(word), one_line(field.title, _SHOWN))


def _values(form: Form, name: str, word: str) -> Iterable[Offer]:
    try:
        field = form.at(find_field(form, name))
    except UsageError:
        return
    if field is None:
        return
    last = word.rpartition(",")[2].lstrip() if field.kind is Kind.ARRAY else word
    legal = [(str(o.value), o.title) for o in field.options] + [(s.name, s.label) for s in field.shapes]
    legal += [("yes", ""), ("no", "")] if field.kind is Kind.BOOLEAN else []
    for value, title in legal:
        if value.casefold().startswith(last.casefold()):
            yield Offer(value, len(last), one_line(title, _SHOWN))


def _files(begun: str) -> Iterable[Offer]:
    """Files and folders whose name begins so; hidden ones when asked for."""
    folder, _, name = begun.rpartition("/")
    place = Path(f"{folder}/" if folder or begun.startswith("/") else ".").expanduser()
    try:
        found = sorted(entry.name + "/" * entry.is_dir() for entry in place.iterdir() if entry.name.startswith(name))
    except (OSError, RuntimeError):
        return
    for entry in [entry for entry in found if name or not entry.startswith(".")][:_FILES]:
        yield Offer(entry, len(name))


def _scenarios(form: Form, word: str) -> Iterable[Offer]:
    for scenario in form.scenarios:
        if scenario.id.startswith(word) or _names(scenario.title, word.casefold()):
            yield Offer(scenario.id, len(word), one_line(scenario.title, _SHOWN))


def _names(title: str, wanted: str) -> bool:
    """Whether a word of the title begins so."""
    return len(wanted) > 1 and any(word.startswith(wanted) for word in title.casefold().split())
