"""Policies, resources and the evaluation of one by the other, for the tests of this folder."""

from typing import Any

from maestro.factory.kyverno.engine import Engine
from maestro.factory.kyverno.load import load_policies
from maestro.factory.kyverno.model import Document, Environment, Request, Response, Setting
from maestro.factory.kyverno.values.golang import as_float64

KYVERNO = "policies.kyverno.io/v1"


def rule(*resources: str, group: str = "*", operations: tuple[str, ...] = ("CREATE", "UPDATE")) -> Document:
    """matchConstraints with one resource rule."""
    names = list(resources) or ["*"]
    one = {"apiGroups": [group], "apiVersions": ["*" if group == "*" else "v1"], "resources": names}
    return {"resourceRules": [{**one, "operations": list(operations)}]}


def policy(kind: str, spec: Document, *, name: str = "p", namespace: str = "", **metadata: Any) -> Document:
    """A policy of one of Kyverno's CEL kinds; about everything where it does not say."""
    head = {"name": name, **({"namespace": namespace} if namespace else {}), **metadata}
    return {"apiVersion": KYVERNO, "kind": kind, "metadata": head, "spec": {"matchConstraints": rule(), **spec}}


def pod(name: str = "web", labels: dict[str, str] | None = None, **spec: Any) -> Document:
    """A pod with one container."""
    body = {"containers": [{"name": "c", "image": "nginx:1"}], **spec}
    metadata = {"name": name, "namespace": "ns", "labels": labels or {"app": "web"}}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": body}


def deployment(**spec: Any) -> Document:
    """A deployment of such a pod."""
    template = {"metadata": {"labels": {"app": "web"}}, "spec": pod(**spec)["spec"]}
    body = {"replicas": 2, "selector": {"matchLabels": {"app": "web"}}, "template": template}
    metadata = {"name": "web", "namespace": "ns"}
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": body}


def judge(
    policies: Document | list[Document],
    resource: Document | Request,
    environment: Environment | None = None,
    setting: Setting | None = None,
) -> tuple[Response, ...]:
    """All responses of the policies on one resource."""
    documents = policies if isinstance(policies, list) else [policies]
    loaded = load_policies(documents, setting)
    assert not loaded.invalid, loaded.invalid
    request = resource if isinstance(resource, Request) else Request.of(as_float64(resource))
    return Engine(loaded.policies).evaluate(request, environment).responses


def results(*args: Any) -> list[str]:
    """Their results alone."""
    return [response.result.value for response in judge(*args)]
