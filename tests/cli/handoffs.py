"""A small factory on disk and the command line run against it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from maestro import wiring
from maestro.cli.app import run
from maestro.forge.base import PullRequest
from tests.orchestrator.bench import SCHEMA, make_factory

GOOD = "tenant_code: shop\nenvironment: prod\nsize: small\n"
MANIFEST = b"version: 1\nschema: schemas/values.schema.json\ntitle: Small\n"


def small_factory(root: Path, files: Mapping[str, bytes] | None = None) -> Path:
    standard = {"factory.yaml": MANIFEST, "schemas/values.schema.json": json.dumps(SCHEMA).encode()}
    return make_factory(root, standard | dict(files or {}))


def pulls(factory: Path) -> list[PullRequest]:
    return list(wiring.forge(wiring.repository(factory)).pulls())


def said(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> tuple[str, str]:
    """Standard output and error of a command that must end with `code`."""
    capsys.readouterr()
    found = run([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert found == code, err
    return out, err


def document(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> Any:
    """The one JSON document of a command."""
    out, _ = said(capsys, *arguments, "--format", "json", code=code)
    assert out.count("\n") == 1
    return json.loads(out)
