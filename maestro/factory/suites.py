"""Kyverno test suites: reading them (JSON lines of whole suites, or `kyverno-test.yaml` trees) and running the engine.

Owns what is not pure: YAML and JSON text, the clock, chance. What it knows of Kubernetes is how its tools read YAML.
"""
