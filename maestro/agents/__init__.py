"""The six agents, by the task that each does. A new task is a kind, a file and a line here."""

from collections.abc import Mapping

from maestro.agents.base import Agent
from maestro.agents.documenter import Documenter
from maestro.agents.implementer import Implementer
from maestro.agents.planner import Planner
from maestro.agents.reviewer import Reviewer
from maestro.agents.scaffolder import Scaffolder
from maestro.agents.tester import Tester
from maestro.domain.runs import TaskKind

_DOCUMENTER = Documenter()

AGENTS: Mapping[TaskKind, Agent] = {
    TaskKind.PLAN: Planner(),
    TaskKind.SCAFFOLD: Scaffolder(),
    TaskKind.IMPLEMENT: Implementer(),
    TaskKind.TEST: Tester(),
    TaskKind.DOCS: _DOCUMENTER,
    TaskKind.OPEN: _DOCUMENTER,
    TaskKind.REVIEW: Reviewer(),
}
