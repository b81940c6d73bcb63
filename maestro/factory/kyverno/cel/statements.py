"""One validation in Kubernetes' world: its expression, and how its failure is worded."""

from collections.abc import Mapping
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.expressions import AnyProgram, Expressions, Variables, named_error
from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.types import BOOL, STRING

_LONGEST_MESSAGE = 5 * 1024


@dataclass(frozen=True)
class Statement:
    """An expression that must be true."""

    text: str
    program: AnyProgram
    message: str
    message_program: AnyProgram | None

    @classmethod
    def of(cls, item: Mapping[str, Any], expressions: Expressions, default: str = "") -> "Statement":
        """Compile it."""
        message = item.get("messageExpression")
        return cls(
            str(item.get("expression") or ""),
            expressions.compile(item.get("expression"), BOOL),
            str(item.get("message") or default),
            expressions.compile(message, STRING) if message else None,
        )

    def failure(self, variables: Variables) -> str | None:
        """What is said where it is not true; None where it is. EvalError where it cannot be evaluated."""
        try:
            if self.program.evaluate(variables) is True:
                return None
        except EvalError as error:
            raise EvalError(named_error(self.text, error)) from None
        return self._evaluated(variables) or self.message.strip() or f"failed expression: {self.text.strip()}"

    def _evaluated(self, variables: Variables) -> str:
        if self.message_program is None:
            return ""
        try:
            message = str(self.message_program.evaluate(variables)).strip()
        except EvalError:
            return ""
        return "" if "\n" in message or len(message) > _LONGEST_MESSAGE else message
