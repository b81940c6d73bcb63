"""The state diagrams of the documentation, drawn from the tables: `python -m tests.domain.diagrams` rewrites them."""

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from maestro.domain.runs import RUN_TRANSITIONS, TASK_TRANSITIONS

PAGE = Path(__file__).parents[2] / "docs" / "handoff.md"


def diagram(table: Mapping[tuple[StrEnum, StrEnum], StrEnum], first: str) -> str:
    """One table as Mermaid, in the order of its states."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for (state, event), after in table.items():
        arrows.setdefault((str(state), str(after)), []).append(str(event))
    lines = [f"    {state} --> {after}: {', '.join(events)}" for (state, after), events in arrows.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", f"    [*] --> {first}", *lines, "```"])


def drawn(page: str) -> str:
    """The page with its diagrams drawn anew."""
    for name, table, first in (("runs", RUN_TRANSITIONS, "queued"), ("tasks", TASK_TRANSITIONS, "waiting")):
        marked = f"<!-- {name} -->\n{diagram(table, first)}\n<!-- end -->"  # type: ignore[arg-type]  # enums are str
        page = re.sub(rf"<!-- {name} -->.*?<!-- end -->", marked, page, flags=re.DOTALL)
    return page


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
