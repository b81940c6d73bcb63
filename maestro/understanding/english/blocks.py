"""Finds what is pasted as structure into a message: nested YAML, Terraform resources, Markdown tables.

Owns their forms only: a block becomes pairs of a key's whole path and its value, in the words that stand there; what
they mean for a factory is `pasted`'s to say. Every replacement keeps the number of characters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FENCE = re.compile(r"^[ \t]*```[\w-]*[ \t]*$", re.MULTILINE)
_RULE = re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*\|?\s*")
_RESOURCE = re.compile(r'^[ \t]*(?:resource|module|data)\s+"[\w-]+"(?:\s+"[\w-]+")?\s*\{', re.MULTILINE)
_HEAD = re.compile(r'\s*(?:(?:resource|module|data)\s+)?"?(?P<name>[\w-]+)"?(?:\s+"(?P<label>[\w.-]+)")?\s*=?\s*\{\s*')
_ASSIGNED = re.compile(r"\s*\"?(?P<key>[\w.-]+)\"?\s*=\s*(?P<value>[^{}]+?),?\s*")
_YAML = re.compile(r"(?P<indent> *)(?P<item>(?:- +)*)(?P<key>[\w./-]+):(?:[ \t]+(?P<value>\S.*?))?[ \t]*")
_ENTRY = re.compile(r"(?P<indent> *)- +(?P<value>[^:\s][^:]*?)[ \t]*")
_COMMENT = re.compile(r"\s+#.*$")
_PROSE = 3  # words of a line that a person wrote
_LINES = 3  # of a block that nothing encloses


@dataclass(frozen=True)
class Pair:
    """A value and the keys that lead to it; a number among them is an item's place. `quote` is its line."""

    keys: tuple[str | int, ...]
    value: str
    quote: str


@dataclass(frozen=True)
class Block:
    """Pairs that stand together, at `text[start:end]`. `kind` is the type of resource, where it says one."""

    start: int
    end: int
    pairs: tuple[Pair, ...]
    kind: str = ""

    @property
    def is_prose(self) -> bool:
        """Whether most of its lines are a person's words, and no resource of some tool's."""
        told = sum(1 for pair in self.pairs if len(pair.quote.split()) >= _PROSE)
        return not self.kind and 2 * told > len(self.pairs)


def with_plain_tables(said: str) -> str:
    """A message whose Markdown tables read `key: value` line by line; the head of a table goes."""
    lines = said.split("\n")
    rules = {n for n, line in enumerate(lines) if "|" in line and _RULE.fullmatch(line)}
    for n, line in enumerate(lines):
        if n in rules or n + 1 in rules:
            lines[n] = " " * len(line)
        elif rules and line.strip().startswith("|") and line.count("|") > 1:
            lines[n] = _plain_row(line)
    return "\n".join(lines)


def _plain_row(line: str) -> str:
    cells = [m.start() for m in re.finditer(r"\|", line)]
    inner = cells[1:-1] if line.rstrip().endswith("|") else cells[1:]
    marks = dict.fromkeys(cells, " ") | dict.fromkeys(inner, ",")
    if inner:
        marks[inner[0]] = ":"
    return "".join(marks.get(n, c) for n, c in enumerate(line))


def blocks(said: str) -> Iterator[Block]:
    """Every block, from top to bottom."""
    fences = [m.span() for m in _FENCE.finditer(said)]
    place = 0
    for opened, closed in zip(fences[::2], fences[1::2], strict=False):
        yield from _open_blocks(said, place, opened[0])
        inside = list(_open_blocks(said, opened[1], closed[0], least=1))
        for n, block in enumerate(inside):
            start = opened[0] if n == 0 else block.start
            end = closed[1] if n == len(inside) - 1 else block.end
            yield Block(start, end, block.pairs, block.kind)
        place = closed[1]
    yield from _open_blocks(said, place, len(said))


def _open_blocks(said: str, start: int, end: int, least: int = _LINES) -> Iterator[Block]:
    """Resources of Terraform, and between them runs of nested YAML."""
    place = start
    while (match := _RESOURCE.search(said, place, end)) is not None:
        yield from _yaml_blocks(said, place, match.start(), least)
        close = _closing(said, match.end(), end)
        yield _resource(said, match.start(), close)
        place = close
    yield from _yaml_blocks(said, place, end, least)


def _closing(said: str, place: int, end: int) -> int:
    """Where the brace that was opened before a place closes; the end where it never does."""
    depth = 1
    while place < end and depth:
        depth += {"{": 1, "}": -1}.get(said[place], 0)
        place += 1
    return place


