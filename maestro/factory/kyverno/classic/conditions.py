"""`any`/`all` conditions and the old list form, compiled: keys and values are templates, operators known."""

from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.classic.context import JsonContext
from maestro.factory.kyverno.classic.operators import OPERATORS, Operator
from maestro.factory.kyverno.classic.variables import Template
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.values.golang import as_float64


@dataclass(frozen=True)
class Outcome:
    """Whether conditions hold, with the messages of those that decided it."""

    holds: bool
    message: str = ""


def _scalar(value: Any) -> Any:
    """Scalars take a trip through JSON before they are compared, maps and lists do not."""
    return value if isinstance(value, dict | list) else as_float64(value)


class Condition:
    """One comparison."""

    def __init__(self, document: dict[str, Any]) -> None:
        """Compile it; an operator that does not exist is an error of every evaluation."""
        self._key = Template(_scalar(document.get("key")))
        self._value = Template(_scalar(document.get("value")))
        self._name = str(document.get("operator") or "")
        self._operator = _find_operator(self._name)
        self.message = str(document.get("message") or "")

    def holds(self, context: JsonContext) -> bool:
        """Evaluate; raises QueryError."""
        key = self._render(self._key, context, "key")
        value = self._render(self._value, context, "value")
        if self._operator is None:
            raise QueryError(f"failed to create handler for condition operator {self._name!r}")
        return self._operator(key, value)

    def _render(self, template: Template, context: JsonContext, what: str) -> Any:
        try:
            return template.render(context)
        except QueryError as error:
            raise QueryError(f"failed to substitute variables in condition {what}: {error}") from error


def _find_operator(name: str) -> Operator | None:
    return OPERATORS.get(name) or next((found for key, found in OPERATORS.items() if key.lower() == name.lower()), None)


class Conditions:
    """A block of conditions; nothing said holds."""

    def __init__(self, document: Any) -> None:
        """Compile `{any: [...], all: [...]}` or a plain list, which is `all`."""
        block = {"all": document} if isinstance(document, list) else document if isinstance(document, dict) else {}
        any_of = block.get("any")
        self._any = None if any_of is None else [Condition(item) for item in any_of if isinstance(item, dict)]
        self._all = [Condition(item) for item in block.get("all") or () if isinstance(item, dict)]

    def evaluate(self, context: JsonContext) -> Outcome:
        """Evaluate in order, stopping as soon as `any` and `all` are decided; raises QueryError."""
        true_messages: list[str] = []
        false_messages: list[str] = []
        holds = self._any is None
        for condition in self._any or ():
            holds = condition.holds(context)
            (true_messages if holds else false_messages).append(condition.message)
            if holds:
                break
        for condition in self._all:
            held = condition.holds(context)
            (true_messages if held else false_messages).append(condition.message)
            if not held:
                holds = False
                break
        return Outcome(holds, "; ".join(filter(None, true_messages if holds else false_messages)))
