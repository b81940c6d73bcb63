"""What a message takes back: "no wait, large", "the code has a typo, it must be mapsrv", "shop, not shopp".

Knows only what was said before (the view's values) and a closed grammar of turning round. Refuses to guess: a word is
put in the place of another one only where that one is named, or its field is, or the two are a slip apart.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from rapidfuzz.distance import OSA

from maestro.domain.acts import Act, Narrow, Reject, Set
from maestro.domain.conversation import View
from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import Json, below
from maestro.understanding.english import grammar
from maestro.understanding.english.dates import dates, day_form, meant
from maestro.understanding.english.pairs import ends_told, role
from maestro.understanding.english.quantities import number, quantities
from maestro.understanding.english.text import Span, norms
from maestro.understanding.english.values import coerce, distinctive, fits
from maestro.understanding.messages import partly
from maestro.understanding.stance.leaving import has_left
from maestro.understanding.stance.negation import negated
from maestro.understanding.vocabulary.lexicon import Hit, Means

_WORD = r"[\"'`]?(?P<{}>[A-Za-z0-9][\w.@+/:-]*)[\"'`]?"
_NEW, _OLD = _WORD.format("new"), _WORD.format("old")
_SHOULD = r"(?:should|must|has to|needs to|ought to|was (?:meant|supposed) to)"
_GONE = r"(?:is|was|has been|seems) (?:already |not )?(?:taken|used|in use|wrong|gone|free|too long|no good)"
_SO = r"(?:(?:so|then|please|let'?s|use|take|make it|call it|it'?s|it is)\s+)*"
_CHANGE = r"(?:change|rename|replace|correct|turn|make)"
_PAIRS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NEW},?\s+(?:and\s+)?(?:not|instead of|rather than|in place of)\s+{_OLD}",
        rf"(?:\bnot|n't)\s+{_OLD}\s*[,;:-]?\s*(?:but|it'?s|it is|rather)?\s*{_NEW}",
        rf"{_OLD}\s+{_SHOULD}\s+(?:be|read|say|have been)(?: called| named)?\s+{_NEW}",
        rf"\b{_CHANGE}\s+(?:the\s+)?(?:\w+\s+){{0,3}}?{_OLD}\s+(?:to|with|by|into|as)\s+(?:be\s+)?{_NEW}",
        rf"{_OLD}\s*(?:->|=>|→)\s*{_NEW}",
        rf"{_OLD}\s+{_GONE}\b[^.;!?,]{{0,40}}[.;!,]+\s*{_SO}{_NEW}(?:\s+(?:instead|then|please))?\s*(?:$|[.!])",
    )
)
_VALUE = re.compile(
    r"(?:\b(?:should|must|has to|have to|needs? to|ought to|supposed to|meant to)\s+(?:be|read|say|have been)|"
    r"\bto|\bwith|\bis|'s|\bbe|\bmeant|\bmean|\buse|\bmake it|\bby|[:=]|->)"
    r"(?:\s+(?:actually|really|in fact|just|rather))*\s*[:,]?\s*"
    rf"{_NEW}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Turn:
    """A message or sentence that begins by turning round: what is left of it, blanks for what was read."""

    rest: str


def turned(text: str, *, bare: bool = True) -> Turn | None:
    """Whether a text begins by taking something back ("no wait, ..."); a "no" before a thing only denies it, and alone
    before a comma it counts where `bare`.
    """
    match = grammar.TURN.match(text)
    if match is None or not match[0].strip(" ,.;:!-–—"):
        return None
    only_no = re.fullmatch(r"\s*(?:no|nope|nah)\s*" if bare else r"\W*(?:no|nope|nah)\W*", match[0], re.IGNORECASE)
    if only_no or not text[match.end() :].strip(" .!"):
        return None
    return Turn(" " * match.end() + text[match.end() :])


def turns(span: Span) -> Iterator[tuple[Span, bool]]:
    """A sentence cut where it turns round ("..., actually ..."), each piece with whether it takes back."""
    cuts = [m.end() for m in grammar.TURNING.finditer(span.text)]
    for start, end in zip([0, *cuts], [*cuts, len(span.text)], strict=True):
        piece = span.text[start:end]
        back = turned(piece)
        text = back.rest if back is not None else piece
        if text.strip():
            yield Span(text, span.start + start, span.ask), back is not None or start > 0


def settled(form: Form, acts: Sequence[Act]) -> list[Act]:
    """One mind for each place: the last word where it takes the others back, a choice for the user where none does."""
    acts = _without_refused(acts)
    acts = [act for act in acts if not _refuted(form, act, acts)]
    last: dict[str, Act] = {}
    for act in acts:
        if _decides(act) and not _mentions(form, act, last):
            last[_place(form, act)] = act
    kept: list[Act] = []
    torn: dict[str, list[Json]] = {}
    for act in acts:
        place = _place(form, act) if _decides(act) else ""
        final = last.get(place)
        if final is None or act is final or place not in _contradicted(form, acts, last):
            kept.append(act)
        elif isinstance(final, Set) and isinstance(act, Set) and not final.correction and _options(form, act.path):
            torn.setdefault(act.path, []).append(act.value)
    return _narrowed(kept, torn)


def _without_refused(acts: Sequence[Act]) -> list[Act]:
    """ "in Canada but not in Toronto": what is refused of several is none of those to choose from."""
    out: list[Act] = []
    for act in acts:
        left: tuple[Json, ...] = ()
        if isinstance(act, Narrow):
            gone = [a.value for a in acts if isinstance(a, Reject) and a.path == act.path]
            left = tuple(value for value in act.values if value not in gone)
        if isinstance(act, Narrow) and left and left != act.values and len(act.values) > 1:
            out.append(Set(act.path, left[0], act.quote) if len(left) == 1 else replace(act, values=left))
        else:
            out.append(act)
    settled = {a.path for a in out if isinstance(a, Set)}
    narrowed = {a.path for a in acts if isinstance(a, Narrow)} & settled
    return [a for a in out if not (isinstance(a, Reject) and a.path in narrowed and a.value is not None)]


def _refuted(form: Form, act: Act, acts: Sequence[Act]) -> bool:
    """ "use tier X for the Postgres, not your size table": a part of which a detail is said anew is not refused."""
    if not isinstance(act, Reject) or act.value is not None or not act.path.endswith(".enabled"):
        return False
    component = form.component_of(act.path)
    details = [a for a in acts if isinstance(a, Set) and component is not None and below(a.path, component.path)]
    return any(a.value not in (True, False, {}) and not a.path.endswith(".enabled") for a in details)


def _mentions(form: Form, act: Set | Reject, last: Mapping[str, Act]) -> bool:
    """ "no DNS zone, our domain stays where it is": what was just refused is only spoken of again.

    "EKS goes away, a Kubernetes of ours comes", in any order: what goes and what comes are not the same.
    """
    before = last.get(_place(form, act))
    if isinstance(act, Reject):
        return isinstance(before, Set) and has_left(act.quote) and before.quote.lower() not in act.quote.lower()
    if act.value is not True or act.correction or not act.path.endswith(".enabled"):
        return False
    return isinstance(before, Reject) and not has_left(before.quote)


def _contradicted(form: Form, acts: Sequence[Act], last: Mapping[str, Act]) -> set[str]:
    """The places of which two things were said."""
    said = [(act, _place(form, act)) for act in acts if _decides(act)]
    return {place for act, place in said if place in last and _contradicts(act, last[place])}


def _decides(act: Act) -> TypeGuard[Set | Reject]:
    """Whether it says what stands at a place; one value that is not wanted leaves the others."""
    return isinstance(act, Set) or (isinstance(act, Reject) and act.value is None)


def _narrowed(kept: list[Act], torn: dict[str, list[Json]]) -> list[Act]:
    """Two values and none taken back: which, is for the user to say."""
    out: list[Act] = []
    for act in kept:
        if isinstance(act, Set) and act.path in torn:
            values = tuple(dict.fromkeys((*torn[act.path], act.value)))
            out.append(Narrow(act.path, values, act.quote, against=True))
        else:
            out.append(act)
    return out


def _options(form: Form, path: str) -> bool:
    found = form.at(path)
    return found is not None and bool(found.options)


def _place(form: Form, act: Set | Reject) -> str:
    """What an act decides: a component as a whole, or a value."""
    component = form.component_of(act.path)
    if component is not None and act.path in (component.path, f"{component.path}.enabled"):
        return f"{component.path}.enabled"
    return act.path


def _contradicts(act: Act, final: Act) -> bool:
    if isinstance(act, Set) and isinstance(final, Set):
        return {} not in (act.value, final.value) and bool(act.value != final.value)
    return isinstance(act, Set) != isinstance(final, Set)


def anew(rest: str, view: View) -> Act | None:
    """A short value after a turn, for what was answered last: "sorry, medium"; None where it answers what is asked.

    "medium, large is too much": the first words are the value, the others say why.
    """
    words = re.split(r"[,;.!]", rest.strip())[0].strip()
    asked = view.form.at(view.question.path) if view.question is not None else None
    if not words or len(words.split()) > _SHORT or (asked and asked.options and _value(asked, words) is not None):
        return None
    said = [path for path, held in reversed(list(view.values.items())) if held.source == "user"]
    for path in dict.fromkeys((view.recent, *said[:_LATELY])):
        found = view.form.at(path)
        value = _value(found, words) if found is not None else None
        if found is None or value is None or path not in view.values or value == view.values[path].value:
            continue
        if found.options or _alike(value, _held(view, path)):
            return Set(path, value, words, correction=True)
    return None


def again(text: str, acts: Sequence[Act], form: Form) -> Set | None:
    """ "... on 1 February. Actually make that the 8th of February 2027": the value that the message set last, anew."""
    if len(text.split()) > _BRIEF:
        return None
    for last in (act for act in reversed(acts) if isinstance(act, Set)):
        found = form.at(last.path)
        said = {value: quote for value, quote in _inside(found, text) if value is not None} if found is not None else {}
        if len(said) == 1 and last.value not in said:
            ((value, quote),) = said.items()
            return Set(last.path, value, quote, environment=last.environment, correction=True)
    return None


def _inside(found: Field, text: str) -> Iterator[tuple[Json, str]]:
    """The values of a field that stand in a few words."""
    if found.options:
        yield _value(found, text), text.strip(" .!,")
    elif found.kind in (Kind.INTEGER, Kind.NUMBER):
        yield from ((number(found, q), text[q.start : q.end]) for q in quantities(text))
    elif distinctive(found):
        days = list(dates(text))
        yield from ((day, text[d.start : d.end]) for d in days for day in meant(found, d, fits))
        yield from ((coerce(found, word), word.rstrip(".!?")) for word in text.split() if not days)


_BRIEF = 9  # words of a sentence that only says a value anew
_LATELY = 6  # places that were spoken of last
_SHORT = 4  # words of a value that is said anew


def _value(found: Field, words: str) -> Json:
    """The value that a few words mean for a field: an option by any of its names, else what fits."""
    if found.options:
        said = norms(words)
        named = [
            o.value for o in found.options
            if any((key := norms(name)) and _within(key, said) for name in (str(o.value), o.title, *o.aliases))
        ]  # fmt: skip
        return named[0] if len(named) == 1 else None  # of "gold, not silver" the clause tells which
    token = words.rsplit(maxsplit=1)[-1]
    return coerce(found, token)


def _within(key: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return key in [said[n : n + len(key)] for n in range(len(said) - len(key) + 1)]


def _held(view: View, path: str) -> str:
    held = view.values.get(path)
    return str(held.value) if held is not None and isinstance(held.value, str) else ""


def _alike(new: Json, old: str) -> bool:
    """Whether two words are a slip apart: few letters differ, or one begins like the other."""
    one, other = str(new).lower(), old.lower()
    if not one or not other or one == other:
        return False
    most = max(1, max(len(one), len(other)) // 3)
    return OSA.distance(one, other) <= most or (min(len(one), len(other)) > 2 and one.startswith(other))


def fixes(span: Span, view: View, hits: Sequence[Hit]) -> list[Set]:
    """Values of the user's own that a sentence puts right: names, codes, numbers; never an option."""
    piece = partly.put_right(span, view, _own(view), hits)
    return piece or _of_field(span, view, hits) or _of_slip(span, view) or day_put_right(span, view)


