"""Which open pull requests a newer request of the same identity replaces."""

import re

from maestro.agents.layout import request_file
from maestro.agents.toolbox import Toolbox
from maestro.domain.handoff import Handoff
from maestro.forge.base import PullRequest, PullState

_BRANCH = re.compile(r"maestro/(?P<name>.+)-[0-9a-f]{8}")


def superseded(handoff: Handoff, tools: Toolbox) -> list[int]:
    """Numbers of open ones that are of this identity, or that change nothing but these request files."""
    files = {request_file(tools.site, name) for name in handoff.names}
    pulls = (p for p in tools.pulls() if p.state is PullState.OPEN and p.branch != handoff.branch)
    return [pull.number for pull in pulls if _same(pull, handoff, files)]


def _same(pull: PullRequest, handoff: Handoff, files: set[str]) -> bool:
    found = _BRANCH.fullmatch(pull.branch)
    if found is None:  # a branch that people made
        return False
    return found["name"] == handoff.names[0] or (bool(pull.files) and files.issuperset(pull.files))
