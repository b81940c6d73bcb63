"""What a running template has: dot, variables, output, and the bounds of the whole run. Refuses to run on past them."""

import time
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from maestro.domain.record import dataclass
from maestro.factory.chart.errors import LimitError

if TYPE_CHECKING:
    from maestro.factory.chart.template.memo import Memo, Seen
    from maestro.factory.chart.template.nodes import Tree

_CHECK_EVERY = 256


class Program:
    """A template that can be run. It is compiled when it is run first: most definitions of a library never are."""

    __slots__ = ("_compile", "body", "name", "slots", "tree")

    def __init__(self, tree: "Tree", compile_body: Callable[[], Callable[["Frame"], None]]) -> None:
        """A program whose body is made on demand."""
        self.tree = tree
        self.name = tree.name
        self.slots = tree.slots
        self._compile = compile_body
        self.body: Callable[[Frame], None] = self._first_run

    def _first_run(self, frame: "Frame") -> None:
        self.body = self._compile()
        self.body(frame)


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one rendering."""

    seconds: float = 30.0
    output: int = 256 * 1024 * 1024
    depth: int = 1200
    includes: int = 1000


@dataclass(slots=True)
class Run:
    """One rendering: its programs, how deep it is, what it has used up."""

    programs: Mapping[str, Program]
    compile_text: Callable[[str, str], tuple[Program, Mapping[str, Program]]]
    limits: Limits = field(default_factory=Limits)
    memo: "Memo | None" = None
    seen: "Seen | None" = None
    included: dict[str, int] = field(default_factory=dict)
    depth: int = 0
    written: int = 0
    ticks: int = 0
    deadline: float = 0.0

    def start(self) -> None:
        """Start the clock."""
        self.deadline = time.monotonic() + self.limits.seconds

    def tick(self) -> None:
        """Count a step of work; raise LimitError where the time is up."""
        self.ticks += 1
        if self.ticks % _CHECK_EVERY == 0 and time.monotonic() > self.deadline:
            raise LimitError(
                f"rendering took more than {self.limits.seconds:g} s and was stopped; look for a loop in the templates"
            )

    def wrote(self, size: int) -> None:
        """Count output; raise LimitError where there is too much."""
        self.written += size
        if self.written > self.limits.output:
            raise LimitError(
                f"the templates wrote more than {self.limits.output // (1024 * 1024)} MiB and were stopped; "
                "look for a loop that repeats text"
            )

    def begin(self, root: Mapping[str, Any], folder: str) -> None:
        """A template file starts, from this dot; files of one chart have the same."""
        if self.memo is not None and (self.seen is None or self.seen.root is not root):
            self.seen = self.memo.begin(root, folder)

    def execute(self, program: Program, data: Any) -> str:
        """The text of a program for some data: the one that is kept, or a new one."""
        if self.memo is None or self.seen is None:
            return self._execute(program, data)
        key = self.memo.key(self.seen, program.name, data)
        text = self.memo.text(key) if key is not None else None
        if text is None:
            text = self._execute(program, data)
            if key is not None:
                self.memo.keep(key, text)
        else:
            self.wrote(len(text))
        return text

    def _execute(self, program: Program, data: Any) -> str:
        if self.depth >= self.limits.depth:
            raise LimitError(f"templates are nested more than {self.limits.depth} deep at {program.name!r}")
        self.tick()
        frame = Frame(self, program.slots, data)
        self.depth += 1
        try:
            program.body(frame)
        finally:
            self.depth -= 1
        text = "".join(frame.out)
        self.wrote(len(text))
        return text


class Frame:
    """One template being executed."""

    __slots__ = ("dot", "out", "run", "vars")

    def __init__(self, run: Run, slots: int, data: Any) -> None:
        """A frame whose `$` is the data."""
        self.run = run
        self.dot = data
        self.vars: list[Any] = [data] + [None] * (slots - 1)
        self.out: list[str] = []
