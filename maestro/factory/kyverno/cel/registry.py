"""The CEL policy kinds: (API group, kind) -> its compiler. The engine's registry takes them from here.

What compiles a kind is loaded with the first policy of that kind: most factories have but two of them.
"""

from importlib import import_module

from maestro.factory.kyverno.model import Compile, CompiledPolicy, Document, Registry, Setting

_GROUP = "policies.kyverno.io"
_ADMISSION = "admissionregistration.k8s.io"


def _from(module: str, name: str) -> Compile:
    def compiler(document: Document, setting: Setting) -> list[CompiledPolicy]:
        compiled: list[CompiledPolicy] = getattr(import_module(f"{__package__}.{module}"), name)(document, setting)
        return compiled

    return compiler


_VALIDATING = _from("validating", "compile_validating")
_MUTATING = _from("mutating", "compile_mutating")
_GENERATING = _from("generating", "compile_generating")
_DELETING = _from("deleting", "compile_deleting")

KINDS: Registry = {
    (_GROUP, "ValidatingPolicy"): _VALIDATING,
    (_GROUP, "NamespacedValidatingPolicy"): _VALIDATING,
    (_GROUP, "MutatingPolicy"): _MUTATING,
    (_GROUP, "NamespacedMutatingPolicy"): _MUTATING,
    (_GROUP, "GeneratingPolicy"): _GENERATING,
    (_GROUP, "NamespacedGeneratingPolicy"): _GENERATING,
    (_GROUP, "DeletingPolicy"): _DELETING,
    (_GROUP, "NamespacedDeletingPolicy"): _DELETING,
    (_ADMISSION, "ValidatingAdmissionPolicy"): _from("admission", "compile_validating_admission"),
    (_ADMISSION, "MutatingAdmissionPolicy"): _from("admission", "compile_mutating_admission"),
}
