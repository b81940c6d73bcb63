"""The optional `x-maestro` keyword of a schema: interview hints. Malformed hints are ignored, never fatal."""

from collections.abc import Mapping
from typing import Any

from maestro.domain.form import Importance, Lack, Option, Refusal, Shape

Node = Mapping[str, Any]


def of(node: Node) -> Node:
    """The hints of a schema node."""
    found = node.get("x-maestro")
    return found if isinstance(found, Mapping) else {}


def words(value: Any) -> tuple[str, ...]:
    """A list of words; anything else is none."""
    return tuple(str(v) for v in value if isinstance(v, (str, int, float))) if isinstance(value, list) else ()


def text(value: Any) -> str:
    """A text; anything else is none."""
    return value.strip() if isinstance(value, str) else ""


def importance(hints: Node, fallback: Importance) -> Importance:
    """The stated importance, or the fallback."""
    try:
        return Importance(hints.get("importance", fallback))
    except ValueError:
        return fallback


def options(values: list[Any], hints: Node) -> tuple[Option, ...]:
    """The legal values, each with what the hints say of it."""
    said = hints.get("options")
    table = said if isinstance(said, Mapping) else {}
    return tuple(_option(value, table.get(str(value))) for value in values if value is not None)


def _option(value: Any, said: Any) -> Option:
    hint = said if isinstance(said, Mapping) else {}
    return Option(
        value=value,
        title=text(hint.get("title")) or str(value),
        aliases=words(hint.get("aliases")),
        means=text(hint.get("means")),
    )


def shapes(hints: Node) -> tuple[Shape, ...]:
    """Concrete machines, weak to strong."""
    found = hints.get("shapes")
    return tuple(
        Shape(str(s["name"]), _number(s.get("vcpu")), _number(s.get("memory_gb")), text(s.get("note")))
        for s in (found if isinstance(found, list) else ())
        if isinstance(s, Mapping) and "name" in s
    )


def refusals(hints: Node) -> tuple[Refusal, ...]:
    """Values that the cloud refuses."""
    found = hints.get("refused")
    return tuple(
        Refusal(
            str(r["pattern"]),
            text(r.get("because")),
            dict(r["instead"]) if isinstance(r.get("instead"), Mapping) else {},
        )
        for r in (found if isinstance(found, list) else ())
        if isinstance(r, Mapping) and "pattern" in r
    )


def lacks(hints: Node) -> tuple[Lack, ...]:
    """What the factory cannot do."""
    found = hints.get("lacks")
    return tuple(
        Lack(
            str(entry["title"]),
            words(entry.get("aliases")),
            text(entry.get("nearest")),
            text(entry.get("path")) or None,
        )
        for entry in (found if isinstance(found, list) else ())
        if isinstance(entry, Mapping) and "title" in entry
    )


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
