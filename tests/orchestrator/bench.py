"""A whole orchestrator on a real repository, store and book, with a tiny schema; also a program, to be killed."""

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from maestro.agents import AGENTS
from maestro.agents.site import Craft, Site
from maestro.agents.toolbox import Ports
from maestro.budget.ledger import SqliteLedger
from maestro.budget.limits import Limits
from maestro.domain.handoff import Handoff
from maestro.factory.requestfile import parse_documents, write_request
from maestro.factory.schema import Validator
from maestro.factory.textfile import decode
from maestro.forge.git import GitRepository
from maestro.forge.git.initialise import initialise
from maestro.forge.local import LocalForge
from maestro.guard.base import Guard
from maestro.orchestrator import tasks
from maestro.orchestrator.app import EmbeddedQueue
from maestro.orchestrator.service import Service
from maestro.orchestrator.sqlite import SqliteStore
from maestro.orchestrator.step import Steps
from tests.fakes.guard import FakeGuard

IDENTITY = ("tenant_code", "environment")
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "required": ["tenant_code", "environment"],
    "properties": {
        "tenant_code": {"type": "string"},
        "environment": {"enum": ["prod", "nonprod"]},
        "size": {"enum": ["small", "medium", "large"]},
        "note": {"type": "string"},
    },
}


def request(tenant: str = "shop", environment: str = "prod", **values: Any) -> dict[str, Any]:
    return {"tenant_code": tenant, "environment": environment, **values}


def handoff(*requests: Mapping[str, Any], **values: Any) -> Handoff:
    return Handoff(requests or (request(),), IDENTITY, **values)


def make_factory(root: Path, files: Mapping[str, bytes] | None = None) -> Path:
    content = {"README.md": b"a factory\n"} | dict(files or {})
    initialise(root, content, "begin", datetime(2026, 1, 1, tzinfo=UTC))
    return root


@dataclass
class Bench:
    """Everything real but the guard."""

    root: Path
    state: Path
    guard: Guard = field(default_factory=FakeGuard)
    limits: Limits = field(default_factory=Limits)
    approvals: int = 0
    poll_seconds: float = 1.0

    def __post_init__(self) -> None:
        self.repository = GitRepository(self.root)
        self.forge = LocalForge(self.repository)
        self.store = SqliteStore(self.state)
        self.ledger = SqliteLedger(self.state, self.limits)
        site = Site("Test", IDENTITY, SCHEMA)
        validator = Validator(SCHEMA)
        craft = Craft(
            write=lambda request, comments: write_request(request, SCHEMA, comments),
            read=lambda data, path: parse_documents(decode(data, path), path)[0].value,
            check=lambda request: validator.check(request).all,
        )
        ports = Ports(self.repository, self.forge, self.guard, site, craft)
        self.steps = Steps(self.store, ports, self.ledger, AGENTS, self.approvals)
        self.queue = EmbeddedQueue(lambda run, kind: tasks.perform(lambda _: self.steps, run, kind), self.poll_seconds)
        self.service = Service("test", self.steps, self.queue)

    def with_agents(self, agents: Mapping[Any, Any]) -> None:
        self.steps = replace(self.steps, agents={**AGENTS, **agents})
        self.service = replace(self.service, steps=self.steps)

    def close(self) -> None:
        self.store.close()
        self.ledger.close()


def main() -> None:
    """`submit ROOT STATE TENANT` or `resume ROOT STATE`: one process's part in a test of several."""
    command, root, state, *rest = sys.argv[1:]
    bench = Bench(Path(root), Path(state))
    print("ready", time.monotonic(), flush=True)
    if command == "submit":
        run = bench.service.wait(bench.service.submit(handoff(request(rest[0], size="small"))).id)
        print(run.id, run.state, run.pull.number if run.pull else None, flush=True)
        return
    for run in bench.service.unfinished():
        ended = bench.service.wait(bench.service.resume(run.id).id)
        print(ended.id, ended.state, flush=True)


if __name__ == "__main__":
    main()
