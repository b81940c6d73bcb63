"""What a request becomes: in process, as a whole command, and by the real helm and kyverno."""

from collections.abc import Iterator
from pathlib import Path

import yaml

from benchmarks.measure import ROOT, SCENARIO, Command, Measured, calls, maestro, scratch, tool
from benchmarks.row import Row, duration, times, within
from maestro import wiring

_RUNS = 15
_REAL_RUNS = 3
LAYERS = ("10-abstractions", "15-compliance-mutations", "20-compliance-validations")


def generation() -> Iterator[Row]:
    """One request. Warm means compiled; verdicts are kept too, so each run here changes the tenant's name."""
    with scratch() as home:
        maestro(home, "factory", "show").run()
        whole = maestro(home, "generate", SCENARIO, "--out", home / "out").measure(_RUNS)
        rendering = maestro(home, "chart", "template", ROOT / "chart", "-f", SCENARIO).measure(_RUNS)
        real = _real(home)
    warm = _warm()
    yield within("generate, in process, warm", warm, 0.05)
    yield within("maestro generate", whole, 0.6)
    yield Row("maestro chart template", duration(rendering.median))
    if real is None:
        yield Row("real helm and kyverno", "not measured", "", "make tools builds them")
        return
    helm, kyverno = real
    both = helm.median + kyverno.median
    yield Row("real helm template", duration(helm.median), times(helm.median, rendering.median, "ours"))
    yield Row("real kyverno apply, all layers in one call", duration(kyverno.median))
    enough = both >= 50 * warm.median
    yield Row("both real commands", duration(both), times(both, warm.median, "in process"), ">= 50 x", enough)
    yield Row("both real commands", duration(both), times(both, whole.median, "maestro generate"))


def _warm() -> Measured:
    """A new tenant each time, so that nothing judged before is found again."""
    pipeline = wiring.pipeline(wiring.catalogue(ROOT))
    request = yaml.safe_load(SCENARIO.read_text(encoding="utf-8"))
    count = 0

    def once() -> None:
        nonlocal count
        count += 1
        pipeline.run({**request, "tenant_code": f"bench-{count}"})

    return calls(once, _RUNS)


def _real(home: Path) -> tuple[Measured, Measured] | None:
    helm, kyverno = tool("helm"), tool("kyverno")
    if helm is None or kyverno is None:
        return None
    template = (helm, "template", "tenant", ROOT / "chart", "--namespace", "default", "-f", SCENARIO)
    rendered = Command(template, home).measure(_RUNS)
    manifest = home / "out" / "00-helm.yaml"
    layers = (ROOT / "policies" / layer for layer in LAYERS)
    apply = Command((kyverno, "apply", *layers, "--resource", manifest), home, frozenset({0, 1}))
    return rendered, apply.measure(_REAL_RUNS)
