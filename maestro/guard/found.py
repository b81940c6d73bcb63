"""Makes findings: the fingerprint that stays when lines move, and the texts that a rule reads."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

from maestro.domain.actions import AddedLine
from maestro.domain.findings import Finding
from maestro.domain.record import dataclass

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Block:
    """Lines of one file that a diff adds next to each other; `first` is the 1-based number of the first."""

    file: str
    first: int
    text: str


def blocks(lines: Iterable[AddedLine]) -> Iterator[Block]:
    """The added lines as blocks, so that what spans several lines is seen whole."""
    held: list[AddedLine] = []
    for line in lines:
        if held and (line.file != held[-1].file or line.number != held[-1].number + 1):
            yield _block(held)
            held = []
        held.append(line)
    if held:
        yield _block(held)


def stamped(finding: Finding, *context: str) -> Finding:
    """The finding with a fingerprint of what it is about, never of where it stands or of a secret."""
    return replace(finding, fingerprint=fingerprint(finding.rule, finding.file or "", finding.path or "", *context))


def fingerprint(*parts: str) -> str:
    """16 hex digits that name the parts; any file name will do, also one that is no UTF-8."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Equal fingerprints told apart by their order, so that the second like finding has its own."""
    seen: dict[str, int] = {}
    out = []
    for finding in findings:
        count = seen.get(finding.fingerprint, 0)
        seen[finding.fingerprint] = count + 1
        repeated = count and finding.fingerprint
        out.append(replace(finding, fingerprint=fingerprint(finding.fingerprint, str(count))) if repeated else finding)
    return tuple(out)


def matches(text: str, patterns: Iterable[str]) -> bool:
    """Whether `text` is one of `patterns`, in which `*` stands for any characters."""
    return any(fnmatchcase(text, pattern) for pattern in patterns)


def within(file: str, folders: Iterable[str]) -> bool:
    """Whether a path lies below one of the folders."""
    return any(file.startswith(folder.rstrip("/") + "/") for folder in folders if folder.strip("/"))


def printable(text: str, limit: int = 120) -> str:
    """A name from outside for a message: one line, control and direction characters shown as `?`."""
    line = _UNPRINTABLE.sub("?", text)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _block(lines: list[AddedLine]) -> Block:
    return Block(lines[0].file, lines[0].number, "\n".join(line.text for line in lines))