def _own(view: View) -> dict[str, str]:
    """What the user gave in words of their own, by place."""
    return {
        path: held.value
        for path, held in view.values.items()
        if held.source == "user" and isinstance(held.value, str) and _free(view.form.at(path))
    }


def _free(found: Field | None) -> bool:
    return found is not None and found.kind is Kind.STRING and not found.options and not found.shapes


@dataclass(frozen=True)
class Renamed:
    """A value that was put in the place of another, and the message without the two."""

    act: Set
    rest: str


def renamed(said: str, view: View) -> Renamed | None:
    """ "shop, not shopp"; "shopp is taken. shop instead": the old word is a value that stands."""
    own = _own(view) if view.values else {}
    for pattern in _PAIRS if own else ():
        for match in pattern.finditer(said):
            old, new = match["old"].rstrip("."), match["new"].rstrip(".")
            for path, value in own.items():
                if value.lower() == old.lower() and (fitting := _fitting(view, path, new)) is not None:
                    rest = said[: match.start()] + " " * len(match[0]) + said[match.end() :]
                    return Renamed(Set(path, fitting, new, correction=True), rest)
    return None


def _fitting(view: View, path: str, word: str) -> Json:
    found = view.form.at(path)
    value = coerce(found, word) if found is not None else None
    return value if value != _held(view, path) else None


