"""Basic roles of Google Cloud in words: "as viewers", "editor rights", "owner of the project"."""

import re
from collections.abc import Iterator

from maestro.understanding.english.values import BASIC, ROLES, takes_roles
from maestro.understanding.vocabulary.clause import Clause, Leaf

_ONE = r"(?:an? |the |project |basic )*"
_RIGHTS = r"(?:access|rights?|roles?|permissions?|privileges?)"
_IN_WORDS = re.compile(
    rf"\bas {_ONE}(?P<as>{BASIC})s?\b|"
    rf"\b(?P<having>{BASIC})s?[ -]+(?:level )?{_RIGHTS}\b|"
    rf"\b{_RIGHTS}(?:\s*[:=(]\s*|\s+(?:of|is|to be)\s+){_ONE}[\"']?(?P<being>{BASIC})s?\b|"
    rf"\b(?P<on>{BASIC})s? (?:of|on|in|for) (?:the |this |our |that |whole |entire )*"
    r"(?:project|tenant|account|environment)\b|"
    rf"\b(?P<list>viewer|editor|browser)s?\s*[:=]",
    re.IGNORECASE,
)
_MADE = re.compile(  # "make x@y an editor", "x@y gets viewer"
    rf"\b(?:make|give|grant|gets?|needs?|receives?|assign|appoint)\b[^.;!?]{{0,80}}?\s{_ONE}(?P<made>{BASIC})s?"
    r"(?=\s*(?:[.,;!)]|$|\b(?:and|to|for|please|too|instead|then|only|on|of|in)\b))",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"@\S+\s+(?:as )?{_ONE}(?P<after>{BASIC})s?\b", re.IGNORECASE)  # "jo@x.example viewer"
_BRIEF = re.compile(rf"\W*(?:\w+\W+){{0,4}}?(?P<brief>{BASIC})s?\b(?:\W+\w+){{0,4}}\W*", re.IGNORECASE)
_PRECISE = ("after", "made", "brief")  # where the words before the role are none of it
_ADDRESS = re.compile(r"[\w.+:-]+@[\w.-]*\w")


def masked(text: str) -> str:
    """A text with its addresses as one plain word each, of the same length."""
    return _ADDRESS.sub(lambda match: "x" * len(match[0]), text)


def named(clause: Clause, root: str, *, spoken_of: bool, fresh: bool) -> Iterator[Leaf]:
    """The basic roles of a clause where entries are spoken of, with their field; refused ones only are read.

    `fresh`: they were spoken of just now, so that a bare "viewer" will do.
    """
    field = next((f for f in clause.form.fields if f.path.startswith(f"{root}[].") and takes_roles(f)), None)
    text, offset = clause.span.text, clause.span.start
    if field is None or not spoken_of:
        return
    literal = re.search(r"\broles/\w", text) is not None
    for word, start, end in _words(text, bare=fresh):
        place = (start + offset, end + offset)
        if clause.is_taken(*place):
            continue
        if literal or clause.negation(*place) is not None:
            clause.taken.append(place)
        else:
            yield field.path.rpartition(".")[2], f"{ROLES}{word}", place


def _words(text: str, *, bare: bool) -> Iterator[tuple[str, int, int]]:
    plain = masked(text)
    found = [*_IN_WORDS.finditer(plain), *_AFTER.finditer(text), *_MADE.finditer(plain)]
    if not found and bare and "@" not in text and (brief := _BRIEF.fullmatch(text)) is not None:
        found = [brief]
    ends = set[int]()
    for match in sorted(found, key=lambda match: match.end(str(match.lastgroup))):
        group = str(match.lastgroup)
        if match.end(group) not in ends and text[match.start(group) - 1 : match.start(group)] not in ("/", "."):
            ends.add(match.end(group))
            whole = group if group in _PRECISE else 0
            yield match[group].lower(), match.start(whole), match.end(whole)
