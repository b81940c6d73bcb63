"""A reply stays short: lines that say the same of several things become one."""

from collections.abc import Callable, Sequence

from maestro.interview.words import listed

WITHOUT, BRINGS = "Without ", " brings: "
_APART = 2  # lines on what is brought that stand alone; more share one


def brief(lines: Sequence[str]) -> list[str]:
    """The same lines, fewer: parts that go are named together, and so is what many choices bring."""
    gone = [line for line in lines if line.startswith(WITHOUT)]
    lines = _gathered(lines, gone, _without) if len(gone) > 1 else lines
    brought = [line for line in lines if BRINGS in line]
    return _gathered(lines, brought, " ".join) if len(brought) > _APART else list(lines)


def _gathered(lines: Sequence[str], some: Sequence[str], told: Callable[[Sequence[str]], str]) -> list[str]:
    """Some of the lines told as one, where the first of them stands."""
    first = lines.index(some[0])
    return [*(x for x in lines[:first] if x not in some), told(some), *(x for x in lines[first:] if x not in some)]


def _without(lines: Sequence[str]) -> str:
    return f"{WITHOUT}{listed([line.removeprefix(WITHOUT).removesuffix('.') for line in lines], 'and')}."
