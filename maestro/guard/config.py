"""The guard's configuration: what `policies/guard.yaml` may say, as frozen values.

Takes the parsed document; refuses what it does not know, with the path, so that a misspelt limit never is no limit.
`schemas/guard.schema.json` says the same in JSON Schema; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Any

from maestro.domain.errors import ConfigError
from maestro.domain.record import dataclass
from maestro.guard.section import Section

VERSION = 1
PERIODS = ("day", "week", "month", "year")
_DENIED_ROLES = ("roles/owner", "roles/editor", "roles/iam.*dmin", "roles/resourcemanager.*dmin", "roles/billing.*dmin")
_DENIED_MEMBERS = ("allUsers", "allAuthenticatedUsers")
_OPEN_RANGES = ("0.0.0.0/0", "::/0")


@dataclass(frozen=True)
class Limit:
    """What may be spent; None is no limit."""

    usd: Decimal | None = None
    tokens: int | None = None


@dataclass(frozen=True)
class Budgets:
    """Limits of one task and of a tenant in a period, with tenants that have their own."""

    task: Limit = Limit()
    tenant: Limit = Limit()
    period: str = "month"
    tenants: Mapping[str, Limit] = field(default_factory=dict)


@dataclass(frozen=True)
class Exemption:
    """A rule that is not applied to files that match a pattern, and why."""

    rule: str
    files: str
    reason: str


@dataclass(frozen=True)
class Licences:
    """SPDX ids (with `*`): `deny` wins; a non-empty `allow` denies all others."""

    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()


@dataclass(frozen=True)
class Operations:
    """What is dangerous or broad in requests and manifests."""

    roles: tuple[str, ...] = _DENIED_ROLES
    members: tuple[str, ...] = _DENIED_MEMBERS
    ranges: tuple[str, ...] = _OPEN_RANGES
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Residency:
    """`region` and `residency` are paths of the request; `groups` maps a residency to its regions.

    `allowed` are the groups or regions that any request must lie in; empty allows all.
    """

    region: str = ""
    residency: str = ""
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scope:
    """`branches`: prefixes of branches that may only touch their own requests and tenants, and `extra` paths.

    `protected` are files whose change by any branch is pointed out.
    """

    branches: tuple[str, ...] = ("maestro/",)
    extra: tuple[str, ...] = ()
    protected: tuple[str, ...] = ()


@dataclass(frozen=True)
class GuardConfig:
    """All of it."""

    budgets: Budgets = Budgets()
    exemptions: tuple[Exemption, ...] = ()
    licences: Licences = Licences()
    operations: Operations = Operations()
    residency: Residency = Residency()
    scope: Scope = Scope()


@dataclass(frozen=True)
class Facts:
    """What the guard must know of the factory: folders (relative, no slash at the end) and the identity fields."""

    requests: str = "requests"
    tenants: str = "tenants"
    guard: str = "policies/guard.yaml"
    identity: tuple[str, ...] = ()


def config_of(document: Mapping[str, Any]) -> GuardConfig:
    """The configuration that a parsed guard.yaml holds; ConfigError names the path of what is wrong."""
    root = Section.of(document, "").only(
        "version", "budgets", "secrets", "licences", "operations", "residency", "scope"
    )
    if root.values.get("version") != VERSION or isinstance(root.values["version"], bool):
        raise ConfigError(
            f"guard configuration: expected version {VERSION}, found {root.values.get('version')!r}.", path="version"
        )
    return GuardConfig(
        _budgets(root.section("budgets")),
        _exemptions(root.section("secrets")),
        _licences(root.section("licences")),
        _operations(root.section("operations")),
        _residency(root.section("residency")),
        _scope(root.section("scope")),
    )


def _budgets(section: Section) -> Budgets:
    section.only("task", "tenant", "tenants")
    tenant = section.section("tenant").only("usd", "tokens", "period")
    period = tenant.text("period", "month")
    if period not in PERIODS:
        raise ConfigError(
            f"guard configuration: expected one of {', '.join(PERIODS)} at {tenant.at('period')}, found {period!r}.",
            path=tenant.at("period"),
        )
    own = section.section("tenants")
    return Budgets(
        _limit(section.section("task").only("usd", "tokens")),
        _limit(tenant),
        period,
        {code: _limit(own.section(code).only("usd", "tokens")) for code in own.values},
    )


def _limit(section: Section) -> Limit:
    return Limit(section.amount("usd"), section.count("tokens"))


def _exemptions(section: Section) -> tuple[Exemption, ...]:
    section.only("allow")
    items = [item.only("rule", "files", "reason") for item in section.items("allow")]
    for item in items:
        for key in ("rule", "files", "reason"):
            if key not in item.values:
                raise ConfigError(f"guard configuration: {item.at(key)} is missing.", path=item.at(key))
    return tuple(Exemption(item.text("rule", ""), item.text("files", ""), item.text("reason", "")) for item in items)


def _licences(section: Section) -> Licences:
    section.only("allow", "deny")
    return Licences(section.texts("allow", ()), section.texts("deny", ()))


def _operations(section: Section) -> Operations:
    section.only("roles", "members", "ranges", "folders")
    default = Operations()
    return Operations(
        section.texts("roles", default.roles),
        section.texts("members", default.members),
        section.texts("ranges", default.ranges),
        section.texts("folders", ()),
    )


def _residency(section: Section) -> Residency:
    section.only("region", "residency", "groups", "allowed")
    groups = section.section("groups")
    return Residency(
        section.text("region", "") if "region" in section.values else "",
        section.text("residency", "") if "residency" in section.values else "",
        {name: groups.texts(name, ()) for name in groups.values},
        section.texts("allowed", ()),
    )


def _scope(section: Section) -> Scope:
    section.only("branches", "extra", "protected")
    default = Scope()
    return Scope(
        section.texts("branches", default.branches), section.texts("extra", ()), section.texts("protected", ())
    )
