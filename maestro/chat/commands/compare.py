"""`/compare A [B]`: two starting points side by side, only where they differ."""

from collections import Counter

from maestro.chat.blocks import Grid, Lines
from maestro.chat.commands.base import Desk, Result, Show, Takes
from maestro.chat.places import find_scenario
from maestro.chat.summary import text_of
from maestro.domain.errors import UsageError
from maestro.domain.form import Form, Scenario
from maestro.domain.json import differences, generic


class Compare:
    """Compares two scenarios; with one, it and the chosen or recommended one."""

    name = "compare"
    argument = "A [B]"
    summary = "Compare two starting points."
    takes = Takes.SCENARIOS

    def run(self, desk: Desk, argument: str) -> Result:
        """A line for each field that differs and is not the tenant's own."""
        left, right = _pair(desk, argument)
        rows = tuple(_rows(desk.form, left, right))
        if not rows:
            return Show((Lines((f"{left.title} and {right.title} ask for the same.",)),))
        return Show((Grid(("", left.title, right.title), rows),))


def _pair(desk: Desk, argument: str) -> tuple[Scenario, Scenario]:
    names = argument.replace(" and ", " ").replace(",", " ").split()
    current = desk.session.state.blueprint.scenario
    if len(names) == 1 and current is not None:
        names = [current, *names]
    if len(names) != 2:
        raise UsageError("expected two starting points, `/compare A B`; /scenarios lists them")
    return find_scenario(desk.form.scenarios, names[0]), find_scenario(desk.form.scenarios, names[1])


def _rows(form: Form, left: Scenario, right: Scenario) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    for path, before, after in differences(dict(left.request), dict(right.request)):
        field = form.at(path)
        if field is None or not field.own:
            rows.append((path, text_of(field, before), text_of(field, after)))
    rows.sort(key=lambda row: form.order.get(generic(row[0]), len(form.order)))
    titles = Counter(form.title_of(path) for path, *_ in rows)
    return [(_named(form, path, titles), before, after) for path, before, after in rows]


def _named(form: Form, path: str, titles: Counter[str]) -> str:
    """Its title; the place where several rows would be called the same."""
    title = form.title_of(path)
    return title if titles[title] == 1 else path
