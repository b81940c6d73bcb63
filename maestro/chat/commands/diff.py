"""`/diff`: what the request has that its starting point did not."""

from difflib import unified_diff

from maestro.chat.blocks import Lines, Source
from maestro.chat.commands.base import Desk, Result, Show, Takes, refuse_argument
from maestro.chat.documents import yaml_text


class Diff:
    """Compares the request with the scenario that it started from, or with nothing."""

    name = "diff"
    argument = ""
    summary = "Show what differs from the starting point."
    takes = Takes.NOTHING

    def run(self, desk: Desk, argument: str) -> Result:
        """A unified diff of the two YAML texts."""
        refuse_argument(self, argument)
        blueprint = desk.session.state.blueprint
        start = desk.form.scenario(blueprint.scenario)
        before = yaml_text(dict(start.request)) if start else ""
        after = yaml_text(desk.session.request()) if desk.session.request() else ""
        name = start.id if start else "empty request"
        lines = list(unified_diff(before.splitlines(), after.splitlines(), name, "your request", lineterm=""))
        if not lines:
            return Show((Lines((f"Nothing differs from {name}.",)),))
        return Show((Source("\n".join(lines), diff=True),))
