"""What a factory's policies say of themselves that will not work, or not for long. Reads them; runs none."""

from collections.abc import Iterator, Sequence
from typing import Any

from maestro.domain.errors import MaestroError
from maestro.domain.findings import Finding, Severity
from maestro.factory.catalogue import Catalogue
from maestro.factory.kyverno.load import is_policy
from maestro.factory.kyverno.unevaluated import UnevaluatedPolicy
from maestro.factory.lintfinding import finding, of_error
from maestro.factory.policies import Policies
from maestro.factory.policyfiles import PolicyFile, read_policies

_POLICY_GROUPS = ("kyverno.io", "policies.kyverno.io", "admissionregistration.k8s.io")
_BESIDE = frozenset(
    {"PolicyException", "ValidatingAdmissionPolicyBinding", "MutatingAdmissionPolicyBinding", "GlobalContextEntry"}
)
_SUCCESSORS = {
    "ClusterPolicy": "ValidatingPolicy, MutatingPolicy or GeneratingPolicy",
    "Policy": "ValidatingPolicy, MutatingPolicy or GeneratingPolicy",
    "CleanupPolicy": "DeletingPolicy",
    "ClusterCleanupPolicy": "DeletingPolicy",
}
_BUILT_IN = frozenset({"", "*", "apps", "batch", "policy", "autoscaling", "extensions"})


def policy_findings(catalogue: Catalogue) -> Iterator[Finding]:
    """All of them; a file that cannot be read is one finding and ends the search."""
    try:
        files = tuple(read_policies(catalogue))
        policies = Policies(catalogue)
        invalid = policies.invalid
    except MaestroError as error:
        yield of_error("factory.policy", error)
        return
    known = {file.name: file for file in files}
    for bad in invalid:
        place = known[bad.head.name].place() if bad.head.name in known else ""
        severity = Severity.HIGH if bad.aborts else Severity.MEDIUM
        yield finding("factory.policy", f"policy {bad.head.name} cannot be compiled: {bad.reason}", place, severity)
    yield from _twice(files)
    for file in files:
        yield from _unknown(file)
        yield from _deprecated(file)
        yield from _without_schema(file, policies.crds)
    yield from (unsupported(name, reason, known) for name, reason in never_evaluated(policies).items())


def _twice(files: Sequence[PolicyFile]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], PolicyFile] = {}
    for file in files:
        first = seen.setdefault((file.kind, file.name), file)
        if first is not file and is_policy(file.document):
            message = f"a second {file.kind} named {file.name}; the first is at {first.place()}."
            yield finding("factory.policy", message, file.place("name:"), Severity.MEDIUM, "Give it a name of its own.")


def _unknown(file: PolicyFile) -> Iterator[Finding]:
    if file.group in _POLICY_GROUPS and not is_policy(file.document) and file.kind not in _BESIDE:
        message = f"{file.document.get('apiVersion')} {file.kind} is no kind of policy that is known; it has no effect."
        yield finding("factory.policy", message, file.place("kind:"), Severity.MEDIUM)


def _deprecated(file: PolicyFile) -> Iterator[Finding]:
    successor = _SUCCESSORS.get(file.kind) if file.group == "kyverno.io" else None
    if successor:
        message = f"{file.kind} {file.name}: Kyverno calls this kind deprecated."
        remedy = f"Write it as {successor} (policies.kyverno.io/v1)."
        yield finding("factory.deprecated", message, file.place("kind:"), Severity.INFO, remedy)


def _without_schema(file: PolicyFile, crds: Sequence[dict[str, Any]]) -> Iterator[Finding]:
    """`ApplyConfiguration` needs the type of what it patches; the policy tool ends in an error without."""
    if file.kind != "MutatingPolicy" or "ApplyConfiguration" not in _patch_types(file):
        return
    described = {_described(crd) for crd in crds}
    for group, plural in _custom_resources(file):
        if (group, plural) not in described and (group, "*") not in described:
            yield finding(
                "factory.apply-configuration",
                f"policy {file.name} applies a configuration to {plural}.{group}, whose schema is not here.",
                file.place("ApplyConfiguration"),
                Severity.HIGH,
                "Put a CustomResourceDefinition beside the policies, or write the patch as JSONPatch.",
            )


def _patch_types(file: PolicyFile) -> set[str]:
    mutations = file.spec.get("mutations")
    return {str(m.get("patchType")) for m in mutations if isinstance(m, dict)} if isinstance(mutations, list) else set()


def _custom_resources(file: PolicyFile) -> Iterator[tuple[str, str]]:
    constraints = file.spec.get("matchConstraints")
    rules = constraints.get("resourceRules") if isinstance(constraints, dict) else None
    for rule in rules if isinstance(rules, list) else ():
        for group in _texts(rule, "apiGroups"):
            if group not in _BUILT_IN and not group.endswith(".k8s.io"):
                yield from ((group, plural.partition("/")[0]) for plural in _texts(rule, "resources"))


def _texts(rule: Any, key: str) -> list[str]:
    values = rule.get(key) if isinstance(rule, dict) else None
    return [str(value) for value in values] if isinstance(values, list) else []


def _described(crd: dict[str, Any]) -> tuple[str, str]:
    spec = crd.get("spec")
    names = spec.get("names") if isinstance(spec, dict) else None
    plural = names.get("plural") if isinstance(names, dict) else ""
    return (str(spec.get("group")) if isinstance(spec, dict) else "", str(plural))


def never_evaluated(policies: Policies) -> dict[str, str]:
    """Policies that are evaluated nowhere but in a cluster, with the reason."""
    every = (*policies.mutating.policies, *policies.validating.policies)
    return {policy.head.name: policy.reason for policy in every if isinstance(policy, UnevaluatedPolicy)}


def unsupported(policy: str, reason: str, known: dict[str, PolicyFile]) -> Finding:
    """A policy that a preview cannot judge."""
    place = known[policy].place() if policy in known else ""
    message = f"policy {policy} is not evaluated here: {reason}; only the factory's CI sees what it says."
    return finding("factory.unsupported", message, place, Severity.LOW)
