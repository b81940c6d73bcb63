"""Reads what becomes of a document's proposals: "take them all", "1 and 3", "all but the region", "not the cache"."""

import re
from collections.abc import Callable, Iterator, Sequence

from maestro.domain.acts import Act, Add, Decide, Set
from maestro.domain.conversation import View
from maestro.domain.document import Proposal
from maestro.domain.json import below, parent
from maestro.understanding.english import grammar
from maestro.understanding.english.text import norms
from maestro.understanding.vocabulary.lexicon import Hit, Means

_LIST = r"\d{1,2}(?:\s*(?:,|and|&|\+|to|-|–|through|or)\s*(?:and\s+)?(?:no\.? ?|number )?\d{1,2})*"
_NUMBERS = re.compile(
    rf"(?:\b(?:number|no\.|nr\.?|item|option|proposal)s?\s*|#)?(?<![\w.-])(?P<list>{_LIST})(?![\w%-]|\.\d)"
)
_RANGE = re.compile(r"(\d{1,2})\s*(?:-|–|to|through)\s*(\d{1,2})")
_TAKE = re.compile(
    r"\b(?:take|accept|use|import|apply|keep|adopt|include|add|go with|yes|yep|yeah|sure|ok(?:ay)?|agree\w*|"
    r"correct|right|fine|good|approve[ds]?|looks? (?:good|right|fine|correct|ok)|confirm\w*|only|just)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|everything|every one|the lot|both|(?:the )?(?:rest|others?|remaining)(?: of (?:it|them))?)\b|"
    r"\b(?:take|accept|use|import|apply|adopt) (?:it|them|those|these|what (?:it|the \w+) (?:says?|proposes?))\b|"
    r"\bas (?:proposed|the (?:document|file|sheet|page) says)\b",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"\b(?:but|except(?: for)?|apart from|other than|besides|without|minus|excluding|leave out|leave off|skip|drop|"
    r"ignore|reject|remove|not|no|don'?t (?:take|use|want|need|import|accept)|"
    r"do not (?:take|use|want|import|accept)|rather not)\b",
    re.IGNORECASE,
)
_OUT = re.compile(
    r"\b(?:is|are|was|were|be) (?:wrong|outdated|old|not (?:right|correct|true|needed))\b|\bleave\b.*\bout\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:none(?: of (?:them|it|these|those))?|nothing|reject (?:all|everything|them|it)|"
    r"(?:ignore|drop|forget|discard|skip) (?:the|that|this) (?:document|file|list|sheet|attachment|pdf)|"
    r"(?:leave|drop|ignore|discard) (?:them|it|everything|all of (?:it|them)|those|these)(?: all)?(?: out)?)\b",
    re.IGNORECASE,
)
_ABOUT_IT = re.compile(r"\b(?:document|file|attachment|proposals?|proposed|sheet|pdf|inventory)\b", re.IGNORECASE)
_REST = re.compile(r"\b(?:take|accept|use|import|add)\b[^.!?]{0,20}\b(?:rest|others|remaining)\b", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:only|just)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!;])\s+|\n+")

Decision = tuple[set[int], set[int]]  # what is taken, what is left
Statements = Callable[[], Sequence[Act]]


