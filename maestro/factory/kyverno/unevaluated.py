"""Policies that need what is not here (a registry, signatures, a proxy): each says `unevaluated` and why."""

from maestro.domain.record import dataclass
from maestro.factory.kyverno.model import (
    CompiledPolicy,
    Document,
    Outcome,
    Phase,
    PolicyContext,
    PolicyHead,
    Registry,
    ResourceIdentity,
    Response,
    Result,
    Setting,
)


@dataclass(frozen=True)
class UnevaluatedPolicy:
    """Stands in for a policy that cannot be evaluated offline."""

    head: PolicyHead
    reason: str
    phase: Phase = Phase.VALIDATE

    def evaluate(self, context: PolicyContext) -> Outcome:
        """Say that nothing was evaluated, and why."""
        resource = ResourceIdentity.of(context.request.resource)
        response = Response(self.head.name, self.head.kind, None, resource, Result.UNEVALUATED, self.reason)
        return Outcome((response,))


def _image_policy(document: Document, _setting: Setting) -> list[CompiledPolicy]:
    reason = "image signatures and attestations are verified against a registry, which is not asked offline"
    return [UnevaluatedPolicy(PolicyHead.of(document), reason, Phase.VALIDATE_IMAGES_CEL)]


def _cleanup_policy(document: Document, _setting: Setting) -> list[CompiledPolicy]:
    reason = "cleanup policies act on a schedule in a live cluster"
    return [UnevaluatedPolicy(PolicyHead.of(document), reason, Phase.DELETE)]


UNEVALUATED_KINDS: Registry = {
    ("policies.kyverno.io", "ImageValidatingPolicy"): _image_policy,
    ("policies.kyverno.io", "NamespacedImageValidatingPolicy"): _image_policy,
    ("kyverno.io", "ClusterCleanupPolicy"): _cleanup_policy,
    ("kyverno.io", "CleanupPolicy"): _cleanup_policy,
}
