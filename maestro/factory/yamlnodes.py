"""The first document of a text as nodes, for the readers that differ in what the scalars mean.

A rendered document is read twice, as Helm reads it and as the cleanup does: what is not theirs to decide is done once.
"""

from functools import lru_cache
from typing import Any

import yaml
from yaml.nodes import Node

STR, PLAIN = "tag:yaml.org,2002:str", "plain"

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # pragma: no cover - PyYAML without its C library
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class _Parser(Reader, Scanner, Parser, Composer):  # type: ignore[no-redef]  # the same calls, in Python
        def __init__(self, stream: str) -> None:
            Reader.__init__(self, stream)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)


class _NodeParser(_Parser):
    """Nodes whose tag only says whether the scalar was plain; scalars are resolved while the value is built."""

    def resolve(self, _kind: Any, _value: Any, implicit: Any) -> str:
        return PLAIN if implicit is True or (isinstance(implicit, tuple) and implicit[0]) else STR

    def descend_resolver(self, _node: Any, _index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


@lru_cache(maxsize=128)
def compose(text: str) -> tuple[Node | None, bool]:
    """The first document, and whether the text holds no more than that; raises PyYAML's errors."""
    parser = _NodeParser(text)
    node = parser.get_node() if parser.check_node() else None
    try:
        return node, not parser.check_node()
    except yaml.YAMLError:
        return node, False
