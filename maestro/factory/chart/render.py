"""From a chart and values to manifests: the steps of `helm template`, in its order."""

import re
from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from pathlib import Path
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.chart.capabilities import Capabilities, capabilities
from maestro.factory.chart.coalesce import coalesce_values
from maestro.factory.chart.dependencies import check_present, settle
from maestro.factory.chart.engine import Engine
from maestro.factory.chart.errors import ChartError
from maestro.factory.chart.files import read
from maestro.factory.chart.loader import build
from maestro.factory.chart.manifests import Manifest, chosen, collect, parsed, split
from maestro.factory.chart.metadata import Metadata
from maestro.factory.chart.model import Node
from maestro.factory.chart.objects import release, sources
from maestro.factory.chart.schema import check_values
from maestro.factory.chart.text.kinds import Values, copy_tree
from maestro.factory.chart.text.quoting import quote
from maestro.factory.chart.versions import in_range

_NOTES = "NOTES.txt"
_RELEASE = r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*"
_MAX_RELEASE = 53


@dataclass(frozen=True)
class Chart:
    """A chart that was read and checked. Rendering does not change it."""

    node: Node
    path: Path
    engine: Engine = field(default_factory=Engine, repr=False)

    @property
    def metadata(self) -> Metadata:
        """Chart.yaml."""
        return self.node.metadata


@dataclass(frozen=True)
class RenderOptions:
    """What `helm template` is told besides the chart. `values` are the user's, already merged."""

    values: Mapping[str, Any] = field(default_factory=dict)
    release: str = "release-name"
    namespace: str = "default"
    kube_version: str | None = None
    api_versions: tuple[str, ...] = ()
    include_crds: bool = False
    is_upgrade: bool = False
    skip_tests: bool = False
    no_hooks: bool = False
    show_only: tuple[str, ...] = ()
    skip_schema_validation: bool = False


@dataclass(frozen=True)
class Document:
    """One rendered object and the template it came from."""

    source: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Rendering:
    """What a chart gives: `manifest` is the text that `helm template` prints, `texts` its documents one by one."""

    manifest: str
    texts: tuple[str, ...]

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The objects in the manifest's order; documents of comments alone are left out."""
        return tuple(Document(source, copy_tree(data)) for source, data in parsed(self.manifest))


def load_chart(path: Path) -> Chart:
    """Read and check the chart in a folder or archive. Raises ChartError."""
    node = build(read(path))
    if node.metadata.type.lower() == "library":
        raise ChartError("library charts are not installable")
    check_present(node)
    return Chart(node, path)


def render(chart: Chart, options: RenderOptions) -> Rendering:
    """Render a chart. Raises ChartError with Helm's reason where it cannot be rendered."""
    found = capabilities(options.kube_version, options.api_versions)
    _check_release(options.release)
    node = chart.node.copy()
    values = dict(options.values)
    settle(node, values)
    merged = coalesce_values(node, values)
    if not options.skip_schema_validation:
        check_values(node, merged)
    _check_kube_version(node.metadata, found)
    about = release(options.release, options.namespace, is_upgrade=options.is_upgrade)
    texts = chart.engine.render(sources(node, Values(merged), about, found))
    plain, hooks = collect({name: text for name, text in texts.items() if not name.endswith(_NOTES)})
    return _assembled(node, plain, hooks, options)


def _check_release(name: str) -> None:
    if not name:
        raise ChartError('release name "": no name provided')
    if len(name) > _MAX_RELEASE or re.fullmatch(_RELEASE, name) is None:
        raise ChartError(
            f"release name {quote(name)}: invalid release name, must match regex ^{_RELEASE}$ "
            f"and the length must not be longer than {_MAX_RELEASE}"
        )


def _check_kube_version(metadata: Metadata, found: Capabilities) -> None:
    wanted, version = metadata.kube_version, found.kube_version.version
    if wanted and not in_range(wanted, version):
        raise ChartError(f"chart requires kubeVersion: {wanted} which is incompatible with Kubernetes {version}")


def _assembled(node: Node, plain: list[Manifest], hooks: list[Manifest], options: RenderOptions) -> Rendering:
    shown = [] if options.no_hooks else [hook for hook in hooks if not (options.skip_tests and hook.is_test())]
    crds = ""
    if options.include_crds:
        crds = "".join(f"---\n# Source: {path}\n{file.text}\n" for path, file in node.crds())
    body = crds + "".join(item.block() for item in plain)
    text = body.strip() + "\n" + "".join(item.block() for item in shown)
    if options.show_only or crds:
        text = chosen(text, options.show_only) if options.show_only else text
        return Rendering(text, tuple(split(text)))
    return Rendering(text, tuple(item.text for item in (*plain, *shown)))
