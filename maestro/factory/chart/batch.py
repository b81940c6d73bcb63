"""Many renderings in one go: JSON lines in, JSON lines out. Owns the answers; one bad line harms no other."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from maestro.domain.errors import MaestroError
from maestro.factory.chart.errors import ChartError
from maestro.factory.chart.invocation import of_job
from maestro.factory.chart.render import Chart, load_chart, render

_KEPT_CHARTS = 64


class Batch:
    """Answers jobs; a chart that several ask for is read once."""

    def __init__(self) -> None:
        """Nothing is read yet."""
        self._charts: dict[str, Chart] = {}

    def answers(self, lines: Iterable[str]) -> Iterator[str]:
        """A JSON line for each line that is not blank."""
        for line in lines:
            if line.strip():
                yield json.dumps(self._answer(line), ensure_ascii=True)

    def _answer(self, line: str) -> dict[str, Any]:
        identity: Any = None
        try:
            job = _parsed(line)
            identity = job.get("id")
            invocation = of_job(job)
            chart = self._chart(job["chart"])
            output = render(chart, invocation.options()).manifest
        except MaestroError as error:
            return {"id": identity, "ok": False, "error": _printable(error.message)}
        return {"id": identity, "ok": True, "output": _printable(output)}

    def _chart(self, path: str) -> Chart:
        chart = self._charts.get(path)
        if chart is None:
            chart = load_chart(Path(path))
            if len(self._charts) >= _KEPT_CHARTS:
                self._charts.pop(next(iter(self._charts)))
            self._charts[path] = chart
        return chart


def _parsed(line: str) -> dict[str, Any]:
    try:
        job = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ChartError(f"a batch line is no JSON: {error}") from None
    if not isinstance(job, dict):
        raise ChartError(f"a batch line is {type(job).__name__}: expected a JSON object")
    return job


def _printable(text: str) -> str:
    """The text with stray bytes as U+FFFD: JSON has no bytes."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
