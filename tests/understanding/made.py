"""Forms of factories that nobody has: made in a test of a few properties."""

from typing import Any

from maestro.domain import acts as a
from maestro.domain.conversation import Asked, View
from maestro.domain.form import Form
from maestro.factory.fields import fields_of
from maestro.understanding.offline import OfflineInterpreter


def form(*, needed: tuple[str, ...] = (), **properties: Any) -> Form:
    """The form of a schema with these properties, of which some are required."""
    schema = {"type": "object", "required": list(needed), "properties": properties}
    return Form("made", "Made", fields_of(schema), ())


def written(of: Form, text: str, *, asked: str = "") -> dict[str, Any]:
    """What a message sets, by place; lists with all that is added; `asked` is the place of an open question."""
    view = View(of, Asked(asked, "?") if asked else None, chosen=bool(asked))
    out: dict[str, Any] = {}
    for act in OfflineInterpreter(of).interpret(text, view):
        if isinstance(act, a.Set):
            out[act.path] = act.value
        elif isinstance(act, a.Add):
            out[act.path] = [*out.get(act.path, ()), act.value]
    return out
