"""A factory whose schema says the same in other words: what is understood must not hang on one platform team's taste.

    python -m tests.factories.reworded FACTORY FOLDER

makes the copy in a new folder, to be named to `maestro eval --factory`. Names of properties and legal values stay: they
are the contract. Titles, descriptions, questions and titles of options are reworded by one table, aliases by another:
words of the trade, which any team would list, stay among them.
"""

import json
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TEXTS = {
    # the reference factory's
    "tenant code": "short handle", "tenant": "workspace", "environment": "lifecycle stage",
    "non-production": "rehearsal and trials", "production": "real operation", "owner": "people in charge",
    "team": "group", "e-mail address": "mailbox", "e-mail": "mailbox", "cost centre": "account for the costs",
    "costs": "expenses", "region": "hosting area", "billing account": "account that is charged",
    "organisation": "company", "folder": "branch of the tree", "permissions": "grants", "permission": "grant",
    "network of its own": "isolated segment", "network of your own": "isolated segment", "network": "connectivity",
    "shared": "common", "compliance packs": "sets of obligations", "compliance pack": "set of obligations",
    "compliance": "obligations", "components": "building blocks", "kubernetes cluster": "container cluster",
    "node": "machine", "nodes": "machines", "serverless containers": "containers without servers",
    "cloud run service": "container service", "database": "data store", "disk size": "volume size",
    "standby in a second zone": "failover copy", "redis cache": "in-memory store", "cache": "in-memory store",
    "object storage": "file buckets", "keep earlier versions": "object history", "retention": "minimum age",
    "data processing": "batch analytics", "data cluster": "analytics cluster", "workers": "working machines",
    "worker": "working machine", "master": "coordinating machine", "messaging": "message exchange",
    "event triggers": "reactions to events", "event trigger": "reaction to events", "trigger": "reaction",
    "triggers": "reactions", "web application firewall": "shield for web traffic", "dns zone": "zone of names",
    "domain": "address of the web site", "internal only": "from inside alone", "the whole internet": "from anywhere",
    "small": "compact", "medium": "ordinary", "large": "extensive", "size": "capacity",
    "machine type": "kind of machine", "policy": "rule set", "topics": "channels", "topic": "channel",
    "secret": "confidential value", "secrets": "confidential values", "image": "build", "united states": "America",
    "data residency": "where data must remain",
    # the streams' of delta
    "product": "owning product", "landscape": "surroundings", "data steward": "person to ask",
    "steward": "person to ask",
    "mail address": "mailbox", "squad": "crew", "site": "location", "throughput class": "rate of flow",
    "classification": "sensitivity", "go-live date": "first day of duty", "partitions": "shards",
    "consumers": "connected applications", "consumer": "connected application", "rights": "grants", "quota": "ceiling",
    "destination": "target", "data lake": "file lake", "warehouse": "reporting store", "webhook": "outgoing call",
    "folder in": "path in", "file format": "type of file", "flush interval": "pause between files", "table": "relation",
    "load mode": "way of loading", "address": "endpoint", "retries": "further attempts", "mirror": "second copy",
    "mirrored": "duplicated", "allowed lag": "delay that is allowed", "encryption": "protection on disk",
    "encrypted": "protected", "key rotation": "change of keys", "alerts": "notices", "encoding": "notation",
    "compacted": "latest only",
}  # fmt: skip
ALIASES = {
    "tenant name": "workspace name", "code name": "handle", "env": "lifecycle", "live environment": "live landscape",
    "real users": "paying users", "productive": "in operation", "trial": "trial run", "try out": "trying things",
    "experiment": "experiments", "squad": "crew", "contact": "contact person", "budget code": "charge code",
    "hosting location": "hosting area", "org number": "company number", "company network": "house network",
    "common network": "joint network", "isolated network": "isolated segment", "separate network": "segregated segment",
    "regulation": "regulations to meet", "certification": "certificates", "data location": "place of the data",
    "tiny": "mini", "cheapest": "most frugal", "starter": "entry level", "mid": "middle", "average": "regular",
    "heavy": "massive", "powerful": "mighty", "container platform": "container farm", "number of nodes": "nodes in all",
    "small api": "little api", "http service": "http endpoint", "relational data": "relational store",
    "data store": "structured data", "size of the database": "capacity of the database",
    "redundant database": "duplicated database", "failover": "fail over", "database disk": "database volume",
    "in-memory cache": "memory cache", "session cache": "cache for sessions", "cache memory": "memory for the cache",
    "file share": "shared files", "keep old versions": "old versions", "big data": "bulk data",
    "data crunching": "number crunching", "worker count": "count of workers", "queue": "message line",
    "async messaging": "deferred messages", "event routing": "routing of events",
    "credentials store": "credential safe", "own domain": "domain of our own", "bot protection": "protection from bots",
    "geo blocking": "blocking of countries",
}  # fmt: skip
_PLAIN = ("title", "description", "question", "why", "means")


def reworded(text: str, table: Mapping[str, str]) -> str:
    """A text with each phrase of the table replaced by its other, the longest first; a capital stays one."""
    phrases = "|".join(re.escape(phrase) for phrase in sorted(table, key=len, reverse=True))

    def other(match: re.Match[str]) -> str:
        new = table[match[0].lower()]
        return new[0].upper() + new[1:] if match[0][0].isupper() else new

    return re.sub(rf"(?<![\w-])(?:{phrases})(?![\w-])", other, text, flags=re.IGNORECASE)


def reworded_schema(node: Any) -> Any:
    """A schema in other words: the same names, types and values."""
    if isinstance(node, list):
        return [reworded_schema(part) for part in node]
    if not isinstance(node, dict):
        return node
    return {key: _reworded(key, value) for key, value in node.items()}


def _reworded(key: str, value: Any) -> Any:
    if key in _PLAIN and isinstance(value, str):
        return reworded(value, TEXTS)
    if key == "aliases" and isinstance(value, list):
        return list(dict.fromkeys(ALIASES.get(alias, alias) for alias in value))
    return value if key in ("enum", "const", "default", "examples", "lacks") else reworded_schema(value)


def reworded_factory(root: Path, folder: Path) -> Path:
    """A copy of a factory with its schema reworded, in a folder that does not exist yet; the folder."""
    skipped = shutil.ignore_patterns(".*", "__pycache__", "node_modules", "maestro", "tests", "docs", "benchmarks")
    shutil.copytree(root, folder, ignore=skipped)
    for schema in (*folder.glob("schemas/values.schema.json"), *folder.glob("contract/*.schema.json")):
        said = reworded_schema(json.loads(schema.read_text(encoding="utf-8")))
        schema.write_text(json.dumps(said, indent=2, ensure_ascii=False), encoding="utf-8")
    return folder


if __name__ == "__main__":
    reworded_factory(Path(sys.argv[1]), Path(sys.argv[2]))
