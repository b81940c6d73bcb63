"""All conformance suites, where their data lies beside the checkout: our time, the real helm's, the graders' word."""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import MAESTRO, ROOT, Command, maestro, scratch, tool
from benchmarks.row import Row, duration, times

SHARED = ROOT.parent / "shared" / "conformance"
_COMPARED = 5  # suites: the real tool starts anew for each
_ENDS = frozenset({0, 1})  # cases that must fail are among them


def conformance() -> Iterator[Row]:
    """Policies, then charts."""
    if not SHARED.is_dir():
        yield Row("conformance suites", "not measured", "", "their data is not beside the checkout")
        return
    with scratch() as home:
        yield from _policies(home)
        yield from _charts(home)


def _policies(home: Path) -> Iterator[Row]:
    suites = SHARED / "kyverno" / "visible.jsonl"
    count = suites.read_bytes().count(b"\n")
    seconds, peak = maestro(home, "policy", "test", suites, "--format", "jsonl").run()
    yield Row(f"maestro policy test, {count} suites", duration(seconds), f"{peak:.0f} MB")
    kyverno = tool("kyverno")
    if kyverno is not None:
        yield _classic(home, kyverno, suites)
    for line in _graded(home, "kyverno", suites, " ".join((*MAESTRO, "policy test {} --format jsonl"))):
        yield Row(f"  {line}", "")


def _classic(home: Path, kyverno: Path, suites: Path) -> Row:
    """The first classic suites that need no more than their policies and resources, by both."""
    lines = suites.read_text(encoding="utf-8").splitlines()
    plain = [line for line in lines if (suite := json.loads(line))["tier"] == "classic" and suite["subtier"] == "pure"]
    chosen = home / "classic.jsonl"
    chosen.write_text("\n".join(plain[:_COMPARED]) + "\n", encoding="utf-8")
    ours, _ = maestro(home, "policy", "test", chosen, "--format", "jsonl").run()
    real = sum(_applied(home, kyverno, json.loads(line)) for line in plain[:_COMPARED])
    label = f"real kyverno apply, classic policies of {len(plain[:_COMPARED])} suites"
    return Row(label, duration(real), times(real, ours, "ours"), "> ours", real > ours)


def _applied(home: Path, kyverno: Path, suite: dict[str, Any]) -> float:
    for name in ("policy", "resource"):
        (home / f"{name}.yaml").write_text("\n---\n".join(suite[f"{name}_files"]), encoding="utf-8")
    command = (kyverno, "apply", home / "policy.yaml", "--resource", home / "resource.yaml")
    return Command(command, home, _ENDS).run()[0]


def _charts(home: Path) -> Iterator[Row]:
    cases = list(_cases(home))
    batch = home / "batch.jsonl"
    batch.write_text("".join(f"{json.dumps(case)}\n" for case in cases), encoding="utf-8")
    ours, peak = maestro(home, "chart", "template", "--batch", batch, codes=_ENDS).run()
    yield Row(f"maestro chart template --batch, {len(cases)} cases", duration(ours), f"{peak:.0f} MB")
    helm = tool("helm")
    if helm is not None:
        real = _real(home, helm, cases)
        yield Row(
            f"real helm template, {len(cases)} times", duration(real), times(real, ours, "ours"), "> ours", real > ours
        )
    arguments = ("--batch", " ".join((*MAESTRO, "chart template --batch {}")))
    for line in _graded(home, "helm", SHARED / "helm", *arguments):
        yield Row(f"  {line}", "")


def _cases(home: Path) -> Iterator[dict[str, Any]]:
    """The chart cases, their values written to files."""
    for number, line in enumerate((SHARED / "helm" / "cases.jsonl").read_text(encoding="utf-8").splitlines()):
        case = json.loads(line)
        files = [home / f"{number}-{index}.yaml" for index in range(len(case["values"]))]
        for file, text in zip(files, case["values"], strict=True):
            file.write_text(text, encoding="utf-8")
        kept = {name: case.get(name) or [] for name in ("set", "flags")}
        chart = str(SHARED / "helm" / "charts" / case["chart"])
        place = {"release": case["release"], "namespace": case["namespace"]}
        yield {"id": case["id"], "chart": chart, "values": [str(file) for file in files], **kept, **place}


def _real(home: Path, helm: Path, cases: list[dict[str, Any]]) -> float:
    begun = time.perf_counter()
    for case in cases:
        files = (part for file in case["values"] for part in ("-f", file))
        sets = (part for value in case["set"] for part in ("--set", value))
        start = (helm, "template", case["release"], case["chart"], "--namespace", case["namespace"])
        Command((*start, *files, *sets, *case["flags"]), home, _ENDS).run()
    return time.perf_counter() - begun


def _graded(home: Path, kind: str, *arguments: str | Path) -> Iterator[str]:
    """What the grader that lies with the data says: its last lines."""
    command = Command((sys.executable, SHARED / kind / "grade.py", *arguments), home, _ENDS)
    for line in command.printed().strip().splitlines()[-4:]:
        yield from line.strip().split("; ")
