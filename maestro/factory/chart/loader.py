"""Files to charts. Owns which file plays which role, and subcharts in folders and archives."""

from maestro.factory.chart.chartfile import check, read_metadata
from maestro.factory.chart.errors import ChartError, YamlError
from maestro.factory.chart.files import File, read_archive
from maestro.factory.chart.metadata import Metadata
from maestro.factory.chart.model import Node
from maestro.factory.chart.text.yaml_reader import load_map

_MAX_DEPTH = 20


def build(files: list[File], depth: int = 0) -> Node:
    """The chart that files make."""
    if depth > _MAX_DEPTH:
        raise ChartError(f"subcharts are nested more than {_MAX_DEPTH} deep")
    metadata = _metadata(files)
    node = Node(metadata)
    templates: list[File] = []
    others: list[File] = []
    subcharts: dict[str, list[File]] = {}
    for file in files:
        match _role(file.name, metadata):
            case "values":
                node.values = _values(file)
            case "schema":
                node.schema = file.data
            case "template":
                templates.append(file)
            case "subchart":
                inner = file.name.removeprefix("charts/")
                subcharts.setdefault(inner.partition("/")[0], []).append(File(inner, file.data))
            case "other":
                others.append(file)
    node.templates, node.files = tuple(templates), tuple(others)
    check(metadata)
    node.adopt([_subchart(name, found, node, depth) for name, found in subcharts.items() if name[0] not in "_."])
    return node


def _role(name: str, metadata: Metadata) -> str:
    roles = {
        "Chart.yaml": "known",
        "Chart.lock": "known",
        "values.yaml": "values",
        "values.schema.json": "schema",
    }
    if name in roles:
        return roles[name]
    if name in {"requirements.yaml", "requirements.lock"}:
        return "other" if metadata.api_version == "v1" else "known"
    if name.startswith("templates/"):
        return "template"
    if name.startswith("charts/") and not name.endswith(".prov"):
        return "subchart"
    return "other"


def _metadata(files: list[File]) -> Metadata:
    by_name = {file.name: file for file in files}
    metadata: Metadata | None = None
    if "Chart.yaml" in by_name:
        metadata = read_metadata(by_name["Chart.yaml"].text, "Chart.yaml")
        if not metadata.api_version:
            metadata = read_metadata("apiVersion: v1", "Chart.yaml", metadata)
    if "requirements.yaml" in by_name:
        metadata = read_metadata(by_name["requirements.yaml"].text, "requirements.yaml", metadata)
    if metadata is None:
        raise ChartError("Chart.yaml file is missing")
    return metadata


def _values(file: File) -> dict[str, object]:
    try:
        return load_map(file.text)
    except YamlError as error:
        raise ChartError(f"cannot load values.yaml: {error}", path=file.name) from None


def _subchart(name: str, files: list[File], parent: Node, depth: int) -> Node:
    try:
        if name.endswith(".tgz"):
            if files[0].name != name:
                raise ChartError(  # noqa: TRY301 - gets the same words in front as the others
                    f"error unpacking subchart tar in {parent.name}: expected {name}, got {files[0].name}"
                )
            return build(read_archive(files[0].data, name), depth + 1)
        inner = [File(file.name.partition("/")[2], file.data) for file in files if "/" in file.name]
        return build(inner, depth + 1)
    except ChartError as error:
        raise ChartError(f"error unpacking subchart {name} in {parent.name}: {error}") from None
