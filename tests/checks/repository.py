"""A small factory repository made with Git itself, for tests that check branches of it."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

MANIFEST = "version: 1\nschema: schema.json\nrequests: requests\ntenants: tenants\nguard: guard.yaml\n"
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "required": ["tenant_code", "environment"],
    "properties": {
        "tenant_code": {"type": "string", "title": "Tenant", "pattern": "^[a-z][a-z0-9-]{1,18}[a-z0-9]$"},
        "environment": {"type": "string", "title": "Environment", "enum": ["prod", "nonprod"]},
        "region": {"type": "string", "title": "Region", "enum": ["europe-west1", "us-central1"]},
        "iam": {
            "type": "array",
            "title": "Access",
            "items": {"type": "object", "properties": {"role": {"type": "string"}}},
        },
        "note": {"type": "string", "title": "Note"},
    },
}
GUARD = "version: 1\nresidency:\n  region: region\n  allowed: [europe-west1]\nscope:\n  protected: ['.github/*']\n"
REQUEST = "tenant_code: shop\nenvironment: prod\nregion: europe-west1\n"


@dataclass(frozen=True)
class Repository:
    """A checkout with a `main` branch; every call is one Git command."""

    path: Path

    def git(self, *args: str) -> str:
        """Run Git, away from the user's configuration."""
        quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "HOME": str(self.path)}
        who = ("-c", "user.name=Test", "-c", "user.email=test@acme.test", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ["git", *who, *args], cwd=self.path, env={**os.environ, **quiet}, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def write(self, files: dict[str, str | bytes | None]) -> None:
        """Write, or delete, files and stage them."""
        for name, content in files.items():
            file = self.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                file.unlink()
            else:
                file.write_bytes(content.encode() if isinstance(content, str) else content)
        self.git("add", "-A", "--force", ".")

    def commit(self, files: dict[str, str | bytes | None]) -> str:
        """A commit of files."""
        self.write(files)
        self.git("commit", "-q", "-m", "a change")
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str, files: dict[str, str | bytes | None]) -> None:
        """A new branch from main with one commit, checked out."""
        self.git("checkout", "-q", "-b", name, "main")
        self.commit(files)


def repository(path: Path, files: dict[str, str | bytes | None] | None = None) -> Repository:
    """A repository with a factory in it, or with other files."""
    path.mkdir(parents=True, exist_ok=True)
    made = Repository(path)
    made.git("init", "-q", "-b", "main")
    made.commit(
        {"factory.yaml": MANIFEST, "schema.json": json.dumps(SCHEMA), "guard.yaml": GUARD} if files is None else files
    )
    return made
