"""Who gets access, in words: "access for group devs@example.com as viewers" makes an entry of a list, no contact.

An address is a member where words of access lead to it or follow it. Which kind of member it is, the words and its own
form tell; which of that may stand in a request, the factory's pattern says. The basic roles are facts of Google Cloud.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from maestro.domain.form import Field, Kind
from maestro.domain.json import below
from maestro.understanding.clauses.roles import masked, named
from maestro.understanding.english.values import BASIC, compiled, fits
from maestro.understanding.vocabulary.clause import Clause, Leaf

Place = tuple[int, int]

_ADDRESS = re.compile(r"(?<![\w.+:@/-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_SPELT_OUT = re.compile(r"[\w-]+:[\w.+-]+@[\w.-]*\w")
_SOME = r"(?:[\w'/-]+[\s,(:\"]+){0,4}"  # words between one that leads to an address and the address
_NOUN = rf"(?:access|permissions?|rights|privileges|roles?|{BASIC}s?|roles/[\w.]+)"
_DOING = r"(?:read|see|view|look|browse|access|inspect|edit|change|deploy|manage|administer|operate|use|work)"
_LEADING = re.compile(
    rf"\b{_NOUN}\b[^.;!?@]{{0,60}}?\b(?:for|to)\s+{_SOME}$|"
    rf"\b(?:viewers?|editors?|browsers?|members?|access|permissions?)\s*[:=]\s*{_SOME}$",
    re.IGNORECASE,
)
_GIVING = re.compile(
    rf"\b(?:give|grant|let|allow|make|invite|add|assign|authori[sz]e|permit)\s+{_SOME}$", re.IGNORECASE
)
_GIVEN = re.compile(rf"[^.;!?]{{0,60}}?\b(?:{_NOUN}|{_DOING})\b", re.IGNORECASE)
_NEEDING = re.compile(
    r"[\s,)\"]*(?:[\w()'-]+,?\s+){0,3}?(?:needs?|gets?|wants?|requires?|receives?|should|shall|must|may|can|ha(?:s|ve)|"
    rf"will|(?:is|are) to|as)\b[^.;!?@]{{0,40}}?\b(?:{_NOUN}|(?:to|able to|can|may|must|should|shall|will) {_DOING})\b",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"\ball(?:Authenticated)?Users\b|"
    r"(?<![\w-])(?i:everyone|everybody|anyone|anybody|the (?:whole )?(?:public|world|internet))"
    r"\b(?! (?:in|at|of|from|else)\b)"
)
_ROLES = re.compile(rf"\b(?:{_NOUN}|open)\b", re.IGNORECASE)
_GIVING_ROLE = re.compile(
    rf"\b(?:give|grant|gets?|assign|make)\b[^.;!?]{{0,60}}?\b(?:roles/\w|{BASIC}s?\b)|\broles/\S+ (?:to|for)\b",
    re.IGNORECASE,
)
_WITH_ROLE = re.compile(rf"\s+(?:as )?(?:an? |the )?{BASIC}s?\b", re.IGNORECASE)
_REACHED = re.compile(
    r"\b(?:contacts?|reach\w*|e-?mails?|mails?|write|notif\w+|alerts?|ping|ask|questions?|responsible|invoices?|send|"
    r"owner(?: of \w+ \w+)?(?: is|:)|address)\b(?:[^.;!?@]{0,25}|\s+(?:me|us)\s+(?:at|on|under)\s+)$",
    re.IGNORECASE,
)
_ANSWERING = re.compile(r"\b(?:contacts?|owner of|mails?|reach\w*|responsible|questions?)\b", re.IGNORECASE)
_JOINED = re.compile(
    r"[\s,)\"]*(?:,|\band\b|\bor\b|&|\+|\bas well as\b)[\s,(\"]*(?:[\w'-]+[\s(:\"]+){0,3}$", re.IGNORECASE
)
_ROBOTS = r"(?P<service>service[ -]?accounts?|robots?|bots?|pipelines?)"
_GROUPS = (
    r"(?P<group>groups?|teams?|(?:mailing |distribution )?lists?|squads?|crews?|departments?|developers|engineers|"
    r"operators|analysts|everybody|everyone|staff|colleagues)"
)
_PEOPLE = (
    r"(?P<user>users?|persons?|people|colleague|mrs?|ms|dr|leads?|managers?|heads?|chiefs?|admin|auditor|developer|"
    r"engineer|analyst|consultant|freelancer|boss|me|him|her)"
)
_KIND = re.compile(rf"\b(?:{_ROBOTS}|{_GROUPS}|{_PEOPLE})\b", re.IGNORECASE)
_KIND_AFTER = re.compile(
    rf"\s*[,(]\s*(?:(?:which|that) is |it'?s )?(?:an? |the |our )(?:\w+ )?(?:{_ROBOTS}|{_GROUPS})\b", re.IGNORECASE
)
_OF_MANY = frozenset(
    ("ops", "devops", "devs", "dev", "admins", "admin", "support", "team", "teams", "sre", "security", "data",
     "platform", "it", "infra", "staff", "all", "everyone", "developers", "engineers", "engineering", "analysts",
     "auditors", "audit", "operations", "qa", "testers", "finance", "billing", "backend", "frontend", "research",
     "info", "office", "helpdesk", "oncall", "cloud", "web", "group", "list")
)  # fmt: skip
_SPELT = {
    "user": ("user:",),
    "group": ("group:",),
    "service": ("serviceAccount:", "serviceaccount:", "service_account:", "service-account:"),
}
_ROBOT = re.compile(r"@[\w.-]+\.gserviceaccount\.com$", re.IGNORECASE)


def granted(clause: Clause) -> list[tuple[str, Leaf]]:
    """Lists with the members and basic roles that a clause gives them, from left to right; their places are read."""
    found: list[tuple[str, Leaf]] = []
    for field in _fields(clause.form.fields):
        root, _, leaf = field.path.rpartition("[].")
        members = [(root, (leaf, value, place)) for value, place in (*_members(clause, field), *_public(clause))]
        told = bool(members) or any(fits(field, match[0]) for match in _SPELT_OUT.finditer(clause.span.text))
        found += members
        found += [
            (root, leaf)
            for leaf in named(clause, root, spoken_of=told or _is_open(clause, root), fresh=_is_fresh(clause, root))
        ]
        if told:
            break
    clause.taken += [place for _, (_, _, place) in found]
    return found


def _fields(fields: Sequence[Field]) -> Iterator[Field]:
    """Those of entries that take an address behind a word for what it is."""
    return (f for f in fields if "[]" in f.path and f.kind is Kind.STRING and f.pattern and _prefixes(f.pattern))


@lru_cache(maxsize=256)
def _prefixes(pattern: str) -> dict[str, str]:
    """The word before an address by kind; empty where a bare address, or none, fits."""
    rule = compiled(pattern)
    if rule is None or rule.search("someone@example.com"):
        return {}
    spelt = ((kind, word) for kind, words in _SPELT.items() for word in words if rule.search(f"{word}a@b.example"))
    return dict(reversed(list(spelt)))


def _public(clause: Clause) -> Iterator[tuple[str, Place]]:
    """Everybody, where a role is given to them: the guard's to refuse, so that it is told and nobody else is meant."""
    text, offset = masked(clause.span.text), clause.span.start
    for match in _EVERYBODY.finditer(text) if _ADDRESS.search(clause.span.text) is None else ():
        place = (match.start() + offset, match.end() + offset)
        literal = match[0].lower().startswith("all")
        if (_GIVING_ROLE if not literal else _ROLES).search(text) and clause.negation(*place) is None:
            yield match[0] if literal else "allUsers", place


