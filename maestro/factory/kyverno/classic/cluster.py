"""Reading from documents as from a cluster's API: one object, or a list of all of a kind."""

import re
from typing import Any

from maestro.factory.kyverno.model import Document, GroupVersionKind, metadata_of
from maestro.factory.kyverno.resources import guess_plural

_PATH = re.compile(
    r"/(?:api/(?P<core>[^/?]+)|apis/(?P<group>[^/?]+)/(?P<version>[^/?]+))"
    r"(?:/namespaces/(?P<namespace>[^/?]+)(?=/))?/(?P<plural>[^/?]+)(?:/(?P<name>[^/?]+))?/?(?:\?.*)?"
)


def find_by_path(path: str, documents: tuple[Document, ...]) -> dict[str, Any] | None:
    """What a GET of an API path gives; None where there is no such object."""
    match = _PATH.fullmatch(path)
    if match is None or (match["plural"] == "namespaces" and match["name"]):  # the tools know no path of one namespace
        return None
    group, version = match["group"] or "", match["version"] or match["core"]
    found = [
        document
        for document in documents
        if _is(GroupVersionKind.of(document), group, version, match["plural"])
        and match["namespace"] in {None, metadata_of(document).get("namespace")}
    ]
    if match["name"] is None:
        api_version = f"{group}/{version}" if group else version
        kind = f"{found[0].get('kind')}List" if found else "List"
        return {"apiVersion": api_version, "kind": kind, "metadata": {}, "items": found}
    return next((document for document in found if metadata_of(document).get("name") == match["name"]), None)


def _is(kind: GroupVersionKind, group: str, version: str, plural: str) -> bool:
    return (kind.group, kind.version, guess_plural(kind.kind)) == (group, version, plural)
