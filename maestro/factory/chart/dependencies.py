"""Which subcharts are switched on, under which names, and what they export.

Owns conditions, tags, aliases and import-values; refuses a dependency that is not there.
"""

from dataclasses import replace
from typing import Any

from maestro.factory.chart.coalesce import Table, coalesce_tables, coalesce_values, leaf, table
from maestro.factory.chart.errors import ChartError
from maestro.factory.chart.metadata import Dependency
from maestro.factory.chart.model import Node
from maestro.factory.chart.text.kinds import StrMap, copy_tree
from maestro.factory.chart.text.printing import show
from maestro.factory.chart.versions import in_range


def check_present(node: Node) -> None:
    """Refuse a chart whose dependencies are not all in `charts/`."""
    names = {child.name for child in node.children}
    missing = [dependency.name for dependency in node.metadata.dependencies if dependency.name not in names]
    if missing:
        raise ChartError(
            "An error occurred while checking for chart dependencies. You may need to run `helm dependency build` to "
            f"fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: {', '.join(missing)}"
        )


def settle(node: Node, values: Table) -> None:
    """Drop what is switched off, rename what has an alias, import what subcharts export."""
    _enable(node, values, "")
    _import_all(node)


def _enable(node: Node, values: Table, path: str) -> None:
    wanted = node.metadata.dependencies
    if not wanted:
        return
    children = [child for child in node.children if not any(_is_meant(child, dependency) for dependency in wanted)]
    for dependency in wanted:
        child = _aliased(node.children, dependency)
        if child is not None:
            children.append(child)
    node.adopt(children)
    named = [replace(item, name=item.alias or item.name, enabled=True) for item in wanted]
    merged = coalesce_values(node, values)
    switched = [_conditioned(_tagged(item, table(merged, "tags")), merged, path) for item in named]
    off = {item.name for item in switched if not item.enabled}
    node.metadata = node.metadata.with_dependencies(tuple(item for item in switched if item.name not in off))
    node.adopt([child for child in children if child.name not in off])
    for child in node.children:
        _enable(child, merged, f"{path}{child.name}.")


def _is_meant(child: Node, dependency: Dependency) -> bool:
    return child.name == dependency.name and in_range(dependency.version, child.metadata.version)


def _aliased(children: list[Node], dependency: Dependency) -> Node | None:
    for child in children:
        if _is_meant(child, dependency):
            twin = child.copy()
            if dependency.alias:
                twin.metadata = replace(twin.metadata, name=dependency.alias)
            return twin
    return None


def _tagged(dependency: Dependency, tags: Table | None) -> Dependency:
    if tags is None:
        return dependency
    flags = [tags[tag] for tag in dependency.tags if isinstance(tags.get(tag), bool)]
    return replace(dependency, enabled=True in flags or False not in flags)


def _conditioned(dependency: Dependency, values: Table, path: str) -> Dependency:
    for condition in dependency.condition.strip().split(","):
        if condition:
            found, value = leaf(values, path + condition)
            if found and isinstance(value, bool):
                return replace(dependency, enabled=value)
    return dependency


def _import_all(node: Node) -> None:
    for child in node.children:
        _import_all(child)
    if not node.metadata.dependencies:
        return
    values = coalesce_values(node, {}, merge=True)
    imported: Table = {}
    settled: list[Dependency] = []
    for dependency in node.metadata.dependencies:
        pairs = [pair for item in dependency.import_values if (pair := _pair(item))]
        for pair in pairs:
            found = _imported(dependency.name, pair, values)
            if found is not None:
                imported = coalesce_tables(imported, found, merge=True)
        settled.append(replace(dependency, import_values=tuple(pairs)))
    node.metadata = node.metadata.with_dependencies(tuple(settled))
    node.values = coalesce_tables(copy_tree(values), imported, merge=True)


def _pair(item: Any) -> StrMap | None:
    """What is taken and where it is put; a name alone takes what the subchart has under `exports`."""
    if isinstance(item, str):
        return StrMap(child=f"exports.{item}", parent=".")
    if isinstance(item, dict):
        return StrMap(child=show(item.get("child")), parent=show(item.get("parent")))
    return None


def _imported(name: str, pair: StrMap, values: Table) -> Table | None:
    found = table(values, f"{name}.{pair['child']}")
    if found is None or pair["parent"] == ".":
        return found
    for part in reversed(pair["parent"].split(".")):
        found = {part: found}
    return found
