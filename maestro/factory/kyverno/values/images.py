"""Container image references, and where a Kubernetes object holds them."""

import re
from functools import lru_cache
from typing import Any

from maestro.domain.record import dataclass

_DEFAULT_REGISTRY = "docker.io"
_COMPONENT = r"[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*"
_LABEL = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_DOMAIN = rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
_REFERENCE = re.compile(
    rf"(?P<domain>{_DOMAIN})/(?P<path>{_COMPONENT}(?:/{_COMPONENT})*)"
    r"(?::(?P<tag>[\w][\w.-]{0,127}))?"
    r"(?:@(?P<digest>[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}))?",
    re.ASCII,
)


@dataclass(frozen=True)
class Image:
    """The parts of an image reference."""

    registry: str
    path: str
    tag: str
    digest: str

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    def __str__(self) -> str:
        """The normalised reference: by digest where there is one."""
        return f"{self.registry}/{self.path}" + (f"@{self.digest}" if self.digest else f":{self.tag}")

    def variables(self) -> dict[str, Any]:
        """The fields that policies see."""
        fields = {
            "registry": self.registry,
            "name": self.name,
            "path": self.path,
            "tag": self.tag,
            "digest": self.digest,
            "reference": str(self),
            "referenceWithTag": f"{self.registry}/{self.path}:{self.tag}",
        }
        optional = ("registry", "tag", "digest")
        return {key: value for key, value in fields.items() if value or key not in optional}


def _with_registry(text: str) -> str:
    first, slash, _ = text.partition("/")
    named = slash and ("." in first or ":" in first or first == "localhost" or first.lower() != first)
    return text if named else f"{_DEFAULT_REGISTRY}/{text}"


@lru_cache(maxsize=2048)
def parse_image(text: str) -> Image:
    """Read a reference; ValueError where it is none."""
    match = _REFERENCE.fullmatch(_with_registry(text))
    if match is None:
        raise ValueError(f"bad image: {text!r} is no image reference")
    tag, digest = match["tag"] or "", match["digest"] or ""
    return Image(match["domain"], match["path"], tag or ("" if digest else "latest"), digest)


_POD = ("spec",)
_TEMPLATE = ("spec", "template", "spec")
_WHERE: dict[str, tuple[str, ...]] = {
    "Pod": _POD,
    "CronJob": ("spec", "jobTemplate", "spec", "template", "spec"),
    **dict.fromkeys(
        ("DaemonSet", "Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "Job"), _TEMPLATE
    ),
}


def extract_images(resource: dict[str, Any]) -> dict[str, Any]:
    """The variable `images` of a Pod or a controller; ValueError where an image or a container is malformed."""
    where = _WHERE.get(str(resource.get("kind") or ""))
    found: dict[str, Any] = {}
    if where is None:
        return found
    pod: Any = resource
    for step in where:
        pod = _map(pod).get(step)
    pod = _map(pod)
    for kind in ("initContainers", "containers", "ephemeralContainers"):
        pointer = "/" + "/".join((*where, kind))
        if images := _of_containers(pod.get(kind), pointer):
            found[kind] = images
    return found


def _map(value: Any) -> dict[str, Any]:
    """The value, nothing for null; ValueError where it can hold no images."""
    if value is not None and not isinstance(value, dict):
        raise ValueError("invalid image config")
    return value or {}


def _of_containers(containers: Any, pointer: str) -> dict[str, Any]:
    images = {}
    pairs = enumerate(containers) if isinstance(containers, list) else _map(containers).items()
    for index, container in pairs:
        if not isinstance(container, dict):
            continue
        if not isinstance(container.get("name"), str):
            raise ValueError("invalid key")  # noqa: TRY004 - one error type for all that is malformed
        image = container.get("image")
        if isinstance(image, str) and image.strip():
            images[container["name"]] = {**parse_image(image).variables(), "jsonPointer": f"{pointer}/{index}/image"}
    return images
