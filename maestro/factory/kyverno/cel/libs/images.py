"""Image references, read as container registries' own Go library reads them, and what expressions ask of them."""

import re
from typing import ClassVar

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload

_TAG = re.compile(r"[A-Za-z0-9_.-]{1,128}")
_REPOSITORY = re.compile(r"[a-z0-9_./-]{2,255}")
_DIGEST = re.compile(r"sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}")
_REGISTRY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~!$&'()*+,;=-]*)(:\d*)?")
_DOCKER_HUB, _DOCKER_ALIAS = "index.docker.io", "docker.io"


@dataclass(frozen=True)
class Image:
    """A reference in its parts; `tag` is empty where only a digest is given, `digest` where there is none."""

    text: str
    registry: str
    repository: str
    tag: str
    digest: str

    cel_type: ClassVar[str] = "kyverno.Image"

    @property
    def identifier(self) -> str:
        """The digest (behind its tag, where it has one), else the tag."""
        if not self.digest:
            return self.tag
        return f"{self.tag}@{self.digest}" if self.tag else self.digest


def parse_image(text: str) -> Image:
    """Read a reference; EvalError where it is none."""
    name, at, digest = text.partition("@")
    if at and not _DIGEST.fullmatch(digest):
        raise EvalError(f"could not parse reference: {text}")
    base, tag = _split_tag(name)
    if tag is not None and not _TAG.fullmatch(tag):
        raise EvalError(f"could not parse reference: {text}")
    registry, repository = _split_registry(base)
    if not _REPOSITORY.fullmatch(repository) or not _REGISTRY.fullmatch(registry):
        raise EvalError(f"could not parse reference: {text}")
    registry = _DOCKER_HUB if registry in {"", _DOCKER_ALIAS} else registry
    if registry == _DOCKER_HUB and "/" not in repository:
        repository = f"library/{repository}"
    return Image(text, registry, repository, tag or ("" if digest else "latest"), digest)


def _split_tag(name: str) -> tuple[str, str | None]:
    base, colon, tag = name.rpartition(":")
    return (base, tag) if colon and "/" not in tag else (name, None)


def _split_registry(base: str) -> tuple[str, str]:
    first, slash, rest = base.partition("/")
    named = first == "localhost" or "." in first or ":" in first
    return (first, rest) if slash and named else ("", base)


def is_image(text: str) -> bool:
    """Whether the text is a reference."""
    try:
        parse_image(text)
    except EvalError:
        return False
    return True


def _with_separator(image: Image) -> str:
    return f"@{image.digest}" if image.digest else f":{image.tag}"


IMAGES: Library = (
    overload("image(string) -> kyverno.Image", parse_image),
    overload("parseImageReference(string) -> kyverno.Image", parse_image),
    overload("isImage(string) -> bool", is_image),
    overload("kyverno.Image::containsDigest() -> bool", lambda image: bool(image.digest)),
    overload("kyverno.Image::registry() -> string", lambda image: image.registry),
    overload("kyverno.Image::repository() -> string", lambda image: image.repository),
    overload("kyverno.Image::identifier() -> string", lambda image: image.identifier),
    overload("kyverno.Image::identifierWithSeparator() -> string", _with_separator),
    overload("kyverno.Image::tag() -> string", lambda image: image.tag),
    overload("kyverno.Image::digest() -> string", lambda image: image.digest),
)
