"""The built-in kinds of Kubernetes: their plural names, and which of them have no namespace.

A table of facts; kinds that are not in it are guessed (plural by English rules, namespaced), unless a CRD says more.
"""

from collections.abc import Iterable

from maestro.domain.record import dataclass
from maestro.factory.kyverno.model import Document

_NAMESPACED: dict[str, str] = {
    "": "Binding ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate ReplicationController"
    " ResourceQuota Secret Service ServiceAccount",
    "apps": "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet",
    "authorization.k8s.io": "LocalSubjectAccessReview",
    "autoscaling": "HorizontalPodAutoscaler",
    "batch": "CronJob Job",
    "coordination.k8s.io": "Lease",
    "discovery.k8s.io": "EndpointSlice",
    "events.k8s.io": "Event",
    "networking.k8s.io": "Ingress NetworkPolicy",
    "policy": "PodDisruptionBudget",
    "rbac.authorization.k8s.io": "Role RoleBinding",
    "resource.k8s.io": "ResourceClaim ResourceClaimTemplate",
    "storage.k8s.io": "CSIStorageCapacity",
}
_CLUSTER_WIDE: dict[str, str] = {
    "": "ComponentStatus Namespace Node PersistentVolume",
    "admissionregistration.k8s.io": "MutatingWebhookConfiguration ValidatingAdmissionPolicy"
    " ValidatingAdmissionPolicyBinding ValidatingWebhookConfiguration",
    "apiextensions.k8s.io": "CustomResourceDefinition",
    "apiregistration.k8s.io": "APIService",
    "authentication.k8s.io": "SelfSubjectReview TokenReview",
    "authorization.k8s.io": "SelfSubjectAccessReview SelfSubjectRulesReview SubjectAccessReview",
    "certificates.k8s.io": "CertificateSigningRequest",
    "flowcontrol.apiserver.k8s.io": "FlowSchema PriorityLevelConfiguration",
    "networking.k8s.io": "IPAddress IngressClass ServiceCIDR",
    "node.k8s.io": "RuntimeClass",
    "rbac.authorization.k8s.io": "ClusterRole ClusterRoleBinding",
    "resource.k8s.io": "DeviceClass ResourceSlice",
    "scheduling.k8s.io": "PriorityClass",
    "storage.k8s.io": "CSIDriver CSINode StorageClass VolumeAttachment VolumeAttributesClass",
}


def guess_plural(kind: str) -> str:
    """The resource name that Kubernetes' own conventions give a kind."""
    lower = kind.lower()
    if lower == "endpoints":
        return lower
    if lower.endswith("s"):
        return lower + "es"
    if lower.endswith("y"):
        return lower[:-1] + "ies"
    return lower + "s"


@dataclass(frozen=True)
class ResourceType:
    """One kind as discovery would tell it."""

    plural: str
    namespaced: bool
    known: bool


class ResourceTypes:
    """Discovery without a cluster: the built-in kinds, and those of the CRDs that are given."""

    def __init__(self, crds: Iterable[Document] = ()) -> None:
        """Read the CRDs' names and scopes."""
        self._types = _built_in() | _custom(crds)

    def find(self, group: str, kind: str) -> ResourceType:
        """The type of a kind; an unknown one is guessed and said to be unknown."""
        return self._types.get((group, kind)) or ResourceType(guess_plural(kind), namespaced=True, known=False)


def _built_in() -> dict[tuple[str, str], ResourceType]:
    types = {}
    for table, namespaced in ((_NAMESPACED, True), (_CLUSTER_WIDE, False)):
        for group, kinds in table.items():
            for kind in kinds.split():
                types[group, kind] = ResourceType(guess_plural(kind), namespaced, known=True)
    return types


def _custom(crds: Iterable[Document]) -> dict[tuple[str, str], ResourceType]:
    types = {}
    for crd in crds:
        spec = crd.get("spec") if isinstance(crd.get("spec"), dict) else {}
        names = spec.get("names") if isinstance(spec, dict) and isinstance(spec.get("names"), dict) else {}
        if isinstance(spec, dict) and isinstance(names, dict) and names.get("kind"):
            plural = str(names.get("plural") or guess_plural(str(names["kind"])))
            key = str(spec.get("group") or ""), str(names["kind"])
            types[key] = ResourceType(plural, spec.get("scope") != "Cluster", known=True)
    return types
