"""Known traps of the cloud behind Config Connector: what its schemas take and the cloud refuses or reads otherwise.

A table of facts. Refuses to guess at kinds that it does not name.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from maestro.domain.json import get
from maestro.domain.record import dataclass


@dataclass(frozen=True)
class Trap:
    """One of them: `field` is where it lies, `sprung` whether a resource is in it."""

    rule: str
    group: str
    kind: str
    field: str
    sprung: Callable[[Mapping[str, Any]], bool]
    message: str
    remedy: str


def _legacy_tier(resource: Mapping[str, Any]) -> bool:
    version, tier = str(get(resource, "spec.databaseVersion", "")), str(get(resource, "spec.settings.tier", ""))
    return version.startswith("POSTGRES") and re.match(r"db-n1-", tier) is not None


def _no_edition(resource: Mapping[str, Any]) -> bool:
    return get(resource, "spec.settings") is not None and get(resource, "spec.settings.edition") is None


TRAPS: tuple[Trap, ...] = (
    Trap(
        "factory.postgres-tier", "sql.cnrm.cloud.google.com", "SQLInstance", "spec.settings.tier", _legacy_tier,
        "a PostgreSQL instance with a db-n1 machine type, which Cloud SQL refuses",
        "Use a shared-core type (db-f1-micro, db-g1-small) or a custom one (db-custom-VCPU-MEMORY).",
    ),
    Trap(
        "factory.no-edition", "sql.cnrm.cloud.google.com", "SQLInstance", "spec.settings.edition", _no_edition,
        "an SQLInstance without settings.edition, which newer database versions take for ENTERPRISE_PLUS",
        "Write settings.edition always; ENTERPRISE takes shared-core and custom machine types.",
    ),
)  # fmt: skip


def sprung(resource: Mapping[str, Any]) -> tuple[Trap, ...]:
    """The traps that a resource is in."""
    group, kind = str(resource.get("apiVersion", "")).rpartition("/")[0], resource.get("kind")
    return tuple(trap for trap in TRAPS if (trap.group, trap.kind) == (group, kind) and trap.sprung(resource))
