"""What a request becomes: the rendered, mutated and golden resources, what each policy changed and said."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from maestro.domain.json import JsonObject, get
from maestro.domain.record import dataclass
from maestro.factory.cleanup import emit

Document = dict[str, Any]
RESULTS = ("pass", "fail", "warn", "error", "skip", "unevaluated")


@dataclass(frozen=True)
class About:
    """What a policy says of itself to people. `layer` is its folder's name."""

    name: str
    title: str
    description: str
    layer: str
    category: str = ""
    scored: bool = True
    kind: str = ""


@dataclass(frozen=True)
class Mutation:
    """One field that a policy changed; None stands for absent. `resource` is `Kind/name`."""

    policy: str
    rule: str
    resource: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Verdict:
    """What one policy (or one rule of it) said of one resource."""

    policy: str
    rule: str
    kind: str
    resource: Mapping[str, str]
    result: str
    message: str = ""
    path: str = ""

    @property
    def name(self) -> str:
        """`Kind/name`."""
        return f"{self.resource['kind']}/{self.resource['name']}"

    @property
    def told(self) -> str:
        """In a sentence: policy, rule, resource, what is wrong."""
        rule = f", rule {self.rule}" if self.rule else ""
        place = f" at {self.path}" if self.path else ""
        return f"policy {self.policy}{rule} on {self.name}{place}: {self.message or self.result}"


@dataclass(frozen=True)
class Generated:
    """The outcome of the pipeline. What is committed (`final` without what `strip` takes away), the verdicts on it
    (`judged` before validation, then what `validate` says of each document) and texts are made when they are asked for.
    """

    rendered: str
    resources: tuple[Document, ...]
    mutated: tuple[Document, ...]
    final: tuple[JsonObject, ...]
    strip: Callable[[JsonObject], Document]
    mutations: tuple[Mutation, ...]
    judged: tuple[Verdict, ...]
    validate: Callable[[Document], tuple[Verdict, ...]]
    categories: Mapping[str, str]

    @cached_property
    def golden(self) -> tuple[Document, ...]:
        """The documents to commit."""
        return tuple(map(self.strip, self.final))

    @cached_property
    def names(self) -> frozenset[str]:
        """Each of them as `Kind/name`."""
        return frozenset(f"{d.get('kind')}/{get(d, 'metadata.name')}" for d in self.final)

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """What the policies say of the resources."""
        return (*self.judged, *(verdict for document in self.golden for verdict in self.validate(document)))

    @property
    def failures(self) -> tuple[Verdict, ...]:
        """What stands against a submission: failed or broken."""
        return tuple(v for v in self.verdicts if v.result in ("fail", "error"))

    @property
    def warnings(self) -> tuple[Verdict, ...]:
        """What the platform team should see."""
        return tuple(v for v in self.verdicts if v.result == "warn")

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Verdicts by result."""
        found = Counter(v.result for v in self.verdicts)
        return {name: found[name] for name in RESULTS}

    @cached_property
    def kinds(self) -> Mapping[str, int]:
        """Resources by kind, in order of name."""
        return dict(sorted(Counter(str(d.get("kind")) for d in self.final).items()))

    def files(self) -> dict[str, str]:
        """The four files of the pipeline by name."""
        return {
            "00-helm.yaml": self.rendered,
            "01-mutated.yaml": emit(self.mutated),
            "02-golden.yaml": emit(self.golden),
            "03-policy-report.yaml": emit([self.report()]).removeprefix("---\n"),  # as Kyverno prints it
        }

    def report(self) -> Document:
        """A ClusterReport as the present Kyverno writes it, without timestamps, in a stable order."""
        ordered = sorted(self.verdicts, key=lambda v: (v.policy, v.rule, v.resource["kind"], v.resource["name"]))
        summary = {name: self.counts[name] for name in ("error", "fail", "pass", "skip", "warn")}
        return {
            "apiVersion": "openreports.io/v1alpha1",
            "kind": "ClusterReport",
            "metadata": {"name": "merged"},
            "results": [self._row(verdict) for verdict in ordered],
            "summary": summary,
        }

    def _row(self, verdict: Verdict) -> Document:
        row: Document = {
            "message": verdict.message,
            "policy": verdict.policy,
            "resources": [{key: value for key, value in verdict.resource.items() if value}],
            "result": verdict.result if verdict.result != "unevaluated" else "skip",
            "scored": verdict.result != "warn",
            "source": f"Kyverno{verdict.kind}" if verdict.kind not in ("ClusterPolicy", "Policy") else "kyverno",
        }
        if verdict.rule:
            row["rule"] = verdict.rule
        if self.categories.get(verdict.policy):
            row["category"] = self.categories[verdict.policy]
        return row
