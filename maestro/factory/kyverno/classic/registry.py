"""The classic kinds."""

from maestro.factory.kyverno.model import Registry

KINDS: Registry = {}
