"""Small classic policies and resources for the tests, and one way to run them."""

from typing import Any

from maestro.factory.kyverno.engine import Engine
from maestro.factory.kyverno.load import load_policies
from maestro.factory.kyverno.model import Document, Environment, Request, Response, Setting, UserInfo

CONFIG = ("ConfigMap",)


def rule(kinds: tuple[str, ...] = CONFIG, name: str = "r", **body: Any) -> Document:
    """A rule on kinds of resources."""
    return {"name": name, "match": {"any": [{"resources": {"kinds": list(kinds)}}]}, **body}


def policy(*rules: Document, name: str = "p", **spec: Any) -> Document:
    """A ClusterPolicy."""
    head = {"apiVersion": "kyverno.io/v1", "kind": "ClusterPolicy", "metadata": {"name": name}}
    return {**head, "spec": {"background": False, "rules": list(rules), **spec}}


def requires(pattern: Any, kinds: tuple[str, ...] = CONFIG) -> Document:
    """A policy with one pattern."""
    return policy(rule(kinds, validate={"message": "m", "pattern": pattern}))


def denies(key: str, operator: str, value: Any) -> Document:
    """A policy that denies under one condition."""
    condition = {"key": key, "operator": operator, "value": value}
    return policy(rule(validate={"message": "m", "deny": {"conditions": {"any": [condition]}}}))


def config(name: str = "c", **data: Any) -> Document:
    """A ConfigMap."""
    return {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name, "namespace": "default"}, "data": data}


def pod(*containers: Document, name: str = "web", **spec: Any) -> Document:
    """A Pod; by default with one container."""
    own = list(containers) or [{"name": "main", "image": "nginx:1.25"}]
    metadata = {"name": name, "namespace": "default"}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": {"containers": own, **spec}}


def deployment(document: Document) -> Document:
    """The Deployment that makes a Pod."""
    template = {"metadata": {}, "spec": document["spec"]}
    metadata = {"name": "web", "namespace": "default"}
    spec = {"replicas": 1, "template": template}
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata, "spec": spec}


def judge(
    policies: Document | list[Document],
    resource: Document,
    environment: Environment | None = None,
    exceptions: tuple[Document, ...] = (),
    operation: str = "CREATE",
) -> list[Response]:
    """All responses for one resource; a policy that does not load fails the test."""
    loaded = load_policies(policies if isinstance(policies, list) else [policies], Setting(exceptions=exceptions))
    assert not loaded.invalid, loaded.invalid
    request = Request.of(resource, operation)
    return list(Engine(loaded.policies).evaluate(request, environment).responses)


def as_user(policies: Document, resource: Document, user: UserInfo) -> list[str]:
    """The verdicts where it is known who asks."""
    loaded = load_policies([policies], Setting(user_known=True))
    request = Request.of(resource, "CREATE", user)
    return [str(response.result) for response in Engine(loaded.policies).evaluate(request).responses]


def results(*arguments: Any, **options: Any) -> list[str]:
    """The verdicts only."""
    return [str(response.result) for response in judge(*arguments, **options)]


def refusal(document: Document) -> str:
    """Why a policy does not load."""
    (invalid,) = load_policies([document]).invalid
    return invalid.reason
