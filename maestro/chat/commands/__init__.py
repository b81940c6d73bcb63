"""The slash commands, in the order in which `/help` lists them. A new one is a file and a line here."""

from collections.abc import Iterable

from maestro.chat.commands.attach import AttachFile
from maestro.chat.commands.base import Command
from maestro.chat.commands.compare import Compare
from maestro.chat.commands.cost import Cost
from maestro.chat.commands.diff import Diff
from maestro.chat.commands.edit import Edit
from maestro.chat.commands.export import Export
from maestro.chat.commands.help import Help
from maestro.chat.commands.missing import Missing
from maestro.chat.commands.model import Model
from maestro.chat.commands.options import Options
from maestro.chat.commands.policy import Policy
from maestro.chat.commands.preview import Preview
from maestro.chat.commands.quit import Quit
from maestro.chat.commands.redo import Redo
from maestro.chat.commands.save import Save
from maestro.chat.commands.scenarios import Scenarios
from maestro.chat.commands.sessions import Sessions
from maestro.chat.commands.set import SetField
from maestro.chat.commands.show import ShowTable
from maestro.chat.commands.submit import Submit
from maestro.chat.commands.undo import Undo
from maestro.chat.commands.why import Why
from maestro.chat.commands.yaml import Yaml
from maestro.domain.errors import UsageError


def _all() -> Iterable[Command]:
    return COMMANDS.values()


_ORDERED: tuple[Command, ...] = (
    Help(_all), ShowTable(), Missing(), Why(), Options(), Scenarios(), Compare(), SetField(), Edit(), AttachFile(),
    Undo(), Redo(), Yaml(), Diff(), Preview(), Policy(), Model(), Cost(), Save(), Sessions(), Export(), Submit(),
    Quit(),
)  # fmt: skip

COMMANDS: dict[str, Command] = {command.name: command for command in _ORDERED}


def find(name: str) -> Command:
    """The command of that name or of a unique beginning of it."""
    if name in COMMANDS:
        return COMMANDS[name]
    begun = [command for command in _ORDERED if command.name.startswith(name.casefold())] if name else []
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise UsageError(f"/{name} could be {', '.join('/' + c.name for c in begun)}; type one more letter")
    raise UsageError(f"there is no command /{name}; /help lists them")
