"""Runs the templates of a chart. Owns their order, the shared name space of definitions, and the errors' last words."""

import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from maestro.factory.chart.errors import ChartError, LimitError, TemplateExecError, TemplateParseError
from maestro.factory.chart.files import File
from maestro.factory.chart.functions import FUNCTIONS
from maestro.factory.chart.functions.helm import WARN_END, WARN_START
from maestro.factory.chart.methods import METHODS
from maestro.factory.chart.objects import Source
from maestro.factory.chart.template.compiler import NO_VALUE, compile_tree
from maestro.factory.chart.template.frame import Limits, Program, Run
from maestro.factory.chart.template.nodes import Tree
from maestro.factory.chart.template.parser import parse
from maestro.factory.chart.text.kinds import Values

if TYPE_CHECKING:
    from maestro.factory.chart.template.memo import Memo

_WARNING = re.compile(f"{WARN_START}(.*){WARN_END}", re.DOTALL)
_STACK = 30_000  # Python frames: a thousand nested includes need some twenty each
Compiled = tuple[tuple[Program, bool], ...]


class Engine:
    """Compiles template files once and runs them for any values."""

    def __init__(self, limits: Limits | None = None) -> None:
        """An engine with its bounds; what it compiles it keeps."""
        self._limits = limits or Limits()
        self._compiled: dict[tuple[str, int], tuple[File, Compiled]] = {}
        self._linked: dict[tuple[str, ...], dict[str, Program]] = {}
        self._memos: dict[tuple[str, ...], Memo | None] = {}

    def render(self, sources: Mapping[str, Source]) -> dict[str, str]:
        """The text of each template file that is not a partial."""
        order = sorted(sources, key=lambda name: (name.count("/"), name), reverse=True)
        with _deep_stack:
            again = tuple(order) in self._linked
            programs = self._link(order, sources)
            run = Run(programs, _compile_text, self._limits, self._memo(order, programs) if again else None)
            run.start()
            return {name: self._execute(run, sources[name]) for name in order if not _is_partial(name)}

    def _memo(self, order: list[str], programs: Mapping[str, Program]) -> "Memo | None":
        """What is remembered of the texts; a chart that is rendered once needs none."""
        from maestro.factory.chart.template.memo import memo

        key = tuple(order)
        if key not in self._memos:
            self._memos[key] = memo((program.tree for program in programs.values()), FUNCTIONS)
        return self._memos[key]

    def _link(self, order: list[str], sources: Mapping[str, Source]) -> dict[str, Program]:
        """All definitions by name: files lie deepest first, so that a parent's definition replaces a subchart's."""
        key = tuple(order)
        programs = self._linked.get(key)
        if programs is None:
            programs = {}
            for name in order:
                _define(programs, self._compile(name, sources[name].file))
            self._linked[key] = programs
        return programs

    def _compile(self, name: str, file: File) -> Compiled:
        known = self._compiled.get((name, id(file)))
        if known is None:
            try:
                known = file, _compile(name, file.text)
            except TemplateParseError as error:
                raise _parse_error(error) from None
            self._compiled[name, id(file)] = known
        return known[1]

    def _execute(self, run: Run, source: Source) -> str:
        source.dot["Template"] = Values(Name=source.name, BasePath=source.folder)
        run.begin(source.dot, source.folder)
        try:
            return run.execute(run.programs[source.name], source.dot).replace(NO_VALUE, "")
        except TemplateExecError as error:
            raise _exec_error(error, source.name) from None
        except RecursionError:
            raise LimitError(f"templates are nested too deep in {source.name}") from None
        except MemoryError:
            raise LimitError(f"the memory is used up in {source.name}; look for a loop that repeats text") from None


def _is_partial(name: str) -> bool:
    return name.rpartition("/")[2].startswith("_")


def _compile(name: str, text: str) -> Compiled:
    try:
        found = _parsed(text)
    except TemplateParseError:
        found = tuple(parse(name, text, FUNCTIONS).values())  # the same error, with the file's name
    trees = [replace(tree, file=name, name=tree.name or name) for tree in found]
    return tuple((compile_tree(tree, FUNCTIONS, METHODS), tree.is_empty()) for tree in trees)


@lru_cache(maxsize=2048)
def _parsed(text: str) -> tuple[Tree, ...]:
    """The templates of a text, whatever file it stands in: library charts are copied into many a chart."""
    return tuple(parse("", text, FUNCTIONS).values())


def _define(programs: dict[str, Program], found: Compiled) -> None:
    for program, is_empty in found:
        if not is_empty or program.name not in programs:
            programs[program.name] = program


@lru_cache(maxsize=2048)
def _compile_text(name: str, text: str) -> tuple[Program, Mapping[str, Program]]:
    """The program of a text given to `tpl`, and what it defines besides."""
    others = {program.name: program for program, _ in _compile(name, text)}
    return others.pop(name), others


def _parse_error(error: TemplateParseError) -> TemplateParseError:
    parts = error.message.split(": ")
    return TemplateParseError(f"parse error at ({parts[1]}): {parts[-1]}", path=parts[1])


def _exec_error(error: TemplateExecError, name: str) -> ChartError:
    parts = error.message.split(": ", 2)
    place = parts[1] if len(parts) == 3 else name
    warning = _WARNING.search(parts[-1])
    if warning:
        return TemplateExecError(f"execution error at ({place}): {warning.group(1)}", path=place)
    return TemplateExecError(error.message, path=place)


class _DeepStack:
    """Room for the nesting that Helm allows; the interpreter's own bound is put back when the last rendering ends."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._users = 0
        self._before = 0

    def __enter__(self) -> None:
        with self._lock:
            if not self._users:
                self._before = sys.getrecursionlimit()
                sys.setrecursionlimit(max(self._before, _STACK))
            self._users += 1

    def __exit__(self, *_reason: object) -> None:
        with self._lock:
            self._users -= 1
            if not self._users:
                sys.setrecursionlimit(self._before)


_deep_stack = _DeepStack()
