"""Pod templates within resources of unknown kinds: found by their shape, judged as the pods they would make."""

from collections.abc import Iterator
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.model import Document, Request, metadata_of


def pod_requests(request: Request) -> Iterator[Request]:
    """One request for each pod template of the resource; EvalError where there is none."""
    source = request.object or request.old_object or {}
    templates = list(_templates(source.get("spec")))
    if not templates:
        kind = f"{source.get('apiVersion')}/{source.get('kind')}"
        raise EvalError(f"extraction mode: no pod template found in {kind}")
    for template in templates:
        pod = _pod(template, source)
        new = None if request.object is None else pod
        yield Request(new, request.operation, None if new else pod, request.user, request.dry_run, pod)


def _templates(node: Any) -> Iterator[Document]:
    if isinstance(node, dict):
        if _is_template(node):
            yield node
            return
        for value in node.values():
            yield from _templates(value)
    elif isinstance(node, list):
        for value in node:
            yield from _templates(value)


def _is_template(node: Document) -> bool:
    spec = node.get("spec")
    if not isinstance(node.get("metadata", {}), dict) or not isinstance(spec, dict):
        return False
    containers = spec.get("containers")
    if not isinstance(containers, list) or not containers:
        return False
    return all(
        isinstance(item, dict)
        and isinstance(item.get("image"), str)
        and isinstance(item.get("name"), str)
        and item["name"]
        for item in containers
    )


def _pod(template: Document, parent: Document) -> Document:
    metadata = dict(template.get("metadata") or {})
    owner = metadata_of(parent)
    for field in ("name", "namespace"):
        if not metadata.get(field):
            metadata[field] = str(owner.get(field) or "")
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": template["spec"]}
