"""1,000 resources under 30 policies: time and memory of whole commands, the real one too where it is asked for."""

import shutil
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import yaml

from benchmarks.measure import ROOT, Command, Measured, maestro, scratch, tool
from benchmarks.row import Row, duration, times
from maestro import wiring

RESOURCES = 1000
POLICIES = 15  # of each: mutating ones, validating ones
_ENDS = frozenset({0, 1})  # findings end with 1
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def many() -> Iterator[Row]:
    """Ours alone."""
    with scratch() as home:
        yield from _rows(_ours(*laid_out(home)))


def many_real() -> Iterator[Row]:
    """Ours and the real kyverno: minutes."""
    kyverno = tool("kyverno")
    with scratch() as home:
        policies, manifest = laid_out(home)
        ours = _ours(policies, manifest)
        yield from _rows(ours)
        if kyverno is None:
            yield Row("real kyverno apply", "not measured", "", "make tools builds it")
            return
        seconds, peak = Command((kyverno, "apply", policies, "--resource", manifest), home, _ENDS).run()
    against = times(seconds, ours.median, "ours")
    yield Row("real kyverno apply", duration(seconds), against, ">= 30 x", seconds >= 30 * ours.median)
    yield Row("  most memory", f"{peak:.0f} MB", times(peak, ours.peak, "ours"))


def _ours(policies: Path, manifest: Path) -> Measured:
    home = manifest.parent
    return maestro(home, "policy", "apply", policies, "--resource", manifest, codes=_ENDS).measure(3)


def _rows(found: Measured) -> Iterator[Row]:
    yield Row(f"maestro policy apply, {RESOURCES} resources, {2 * POLICIES} policies", duration(found.median))
    yield Row("  most memory", f"{found.peak:.0f} MB", "", "< 300 MB", found.peak < 300)


def laid_out(home: Path) -> tuple[Path, Path]:
    """A folder of policies and a file of resources, from the reference factory."""
    policies = home / "policies"
    policies.mkdir()
    for layer in ("15-compliance-mutations", "20-compliance-validations"):
        for path in sorted((ROOT / "policies" / layer).glob("*.yaml"))[:POLICIES]:
            shutil.copy(path, policies)
    manifest = home / "all.yaml"
    with manifest.open("w", encoding="utf-8") as file:
        yaml.dump_all(_resources(), file, Dumper=_DUMPER)
    return policies, manifest


def _resources() -> Iterator[dict[str, Any]]:
    """What the scenarios render to, over and over under new names."""
    pipeline = wiring.pipeline(wiring.catalogue(ROOT))
    scenarios = sorted((ROOT / "scenarios").glob("*/request.yaml"))
    rendered = [
        document
        for path in scenarios
        for document in pipeline.run(yaml.safe_load(path.read_text(encoding="utf-8"))).resources
    ]
    for number, document in enumerate(islice(cycle(rendered), RESOURCES)):
        metadata = {**document["metadata"], "name": f"r{number}-{document['metadata']['name']}"[:63]}
        yield {**document, "metadata": metadata}
