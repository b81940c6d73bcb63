"""`/options FIELD`: every legal value of a field, or every concrete shape that it can name."""

from maestro.chat.blocks import Entry, Lines, Listing
from maestro.chat.commands.base import Desk, Result, Show, Takes
from maestro.chat.places import find_field
from maestro.chat.summary import text_of
from maestro.domain.form import Field, Kind


class Options:
    """Lists what can be chosen; without a field, for the one that is being asked for."""

    name = "options"
    argument = "FIELD"
    summary = "List what a field can be."
    takes = Takes.FIELD

    def run(self, desk: Desk, argument: str) -> Result:
        """Options with their meaning, shapes with their size, else what a legal value looks like."""
        path = desk.open_field if not argument.strip() and desk.open_field else find_field(desk.form, argument)
        field = desk.form.at(path)
        assert field is not None  # noqa: S101 - find_field gives paths of the form only
        held = desk.session.state.blueprint.values.get(path)
        entries = _entries(field, held.value if held else None)
        if entries:
            return Show((Listing(f"{field.title}  ({path})", entries),))
        inside = tuple(Entry(f.path, f.title) for f in desk.form.children(path))
        if inside:
            return Show((Listing(f"{field.title} has these fields", inside),))
        return Show((Lines((_legal(field),)),))


def _entries(field: Field, held: object) -> tuple[Entry, ...]:
    chosen = held if isinstance(held, list) else [held]
    listed = [Entry(str(o.value), _meaning(o.title, o.means, o.value), _mark(o.value in chosen)) for o in field.options]
    listed += [Entry(s.name, s.label.removeprefix(s.name).strip(), _mark(s.name in chosen)) for s in field.shapes]
    return tuple(listed)


def _meaning(title: str, means: str, value: object) -> str:
    return ": ".join(part for part in (title if title != str(value) else "", means) if part)


def _mark(chosen: bool) -> str:
    return "now" if chosen else ""


def _legal(field: Field) -> str:
    """What a legal value looks like."""
    if field.kind is Kind.BOOLEAN:
        return f"{field.title}: yes or no."
    parts = [f"{field.title}: {_noun(field)}"]
    if field.minimum is not None:
        parts.append(f"from {field.minimum:g}")
    if field.maximum is not None:
        parts.append(f"up to {field.maximum:g}")
    if field.pattern:
        parts.append(f"of the form {field.pattern}")
    if field.examples:
        parts.append(f"for example {text_of(field, field.examples[0])}")
    return ", ".join(parts) + "."


def _noun(field: Field) -> str:
    nouns = {Kind.INTEGER: "a whole number", Kind.NUMBER: "a number", Kind.ARRAY: "a list, separated by commas"}
    return field.format or nouns.get(field.kind, "a text")
