"""A wish that was offered, taken up: "a pity; record the wish", "yes, note it", "we want it nonetheless".

Only what was asked about just before, and what the factory said that it cannot do, can be wished for so.
"""

import re

from maestro.domain.acts import WishFor
from maestro.domain.conversation import View

_LEAD = (
    r"(?:(?:yes|yeah|ok(?:ay)?|well|then|so|and|but|please|kindly|right|fine|sure|understood|good|i see|do|nonetheless|"
    r"nevertheless|in that case|(?:what |that(?:'s| is) )?a (?:pity|shame)|pity|too bad|let us|let's|"
    r"you (?:may|can|should)|"
    r"(?:i|we) (?:wish|want|would like) to|(?:could|can|would|will) you(?: please| kindly)?|"
    r"(?:i|we)(?:'d| would) (?:ask|like) you to|i ask you to)\b[\s,.;:!-]*)*"
)
_AS = (
    r"(?:\s+(?:down|on|in|up|too|then|please|as (?:a|our|my|one)(?: \w+)?|(?:to|with) the (?:\w+ )?\w+|"
    r"for (?:it|that|this|us|me|the \w+(?: \w+)?|later|now)))*"
)
_THING = r"(?:the|that|this|our|my|a|such a)\s+(?:wish|demand|requirement|desire)(?:es|s)?"
_TAKING = r"(?:(?:take|make) a note of|take note of|note of|register|record|note|log)"
_NOTING = (
    rf"(?:(?:{_TAKING}|write|put|take|jot|mark|file|forward|pass|report|enter|keep|add)(?: down| on)?\s+{_THING}|"
    rf"(?:{_TAKING}|forward|(?:write|jot|mark|put) down|pass on|(?:write|jot|mark|take|put|pass)(?= \w+ (?:down|on)))"
    r"\s+(?:it|that|this|so)|"
    r"(?:(?:i|we)(?:'d| would)? (?:want|like|wish)|have|let|get)\s+(?:it|that|this)(?: to)?(?: be)?\s+"
    r"(?:recorded|noted|logged|registered|written down|passed on|forwarded))"
)
_WANTING = (
    r"(?:i|we)(?:'d| would)?(?: (?:do|still|certainly|really|definitely))* (?:want|need|wish for|like|would like)"
    r"(?: to have)? (?:it|that|this|one)"
    r"(?: (?:nonetheless|nevertheless|still|anyway|all the same|very much|later|indeed))*"
)
_WISHED = re.compile(
    rf"(?:^|(?<=[.;:!?,]))\s*{_LEAD}(?P<wish>{_NOTING}{_AS}|{_WANTING})\s*(?:[.;:!,]+\s*|$|(?=\b(?:and|but|then)\b))",
    re.IGNORECASE,
)


def wished(said: str, view: View) -> tuple[WishFor, str] | None:
    """The wish for what the factory was asked for and lacks, and the message with blanks for its words."""
    match = _WISHED.search(said) if view.lacking else None
    if match is None:
        return None
    rest = said[: match.start()] + " " * len(match[0]) + said[match.end() :]
    return WishFor(view.lacking, match["wish"]), rest