def _resource(said: str, start: int, end: int) -> Block:
    pairs: list[Pair] = []
    above: list[str] = []
    kind = ""
    for line in re.split(r"\n|(?<=\{)|(?=\})", said[start:end]):
        plain = _COMMENT.sub("", line)
        if (head := _HEAD.fullmatch(plain)) is not None:
            kind = kind or head["name"]
            above.append(head["name"])
        elif plain.strip().startswith("}"):
            above = above[:-1]
        elif (found := _ASSIGNED.fullmatch(plain)) is not None:
            pairs.append(Pair((*above[1:], found["key"]), _bare(found["value"]), line.strip()))
    return Block(start, end, tuple(pairs), kind)


def _yaml_blocks(said: str, start: int, end: int, least: int) -> Iterator[Block]:
    """Runs of lines of which one at least lies below another; each document of a stream apart."""
    run: list[tuple[int, str]] = []
    place = start
    for line in [*said[start:end].split("\n"), "---"]:
        plain = _COMMENT.sub("", line)
        if _YAML.fullmatch(plain) or _ENTRY.fullmatch(plain) or (run and not plain.strip()):
            run.append((place, line))
        else:
            yield from _run(run, least)
            run = []
        place += len(line) + 1


def _run(run: list[tuple[int, str]], least: int) -> Iterator[Block]:
    while run and not run[-1][1].strip():
        run = run[:-1]
    nested = any(re.match(r" +[\w-]|\s*- ", line) for _, line in run)
    if len(run) < least or not nested or not any(line.rstrip().endswith(":") for _, line in run):
        return
    pairs = tuple(_yaml_pairs([line for _, line in run]))
    if not any(len(p.keys) > 1 and isinstance(p.keys[-1], str) for p in pairs):
        return  # a heading and its bullets are a person's
    if _bullets(pairs):
        return
    kind = next((p.value for p in pairs if p.keys == ("kind",)), "")
    yield Block(run[0][0], run[-1][0] + len(run[-1][1]), pairs, kind)


def _bullets(pairs: Sequence[Pair]) -> bool:
    """Whether each item is one line with a key of its own: "Request:" and below it "- code: x", "- rush"."""
    keys = [pair.keys[2] for pair in pairs if len(pair.keys) == 3 and isinstance(pair.keys[1], int)]
    lines = [pair.keys[1] for pair in pairs if len(pair.keys) in (2, 3)]
    alone = len(lines) == len(pairs) and all(isinstance(line, int) for line in lines) and len(set(lines)) == len(lines)
    return alone and len(lines) > 1 and len(set(keys)) == len(keys)


def _yaml_pairs(lines: list[str]) -> Iterator[Pair]:
    """By indentation; a dash begins the next item of the list above it."""
    above: list[tuple[int, str | int]] = []
    for line in lines:
        plain = _COMMENT.sub("", line)
        if (entry := _ENTRY.fullmatch(plain)) is not None:
            place = _item(above, len(entry["indent"]))
            yield Pair((*(k for _, k in above), place), _bare(entry["value"]), line.strip())
            above.append((len(entry["indent"]), place))
        elif (found := _YAML.fullmatch(plain)) is not None:
            indent = len(found["indent"])
            if found["item"]:
                above.append((indent, _item(above, indent)))
                indent += len(found["item"])
            else:
                _leave(above, indent)
            keys = (*(k for _, k in above), found["key"])
            if found["value"] is not None:
                for value in _values(found["value"]):
                    yield Pair(keys, value, line.strip())
            above.append((indent, found["key"]))


def _leave(above: list[tuple[int, str | int]], indent: int) -> None:
    """Out of everything that does not lie further to the left."""
    while above and above[-1][0] >= indent:
        above.pop()


def _item(above: list[tuple[int, str | int]], indent: int) -> int:
    """The place of the item that begins at an indentation; its list may stand at the same one."""
    last = next((k for i, k in reversed(above) if i == indent and isinstance(k, int)), None)
    while above and (above[-1][0] > indent or (above[-1][0] == indent and last is not None)):
        i, key = above.pop()
        if i == indent and key == last:
            break
    return 0 if last is None else last + 1


def _values(text: str) -> list[str]:
    """A value, or those of a list in brackets."""
    bare = text.strip()
    if bare.startswith("[") and bare.endswith("]"):
        return [_bare(part) for part in bare[1:-1].split(",") if part.strip()]
    return [_bare(bare)]


def _bare(text: str) -> str:
    return text.strip().rstrip(",").strip().strip("\"'`")