def _members(clause: Clause, field: Field) -> Iterator[tuple[str, Place]]:
    """The addresses that get access, as the field takes them; those that get none are read all the same."""
    text, last, kind = masked(clause.span.text), -1, ""
    for match in _ADDRESS.finditer(clause.span.text):
        start, end = match.span()
        joined = last >= 0 and _JOINED.fullmatch(text, last, start) is not None
        with_role = last >= 0 and _WITH_ROLE.match(text, end) is not None
        if not (joined or with_role or _gets_access(text, start, end)):
            continue
        told = _kind(text, max(last, 0), start, end) or (kind if joined else "")
        kind, last = told or _by_form(match[0]), end
        place = (start + clause.span.start, end + clause.span.start)
        if clause.is_taken(*place):
            continue
        value = f"{_prefixes(field.pattern or '').get(kind, '')}{match[0]}"
        if clause.negation(*place) is not None or not fits(field, value):
            clause.taken.append(place)
        else:
            yield value, place


def _gets_access(text: str, start: int, end: int) -> bool:
    """Whether words of access lead to an address, or follow it; not where one is to be reached there."""
    before = text[:start]
    if _REACHED.search(before):
        return False
    if _LEADING.search(before):
        return True
    if _GIVING.search(before) and _GIVEN.match(text, end):
        return True
    needing = _NEEDING.match(text, end)
    return needing is not None and _ANSWERING.search(needing[0]) is None


def _kind(text: str, low: int, start: int, end: int) -> str:
    """What the nearest word says that an address is."""
    before = list(_KIND.finditer(text, max(low, start - 40), start))
    told = _KIND_AFTER.match(text, end) or (before[-1] if before else None)
    return str(told.lastgroup) if told is not None else ""


def _by_form(address: str) -> str:
    """ "anna.berg@", "tom@" are people, "ops@" and "web-team@" are several."""
    if _ROBOT.search(address):
        return "service"
    parts = re.split(r"[._+-]", address.partition("@")[0].lower())
    return "group" if any(part in _OF_MANY for part in parts) else "user"


def _is_open(clause: Clause, root: str) -> bool:
    """Whether entries of a list are what is talked about, or one of them waits for a role that the guard lets pass."""
    view = clause.view
    return root in view.remains or _is_fresh(clause, root)


def _is_fresh(clause: Clause, root: str) -> bool:
    """Whether the last words were about them."""
    view = clause.view
    asked = view.question is not None and below(view.question.path, root)
    refused = view.objection is not None and below(view.objection.path, root)
    return asked or refused or (bool(view.recent) and below(view.recent, root))
