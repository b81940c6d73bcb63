"""A request that is still talked about: what the guard would refuse at the handoff is wrong with it already.

Asked several times a turn, so that it looks at each text of a request once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from maestro.domain.actions import RequestAction
from maestro.domain.checked import Checked, Problem, ProblemKind
from maestro.guard.rules.operations import OperationRule

Check = Callable[[Mapping[str, Any]], Checked]
SOURCE = "guard"
_REMEMBERED = 4096  # texts to which the rule has no objection


class GuardedCheck:
    """What the schema says of a request, and after it what the guard has against operations in it."""

    def __init__(self, schema: Callable[[], Check], rule: Callable[[], OperationRule]) -> None:
        """Both are made when the first request is there to be checked."""
        self._made_schema, self._made_rule = schema, rule
        self._fine: set[str] = set()

    @cached_property
    def _schema(self) -> Check:
        return self._made_schema()

    @cached_property
    def _rule(self) -> OperationRule:
        return self._made_rule()

    def __call__(self, request: Mapping[str, Any]) -> Checked:
        """All problems, the schema's first. ConfigError where the factory's schema or guard.yaml is none."""
        checked = self._schema(request)
        found = tuple(self._problems(request)) if self._looks_broad(request) else ()
        return replace(checked, problems=(*checked.problems, *found)) if found else checked

    def _looks_broad(self, request: Mapping[str, Any]) -> bool:
        """Whether any text of it, wherever it stands, is one that the rule objects to."""
        todo: list[Any] = [request]
        while todo:
            value = todo.pop()
            if isinstance(value, str):
                if value not in self._fine and not self._is_fine(value):
                    return True
            elif isinstance(value, dict):
                todo.extend(value.values())
            elif isinstance(value, (list, tuple)):
                todo.extend(value)
        return False

    def _is_fine(self, text: str) -> bool:
        if self._rule.objects(text):
            return False
        if len(self._fine) >= _REMEMBERED:
            self._fine.clear()
        self._fine.add(text)
        return True

    def _problems(self, request: Mapping[str, Any]) -> Iterator[Problem]:
        for finding in self._rule.judge(RequestAction(request, "")):
            if finding.path:
                yield Problem(ProblemKind.INVALID, finding.path, finding.message, source=SOURCE, remedy=finding.remedy)
