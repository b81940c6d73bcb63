"""The two worlds that expressions live in: Kyverno's CEL policies, and Kubernetes' admission policies.

Owns which variables, types and functions each place declares. What a place does not declare does not compile there,
as in the real engines: Kyverno's functions are unknown to admission policies and to `validate.cel`.
"""

from collections.abc import Mapping
from functools import lru_cache

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.environment import AnyField, Environment
from maestro.factory.kyverno.cel.lang.functions import FunctionTable, Library
from maestro.factory.kyverno.cel.lang.types import (
    BOOL,
    DYN,
    STRING,
    TIMESTAMP,
    Type,
    list_of,
    map_of,
    parse_type,
    struct,
)
from maestro.factory.kyverno.cel.libs import (
    authorizer,
    collections,
    conversions,
    documents,
    encoders,
    formats,
    images,
    lookups,
    maths,
    moments,
    networks,
    operators,
    optionals,
    proxies,
    quantities,
    randoms,
    semvers,
    strings,
    times,
    urls,
    x509s,
)

VARIABLES_TYPE = "kyverno.variables"
EXCEPTION_TYPE = "libs.Exception"
OBJECT_TYPE = "Object"
JSON_PATCH_TYPE = "JSONPatch"

_STANDARD: tuple[Library, ...] = (
    operators.OPERATORS,
    conversions.CONVERSIONS,
    times.TIMES,
    strings.STRINGS,
    strings.REGEX,
    optionals.OPTIONALS,
    collections.LISTS,
    collections.SETS,
    collections.KUBERNETES_LISTS,
    quantities.QUANTITIES,
    networks.NETWORKS,
    urls.URLS,
    semvers.SEMVERS,
    formats.FORMATS,
)
_ADMISSION: tuple[Library, ...] = (*_STANDARD, optionals.LENIENT_OR_VALUE, authorizer.AUTHORIZER)
_KYVERNO: tuple[Library, ...] = (
    *_STANDARD,
    optionals.LENIENT_OR_VALUE,
    authorizer.AUTHORIZER,
    encoders.ENCODERS,
    strings.REGEX_EXTENSION,
    maths.MATHS,
    maths.KYVERNO_MATHS,
    images.IMAGES,
    documents.DOCUMENTS,
    documents.USERS,
    moments.MOMENTS,
    randoms.RANDOMS,
    x509s.CERTIFICATES,
    lookups.CONTEXT,
)

_STRINGS, _LABELS = list_of(STRING), map_of(STRING, STRING)
_GVK = {"group": STRING, "version": STRING, "kind": STRING}
_GVR = {"group": STRING, "version": STRING, "resource": STRING}
_KYVERNO_REQUEST = "kyverno.AdmissionRequest"
_REQUEST: dict[str, Type] = {
    "kind": struct("kubernetes.GroupVersionKind"),
    "resource": struct("kubernetes.GroupVersionResource"),
    "subResource": STRING,
    "requestKind": struct("kubernetes.GroupVersionKind"),
    "requestResource": struct("kubernetes.GroupVersionResource"),
    "requestSubResource": STRING,
    "name": STRING,
    "namespace": STRING,
    "operation": STRING,
    "userInfo": struct("kubernetes.UserInfo"),
    "dryRun": BOOL,
    "options": DYN,
}
_STRUCTS: dict[str, Mapping[str, Type]] = {
    "kubernetes.GroupVersionKind": _GVK,
    "kubernetes.GroupVersionResource": _GVR,
    "kubernetes.UserInfo": {
        "username": STRING,
        "uid": STRING,
        "groups": _STRINGS,
        "extra": map_of(STRING, _STRINGS),
    },
    "kubernetes.AdmissionRequest": _REQUEST,
    "kubernetes.NamespaceSpec": {"finalizers": _STRINGS},
    "kubernetes.NamespaceCondition": {
        "status": STRING,
        "type": STRING,
        "lastTransitionTime": TIMESTAMP,
        "message": STRING,
        "reason": STRING,
    },
    "kubernetes.NamespaceStatus": {
        "conditions": list_of(struct("kubernetes.NamespaceCondition")),
        "phase": STRING,
    },
    "kubernetes.NamespaceMetadata": {
        **dict.fromkeys(("name", "generateName", "namespace", "UID", "resourceVersion"), STRING),
        "labels": _LABELS,
        "annotations": _LABELS,
        "generation": parse_type("int"),
        "creationTimestamp": TIMESTAMP,
        "deletionTimestamp": TIMESTAMP,
        "deletionGracePeriodSeconds": parse_type("int"),
        "finalizers": _STRINGS,
    },
    "kubernetes.Namespace": {
        "metadata": struct("kubernetes.NamespaceMetadata"),
        "spec": struct("kubernetes.NamespaceSpec"),
        "status": struct("kubernetes.NamespaceStatus"),
    },
    _KYVERNO_REQUEST: {**_REQUEST, "object": DYN, "oldObject": DYN},
    EXCEPTION_TYPE: {"allowedImages": _STRINGS, "allowedValues": _STRINGS},
    documents.SERVICE_ACCOUNT: documents.SERVICE_ACCOUNT_FIELDS,
}
_JSON_PATCH = {"op": STRING, "path": STRING, "from": STRING, "value": DYN}
_ADMISSION_VARIABLES = {
    "object": DYN,
    "oldObject": DYN,
    "request": struct("kubernetes.AdmissionRequest"),
    "namespaceObject": struct("kubernetes.Namespace"),
    "variables": struct(VARIABLES_TYPE),
}
_KYVERNO_VARIABLES = {
    **_ADMISSION_VARIABLES,
    "request": struct(_KYVERNO_REQUEST),
    "exceptions": struct(EXCEPTION_TYPE),
    "resource": parse_type("resource.Context"),
    "globalContext": parse_type("globalContext.Context"),
    "http": parse_type("http.Context"),
    "image": parse_type("imagedata.Context"),
    "json": parse_type("json.Json"),
    "time": parse_type("time.Clock"),
    "yaml": parse_type("yaml.Yaml"),
}


