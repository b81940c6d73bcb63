"""A chart in memory: what it says of itself, its files by role, its subcharts.

Owns paths and CRDs; reads no file.
"""

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.chart.files import File
from maestro.factory.chart.metadata import Metadata

_MANIFESTS = (".yaml", ".yml", ".json")


@dataclass
class Node:
    """A chart or subchart. Settling its dependencies changes it, which is why each rendering has a copy."""

    metadata: Metadata
    values: dict[str, Any] = field(default_factory=dict)
    schema: bytes | None = None
    templates: tuple[File, ...] = ()
    files: tuple[File, ...] = ()
    children: list["Node"] = field(default_factory=list)
    parent: "Node | None" = None

    @property
    def name(self) -> str:
        """The name, or the alias under which a parent takes it."""
        return self.metadata.name

    @property
    def path(self) -> str:
        """Where its templates seem to lie: `parent/charts/name`."""
        return f"{self.parent.path}/charts/{self.name}" if self.parent else self.name

    def adopt(self, children: list["Node"]) -> None:
        """Take these children, and no others."""
        self.children = children
        for child in children:
            child.parent = self

    def copy(self) -> "Node":
        """The same tree of charts; values and files are shared."""
        twin = Node(self.metadata, self.values, self.schema, self.templates, self.files)
        twin.adopt([child.copy() for child in self.children])
        return twin

    def is_library(self) -> bool:
        """Whether it only defines templates."""
        return self.metadata.type.lower() == "library"

    def crds(self) -> Iterator[tuple[str, File]]:
        """The files of `crds/`, its own before those of subcharts, with their paths."""
        for file in self.files:
            if file.name.startswith("crds/") and file.name.lower().endswith(_MANIFESTS):
                yield f"{self.path}/{file.name}", file
        for child in self.children:
            yield from child.crds()