class Offers:
    """Reads decisions on the proposals of one view."""

    def __init__(self, view: View) -> None:
        """Keep the proposals in the order of their numbers."""
        self._view = view
        self._offers = view.offered

    @property
    def asked(self) -> bool:
        """Whether the open question is about them."""
        asked = self._view.question
        return asked is not None and asked.path == "confirm" and asked.about == "document"

    def read(self, said: str, hits: Sequence[Hit], others: Statements) -> tuple[Act, ...] | None:
        """The decision and what else was said; None where nothing was decided. `others`: the message as statements."""
        named = _ABOUT_IT.search(said) and (_ALL.search(said) or _NONE.search(said))
        if not self._offers or not (self.asked or named or _REST.search(said)):
            return None
        quote = said.strip()
        every = tuple(range(len(self._offers)))
        short = quote.rstrip(".! ")
        whole = (grammar.YES, grammar.ACCEPT_ALL, grammar.DONT_CARE)
        if any(p.fullmatch(said) for p in whole) or grammar.SUBMIT.fullmatch(short) or self._pleased(short):
            return (Decide(every, (), quote),)
        if grammar.NO.fullmatch(said):
            return (Decide((), every, quote),)
        return self._decided(said, hits, others, quote)

    def _pleased(self, text: str) -> bool:
        perfect = grammar.PERFECT.search(text) or grammar.SUBMIT.search(text)
        return perfect is not None and len(text) <= 60 and _BUT.search(text) is None

    def _decided(self, said: str, hits: Sequence[Hit], others: Statements, quote: str) -> tuple[Act, ...] | None:
        """Sentence by sentence; the later one wins. A value of the user's own displaces a proposal."""
        take, leave, decided = set[int](), set[int](), False
        for start, piece in _pieces(said):
            found = self._piece(start, piece, hits, frozenset(leave))
            if found is not None:
                wanted, unwanted = found
                take, leave, decided = (take | wanted) - unwanted, (leave | unwanted) - wanted, True
        if not decided:
            return None
        more = [a for a in others() if isinstance(a, (Set, Add)) and self._corrects(a)]
        changed = {n for n, p in enumerate(self._offers) for a in more if p.path == a.path}
        return (Decide(tuple(sorted(take - changed)), tuple(sorted(leave | changed)), quote), *more)

    def _piece(self, start: int, piece: str, hits: Sequence[Hit], left: frozenset[int]) -> Decision | None:
        """What one sentence takes and leaves; None where it decides nothing. `left` was left before."""
        every = set(range(len(self._offers)))
        mark = _BUT.search(piece)
        cut = mark.start() if mark else len(piece)
        head, none = piece[:cut], _NONE.search(piece)
        if none is not None and not (mark and _ALL.search(head)):
            named = self._named(piece[none.end() :], start + none.end(), hits)
            return named, every - named
        wanted, unwanted = self._named(head, start, hits), self._named(piece[cut:], start + cut, hits)
        if _OUT.search(piece) is not None:
            wanted, unwanted = set(), wanted | unwanted
        if _ALL.search(head) and _agrees(head):
            wanted = every - unwanted - left
        elif unwanted and grammar.YES.fullmatch(head.strip(" ,;:-")):
            wanted = every - unwanted
        elif wanted and not (_TAKE.search(head) or _bare(head)):
            return None  # a statement that happens to name something
        elif wanted and _ONLY.search(head):
            unwanted |= every - wanted
        return (wanted, unwanted) if wanted or unwanted else None

    def _corrects(self, act: Set | Add) -> bool:
        """A value of the user's that is not just what a proposal says."""
        if act.value in (True, False, {}):
            return all(not below(p.path, parent(act.path)) for p in self._offers)
        return all(p.path != act.path or p.value != act.value for p in self._offers)

    def _named(self, text: str, start: int, hits: Sequence[Hit]) -> set[int]:
        """The proposals that numbers and words of a piece name."""
        found = set[int]()
        for match in _NUMBERS.finditer(text):
            found |= {n - 1 for n in _listed(match["list"]) if 0 < n <= len(self._offers)}
        inside = [h for h in hits if start <= h.start and h.end <= start + len(text)]
        for hit in inside:
            found |= self._meant(hit)
        return found

    def _meant(self, hit: Hit) -> set[int]:
        exact = {
            n for n, p in enumerate(self._offers) for t in hit.targets
            if t.path == p.path and (t.means is not Means.OPTION or t.value == p.value or p.listed is False)
        }  # fmt: skip
        if exact:
            return exact
        things = [t for t in hit.targets if t.means in (Means.COMPONENT, Means.PART, Means.FIELD)]
        return {n for n, p in enumerate(self._offers) for t in things if self._belongs(p, t.path)}

    def _belongs(self, proposal: Proposal, path: str) -> bool:
        root = self._view.form.component_of(path)
        return below(proposal.path, path) or (
            root is not None and root.path == path and below(proposal.path, root.path)
        )


def _agrees(head: str) -> bool:
    """ "all of them", "take everything": said of the list, not "all our data is in Canada"."""
    return _TAKE.search(head) is not None or len(norms(head)) <= 5


def _bare(head: str) -> bool:
    """Numbers or names alone: "1, 3", "the database and the cache"."""
    return (
        len(norms(head)) <= 8
        and re.search(r"\b(?:we|our|is|are|it|needs?|should|must|want)\b", head, re.IGNORECASE) is None
    )


def _listed(text: str) -> Iterator[int]:
    for low, high in _RANGE.findall(text):
        yield from range(int(low), min(int(high), int(low) + 50) + 1)
    yield from (int(number) for number in re.findall(r"\d{1,2}", text))


def _pieces(said: str) -> Iterator[tuple[int, str]]:
    place = 0
    for match in _SENTENCE.finditer(said):
        yield place, said[place : match.start()]
        place = match.end()
    yield place, said[place:]