def _of_field(span: Span, view: View, hits: Sequence[Hit]) -> list[Set]:
    """ "the code has a typo, it must be mapsrv": a field that has a value is named, and what it should be."""
    if not grammar.MISTAKE.search(span.text):
        return []
    own = _own(view)
    named = [t.path for h in hits for t in h.targets if t.means is Means.FIELD]
    for path in dict.fromkeys(p for p in named if p in own):
        for match in reversed(list(_VALUE.finditer(span.text))):
            word = match["new"].rstrip(".")
            if (fitting := _fitting(view, path, word)) is not None and word.lower() not in grammar.COMMON:
                return [Set(path, fitting, word, correction=True)]
    return []


def _of_slip(span: Span, view: View) -> list[Set]:
    """ "oops, mapsrv": a word that is a slip apart from a value that stands."""
    if not grammar.MISTAKE.search(span.text) and not grammar.TURN.match(span.text):
        return []
    words = [m["word"].rstrip(".") for m in re.finditer(_WORD.format("word"), span.text)]
    for path, value in _own(view).items():
        for word in words:
            if len(word) > 2 and _alike(word, value) and word.lower() not in grammar.COMMON | grammar.STOP:
                fitting = _fitting(view, path, word)
                if fitting is not None:
                    return [Set(path, fitting, word, correction=True)]
    return []


