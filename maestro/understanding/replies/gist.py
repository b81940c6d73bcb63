"""The last reading of an answer, when nothing else was read: by its gist.

People answer a question and give their reason in the same breath: "real, invoices depend on it", "none, Stripe does the
cards", "the one for shops on the web", "if the law needs a network of our own, then that". A piece that is a short
reply, or shares its telling words with one choice alone, is the answer. Never used where an approval is asked for.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from maestro.domain.acts import Accept, Act, Choose, Decline, DontCare, DontKnow, Set, Skip
from maestro.domain.conversation import Asked
from maestro.domain.form import Form, Kind
from maestro.understanding.english import grammar
from maestro.understanding.english.text import norms
from maestro.understanding.replies.answers import by_words
from maestro.understanding.stance.negation import negated
from maestro.understanding.stance.recommended import recommended
from maestro.understanding.stance.stages import stage_of

_PIECES = re.compile(
    r"[,.;:!?()\n…]+|\s[-–—]+\s|\s(?:but|because|since|as|so|then|if|and then|I think|I guess)\s", re.IGNORECASE
)
_POINTS = re.compile(r"\b(?:ones?|blueprint|option|template|starting point)\b", re.IGNORECASE)
_FUNCTION = frozenset(
    norms(
        "a an the of its our ours your their my to in on at for with is are it be we us i you that this those by and "
        "or as one ones please from have has need needs want would will can do does there here just really very own "
        "else everybody everyone"
    )
) - frozenset(norms("own"))
_LONG = 22  # words of a message that is still an answer
_BRIEF = 3  # telling words of a piece that may be part of a longer name
_BUT = re.compile(
    r"\b(?:any(?:thing|one)?|every(?:thing|one)|all)\s+(?:but|except|other than|apart from)\b", re.IGNORECASE
)
NEVER = ("purpose", "review", "submit")

Rank = Callable[[str], tuple[tuple[str, ...], float]]  # a text -> starting points, best first, and the margin
_LEADING = (
    (re.compile(r"(?:no|none|nope|nah|nothing|neither)\b(?! (?:idea|clue|problem))", re.IGNORECASE), Decline),
    (re.compile(r"(?:yes|yeah|yep|yup|sure|ok(?:ay)?|exactly|right|perfect|fine)\b", re.IGNORECASE), Accept),
)
_DENIED = re.compile(r"\b(?:not|never|neither|nor|cannot|none of)\b|n't\b", re.IGNORECASE)
_LIKELY, _SURE = 0.15, 0.5  # margins of a starting point that is described, by several words or by one


def gist(said: str, asked: Asked, form: Form, rank: Rank) -> tuple[Act, ...]:
    """The acts of the one answer that a message comes down to, none where it comes down to none or several."""
    if asked.path in NEVER or len(said.split()) > _LONG or _BUT.search(said):
        return ()
    if (stage := _stage(said, asked, form)) is not None:
        return (stage,)
    pieces = [p.strip() for p in _PIECES.split(said) if p and p.strip()]
    named = {acts: piece for piece in pieces if (acts := _shared(piece, asked, form))}
    if len(named) == 1:
        acts, piece = next(iter(named.items()))
        return tuple(replace(act, quote=piece) for act in acts)
    if len(named) > 1:
        return ()
    if asked.path == "scenario" and _POINTS.search(said) and (described := _described(said, asked, rank)):
        return described
    replies = (acts for piece in _ends(pieces) if (acts := _reply(piece, asked)))
    found = next(replies, ()) or (_leading(pieces[0], asked) if pieces else ())
    some = len(pieces) > 1 and any(choice.value == [] for choice in asked.choices)
    if some and all(isinstance(act, Accept) for act in found):
        return ()  # "yes, as the lawyer said": some of them, and not told which
    return found


def _stage(said: str, asked: Asked, form: Form) -> Set | None:
    """ "only trying it out": which environment, by what becomes of the thing."""
    if form.environment is None or asked.path != form.environment.path:
        return None
    value = stage_of(form.environment, said)
    return Set(asked.path, value, said.strip()) if value is not None else None


def _leading(piece: str, asked: Asked) -> tuple[Act, ...]:
    """ "none that I heard of", "yes it is well for us": the first word decides, since nothing else was read."""
    made = next((act for pattern, act in _LEADING if pattern.match(piece)), None)
    if made is None or (made is Decline and asked.path == "scenario"):
        return ()
    chosen = by_words(piece.split(maxsplit=1)[0], asked)
    return chosen.acts if chosen is not None else (made(asked.path, piece),)


def _ends(pieces: list[str]) -> list[str]:
    """A reply stands first or last, its reason beside it."""
    return list(dict.fromkeys([*pieces[:1], *pieces[-1:]]))


def _reply(piece: str, asked: Asked) -> tuple[Act, ...]:
    path = asked.path
    if (taken := recommended(piece, asked)) is not None:
        return (taken,)
    replies: tuple[tuple[re.Pattern[str], Act], ...] = (
        (grammar.YES, Accept(path, piece)),
        (grammar.NO, Decline(path, piece)),
        (grammar.DONT_KNOW, DontKnow(path, piece)),
        (grammar.DONT_CARE, DontCare(path, piece)),
        (grammar.SKIP, Skip(path, piece)),
    )
    for pattern, act in replies:
        if pattern is grammar.NO and path == "scenario":
            continue  # "nobody, not even the boss, may ..." turns no starting point down
        if pattern.fullmatch(piece):
            chosen = by_words(piece, asked)
            return chosen.acts if chosen is not None else (act,)
    return ()


def _described(said: str, asked: Asked, rank: Rank) -> tuple[Act, ...]:
    """ "the one for shops on the web": a starting point by what it is for."""
    if _DENIED.search(said):
        return ()  # "we don't care for one"
    ids, margin = rank(said)
    shown = {c.value for c in asked.choices}
    telling = len(_telling(_POINTS.sub(" ", said)))
    sure = _LIKELY if ids and ids[0] in shown and telling > 1 else _SURE
    return (Choose(ids[0], said.strip()[:200]),) if ids and margin >= sure else ()


def _shared(piece: str, asked: Asked, form: Form) -> tuple[Act, ...]:
    """What the one choice means whose telling words the piece shares."""
    said = _telling(piece)
    if not said or negated(piece, len(piece), len(piece)) is not None:
        return ()
    scores: dict[tuple[Act, ...], float] = {}
    for phrase, acts in _phrases(asked, form):
        words = _telling(phrase)
        if asked.path == "scenario" and len(words) == 1 and said != words and not _POINTS.search(piece):
            continue  # "the commerce team pays": a word of a title among others names nothing
        if words and words <= said:
            scores[acts] = max(scores.get(acts, 0.0), float(len(words)))
        elif len(said) <= _BRIEF and said <= words:
            scores[acts] = max(scores.get(acts, 0.0), len(said) / 2)
    best = max(scores.values(), default=0.0)
    first = [acts for acts, score in scores.items() if score == best]
    return first[0] if len(first) == 1 else ()


def _telling(text: str) -> frozenset[str]:
    return frozenset(norms(text)) - _FUNCTION


def _phrases(asked: Asked, form: Form) -> Iterator[tuple[str, tuple[Act, ...]]]:
    """Every name of every answer: the choices shown, and a field's legal values that are not."""
    found = form.at(asked.path)
    for choice in asked.choices:
        if all(isinstance(act, (Set, Choose)) for act in choice.acts) and not _empties(choice.acts):
            for word in choice.words:
                yield word, choice.acts
    for option in found.options if found is not None and found.kind is not Kind.ARRAY else ():
        for phrase in (option.title, *option.aliases):
            yield phrase, (Set(asked.path, option.value),)


def _empties(acts: tuple[Act, ...]) -> bool:
    return any(isinstance(act, Choose) and act.scenario is None for act in acts)
