"""The CEL policy kinds: (API group, kind) -> its compiler. The engine's registry takes them from here."""

from maestro.factory.kyverno.cel.admission import compile_mutating_admission, compile_validating_admission
from maestro.factory.kyverno.cel.deleting import compile_deleting
from maestro.factory.kyverno.cel.generating import compile_generating
from maestro.factory.kyverno.cel.mutating import compile_mutating
from maestro.factory.kyverno.cel.validating import compile_validating
from maestro.factory.kyverno.model import Registry

_GROUP = "policies.kyverno.io"
_ADMISSION = "admissionregistration.k8s.io"

KINDS: Registry = {
    (_GROUP, "ValidatingPolicy"): compile_validating,
    (_GROUP, "NamespacedValidatingPolicy"): compile_validating,
    (_GROUP, "MutatingPolicy"): compile_mutating,
    (_GROUP, "NamespacedMutatingPolicy"): compile_mutating,
    (_GROUP, "GeneratingPolicy"): compile_generating,
    (_GROUP, "NamespacedGeneratingPolicy"): compile_generating,
    (_GROUP, "DeletingPolicy"): compile_deleting,
    (_GROUP, "NamespacedDeletingPolicy"): compile_deleting,
    (_ADMISSION, "ValidatingAdmissionPolicy"): compile_validating_admission,
    (_ADMISSION, "MutatingAdmissionPolicy"): compile_mutating_admission,
}
