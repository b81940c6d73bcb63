"""What one kind of credential looks like: a row of the tables beside this file.

Owns the row's type and how sure a match is. Refuses to look at text itself: `guard.scan` does.
"""

from collections.abc import Callable
from enum import Enum

from maestro.domain.findings import Severity
from maestro.domain.record import dataclass


class Certainty(Enum):
    """What the check of a shape makes of a match."""

    NO = 0  # a placeholder, a name, a path: no credential
    DOUBTFUL = 1  # the shape fits, its check characters do not: mistyped, truncated or made up
    YES = 2


Check = Callable[[str], Certainty]


def always(_: str) -> Certainty:
    """The check of a shape whose format has nothing to verify."""
    return Certainty.YES


@dataclass(frozen=True)
class Shape:
    """One credential format.

    `pattern` is RE2 syntax over bytes; its first group, where it has one, is the secret, otherwise the whole match.
    `hints` are literals one of which every match holds (lower case when `folded`): without them in a text the pattern
    is not run. `alphabet` are the characters that must not stand right after a match. `shown`: the first characters
    are a public prefix, so that a finding may show them. `stand_ins`: a value that says EXAMPLE or xxxxx is none.
    """

    id: str
    title: str
    pattern: str
    hints: tuple[str, ...]
    severity: Severity = Severity.CRITICAL
    check: Check = always
    alphabet: str = "word"
    folded: bool = False
    shown: bool = True
    stand_ins: bool = True
    remedy: str = ""
