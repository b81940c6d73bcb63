"""The embedded Kyverno engine: compiled once, evaluated often, and pure.

Classic policies (ClusterPolicy, Policy) live in `classic/`, the CEL kinds in `cel/`; `load` compiles documents
through a registry, `engine` decides the order. Reads no files, knows no clock: documents and the time are arguments.
"""
