"""Where a value came from, in the words of the table: `you said "prod"`, `required by pci-dss`, `blueprint`."""

from collections.abc import Mapping

from maestro.chat.plaintext import one_line
from maestro.domain.blueprint import Blueprint, Source, Status, Value

_ORDER = (Source.USER, Source.DOCUMENT, Source.MODEL, Source.SCENARIO, Source.PACK, Source.SIZING, Source.DEFAULT)
_QUOTE = 34  # characters of the user's words
_SHOWN = 2


def source_phrase(blueprint: Blueprint, inside: Mapping[str, Value]) -> str:
    """The sources of the values of one row, the user's words first."""
    values = {p: v for p, v in inside.items() if not p.endswith(".enabled")} or dict(inside)
    found: dict[str, Value] = {}
    deviating = {deviation.path for deviation in blueprint.deviations}
    for source in _ORDER:
        for path in sorted(values, key=lambda p: p not in deviating):
            if values[path].source is source:
                found.setdefault(_short(values[path]), values[path])
    if len(found) > 1:
        found.pop("default", None)
    names = list(found)[:_SHOWN]
    phrase = _full(found[names[0]]) if len(names) == 1 else ", ".join(names)
    return f"deviation, {phrase}" if deviating & set(inside) else phrase


def origin_phrase(value: Value) -> str:
    """The source of a single value."""
    return _full(value)


def _full(value: Value) -> str:
    if value.source is Source.PACK:
        return f"required by {one_line(value.origin) or 'policy'}"
    return _short(value)


def _short(value: Value) -> str:
    quote = one_line(value.quote, _QUOTE)
    match value.source:
        case Source.USER if value.status is Status.INFERRED:
            return f'from "{quote}"' if quote else "inferred"
        case Source.USER:
            return f'you said "{quote}"' if quote else "you said so"
        case Source.DOCUMENT:
            return one_line(value.origin) or "document"
        case Source.MODEL:
            return "proposed"
        case Source.SCENARIO:
            return "blueprint"
        case Source.PACK:
            return one_line(value.origin) or "policy"
        case Source.SIZING:
            return "by size"
        case Source.DEFAULT:
            return "default"