class PolicyStructs:
    """The types with fields in one policy: the declared ones, its variables, and `Object` where it mutates."""

    def __init__(self, *, mutates: bool) -> None:
        """No variable is known yet."""
        self.variables: dict[str, Type] = {}
        self._mutates = mutates

    def fields(self, name: str) -> Mapping[str, Type] | None:
        """The fields of a type; None where there is no such type."""
        if name == VARIABLES_TYPE:
            return self.variables
        if self._mutates and name == JSON_PATCH_TYPE:
            return _JSON_PATCH
        if self._mutates and (name == OBJECT_TYPE or name.startswith(f"{OBJECT_TYPE}.")):
            return AnyField()
        return _STRUCTS.get(name)


@dataclass(frozen=True)
class Place:
    """Where a policy's expressions live. `namespaced` policies see and make resources of their namespace only."""

    kyverno: bool = True
    mutates: bool = False
    generates: bool = False
    namespaced: bool = False
    params: bool = False
    authorizer: bool = False
    proxy: str = ""


def environment_of(place: Place) -> tuple[Environment, PolicyStructs]:
    """The names of a place, and the types that the policy's own variables will be added to."""
    structs = PolicyStructs(mutates=place.mutates)
    variables = dict(_KYVERNO_VARIABLES if place.kyverno else _ADMISSION_VARIABLES)
    if place.proxy:
        variables = {name: variables[name] for name in ("object", "variables", "json", "yaml")}
    if place.generates:
        variables["generator"] = parse_type("generator.Context")
    if place.params:
        variables["params"] = DYN
    if place.authorizer:
        variables["authorizer"] = parse_type("kubernetes.authorization.Authorizer")
        variables["authorizer.requestResource"] = parse_type("kubernetes.authorization.ResourceCheck")
    return (
        Environment(_functions(place), variables, structs, homogeneous=not place.generates, bindings=place.kyverno),
        structs,
    )


@lru_cache(maxsize=32)
def _functions(place: Place) -> FunctionTable:
    if not place.kyverno:
        return FunctionTable([*_ADMISSION, *([documents.JSON_PATCH] if place.mutates else [])])
    if place.proxy:
        return FunctionTable([*_KYVERNO, proxies.DECISIONS])
    libraries = [*_KYVERNO, lookups.NAMESPACED_RESOURCES if place.namespaced else lookups.RESOURCES]
    if place.mutates:
        libraries.append(documents.JSON_PATCH)
    if place.generates:
        libraries.append(lookups.NAMESPACED_GENERATOR if place.namespaced else lookups.GENERATOR)
    return FunctionTable(libraries)
