"""Who reads what is said: the offline interpreter, or a model that someone named. Made when there is something to read.

A model is taken from a flag, the environment, the user's own configuration or `/model`, never because a key lies about.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from maestro import config, wiring
from maestro.domain.json import canonical

if TYPE_CHECKING:
    from pathlib import Path

    from maestro.budget.base import Account
    from maestro.budget.ledger import SqliteLedger
    from maestro.domain.acts import Act
    from maestro.domain.conversation import View
    from maestro.domain.form import Form
    from maestro.factory.catalogue import Catalogue
    from maestro.llm.base import ChatModel
    from maestro.understanding.base import Bill
    from maestro.understanding.model.online import OnlineInterpreter
    from maestro.understanding.offline import OfflineInterpreter

_NOBODY = "nobody-yet"  # whose budget pays until the conversation knows its tenant


class Reading:
    """Implements the interpreter's port, and the conversation's for choosing a model. Close it when it is over.

    `strict`: a model without a key is an error and not a note; `record` keeps its replies in a file.
    """

    def __init__(
        self,
        settings: config.Settings,
        form: "Form",
        catalogue: "Callable[[], Catalogue]",
        *,
        strict: bool = False,
        record: "Path | None" = None,
    ) -> None:
        """Nothing is loaded yet."""
        self.name = settings.model
        self.run = ""
        self.spent = Decimal(0)
        self._settings, self._form, self._catalogue = settings, form, catalogue
        self._strict, self._record = strict, record
        self._tenant = _NOBODY
        self._offline: OfflineInterpreter | None = None
        self._online: OnlineInterpreter | None = None
        self._book: SqliteLedger | None = None

    def interpret(self, text: str, view: "View") -> "tuple[Act, ...]":
        """The acts of a message."""
        if self.name is None:
            return self._rules().interpret(text, view)
        self._tenant = _tenant_of(view)
        if self._online is None:
            from maestro.understanding.model.online import OnlineInterpreter

            self._online = OnlineInterpreter(self._form, self._model(self.name), self._rules(), self._strict)
        return self._online.interpret(text, view)

    def bill(self) -> "Bill":
        """What the last reading took."""
        from maestro.understanding.base import Bill

        bill = self._online.bill() if self._online is not None else Bill()
        self.spent += bill.usd
        return bill

    def use(self, name: str | None) -> None:
        """Read with this model from now on, None for none; ConfigError where the name is none."""
        self.name = None if name is None else config.model_name(name)
        self._online = None

    def begin(self, run: str, spent: float) -> None:
        """For this conversation, which has cost so much already."""
        self.run, self.spent, self._online = run, Decimal(str(spent)), None

    @property
    def prompt_characters(self) -> int:
        """Of the prompt's stable part."""
        from maestro.understanding.model import prompt, wire

        return len(prompt.system(self._form)) + len(canonical(wire.schema(self._form)))

    def close(self) -> None:
        """Let the book go."""
        if self._book is not None:
            self._book.close()

    def _rules(self) -> "OfflineInterpreter":
        if self._offline is None:
            from maestro.understanding.offline import OfflineInterpreter

            self._offline = OfflineInterpreter(self._form)
        return self._offline

    def _model(self, name: str) -> "ChatModel":
        opened = self._catalogue()
        if self._book is None:
            self._book = wiring.ledger(self._settings, opened)
        purse = wiring.Purse(self._book, self._account, self.spent)
        return wiring.chat_model(self._settings, opened, name, purse, self._record)

    def _account(self) -> "Account":
        from maestro.budget.base import Account

        return Account(self._tenant, self.run, "interview")


def _tenant_of(view: "View") -> str:
    held = view.values.get(view.form.identity[0]) if view.form.identity else None
    return str(held.value) if held is not None else _NOBODY
