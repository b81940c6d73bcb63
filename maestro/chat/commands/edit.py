"""`/edit FIELD`: revise an earlier answer in the input line."""

from maestro.chat.blocks import Lines
from maestro.chat.commands.base import Desk, Prefill, Result, Takes
from maestro.chat.places import find_field
from maestro.domain.json import Json


class Edit:
    """Puts a `/set` with the present value into the next input."""

    name = "edit"
    argument = "FIELD"
    summary = "Revise an earlier answer."
    takes = Takes.FIELD

    def run(self, desk: Desk, argument: str) -> Result:
        """The line to change and send."""
        path = find_field(desk.form, argument)
        held = desk.session.state.blueprint.values.get(path)
        line = f"/set {path} {_typed(held.value) if held else ''}"
        return Prefill(line, Lines((f"Change it and press Enter: {line}",)))


def _typed(value: Json) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(str(item) for item in value) if isinstance(value, list) else str(value)
