"""What a template's dot has: `.Values`, `.Chart`, `.Release` and the rest, for a chart and each of its subcharts."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from maestro.domain.record import dataclass
from maestro.factory.chart.capabilities import Capabilities
from maestro.factory.chart.files import File
from maestro.factory.chart.metadata import Metadata, named_text
from maestro.factory.chart.model import Node
from maestro.factory.chart.text.kinds import Files, Record, Struct, Values


@dataclass(frozen=True, slots=True)
class ChartObject(Struct):
    """`.Chart`: the metadata, and whether this is the root chart."""

    go_type: ClassVar[str] = "struct { chart.Metadata; IsRoot bool }"
    metadata: Metadata
    is_root: bool

    def fields(self) -> Mapping[str, Any]:
        return {**self.metadata.fields(), "IsRoot": self.is_root, "Metadata": self.metadata}

    def to_json(self) -> Any:
        return Record({**self.metadata.to_json(), "IsRoot": self.is_root})

    def members(self) -> Mapping[str, Any]:
        return {"Metadata": self.metadata, "IsRoot": self.is_root}

    def named(self) -> str:
        return named_text(self.members())

    def __str__(self) -> str:
        return f"{{{self.metadata} {'true' if self.is_root else 'false'}}}"


@dataclass(frozen=True, slots=True)
class Source:
    """A template file with its full name and the dot it is executed with."""

    name: str
    file: File
    dot: Values
    folder: str


def release(name: str, namespace: str, *, is_upgrade: bool) -> dict[str, Any]:
    """`.Release`."""
    return {
        "Name": name,
        "Namespace": namespace,
        "IsUpgrade": is_upgrade,
        "IsInstall": not is_upgrade,
        "Revision": 1,
        "Service": "Helm",
    }


def sources(node: Node, values: Values, about: Mapping[str, Any], found: Capabilities) -> dict[str, Source]:
    """All template files of a chart and its subcharts, by full name."""
    out: dict[str, Source] = {}
    _collect(node, values, {"Release": about, "Capabilities": found}, out)
    return out


def _collect(node: Node, values: Values, shared: Mapping[str, Any], out: dict[str, Source]) -> Values:
    children: dict[str, Any] = {}
    dot = Values(
        Chart=ChartObject(node.metadata, is_root=node.parent is None),
        Files=Files((file.name, file.data) for file in node.files),
        Release=shared["Release"],
        Capabilities=shared["Capabilities"],
        Values=values,
        Subcharts=children,
    )
    for child in node.children:
        inner = values.get(child.name)
        children[child.name] = _collect(child, Values(inner) if isinstance(inner, dict) else Values(), shared, out)
    path = node.path
    for file in _templates(node):
        name = f"{path}/{file.name}"
        out[name] = Source(name, file, dot, f"{path}/templates")
    return dot


def _templates(node: Node) -> Iterator[File]:
    for file in node.templates:
        if not node.is_library() or file.name.rpartition("/")[2].startswith("_"):
            yield file
