"""Which lists of the built-in Kubernetes kinds a strategic merge merges, and by which keys. A table of facts.

As of the OpenAPI of Kubernetes 1.21, which is what Kyverno's merge knows. A kind that is not here has no schema: its
lists are replaced as a whole.
"""

from functools import lru_cache

from maestro.domain.record import dataclass


@dataclass(frozen=True)
class Field:
    """A field of a type: its own type, and the merge keys if it is a merged list (none for a list of scalars)."""

    type: str = ""
    keys: tuple[str, ...] | None = None


_NAME, _TYPE = Field(keys=("name",)), Field(keys=("type",))
_META = {"metadata": Field("ObjectMeta")}
_STATUS = {"status": Field("Conditions")}

TYPES: dict[str, dict[str, Field]] = {
    "ObjectMeta": {"finalizers": Field(keys=()), "ownerReferences": Field(keys=("uid",))},
    "Conditions": {"conditions": _TYPE},
    "Plain": _META,
    "Claim": {**_META, **_STATUS},
    "Webhooks": {**_META, "webhooks": _NAME},
    "Workload": {**_META, **_STATUS, "spec": Field("WorkloadSpec")},
    "WorkloadSpec": {"template": Field("PodTemplateSpec")},
    "PodTemplate": {**_META, "template": Field("PodTemplateSpec")},
    "PodTemplateSpec": {**_META, "spec": Field("PodSpec")},
    "CronJob": {**_META, "spec": Field("CronJobSpec")},
    "CronJobSpec": {"jobTemplate": Field("JobTemplateSpec")},
    "JobTemplateSpec": {**_META, "spec": Field("WorkloadSpec")},
    "Pod": {**_META, "spec": Field("PodSpec"), "status": Field("PodStatus")},
    "PodStatus": {"conditions": _TYPE, "podIPs": Field(keys=("ip",))},
    "PodSpec": {
        "containers": Field("Container", ("name",)),
        "initContainers": Field("Container", ("name",)),
        "ephemeralContainers": Field("EphemeralContainer", ("name",)),
        "hostAliases": Field(keys=("ip",)),
        "imagePullSecrets": _NAME,
        "topologySpreadConstraints": Field(keys=("topologyKey", "whenUnsatisfiable")),
        "volumes": Field("Volume", ("name",)),
    },
    "Container": {
        "env": _NAME,
        "ports": Field(keys=("containerPort", "protocol")),
        "volumeDevices": Field(keys=("devicePath",)),
        "volumeMounts": Field(keys=("mountPath",)),
    },
    "EphemeralContainer": {
        "env": _NAME,
        "volumeDevices": Field(keys=("devicePath",)),
        "volumeMounts": Field(keys=("mountPath",)),
    },
    "Volume": {"ephemeral": Field("EphemeralVolume")},
    "EphemeralVolume": {"volumeClaimTemplate": Field("Plain")},
    "Node": {**_META, "spec": Field("NodeSpec"), "status": Field("NodeStatus")},
    "NodeSpec": {"podCIDRs": Field(keys=())},
    "NodeStatus": {"addresses": _TYPE, "conditions": _TYPE},
    "Service": {**_META, **_STATUS, "spec": Field("ServiceSpec")},
    "ServiceSpec": {"ports": Field(keys=("port", "protocol"))},
    "ServiceAccount": {**_META, "secrets": _NAME},
    "ComponentStatus": {**_META, "conditions": _TYPE},
    "CSINode": {**_META, "spec": Field("CSINodeSpec")},
    "CSINodeSpec": {"drivers": _NAME},
}

_SPECIAL = {
    **dict.fromkeys(("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"), "Webhooks"),
    **dict.fromkeys(
        ("DaemonSet", "Deployment", "ReplicaSet", "StatefulSet", "Job", "ReplicationController"), "Workload"
    ),
    **dict.fromkeys(("APIService", "Namespace", "PersistentVolumeClaim", "PodDisruptionBudget"), "Claim"),
    **{kind: kind for kind in ("Pod", "PodTemplate", "CronJob", "Node", "Service", "ServiceAccount", "CSINode")},
    "ComponentStatus": "ComponentStatus",
}
_KINDS = {
    "v1": "Binding ConfigMap Endpoints Event LimitRange PersistentVolume ResourceQuota Secret ComponentStatus Namespace"
    " Node PersistentVolumeClaim Pod PodTemplate ReplicationController Service ServiceAccount",
    "admissionregistration.k8s.io/v1 v1beta1": "MutatingWebhookConfiguration ValidatingWebhookConfiguration",
    "apiextensions.k8s.io/v1 v1beta1": "CustomResourceDefinition",
    "apiregistration.k8s.io/v1 v1beta1": "APIService",
    "apps/v1": "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet",
    "authentication.k8s.io/v1": "TokenRequest TokenReview",
    "authentication.k8s.io/v1beta1": "TokenReview",
    "authorization.k8s.io/v1 v1beta1": "LocalSubjectAccessReview SelfSubjectAccessReview SelfSubjectRulesReview"
    " SubjectAccessReview",
    "autoscaling/v1": "HorizontalPodAutoscaler Scale",
    "autoscaling/v2beta1 v2beta2": "HorizontalPodAutoscaler",
    "batch/v1": "CronJob Job",
    "batch/v1beta1": "CronJob",
    "certificates.k8s.io/v1 v1beta1": "CertificateSigningRequest",
    "coordination.k8s.io/v1 v1beta1": "Lease",
    "discovery.k8s.io/v1 v1beta1": "EndpointSlice",
    "events.k8s.io/v1 v1beta1": "Event",
    "extensions/v1beta1": "Ingress",
    "flowcontrol.apiserver.k8s.io/v1beta1": "FlowSchema PriorityLevelConfiguration",
    "networking.k8s.io/v1": "Ingress IngressClass NetworkPolicy",
    "networking.k8s.io/v1beta1": "Ingress IngressClass",
    "node.k8s.io/v1 v1beta1": "RuntimeClass",
    "policy/v1": "PodDisruptionBudget",
    "policy/v1beta1": "Eviction PodSecurityPolicy PodDisruptionBudget",
    "rbac.authorization.k8s.io/v1 v1beta1": "ClusterRole ClusterRoleBinding Role RoleBinding",
    "scheduling.k8s.io/v1 v1beta1": "PriorityClass",
    "storage.k8s.io/v1": "CSIDriver CSINode StorageClass VolumeAttachment",
    "storage.k8s.io/v1beta1": "CSIDriver CSINode CSIStorageCapacity StorageClass VolumeAttachment",
}


@lru_cache(maxsize=1)
def _known() -> dict[tuple[str, str], str]:
    known = {}
    for versions, kinds in _KINDS.items():
        group, slash, rest = versions.rpartition("/")
        for version in rest.split():
            for kind in kinds.split():
                known[f"{group}{slash}{version}", kind] = _SPECIAL.get(kind, "Plain")
    return known


def type_of(api_version: str, kind: str) -> str | None:
    """The type of a kind, or None where there is no schema for it."""
    return _known().get((api_version, kind))


def field_of(type_name: str | None, field: str) -> Field:
    """A field of a type; nothing is known of most."""
    return TYPES.get(type_name or "", {}).get(field, _NO_FIELD)


_NO_FIELD = Field()
