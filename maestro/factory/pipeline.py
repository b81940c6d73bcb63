"""The factory's pipeline in process: Helm -> Mutate -> Cleanup -> Validate, for one request, compiled once.

What it gives is what `scripts/generate.sh` of the factory gives with the real tools; the golden file byte for byte.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from maestro.domain.errors import ConfigError, ViolationError
from maestro.domain.json import differences
from maestro.domain.record import dataclass
from maestro.factory import chart as charts
from maestro.factory.byidentity import ByIdentity
from maestro.factory.catalogue import Catalogue
from maestro.factory.chart.errors import ChartError, LimitError, TemplateParseError
from maestro.factory.chart.text.yaml_blocks import block
from maestro.factory.cleanup import Cleaner
from maestro.factory.generated import About, Document, Generated, Mutation, Verdict
from maestro.factory.kubernetesyaml import parse_documents
from maestro.factory.kyverno.model import (
    Environment,
    GroupVersionKind,
    InvalidPolicy,
    Request,
    Response,
    Result,
    metadata_of,
)
from maestro.factory.kyverno.values.golang import as_float64, as_int64
from maestro.factory.outside import outside
from maestro.factory.policies import Policies

RELEASE = "tenant"
NAMESPACE = "default"
_REMEMBERED = 4096  # resources whose verdicts are kept: between two turns of a conversation few change


@dataclass(frozen=True)
class _Judged:
    """What the policies make of one resource."""

    mutated: Document
    mutations: tuple[Mutation, ...]
    touched: bool
    unevaluated: tuple[Verdict, ...] = ()


class Pipeline:
    """One factory's pipeline. Calls are independent; what was compiled or judged is kept."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Nothing is read before it is needed."""
        self._catalogue = catalogue
        self.policies = Policies(catalogue)
        self._parsed: OrderedDict[str, list[Document]] = OrderedDict()
        self._mutate: ByIdentity[_Judged] = ByIdentity(self._mutated, _REMEMBERED)
        self._validate: ByIdentity[tuple[Verdict, ...]] = ByIdentity(self._verdicts, _REMEMBERED)
        self._cleaner = Cleaner(catalogue.manifest.cleanup)

    @cached_property
    def _chart(self) -> charts.Chart:
        if self._catalogue.chart is None:
            raise ConfigError(
                f"this factory has no chart; expected one in {self._catalogue.manifest.chart}/, as its manifest says."
            )
        return charts.load_chart(self._catalogue.chart)

    @cached_property
    def _environment(self) -> Environment:
        return Environment(outside=outside())

    def about(self, policy: str) -> About | None:
        """What a policy says of itself."""
        return self.policies.about.get(policy)

    def abouts(self) -> Iterable[About]:
        """What every policy says of itself."""
        return self.policies.about.values()

    def run(self, request: Mapping[str, Any]) -> Generated:
        """All of it; ViolationError where the chart refuses the request or a policy cannot be compiled."""
        for invalid in self.policies.invalid:
            if invalid.aborts:
                raise ViolationError(f"policy {invalid.head.name}: {invalid.reason}", path=invalid.head.name)
        rendering = self._render(request)
        resources = tuple(self._documents(rendering))
        judged = [self._mutate(document) for document in resources]
        mutated = tuple(j.mutated for j in judged if j.touched)
        unseen = tuple(_not_compiled(invalid) for invalid in self.policies.invalid)
        return Generated(
            rendered=rendering.manifest,
            resources=resources,
            mutated=tuple(j.mutated for j in judged),
            final=tuple(self._cleaner.final(resources, mutated)),
            strip=self._cleaner.stripped,
            mutations=tuple(m for j in judged for m in j.mutations),
            judged=(*unseen, *(v for j in judged for v in j.unevaluated)),
            validate=self._validate,
            categories={about.name: about.category for about in self.policies.about.values()},
        )

    def _render(self, request: Mapping[str, Any]) -> charts.Rendering:
        """What the chart makes of a request. A broken chart stays an error of the factory's files."""
        try:
            return charts.render(
                self._chart, charts.RenderOptions(values=request, release=RELEASE, namespace=NAMESPACE)
            )
        except (TemplateParseError, LimitError):
            raise
        except ChartError as error:
            reason = " ".join(error.message.split())
            raise ViolationError(f"the chart refuses the request: {reason}") from error

    def _documents(self, rendering: charts.Rendering) -> list[Document]:
        """The rendered documents as the cleanup reads them: whole numbers are whole. Equal texts are read once."""
        found: list[Document] = []
        for text in rendering.texts:
            if text not in self._parsed:
                found_at_once = block(text)
                self._parsed[text] = (
                    parse_documents(text, "a rendered template") if found_at_once is None else [found_at_once]
                )
                if len(self._parsed) > _REMEMBERED:
                    self._parsed.popitem(last=False)
            found.extend(self._parsed[text])
        return found

    def _mutated(self, document: Document) -> _Judged:
        current, mutations = self._loaded(document), list[Mutation]()
        request = Request.of(as_float64(current))
        touched, unevaluated = False, list[Verdict]()
        for response in self.policies.mutate.evaluate(request, self._environment).responses:
            if response.result is Result.UNEVALUATED:
                unevaluated.append(_verdict(response))
            if response.result in (Result.ERROR, Result.FAIL):
                name = f"{response.resource.kind}/{response.resource.name}"
                raise ViolationError(f"policy {response.policy} on {name}: {response.message}", path=response.policy)
            if response.patched:
                patched = as_int64(response.patched)
                mutations.extend(_changes(response, current, patched))
                current, touched = patched, True
        return _Judged(current, tuple(mutations), touched, tuple(unevaluated))

    def _verdicts(self, document: Document) -> tuple[Verdict, ...]:
        request = Request.of(as_float64(self._loaded(document)))
        responses = self.policies.validate.evaluate(request, self._environment).responses
        return tuple(_verdict(response) for response in responses)

    def _loaded(self, document: Document) -> Document:
        """As the policy tool loads it: what has a namespace but names none is in `default`."""
        kind, metadata = GroupVersionKind.of(document), metadata_of(document)
        if metadata.get("namespace") or not self.policies.types.find(kind.group, kind.kind).namespaced:
            return document
        return {**document, "metadata": {**metadata, "namespace": NAMESPACE}}


def _changes(response: Response, before: Document, after: Document) -> list[Mutation]:
    name = f"{response.resource.kind}/{response.resource.name}"
    return [
        Mutation(response.policy, response.rule or "", name, path, was, now)
        for path, was, now in differences(before, after)
    ]


def _not_compiled(invalid: InvalidPolicy) -> Verdict:
    nothing = {"apiVersion": "", "kind": "", "name": "", "namespace": ""}
    return Verdict(invalid.head.name, "", invalid.head.kind, nothing, str(Result.UNEVALUATED), invalid.reason)


def _verdict(response: Response) -> Verdict:
    where = response.resource
    resource = {
        "apiVersion": where.api_version,
        "kind": where.kind,
        "name": where.name,
        "namespace": where.namespace,
    }
    return Verdict(
        response.policy, response.rule or "", response.policy_kind, resource, str(response.result), response.message,
        response.path or "",
    )  # fmt: skip
