"""What a user types for a field or a value after a slash command. Refuses to guess between two."""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import TypeVar

from maestro.domain.errors import UsageError
from maestro.domain.form import Field, Form, Kind, Scenario
from maestro.domain.json import Json

_T = TypeVar("_T")
_TRUE = frozenset({"true", "yes", "on", "y", "1", "enabled"})
_FALSE = frozenset({"false", "no", "off", "n", "0", "disabled"})


def find_field(form: Form, text: str) -> str:
    """The path that a path, a title, an alias, a last name or a unique beginning of one stands for."""
    wanted = text.strip()
    if not wanted:
        raise UsageError("expected a field; type its path or its title, Tab completes both")
    if form.at(wanted) is not None and "[" not in wanted:
        return wanted
    found = _tiered((f for f in form.fields if "[]" not in f.path), wanted.casefold(), _names_of)
    if len(found) == 1:
        return found[0].path
    if found:
        raise UsageError(f"{wanted!r} could be {_either(f.path for f in found)}; type one of these paths")
    paths = {name.casefold(): f.path for f in form.fields if "[]" not in f.path for name in _names_of(f)}
    near = dict.fromkeys(paths[name] for name in get_close_matches(wanted.casefold(), paths, n=3, cutoff=0.6))
    hint = f"the nearest are {_either(near)}" if near else "/show lists the fields of this request"
    raise UsageError(f"this factory has no field {wanted!r}; {hint}")


def find_scenario(scenarios: Sequence[Scenario], text: str) -> Scenario:
    """The scenario that an id, a number, a title or a unique beginning of one stands for."""
    wanted = text.strip().casefold()
    found = _tiered(scenarios, wanted, lambda s: (s.id, s.title, s.id.lstrip("0123456789-")))
    if wanted.isdigit():
        found = [s for s in scenarios if s.id.partition("-")[0].lstrip("0") == wanted.lstrip("0")] or found
    if len(found) == 1:
        return found[0]
    raise UsageError(f"expected one of {', '.join(s.id for s in scenarios) or 'no scenario'}; found {text.strip()!r}")


def read_value(field: Field, text: str) -> Json:
    """The typed value that a text stands for; options are understood by title and alias."""
    raw = text.strip()
    if field.kind is Kind.ARRAY:
        return [_scalar(field, field.item_kind or Kind.STRING, part.strip()) for part in raw.split(",") if part.strip()]
    return _scalar(field, field.kind, raw)


def _scalar(field: Field, kind: Kind, raw: str) -> Json:
    for option in field.options:
        if raw.casefold() in (
            str(option.value).casefold(),
            option.title.casefold(),
            *map(str.casefold, option.aliases),
        ):
            return option.value
    match kind:
        case Kind.BOOLEAN:
            return _truth(field, raw)
        case Kind.INTEGER | Kind.NUMBER:
            return _number(field, kind, raw)
        case Kind.OBJECT:
            raise UsageError(f"{field.path} has fields of its own; set one of them, {field.path}.… (Tab lists them)")
        case Kind.STRING | Kind.ARRAY:
            return raw


def _truth(field: Field, raw: str) -> bool:
    if raw.casefold() in _TRUE:
        return True
    if raw.casefold() in _FALSE:
        return False
    raise UsageError(f"{field.path} is yes or no; found {raw!r}")


def _number(field: Field, kind: Kind, raw: str) -> int | float:
    text = raw.casefold().removesuffix(field.unit.casefold()).strip() if field.unit else raw
    try:
        return int(text) if kind is Kind.INTEGER else float(text)
    except ValueError:
        wanted = "a whole number" if kind is Kind.INTEGER else "a number"
        raise UsageError(
            f"{field.path} is {wanted}{f' of {field.unit}' if field.unit else ''}; found {raw!r}"
        ) from None


def _names_of(field: Field) -> tuple[str, ...]:
    return (field.path, field.title, field.path.rpartition(".")[2], *field.aliases)


def _tiered(things: Iterable[_T], wanted: str, names: Callable[[_T], tuple[str, ...]]) -> list[_T]:
    """Those named exactly so; where none is, those with a name that begins so."""
    known = [(thing, [name.casefold() for name in names(thing)]) for thing in things]
    for same in (str.__eq__, str.startswith):
        found = [thing for thing, its in known if any(same(name, wanted) for name in its)]
        if found:
            return found
    return []


def _either(names: Iterable[str]) -> str:
    listed = list(names)
    shown = listed[:4]
    return (
        ", ".join(shown[:-1])
        + (" or " if len(shown) > 1 else "")
        + shown[-1]
        + ("…" if len(listed) > len(shown) else "")
    )
