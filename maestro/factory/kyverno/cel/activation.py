"""What the variables of an expression hold for one admission: the object, the request, the namespace, the lookups.

Owns the shapes that the real engines give them (an absent old object is `{}` to Kyverno and null to Kubernetes).
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.byidentity import ByIdentity
from maestro.factory.kyverno.cel.lang.values import Struct
from maestro.factory.kyverno.cel.libs.authorizer import Authorizer
from maestro.factory.kyverno.cel.libs.documents import JsonLibrary, YamlLibrary
from maestro.factory.kyverno.cel.libs.lookups import (
    GlobalContext,
    Http,
    ImageData,
    ResourceLookup,
    global_entries,
    http_answers,
    image_data,
    index_documents,
)
from maestro.factory.kyverno.cel.libs.moments import Clock
from maestro.factory.kyverno.model import (
    Document,
    Environment,
    GroupVersionKind,
    PolicyContext,
    Request,
    ResourceIdentity,
    UserInfo,
    metadata_of,
)
from maestro.factory.kyverno.resources import ResourceType, ResourceTypes
from maestro.factory.kyverno.values.golang import as_float64, as_int64

BACKGROUND_USER = "system:kyverno:background-scan"


_whole: ByIdentity[Document] = ByIdentity(as_int64)


@dataclass(frozen=True)
class Admission:
    """One admission as the CEL kinds see it; `types` is what discovery would know."""

    context: PolicyContext
    types: ResourceTypes

    @property
    def request(self) -> Request:
        """The request of the context."""
        return self.context.request

    @property
    def environment(self) -> Environment:
        """What is known beyond the resource."""
        return self.context.environment

    @cached_property
    def kind(self) -> GroupVersionKind:
        """The type of the resource."""
        return self.request.kind

    @cached_property
    def type(self) -> ResourceType:
        """What discovery knows of that type."""
        return self.types.find(self.kind.group, self.kind.kind)

    @cached_property
    def identity(self) -> ResourceIdentity:
        """What names the resource."""
        return ResourceIdentity.of(self.request.resource)

    @cached_property
    def namespace(self) -> str:
        """The namespace of the resource; that of a Namespace object is none."""
        if self.kind == GroupVersionKind("", "v1", "Namespace"):
            return ""
        return self.identity.namespace


class _Variables(dict[str, Any]):
    """Variables of one admission. The request is written when an expression asks for it: few do."""

    def __init__(self, known: Mapping[str, Any], admission: Admission) -> None:
        super().__init__(known)
        self._admission = admission

    def __missing__(self, name: str) -> Any:
        if name != "request":
            raise KeyError(name)
        made = self[name] = _request_map(self._admission, user_map(self._admission.request.user))
        return made


def kyverno_variables(admission: Admission, policy_namespace: str = "") -> dict[str, Any]:
    """The variables of Kyverno's own CEL policies; a copy of them has no `request` unless it was asked for before."""
    request = admission.request
    made = _Variables(_Lookups.of(admission.environment, admission.types, policy_namespace), admission)
    made["object"] = request.object if request.object is not None else {}
    made["oldObject"] = request.old_object if request.old_object is not None else {}
    made["namespaceObject"] = _known_namespace(admission)
    made["exceptions"] = no_exceptions()
    return made


class _Lookups:
    """The variables that stand for Kyverno's libraries, made once an environment: none of them ever changes."""

    _made: ByIdentity[dict[tuple[int, str], Any]] = ByIdentity(lambda _environment: {})

    @classmethod
    def of(cls, environment: Environment, types: ResourceTypes, policy_namespace: str) -> Mapping[str, Any]:
        """Those of an environment under one discovery, as a policy of that namespace sees them."""
        made = cls._made(environment)
        key = id(types), policy_namespace
        if key not in made:
            made[key] = (types, _lookup_variables(environment, types, policy_namespace))
        found: Mapping[str, Any] = made[key][1]
        return found


def _lookup_variables(environment: Environment, types: ResourceTypes, policy_namespace: str) -> dict[str, Any]:
    return {
        "resource": ResourceLookup(index_documents(environment, types), policy_namespace, types),
        "globalContext": GlobalContext(global_entries(environment), confined=bool(policy_namespace)),
        "http": Http(http_answers(environment)),
        "image": ImageData(image_data(environment)),
        "json": JsonLibrary(),
        "yaml": YamlLibrary(environment.outside.parse_yaml),
        "time": Clock(environment.outside.now),
    }


def admission_variables(admission: Admission, *, labels: bool = True) -> dict[str, Any]:
    """The variables of Kubernetes' admission policies and of `validate.cel` rules."""
    request = admission.request
    user = request.user or UserInfo()
    known = user_map(
        UserInfo(
            username=user.username or BACKGROUND_USER,
            groups=user.groups or (BACKGROUND_USER,),
            uid=user.uid or BACKGROUND_USER,
            extra=user.extra,
        )
    )
    return {
        "object": request.object,
        "oldObject": request.old_object,
        "request": _request_map(admission, known),
        "namespaceObject": _named_namespace(admission, labels=labels),
        "authorizer": Authorizer(),
        "authorizer.requestResource": Authorizer("kubernetes.authorization.ResourceCheck"),
    }


def no_exceptions(images: tuple[str, ...] = (), values: tuple[str, ...] = ()) -> Struct:
    """What `exceptions` holds: the images and values that exceptions with a narrow scope allow."""
    return Struct("libs.Exception", {"allowedImages": list(images), "allowedValues": list(values)})


def user_map(user: UserInfo | None) -> dict[str, Any]:
    """Who asks; what is not known is left out."""
    if user is None:
        return {}
    fields = {"username": user.username, "uid": user.uid, "groups": list(user.groups), "extra": dict(user.extra)}
    return {key: value for key, value in fields.items() if value}


def _request_map(admission: Admission, user: dict[str, Any]) -> dict[str, Any]:
    request, kind = admission.request, admission.kind
    gvk = {"group": kind.group, "version": kind.version, "kind": kind.kind}
    gvr = {"group": kind.group, "version": kind.version, "resource": admission.type.plural}
    fields: dict[str, Any] = {
        "uid": "",
        "kind": gvk,
        "resource": gvr,
        "requestKind": gvk,
        "requestResource": gvr,
        "name": admission.identity.name,
        "operation": request.operation,
        "userInfo": user,
        # written as JSON and read again, the objects have their whole numbers back
        "object": _sent(request.sent or request.object),
        "oldObject": _sent(request.old_object),
        "dryRun": request.dry_run,
        "options": None,
    }
    if admission.identity.namespace:
        fields["namespace"] = admission.identity.namespace
    return fields


def _sent(document: Document | None) -> Document | None:
    return None if document is None else _whole(document)


def _known_namespace(admission: Admission) -> Any:
    document = admission.environment.namespaces.get(admission.identity.namespace)
    if document is None:
        return None
    return {"spec": {}, "status": {}, **as_float64(document)}


def _named_namespace(admission: Admission, *, labels: bool) -> Any:
    if not admission.namespace:
        return None
    metadata: dict[str, Any] = {"name": admission.namespace}
    known = admission.environment.namespace_labels(admission.namespace)
    if labels and known:
        metadata["labels"] = dict(known)
    return {"metadata": metadata, "spec": {}, "status": {}}


def label_map(document: Document) -> dict[str, str]:
    """The labels of a document."""
    labels = metadata_of(document).get("labels")
    return {str(key): str(value) for key, value in labels.items()} if isinstance(labels, dict) else {}
