"""The classic kinds."""

from maestro.factory.kyverno.classic.policy import compile_classic
from maestro.factory.kyverno.model import Registry

KINDS: Registry = {
    ("kyverno.io", "ClusterPolicy"): compile_classic,
    ("kyverno.io", "Policy"): compile_classic,
}
