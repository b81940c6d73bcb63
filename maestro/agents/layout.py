"""Where a request's files lie in the factory's repository. Names are validated before they become paths."""

import re
from collections.abc import Mapping
from typing import Any

from maestro.agents.site import Site
from maestro.domain.errors import ViolationError
from maestro.domain.json import get

_SAFE_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")


def request_file(site: Site, name: str) -> str:
    """`requests/<identity>.yaml`."""
    return f"{site.requests}/{safe(name)}.yaml"


def tenant_folder(site: Site, request: Mapping[str, Any], identity: tuple[str, ...]) -> str:
    """`tenants/<tenant_code>/<environment>`, a folder an identity field."""
    parts = [safe(str(get(request, path, ""))) for path in identity]
    return "/".join((site.tenants, *parts))


def safe(name: str) -> str:
    """The name itself; ViolationError unless it can be one file name."""
    if not _SAFE_PART.fullmatch(name) or ".." in name or name.endswith((".lock", ".")):
        raise ViolationError(f"{name[:80]!r} cannot name a file; expected letters, digits, '-', '_' and '.' only")
    return name
