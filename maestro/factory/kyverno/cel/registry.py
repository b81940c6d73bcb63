"""The CEL policy kinds: (API group, kind) -> its compiler. The engine's registry takes them from here."""

from maestro.factory.kyverno.model import Registry

KINDS: Registry = {}
