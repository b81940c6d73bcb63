"""`.Capabilities`: the Kubernetes version and API versions a chart may ask for.

Owns Helm's default set; asks no cluster.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from maestro.domain.record import dataclass
from maestro.factory.chart.errors import ChartError
from maestro.factory.chart.metadata import named_text
from maestro.factory.chart.text.kinds import Record, Struct, VersionSet

HELM_VERSION = "v3.22.0"
DEFAULT_KUBE_VERSION = "v1.20.0"
_GO_VERSION = "go1.26.8"
_VERSION = re.compile(r"\s*v?([0-9]+(?:\.[0-9]+)*)([^0-9.].*)?\s*\Z", re.DOTALL)
# group: versions, in the order in which Helm lists them
_KNOWN: tuple[tuple[str, str], ...] = (
    ("", "v1"),
    ("admissionregistration.k8s.io", "v1 v1alpha1 v1beta1"),
    ("internal.apiserver.k8s.io", "v1alpha1"),
    ("apps", "v1 v1beta1 v1beta2"),
    ("authentication.k8s.io", "v1 v1alpha1 v1beta1"),
    ("authorization.k8s.io", "v1 v1beta1"),
    ("autoscaling", "v1 v2"),
    ("batch", "v1 v1beta1"),
    ("certificates.k8s.io", "v1 v1beta1 v1alpha1"),
    ("coordination.k8s.io", "v1alpha2 v1beta1 v1"),
    ("discovery.k8s.io", "v1 v1beta1"),
    ("events.k8s.io", "v1 v1beta1"),
    ("extensions", "v1beta1"),
    ("flowcontrol.apiserver.k8s.io", "v1 v1beta1 v1beta2 v1beta3"),
    ("lifecycle.k8s.io", "v1alpha1"),
    ("networking.k8s.io", "v1 v1beta1"),
    ("node.k8s.io", "v1 v1alpha1 v1beta1"),
    ("policy", "v1 v1beta1"),
    ("rbac.authorization.k8s.io", "v1 v1beta1 v1alpha1"),
    ("resource.k8s.io", "v1 v1beta2 v1beta1 v1alpha3"),
    ("scheduling.k8s.io", "v1alpha3 v1beta1 v1"),
    ("storage.k8s.io", "v1beta1 v1 v1alpha1"),
    ("storagemigration.k8s.io", "v1 v1beta1"),
    ("apiextensions.k8s.io", "v1beta1 v1"),
)
API_VERSIONS = tuple(
    f"{group}/{version}" if group else version for group, versions in _KNOWN for version in versions.split()
)


@dataclass(frozen=True, slots=True)
class KubeVersion(Struct):
    """The version of Kubernetes."""

    go_type: ClassVar[str] = "chartutil.KubeVersion"
    version: str
    major: str
    minor: str

    def fields(self) -> Mapping[str, Any]:
        return {"Version": self.version, "Major": self.major, "Minor": self.minor}

    def named(self) -> str:
        return named_text(self.fields())

    def __str__(self) -> str:
        return self.version


@dataclass(frozen=True, slots=True)
class _Build(Struct):
    """The version of Helm."""

    go_type: ClassVar[str] = "version.BuildInfo"

    def fields(self) -> Mapping[str, Any]:
        return {"Version": HELM_VERSION, "GitCommit": "", "GitTreeState": "", "GoVersion": _GO_VERSION}

    def to_json(self) -> Any:
        return Record(version=HELM_VERSION, go_version=_GO_VERSION)

    def named(self) -> str:
        return named_text(self.fields())

    def __str__(self) -> str:
        return f"{{{HELM_VERSION}   {_GO_VERSION}}}"


@dataclass(frozen=True, slots=True)
class Capabilities(Struct):
    """What the cluster can do."""

    go_type: ClassVar[str] = "*chartutil.Capabilities"
    go_kind: ClassVar[str] = "ptr"
    kube_version: KubeVersion
    api_versions: VersionSet

    def fields(self) -> Mapping[str, Any]:
        return {"KubeVersion": self.kube_version, "APIVersions": self.api_versions, "HelmVersion": _Build()}

    def named(self) -> str:
        return named_text(self.fields(), pointer=True)

    def __str__(self) -> str:
        kube = f"{{{self.kube_version.version} {self.kube_version.major} {self.kube_version.minor}}}"
        return f"&{{{kube} [{' '.join(self.api_versions)}] {_Build()}}}"


def parse_kube_version(text: str) -> KubeVersion:
    """`v1.28.4-gke.100` as v1.28.4. Raises ChartError for what is no version."""
    match = _VERSION.match(text)
    numbers = match.group(1).split(".") if match else []
    if len(numbers) < 2 or any(len(number) > 1 and number[0] == "0" for number in numbers):
        raise ChartError(f"invalid kube version '{text}': could not parse {text!r} as version".replace('"', "'"))
    numbers += ["0"] * (3 - len(numbers))
    return KubeVersion("v" + ".".join(numbers), numbers[0], numbers[1])


def capabilities(kube_version: str | None, api_versions: tuple[str, ...]) -> Capabilities:
    """The default set, with a version and APIs of the caller's."""
    return Capabilities(
        parse_kube_version(kube_version or DEFAULT_KUBE_VERSION), VersionSet((*API_VERSIONS, *api_versions))
    )
