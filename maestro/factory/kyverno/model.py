"""The values that both halves of the engine share: what is judged, with which knowledge, and what comes out.

Owns no behaviour beyond reading names out of documents. Documents are plain dicts as YAML gives them; nobody may
change a document that was handed in: whoever mutates copies first.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from enum import IntEnum, StrEnum
from typing import Any, Protocol, runtime_checkable

from maestro.domain.errors import ViolationError
from maestro.domain.record import dataclass
from maestro.factory.kyverno.query.outside import Outside

Document = dict[str, Any]


class Result(StrEnum):
    """What a rule says about a resource."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    FAIL = "fail"
    WARN = "warn"
    SKIP = "skip"
    ERROR = "error"
    UNEVALUATED = "unevaluated"


class Phase(IntEnum):
    """When a compiled policy runs; the order of `kyverno apply` and `kyverno test` for one resource."""

    MUTATE = 10
    VERIFY_IMAGES = 20
    VALIDATE = 30
    MUTATE_ADMISSION = 40
    MUTATE_CEL = 50
    MUTATE_EXISTING_CEL = 55
    VALIDATE_ADMISSION = 60
    VALIDATE_CEL = 70
    GENERATE_CEL = 80
    GENERATE = 90
    VALIDATE_IMAGES_CEL = 100
    DELETE = 110


MUTATING = frozenset({Phase.MUTATE, Phase.MUTATE_ADMISSION, Phase.MUTATE_CEL})


@dataclass(frozen=True)
class GroupVersionKind:
    """The type of a resource."""

    group: str
    version: str
    kind: str

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "GroupVersionKind":
        """Read it from apiVersion and kind."""
        group, _, version = str(document.get("apiVersion") or "").rpartition("/")
        return cls(group, version, str(document.get("kind") or ""))

    @property
    def api_version(self) -> str:
        """`group/version`, or the version alone for the core group."""
        return f"{self.group}/{self.version}" if self.group else self.version


@dataclass(frozen=True)
class ResourceIdentity:
    """What names a resource in a report."""

    api_version: str
    kind: str
    namespace: str
    name: str

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "ResourceIdentity":
        """Read it from a document; absent parts are empty."""
        metadata = metadata_of(document)
        return cls(
            str(document.get("apiVersion") or ""),
            str(document.get("kind") or ""),
            str(metadata.get("namespace") or ""),
            str(metadata.get("name") or metadata.get("generateName") or ""),
        )

    def __str__(self) -> str:
        """`namespace/Kind/name`, as people read it."""
        return "/".join(part for part in (self.namespace, self.kind, self.name) if part)