def day_put_right(span: Span, view: View) -> list[Set]:
    """ "sorry, 4 March 2027, I misread the calendar": the one day that stands, or the one told last, was another."""
    if not grammar.MISTAKE.search(span.text) and not grammar.TURN.match(span.text):
        return []
    said = [day for day in dates(span.text) if negated(span.text, day.start, day.end) is None]
    fields = [f for path in _own(view) if (f := view.form.at(path)) and distinctive(f) and day_form(f, fits)]
    found = fields[0] if len(fields) == 1 else next((f for f in fields if f.path == view.recent), None)
    if found is None or len(said) != 1 or ends_told(span.text) - {role(found)}:
        return []  # of several, or of the other end of a stretch
    days = meant(found, said[0], fits)
    quote = span.text[said[0].start : said[0].end]
    return [Set(found.path, days[0], quote, correction=True)] if len(days) == 1 else []


def same(said: str, view: View) -> Act | None:
    """ "same as the database", "the same again": the value of another choice that has the same options."""
    asked = view.form.at(view.question.path) if view.question is not None else None
    if asked is None or not asked.options or not grammar.SAME.fullmatch(said.strip()):
        return None
    legal = {str(o.value) for o in asked.options}
    told = [view.recent, *(p for p in reversed(list(view.values)) if p != view.recent)]
    for path in told:
        held, found = view.values.get(path), view.form.at(path)
        alike = found is not None and {str(o.value) for o in found.options} == legal and path != asked.path
        if held is not None and alike and held.source == "user" and _named(said, view.form, path):
            return Set(asked.path, held.value, said.strip())
    return None


def _named(said: str, form: Form, path: str) -> bool:
    """Whether the words point to that choice, or to none in particular."""
    component = form.component_of(path)
    titles = [c for c in form.components if _within(norms(c.title)[:1], norms(said)) or _aliased(c, said)]
    return not titles or (component is not None and any(below(component.path, t.path) for t in titles))


def _aliased(found: Field, said: str) -> bool:
    return any(_within(norms(alias), norms(said)) for alias in found.aliases if alias)
