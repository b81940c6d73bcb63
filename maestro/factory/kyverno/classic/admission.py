"""One policy meets one admission: the resources, the JSON context with its dry values, who asks."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.kyverno.classic.context import JsonContext, Loader
from maestro.factory.kyverno.match import Subject
from maestro.factory.kyverno.model import (
    Document,
    Environment,
    PolicyContext,
    PolicyHead,
    Request,
    RuleValues,
    UserInfo,
    metadata_of,
)
from maestro.factory.kyverno.query.errors import QueryError
from maestro.factory.kyverno.values.images import extract_images

_ACCOUNT = "system:serviceaccount:"


@dataclass(frozen=True)
class Admission:
    """What a rule is evaluated on. `new` is None for DELETE, `old` for CREATE."""

    head: PolicyHead
    request: Request
    environment: Environment
    json: JsonContext
    operation: str
    new: Document | None
    old: Document | None
    element: Document | None = None

    @classmethod
    def of(cls, head: PolicyHead, context: PolicyContext) -> "Admission":
        """Prepare one; raises QueryError where a dry value cannot be set."""
        request, environment = context.request, context.environment
        values = _resource_values(head, request, environment)
        asked = str(values["request.operation"])
        operation = asked if asked in {"UPDATE", "DELETE"} else "CREATE"
        json = _json_context(request, environment, operation)
        for key, value in values.items():
            json.add_variable(key, value)
        held = json.data["request"]
        new = held.get("object") if operation != "DELETE" else None
        old = held.get("oldObject") if operation != "CREATE" else None
        return cls(head, request, environment, json, operation, _document(new), _document(old))

    @property
    def resource(self) -> Document:
        """The resource in question: the new object, or the old one where it is deleted."""
        return self.new or self.old or {}

    def subject(self, resource: Document) -> Subject:
        """What filters look at."""
        namespace = str(metadata_of(self.request.resource).get("namespace") or "")
        return Subject(
            resource=resource,
            kind=self.request.kind,
            subresource=self.request.subresource,
            operation=self.operation,
            namespace_labels=self.environment.namespace_labels(namespace),
            user=self.request.user,
        )

    def rule_values(self, rule: str) -> RuleValues | None:
        """The dry values of a rule; its variants share them."""
        by_rule = self.environment.values.by_rule
        for name in (rule, rule.removeprefix("autogen-cronjob-"), rule.removeprefix("autogen-")):
            if found := by_rule.get((self.head.name, name)):
                return found
        return None

    def with_element(self, element: Document) -> "Admission":
        """The same for one element of a foreach."""
        return replace(self, element=element)

    def before_update(self) -> "Admission":
        """As if the old object were being created: what tells whether a violation was there already."""
        json = JsonContext("CREATE", self.json.outside)
        json.data = {**self.json.data}
        json.set_object(self.old)
        json.set_object({}, old=True)
        json.merge({"request": {"operation": "CREATE"}})
        return replace(self, json=json, operation="CREATE", new=self.old, old=None)


def _document(value: Any) -> Document | None:
    return value if isinstance(value, dict) else None


def _resource_values(head: PolicyHead, request: Request, environment: Environment) -> dict[str, Any]:
    name = str(metadata_of(request.resource).get("name") or "")
    values = {**environment.values.globals, **environment.values.by_resource.get((head.name, name), {})}
    if request.explicit or "request.operation" not in values:
        values["request.operation"] = request.operation
    return values


def _json_context(request: Request, environment: Environment, operation: str) -> JsonContext:
    json = JsonContext(operation, environment.outside)
    resource = request.resource
    if operation != "DELETE":
        json.set_object(resource)
    if operation != "CREATE":
        json.set_object(resource, old=True)
    json.merge({"request": {"namespace": str(metadata_of(resource).get("namespace") or "")}})
    json.add_loader(Loader("images", lambda _context: _images(resource), _store_images, keep=False))
    if request.user is not None:
        json.merge({"request": _user_variables(request.user), **_account_variables(request.user.username)})
    json.merge({"request": {"operation": operation}})
    return json


def _images(resource: Document) -> dict[str, Any]:
    try:
        return extract_images(resource)
    except ValueError as error:
        raise QueryError(f"failed to extract images: {error}") from error


def _store_images(context: JsonContext, name: str, images: Any) -> None:
    if images:
        context.add_entry(name, images)


def _user_variables(user: UserInfo) -> dict[str, Any]:
    info: dict[str, Any] = {
        "username": user.username,
        "uid": user.uid,
        "groups": list(user.groups),
        "extra": dict(user.extra),
    }
    variables: dict[str, Any] = {"userInfo": {key: value for key, value in info.items() if value}}
    if user.roles:
        variables["roles"] = list(user.roles)
    if user.cluster_roles:
        variables["clusterRoles"] = list(user.cluster_roles)
    return variables


def _account_variables(username: str) -> Mapping[str, str]:
    account = username[len(_ACCOUNT) :] if len(username) > len(_ACCOUNT) else ""
    namespace, colon, rest = account.partition(":")
    name = rest.partition(":")[0]
    return {"serviceAccountName": name if colon else "", "serviceAccountNamespace": namespace if colon else ""}