def metadata_of(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The metadata of a document; empty where it is absent or no map."""
    metadata = document.get("metadata")
    return metadata if isinstance(metadata, Mapping) else {}


@dataclass(frozen=True)
class UserInfo:
    """Who asks. `Request.user` is None where nothing is known: match then ignores subjects and roles."""

    username: str = ""
    groups: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    cluster_roles: tuple[str, ...] = ()
    uid: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """One admission: `object` is the resource for CREATE and UPDATE, `old_object` for UPDATE and DELETE."""

    object: Document | None
    operation: str = "CREATE"
    old_object: Document | None = None
    user: UserInfo | None = None
    dry_run: bool = False
    resource: Document = field(default_factory=dict)
    subresource: str = ""
    parent: GroupVersionKind | None = None
    explicit: bool = False  # the operation was asked for, and is not to be taken from dry values
    sent: Document | None = None  # the object before the policies of this phase, where they still see it in the request

    @classmethod
    def of(cls, resource: Document, operation: str = "CREATE", user: UserInfo | None = None) -> "Request":
        """The admission of one resource, shaped as the command line tools shape it."""
        new = None if operation == "DELETE" else resource
        old = resource if operation in {"UPDATE", "DELETE"} else None
        return cls(object=new, operation=operation, old_object=old, user=user, resource=resource)

    def with_object(self, patched: Document) -> "Request":
        """The same admission after a mutation; only the new object changes."""
        new = None if self.operation == "DELETE" else patched
        return replace(self, object=new, resource=patched)

    @property
    def kind(self) -> GroupVersionKind:
        """The type that kinds are matched with: the parent's where the resource is a subresource."""
        return self.parent or GroupVersionKind.of(self.resource)


@dataclass(frozen=True)
class RuleValues:
    """Values given for one rule: context variables, and those that a foreach element sees."""

    values: Mapping[str, Any] = field(default_factory=dict)
    foreach_values: Mapping[str, Sequence[Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Values:
    """Dry values in place of a cluster (the values file of `kyverno test`). Policy names may be `namespace/name`."""

    by_resource: Mapping[tuple[str, str], Mapping[str, Any]] = field(default_factory=dict)
    by_rule: Mapping[tuple[str, str], RuleValues] = field(default_factory=dict)
    globals: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Environment:
    """What the policies may know beyond the resource. One for many evaluations.

    `namespaces` maps a namespace to its Namespace object (labels above all); `cluster` is what lookups see (the
    resources, targets and cluster resources of a test); `api_calls` and `global_context` are as in a kyverno-test
    document; `cel_context` is its CEL context document. `changed_targets` are targets as earlier policies left them.
    """

    namespaces: Mapping[str, Document] = field(default_factory=dict)
    values: Values = field(default_factory=Values)
    cluster: tuple[Document, ...] = ()
    targets: tuple[Document, ...] = ()
    changed_targets: Mapping[ResourceIdentity, Document] = field(default_factory=dict)
    params: tuple[Document, ...] = ()
    api_calls: tuple[Document, ...] = ()
    global_context: tuple[Document, ...] = ()
    cel_context: Document | None = None
    simulated_cluster: bool = False  # `cluster` stands for a cluster: ConfigMaps and CEL lookups are read from it
    answers_calls: bool = False  # API calls of classic policies are answered from `cluster`
    clone_sources: Mapping[tuple[str, str], tuple[Document, ...]] = field(default_factory=dict)
    outside: Outside = field(default_factory=Outside)

    def namespace_labels(self, namespace: str) -> Mapping[str, str]:
        """The labels of a namespace; none are known, none are given."""
        labels = metadata_of(self.namespaces.get(namespace) or {}).get("labels")
        return labels if isinstance(labels, Mapping) else {}


@dataclass(frozen=True)
class PolicyContext:
    """All that one evaluation of one policy gets."""

    request: Request
    environment: Environment = field(default_factory=Environment)


@dataclass(frozen=True)
class Response:
    """What one rule (or one CEL policy: `rule` is None) said about one resource."""

    policy: str
    policy_kind: str
    rule: str | None
    resource: ResourceIdentity
    result: Result
    message: str = ""
    patched: Document | None = None
    generated: tuple[Document, ...] = ()
    path: str | None = None
    policy_namespace: str = ""
    existing: bool = False  # about a target that exists already, not about what is admitted

    @property
    def policy_name(self) -> str:
        """`namespace/name` as reports print a policy that has a namespace, else its name."""
        return f"{self.policy_namespace}/{self.policy}" if self.policy_namespace else self.policy


@dataclass(frozen=True)
class Outcome:
    """The responses of one policy, and the object as it stands afterwards.

    `patched` is None where the policy does not mutate; a mutation that went wrong leaves `{}`, which ends the chain.
    `targets` are the resources that exist already, and that it changed.
    """

    responses: tuple[Response, ...] = ()
    patched: Document | None = None
    targets: Mapping[ResourceIdentity, Document] = field(default_factory=dict)


NOTHING = Outcome()


@dataclass(frozen=True)
class PolicyHead:
    """What every policy has, whatever its kind."""

    kind: str
    name: str
    namespace: str = ""
    annotations: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "PolicyHead":
        """Read it from a policy document."""
        metadata = metadata_of(document)
        annotations = metadata.get("annotations")
        return cls(
            kind=str(document.get("kind") or ""),
            name=str(metadata.get("name") or ""),
            namespace=str(metadata.get("namespace") or ""),
            annotations=dict(annotations) if isinstance(annotations, Mapping) else {},
        )

    @property
    def scored(self) -> bool:
        """Whether a failure counts; else it is reported as a warning."""
        return self.annotations.get("policies.kyverno.io/scored") != "false"


class CompiledPolicy(Protocol):
    """A policy ready to run. A document may compile into several, one a phase: mutate, validate, generate."""

    @property
    def head(self) -> PolicyHead:
        """Its kind, name, namespace and annotations."""

    @property
    def phase(self) -> Phase:
        """When it runs."""

    def evaluate(self, context: PolicyContext) -> Outcome:
        """Judge one resource. Never raises for what a policy or a resource holds: that is an `error` response."""


@runtime_checkable
class Selective(Protocol):
    """A policy that can tell from the type of a resource alone that it has nothing to say."""

    def concerns(self, request: Request) -> bool:
        """Whether it may say something; depends on kind, subresource and operation only."""


@dataclass(frozen=True)
class Setting:
    """What compiling needs beside the policy itself: all documents of the same load, sorted by what they are."""

    exceptions: tuple[Document, ...] = ()
    bindings: tuple[Document, ...] = ()
    crds: tuple[Document, ...] = ()
    user_known: bool = False
    outside: Outside = field(default_factory=Outside)


@dataclass(frozen=True)
class InvalidPolicy:
    """A policy that was not compiled, and why. Its results are `unevaluated`, never a silent pass."""

    head: PolicyHead
    reason: str
    aborts: bool = False  # Kyverno's own tools end the whole run at a CEL policy that does not compile


class InvalidPolicyError(ViolationError):
    """The policy itself is wrong; `aborts` where Kyverno's tools would evaluate nothing at all."""

    code = "invalid-policy"

    def __init__(self, message: str, *, path: str | None = None, aborts: bool = False) -> None:
        """Keep what is wrong, where, and how far it reaches."""
        super().__init__(message, path=path)
        self.aborts = aborts


class CelRule(Protocol):
    """The body of a classic rule's `validate.cel`, its `celPreconditions` included."""

    def evaluate(self, context: PolicyContext) -> tuple[Result, str] | None:
        """Judge one resource."""


Compile = Callable[[Document, Setting], list[CompiledPolicy]]
Kind = tuple[str, str]
Registry = Mapping[Kind, Compile]


@dataclass(frozen=True)
class PolicySet:
    """What loading gives: the policies in order, and those that could not be compiled."""

    policies: tuple[CompiledPolicy, ...] = ()
    invalid: tuple[InvalidPolicy, ...] = ()
