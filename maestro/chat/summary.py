"""The chief values of a part of the blueprint in a few words: `medium: db-custom-2-7680, standby`.

Reads titles, importance and entailments of the form; knows nothing of any factory.
"""

from collections.abc import Iterable, Mapping

from maestro.domain.blueprint import Source, Status, Value
from maestro.domain.form import Field, Form, Importance, Kind
from maestro.domain.json import Json, below, split

_RANK = {Importance.CRITICAL: 0, Importance.HIGH: 1, Importance.NORMAL: 2, Importance.LOW: 3}
_SAID = (Source.USER, Source.DOCUMENT, Source.MODEL)
_NAMES = 3  # of a list are shown, the others counted
_PARTS = 5  # values of one row; the table cuts what is too wide


def summary(form: Form, values: Mapping[str, Value], root: str, provided: Mapping[str, Json] | None = None) -> str:
    """What stands below `root`, most telling first; "" where nothing does. `provided` is what policies write there."""
    inside = {path: value for path, value in values.items() if below(path, root)}
    if (whole := inside.get(root)) is not None and whole.value != {}:
        return text_of(form.at(root), whole.value)
    switch = inside.pop(f"{root}.enabled", None)
    if switch is not None and switch.value is False:
        return "off"
    parts = [part for part in _parts(form, values, inside, provided or {}) if part]
    return _headed(form, inside, parts) or ("on" if switch is not None else "")


def text_of(field: Field | None, value: Json) -> str:
    """A value as a person reads it: with its unit, a truth as the name of what is true."""
    match value:
        case None | "" | []:
            return "-"
        case bool():
            return "yes" if value else "no"
        case int() | float():
            unit = f" {_unit_of(field.unit, value)}" if field and field.unit else ""
            return f"{value:g}{unit}" if isinstance(value, float) else f"{value}{unit}"
        case list() | tuple():
            return _listed([text_of(None, item) for item in value])
        case Mapping():
            return "on" if not value else ", ".join(f"{key} {text_of(None, child)}" for key, child in value.items())
    return str(value)


def _unit_of(unit: str, value: float) -> str:
    """`1 node`, `3 nodes`, `5 GB`: words have a plural, abbreviations have none."""
    is_word = unit.islower() and unit.endswith("s") and len(unit) > 3
    return unit[:-1] if value == 1 and is_word else unit


def _headed(form: Form, inside: Mapping[str, Value], parts: list[str]) -> str:
    """`head: rest` where the first value is a choice that stands for the others (a size)."""
    if len(parts) < 2:
        return "".join(parts)
    heads = (p for p, v in inside.items() if _stands_for_others(form, form.at(p)) and str(v.value) == parts[0])
    return f"{parts[0]}: {', '.join(parts[1:])}" if next(heads, None) else ", ".join(parts)


def _stands_for_others(form: Form, field: Field | None) -> bool:
    return field is not None and any(other.refines == field.path for other in form.fields)


def _parts(
    form: Form, values: Mapping[str, Value], inside: Mapping[str, Value], provided: Mapping[str, Json]
) -> Iterable[str]:
    """The texts of the leaves worth a word, at most a handful."""
    lists: dict[str, list[str]] = {}
    texts: list[str] = []
    for path in sorted(inside, key=lambda p: _weight(form, p, inside[p])):
        if (list_path := _list_of(path)) is not None:
            lists.setdefault(list_path, [])
            _add_name(form, lists[list_path], path, inside[path])
            continue
        texts.append(_leaf(form.at(path), inside[path]))
        texts.extend(_provided(form, form.at(path), values, provided))
    for list_path, names in lists.items():
        texts.append(_listed(names) or _counted(form, inside, list_path))
    return [text for text in texts if text][:_PARTS]


def _weight(form: Form, path: str, value: Value) -> tuple[int, int, int]:
    field = form.at(path)
    said = 0 if value.source in _SAID else 1
    order = form.order.get(field.path, 0) if field else len(form.order)
    return (0 if field and field.options and _RANK[field.importance] < 2 else 1, said, order)


def _leaf(field: Field | None, value: Value) -> str:
    """One value; what was never said and matters little stays out."""
    said = value.source in _SAID or value.status is Status.ENFORCED
    if field is None or value.value == {} or (field.importance is Importance.LOW and not said):
        return ""
    if isinstance(value.value, bool):
        title = _lowered(field.title)
        return title if value.value else (f"no {title}" if said else "")
    return _titled(field, value.value)


def _titled(field: Field | None, value: Json) -> str:
    """A bare number says nothing without its title."""
    bare_number = isinstance(value, (int, float)) and field is not None and not field.unit
    return f"{_lowered(field.title)} {text_of(field, value)}" if bare_number and field else text_of(field, value)


def _provided(
    form: Form, field: Field | None, values: Mapping[str, Value], provided: Mapping[str, Json]
) -> Iterable[str]:
    """What policies make of fields that the request leaves open; a count and a shape are one: `3 x e2-standard-4`."""
    refining = (p for p in provided if field is not None and (f := form.at(p)) is not None and f.refines == field.path)
    left = {p: provided[p] for p in refining if p not in values and not isinstance(provided[p], bool)}
    shapes = [what for what in left.values() if isinstance(what, str)]
    counts = [what for p, what in left.items() if isinstance(what, int) and not _unit(form, p)]
    if len(shapes) == len(counts) == 1 and len(left) == 2:
        yield f"{counts[0]} x {shapes[0]}"
    else:
        yield from (_titled(form.at(p), what) for p, what in left.items())


def _unit(form: Form, path: str) -> str:
    field = form.at(path)
    return field.unit if field else ""


def _holds(values: Mapping[str, Value], path: str) -> bool:
    return any(below(p, path) and value.value is not False for p, value in values.items())


def _list_of(path: str) -> str | None:
    parts = split(path)
    place = next((n for n, part in enumerate(parts) if part.isdigit()), None)
    return None if place is None else ".".join(parts[:place])


def _add_name(form: Form, names: list[str], path: str, value: Value) -> None:
    """The first text of each item names it."""
    field = form.at(path)
    item = path[len(_list_of(path) or "") + 1 :].split(".", maxsplit=1)[0]
    if field is not None and field.kind is Kind.STRING and len(names) == int(item):
        names.append(str(value.value))


def _counted(form: Form, inside: Mapping[str, Value], list_path: str) -> str:
    items = {path[len(list_path) + 1 :].split(".")[0] for path in inside if below(path, list_path)}
    return f"{len(items)} {_lowered(form.title_of(list_path))}"


def _listed(names: list[str]) -> str:
    rest = f" +{len(names) - _NAMES}" if len(names) > _NAMES else ""
    return ", ".join(names[:_NAMES]) + rest


def _lowered(title: str) -> str:
    """A title inside a line: its first word in small letters unless it is an abbreviation or has a capital inside."""
    first = title.split(" ", maxsplit=1)[0]
    return title if any(c.isupper() or c.isdigit() for c in first[1:]) else title[:1].lower() + title[1:]
