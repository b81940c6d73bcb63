"""The quoted lines of a forwarded or answered mail: what they say of the need is told by the user, who pasted them.

They never decide: no approval, no yes or no, no starting point, no step back is read out of them, and what a mail has
around its text (who wrote when to whom, the signature) says nothing.
"""

import re
from collections.abc import Mapping, Sequence

from maestro.domain.acts import Act, Add, Narrow, Reject, Remove, Set, WishFor

_LINE = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_HEADER = re.compile(
    r"\s*(?:(?:from|to|cc|bcc|sent|date|subject|reply-to|importance|attachments?)\s*:|on .{4,80} wrote\s*:|"
    r"-+\s*(?:original|forwarded) message\s*-+)",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"\s*(?:(?:(?:kind|best|warm|many)(?:est)? )?(?:regards|wishes|greetings)|"
    r"yours?(?: (?:sincerely|truly|faithfully))?|sincerely|cheers|(?:many )?thanks(?: (?:in advance|a lot|so much))?|"
    r"thank you|all the best|best|--|__+)\s*[,.!]*\s*$",
    re.IGNORECASE,
)
_GRANT = re.compile(r"roles/\w|(?:user|group|service[-_]?account|domain):\S|all(?:authenticated)?users$", re.IGNORECASE)
TOLD = (Set, Add, Narrow, Reject, Remove, WishFor)


def parted(said: str) -> tuple[str, str]:
    """A message's own words and those that it quotes, each with blanks where the other stands."""
    own, quoted = [], []
    signed = False
    for line in said.splitlines(keepends=True):
        match = _LINE.match(line)
        blank = re.sub(r"[^\n]", " ", line)
        if match is None:
            signed = False
            own.append(line)
            quoted.append(blank)
            continue
        text = " " * match.end() + line[match.end() :]
        signed = signed or _FAREWELL.fullmatch(text.rstrip("\n")) is not None
        own.append(blank)
        quoted.append(blank if signed or _HEADER.match(text) else text)
    return "".join(own), "".join(quoted)


def needs(acts: Sequence[Act]) -> list[Act]:
    """What quoted words may say: values, things, wishes. Who gets access is not for a letter to say."""
    return [act for act in acts if isinstance(act, TOLD) and not _grants(act)]


def _grants(act: Act) -> bool:
    value = act.value if isinstance(act, (Set, Add)) else None
    parts = value.values() if isinstance(value, Mapping) else (value,)
    return any(isinstance(part, str) and _GRANT.match(part) for part in parts)
