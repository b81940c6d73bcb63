"""`/set FIELD VALUE [in ENVIRONMENT]`: write one value, as if it had been said."""

from maestro.chat.commands.base import Apply, Desk, Result, Takes
from maestro.chat.places import find_field, read_value
from maestro.domain import acts
from maestro.domain.errors import UsageError
from maestro.domain.form import Form, Kind
from maestro.interview.environments import names


class SetField:
    """Gives the interview a set act; what is illegal is told by the interview as in conversation."""

    name = "set"
    argument = "FIELD VALUE"
    summary = "Set a field."
    takes = Takes.FIELD_AND_VALUE

    def run(self, desk: Desk, argument: str) -> Result:
        """The act, its quote being the typed value."""
        name, raw = divide(argument)
        raw, environment = _of_one(desk, raw)
        path = _switch(desk.form, find_field(desk.form, name))
        field = desk.form.at(path)
        assert field is not None  # noqa: S101 - find_field gives paths of the form only
        return Apply((acts.Set(path, read_value(field, raw), quote=raw, correction=True, environment=environment),))


def _of_one(desk: Desk, raw: str) -> tuple[str, str | None]:
    """`VALUE in ENVIRONMENT`, where there are several."""
    value, found, name = raw.rpartition(" in ")
    known = names(desk.form, desk.session.state.blueprint)
    return (value.strip(), name.strip()) if found and name.strip() in known else (raw, None)


def divide(argument: str) -> tuple[str, str]:
    """The field and the value: `FIELD VALUE` or `FIELD = VALUE`."""
    name, separator, raw = argument.strip().partition(" ")
    if "=" in name and not raw.startswith("="):
        name, separator, rest = argument.strip().partition("=")
        raw = rest
    raw = raw.strip().removeprefix("=").strip()
    if not separator or not raw:
        raise UsageError("expected a field and a value, `/set FIELD VALUE`; /options FIELD lists what it can be")
    return name.strip(), raw


def _switch(form: Form, path: str) -> str:
    """A component is set by its switch."""
    field = form.at(path)
    is_component = field is not None and field.kind is Kind.OBJECT and form.at(f"{path}.enabled") is not None
    return f"{path}.enabled" if is_component else path
