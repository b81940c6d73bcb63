"""URLs as Kubernetes' CEL has them: absolute, taken apart the way Go does it."""

import re
from typing import ClassVar
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_BAD = re.compile(r"[\x00-\x1f\x7f]|%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[^\s<>\"\\^`{|}]*")
_ENCODED = re.compile(r"(?:[A-Za-z0-9/$&+,:;=@!'()*~._\[\]-]|%[0-9A-Fa-f]{2})*")
_PATH_SAFE = "/$&+,:;=@!'()*~-._"


@dataclass(frozen=True)
class Url:
    """A URL, split into its parts."""

    parts: SplitResult

    cel_type: ClassVar[str] = "kubernetes.URL"

    @property
    def host(self) -> str:
        """Host and port, without credentials."""
        return self.parts.netloc.rpartition("@")[2]

    @property
    def hostname(self) -> str:
        """The host alone, without the brackets of an IPv6 address."""
        host = self.host
        if host.startswith("["):
            return host[1:].partition("]")[0]
        return host.partition(":")[0]

    @property
    def port(self) -> str:
        """The port's text; empty where there is none."""
        tail = self.host.rpartition("]")[2]
        return tail.partition(":")[2]


def parse_url(text: str) -> Url:
    """Read an absolute URL or an absolute path; EvalError where it is neither."""
    absolute = text.startswith("/") or _SCHEME.match(text)
    if not absolute or _BAD.search(text):
        raise EvalError(f"URL parse error during conversion from string: parse {text!r}: invalid URI for request")
    try:
        url = Url(urlsplit(text))
    except ValueError as error:
        raise EvalError(f"URL parse error during conversion from string: {error}") from None
    port = url.port
    if not _HOST.fullmatch(url.host) or (port and not (port.isascii() and port.isdigit())):
        raise EvalError(f"URL parse error during conversion from string: parse {text!r}: invalid URI for request")
    return url


def _is_url(text: str) -> bool:
    try:
        parse_url(text)
    except EvalError:
        return False
    return True


def _escaped_path(url: Url) -> str:
    path = url.parts.path
    return path if _ENCODED.fullmatch(path) else quote(unquote(path), safe=_PATH_SAFE)


URLS: Library = (
    overload("url(string) -> kubernetes.URL", parse_url),
    overload("isURL(string) -> bool", _is_url),
    overload("kubernetes.URL::getScheme() -> string", lambda url: url.parts.scheme),
    overload("kubernetes.URL::getHost() -> string", lambda url: url.host),
    overload("kubernetes.URL::getHostname() -> string", lambda url: url.hostname),
    overload("kubernetes.URL::getPort() -> string", lambda url: url.port),
    overload("kubernetes.URL::getEscapedPath() -> string", _escaped_path),
    overload(
        "kubernetes.URL::getQuery() -> map<string, list<string>>",
        lambda url: parse_qs(url.parts.query, keep_blank_values=True),
    ),
)
