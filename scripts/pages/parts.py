"""Finds the made parts of a page and puts new ones in their place."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_PART = re.compile(r"(<!-- made: (\S+) -->\n).*?(<!-- end -->)", re.DOTALL)

Make = Callable[[], str]


def remade(text: str, makers: Mapping[str, Make]) -> str:
    """The page with each part made anew; KeyError for a part that nobody makes."""
    return _PART.sub(lambda found: f"{found[1]}{makers[found[2]]()}\n{found[3]}", text)


def part(text: str, name: str) -> str:
    """What stands in a made part now; KeyError where there is none of that name."""
    for found in _PART.finditer(text):
        if found[2] == name:
            return found[0].removeprefix(found[1]).removesuffix(found[3]).strip("\n")
    raise KeyError(name)


def untimed(text: str) -> str:
    """The same with all seconds alike: they differ from run to run."""
    return re.sub(r"\b\d+\.\d s\b", "0.0 s", text)
