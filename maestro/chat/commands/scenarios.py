"""`/scenarios`: the factory's starting points, best fit first."""

from maestro.chat.blocks import Entry, Lines, Listing
from maestro.chat.commands.base import Desk, Result, Show, Takes, refuse_argument
from maestro.domain.form import Scenario


class Scenarios:
    """Lists the starting points; the chosen or recommended one is marked."""

    name = "scenarios"
    argument = ""
    summary = "List the factory's starting points."
    takes = Takes.NOTHING

    def run(self, desk: Desk, argument: str) -> Result:
        """In the order of the ranking; those that were not ranked follow in theirs."""
        refuse_argument(self, argument)
        if not desk.form.scenarios:
            return Show((Lines(("This factory offers no starting points; every request begins empty.",)),))
        blueprint = desk.session.state.blueprint
        rank = {id_: place for place, id_ in enumerate(blueprint.ranking)}
        ordered = sorted(desk.form.scenarios, key=lambda s: rank.get(s.id, len(rank)))
        mark = "chosen" if blueprint.chosen else "recommended"
        entries = tuple(Entry(s.id, _told(s), mark if s.id == blueprint.scenario else "") for s in ordered)
        after = 'Say "start from" and its name to take one, /compare A B for the differences.'
        return Show((Listing("Starting points", entries, after),))


def _told(scenario: Scenario) -> str:
    return f"{scenario.title}. {scenario.summary}".strip()
