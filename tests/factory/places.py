"""Factories for tests: copies of the tiny one, to be changed at will."""

import shutil
from pathlib import Path

TINY = Path(__file__).parent.parent / "factories" / "tiny"
HARBOUR = TINY.parent / "harbour"


def tiny(folder: Path) -> Path:
    """A copy of the tiny factory."""
    return Path(shutil.copytree(TINY, folder / "tiny"))


def classic(folder: Path) -> Path:
    """The same in the classic layout, without a manifest."""
    root = folder / "classic"
    shutil.copytree(TINY / "chart", root / "generator/chart")
    shutil.copy(TINY / "schemas/values.schema.json", root / "generator/chart")
    for layer in ("10-abstractions", "15-compliance-mutations", "20-compliance-validations"):
        (root / "generator/policies" / layer).mkdir(parents=True)
    shutil.copytree(TINY / "scenarios", root / "scenarios")
    return root


def harbour(folder: Path) -> Path:
    """A copy of the factory of another domain: classic layout, draft-07 schema, ClusterPolicies, no hints."""
    return Path(shutil.copytree(HARBOUR, folder / "harbour"))
