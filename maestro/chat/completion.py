"""Completion while typing: slash commands with their fields, values and files; dotted paths, `@FILE` in a sentence."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

if TYPE_CHECKING:
    from maestro.domain.form import Form


class LineCompleter(Completer):
    """Looks at the line up to the cursor. Never completes a plain word: that would get in the way of talking."""

    def __init__(self, form: "Callable[[], Form]") -> None:
        """The form is asked for when there is something to complete."""
        self._form = form

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterable[Completion]:
        """What can stand at the cursor."""
        text = document.text_before_cursor
        last = text.rpartition(" ")[2]
        if "\n" in text or not (text.startswith("/") or "." in last[1:] or last.startswith("@")):
            return
        from maestro.chat.offers import offers

        for offer in offers(text, self._form):
            yield Completion(offer.text, -offer.replaces, display_meta=offer.about)
