"""`/diff`: what the request has that its starting point did not."""

from difflib import unified_diff

from maestro.chat.blocks import Lines, Source
from maestro.chat.commands.base import Desk, Result, Show, Takes, refuse_argument
from maestro.chat.documents import yaml_text
from maestro.interview.environments import names


class Diff:
    """Compares the request with the scenario that it started from, or with nothing."""

    name = "diff"
    argument = ""
    summary = "Show what differs from the starting point, and between environments."
    takes = Takes.NOTHING

    def run(self, desk: Desk, argument: str) -> Result:
        """A unified diff of the two YAML texts; of further environments with the first one."""
        refuse_argument(self, argument)
        blueprint = desk.session.state.blueprint
        start = desk.form.scenario(blueprint.scenario)
        texts = [yaml_text(request) if request else "" for request in desk.session.requests()]
        known = names(desk.form, blueprint)
        before, name = yaml_text(dict(start.request)) if start else "", start.id if start else "empty request"
        lines = _lines(before, texts[0], name, known[0] if known else "your request")
        for other, text in zip(known[1:], texts[1:], strict=True):
            lines += _lines(texts[0], text, known[0], other)
        if not lines:
            return Show((Lines((f"Nothing differs from {name}.",)),))
        return Show((Source("\n".join(lines), diff=True),))


def _lines(before: str, after: str, old: str, new: str) -> list[str]:
    return list(unified_diff(before.splitlines(), after.splitlines(), old, new, lineterm=""))
