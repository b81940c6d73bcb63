"""Completion while typing: slash commands, their fields, values and scenarios; dotted paths inside a sentence."""

from collections.abc import Callable, Iterable

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from maestro.chat.commands import COMMANDS, find
from maestro.chat.commands.base import Takes
from maestro.chat.places import find_field
from maestro.chat.plaintext import one_line
from maestro.domain.errors import UsageError
from maestro.domain.form import Form, Kind

_SHOWN = 60  # of a longer text beside a completion


class LineCompleter(Completer):
    """Looks at the line up to the cursor. Never completes a plain word: that would get in the way of talking."""

    def __init__(self, form: Callable[[], Form]) -> None:
        """The form is asked for at each completion: a session may load it late."""
        self._form = form

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterable[Completion]:
        """What can stand at the cursor."""
        text = document.text_before_cursor
        if text.startswith("/") and "\n" not in text:
            yield from self._of_command(text[1:])
            return
        word = text.rpartition(" ")[2]
        if "." in word[1:]:
            yield from self._paths(word)

    def _of_command(self, text: str) -> Iterable[Completion]:
        name, blank, argument = text.partition(" ")
        if not blank:
            for command in COMMANDS.values():
                if command.name.startswith(name.casefold()):
                    yield Completion(f"/{command.name}", -len(name) - 1, display_meta=command.summary)
            return
        try:
            takes = find(name).takes
        except UsageError:
            return
        yield from self._of_argument(takes, argument.lstrip())

    def _of_argument(self, takes: Takes, argument: str) -> Iterable[Completion]:
        match takes:
            case Takes.FIELD:
                yield from self._paths(argument)
            case Takes.FIELD_AND_VALUE if " " not in argument:
                yield from self._paths(argument)
            case Takes.FIELD_AND_VALUE:
                yield from self._values(*argument.split(" ", 1))
            case Takes.SCENARIOS:
                yield from self._scenarios(argument.rpartition(" ")[2])
            case _:
                return

    def _paths(self, word: str) -> Iterable[Completion]:
        wanted = word.casefold()
        for field in self._form().fields:
            if "[]" not in field.path and (field.path.startswith(wanted) or _names(field.title, wanted)):
                yield Completion(field.path, -len(word), display_meta=one_line(field.title, _SHOWN))

    def _values(self, name: str, word: str) -> Iterable[Completion]:
        try:
            path = find_field(self._form(), name)
        except UsageError:
            return
        field = self._form().at(path)
        if field is None:
            return
        last = word.rpartition(",")[2].lstrip() if field.kind is Kind.ARRAY else word
        offered = [(str(o.value), o.title) for o in field.options] + [(s.name, s.label) for s in field.shapes]
        offered += [("yes", ""), ("no", "")] if field.kind is Kind.BOOLEAN else []
        for value, title in offered:
            if value.casefold().startswith(last.casefold()):
                yield Completion(value, -len(last), display_meta=one_line(title, _SHOWN))

    def _scenarios(self, word: str) -> Iterable[Completion]:
        for scenario in self._form().scenarios:
            if scenario.id.startswith(word) or _names(scenario.title, word.casefold()):
                yield Completion(scenario.id, -len(word), display_meta=one_line(scenario.title, _SHOWN))


def _names(title: str, wanted: str) -> bool:
    """Whether a word of the title begins so."""
    return len(wanted) > 1 and any(word.startswith(wanted) for word in title.casefold().split())
