"""The classic kinds. Their engine is loaded with the first policy that needs it: many factories have none of them."""

from maestro.factory.kyverno.model import CompiledPolicy, Document, Registry, Setting


def _classic(document: Document, setting: Setting) -> list[CompiledPolicy]:
    from maestro.factory.kyverno.classic.policy import compile_classic

    return list(compile_classic(document, setting))


KINDS: Registry = {("kyverno.io", "ClusterPolicy"): _classic, ("kyverno.io", "Policy"): _classic}
