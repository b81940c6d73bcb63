"""How values come together: the user's over the chart's, a parent's over a subchart's.

Owns globals and deletion by null; reads no file.
"""

from typing import Any

from maestro.factory.chart.errors import ChartError
from maestro.factory.chart.model import Node
from maestro.factory.chart.text.kinds import copy_tree
from maestro.factory.chart.text.printf import sprintf

Table = dict[str, Any]
GLOBAL = "global"


def coalesce_values(node: Node, values: Table, *, merge: bool = False) -> Table:
    """The values of a chart and its subcharts. With `merge`, nulls stay for a later round."""
    return _coalesce(node, copy_tree(dict(values)), merge=merge)


def _coalesce(node: Node, target: Table, *, merge: bool) -> Table:
    _own_values(node, target, merge=merge)
    return _subcharts(node, target, merge=merge)


def _subcharts(node: Node, target: Table, *, merge: bool) -> Table:
    for child in node.children:
        found = target.setdefault(child.name, {})
        if not isinstance(found, dict):
            raise ChartError(f"type mismatch on {child.name}: {sprintf('%t', [found])}")
        _globals(found, target)
        target[child.name] = _coalesce(child, found, merge=merge)
    return target


def _globals(target: Table, source: Table) -> None:
    mine, theirs = target.get(GLOBAL, {}), source.get(GLOBAL, {})
    if not isinstance(mine, dict) or not isinstance(theirs, dict):
        return
    for key, value in theirs.items():
        known = mine.get(key)
        if isinstance(value, dict):
            if key not in mine:
                mine[key] = dict(value)
            elif isinstance(known, dict):
                copied = dict(value)
                coalesce_tables(copied, known, merge=True)
                mine[key] = copied
        elif not isinstance(known, dict):
            mine[key] = value
    target[GLOBAL] = mine


def _own_values(node: Node, target: Table, *, merge: bool) -> None:
    names = {child.name for child in node.children}
    for key, default in copy_tree(node.values).items():
        if key not in target:
            target[key] = default
            continue
        value = target[key]
        if value is None and not merge:
            del target[key]
        elif isinstance(value, dict) and isinstance(default, dict):
            coalesce_tables(value, default, merge=merge or key in names)


def coalesce_tables(target: Table, source: Table, *, merge: bool = False) -> Table:
    """Fill the target from the source. Without `merge`, a null of the target deletes the source's value."""
    given = {key for key, value in source.items() if value is not None}
    source.update({key: None for key, value in target.items() if value is None})
    for key, value in source.items():
        if key in target and not merge and target[key] is None and key in given:
            del target[key]
        elif key not in target:
            target[key] = value
        elif isinstance(value, dict) and isinstance(target[key], dict):
            coalesce_tables(target[key], value, merge=merge)
    return target


def overlay(base: Table, over: Table) -> Table:
    """A values file over those before it."""
    out = dict(base)
    for key, value in over.items():
        known = out.get(key)
        out[key] = overlay(known, value) if isinstance(value, dict) and isinstance(known, dict) else value
    return out


def table(values: Any, path: str) -> Table | None:
    """The map at a dotted path, None where there is none."""
    for part in path.split("."):
        values = values.get(part) if isinstance(values, dict) else None
    return values if isinstance(values, dict) else None


def leaf(values: Table, path: str) -> tuple[bool, Any]:
    """Whether a value that is no map stands at a dotted path, and which."""
    head, _, last = path.rpartition(".")
    holder = table(values, head) if head else values
    if holder is None or last not in holder or isinstance(holder[last], dict):
        return False, None
    return True, holder[last]
