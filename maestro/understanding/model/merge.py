"""Two readings of one message made one: the rules', and what a model adds to it.

The rules' reading stays, but for what the model says was never said: that is asked. A model's act is taken over where
the user's words carry it and nothing speaks against it; without such evidence it becomes a suggestion, and inside
quoted mail or orders to a machine it is nothing at all. No decision of a user's is ever a model's to read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from maestro.domain import acts as a
from maestro.domain.acts import Act, Suggest
from maestro.domain.blueprint import Source
from maestro.domain.conversation import View
from maestro.domain.json import below, generic
from maestro.understanding.model.evidence import Witness, contradicts, verbatim
from maestro.understanding.model.resolve import Resolver
from maestro.understanding.model.wire import Said

_ASKED_FOR = {a.Cancel: "cancel", a.Undo: "undo", a.Redo: "redo", a.AcceptAll: "accept_all"}
_ONLY_FIRST = (a.Accept, a.Decline, a.Submit, a.ConfirmUpdate)
_WRITES = (a.Set, a.Add, a.Remove, a.Reject, a.Clear)
_SAID = (Source.USER, Source.DOCUMENT, Source.MODEL)
_QUESTIONS = 2  # of one message


@dataclass(frozen=True)
class Heard:
    """One act of a model's. `quote` is verbatim, empty where what it `claimed` is not in the message.

    `act` is None for `not_said`, which disputes what the first reading has at `path`.
    """

    kind: Said
    path: str
    act: Act | None
    quote: str
    claimed: str = ""


def merged(
    resolver: Resolver, text: str, view: View, first: tuple[Act, ...], heard: Sequence[Heard]
) -> tuple[Act, ...]:
    """The acts of the message."""
    merge = _Merge(Witness(resolver.form, resolver.lexicon, text, view), view, list(first))
    for one in heard:
        merge.take(one)
    return merge.acts(text)


@dataclass
class _Merge:
    witness: Witness
    view: View
    first: list[Act]

    def __post_init__(self) -> None:
        self.added: list[Act] = []
        self.quotes: list[str] = []

    def take(self, heard: Heard) -> None:
        """One act: into the reading, into a question, or nowhere."""
        act = heard.act
        if act is None:
            self._dispute(heard.path)
        elif act in (*self.first, *self.added) or self._known(act):
            self._explains(heard)
        elif isinstance(act, a.Choose):
            self._choose(act, heard)
        elif type(act) in _ASKED_FOR:
            if heard.quote and not any(isinstance(known, type(act)) for known in self.first):
                self._explains(heard)
                self._suggest(Suggest(_ASKED_FOR[type(act)], quote=heard.quote))
        elif isinstance(act, _WRITES):
            self._write(act, heard)
        elif not isinstance(act, _ONLY_FIRST):
            self._say(act, heard)

    def acts(self, text: str) -> tuple[Act, ...]:
        """First what the rules read, then what was added; the purpose last, as ever."""
        kept = [act for act in self.first if not (isinstance(act, a.Unclear) and self._explained(act))]
        purpose = [act for act in kept if isinstance(act, a.Describe)]
        rest = [act for act in kept if not isinstance(act, a.Describe)]
        found = (*rest, *self.added, *purpose)
        return found or (a.Unclear(text.strip()[:200]),)

    def _known(self, act: Act) -> bool:
        """Whether the rules read the same, or it stands already in the user's name."""
        if not isinstance(act, _WRITES):
            return False
        value = getattr(act, "value", None)
        for other in self.first:
            same = type(other) is type(act) and getattr(other, "path", "") == act.path
            if same and getattr(other, "value", None) == value:
                return True
        held = self.view.values.get(act.path)
        return isinstance(act, a.Set) and held is not None and held.value == value and held.source in _SAID

    def _write(self, act: Act, heard: Heard) -> None:
        place = self.witness.place(heard.quote) if heard.quote else None
        if heard.quote and place is None:
            return  # quoted mail, an order to a machine
        if not heard.quote and self._hidden(heard.claimed):
            return
        against = any(contradicts(act, other) for other in (*self.first, *self.added))
        if place is not None and not against and self.witness.carries(act, place):
            self._explains(heard)
            self.added.append(act)
        else:
            self._explains(heard)
            self._suggest(_suggestion(act, heard.quote))

    def _say(self, act: Act, heard: Heard) -> None:
        """What writes no value: with words of the user's for it, or not at all."""
        place = self.witness.place(heard.quote) if heard.quote else None
        if place is None:
            return
        match act:
            case a.Question():
                asked = [known for known in (*self.first, *self.added) if isinstance(known, a.Question)]
                allowed = len(asked) < _QUESTIONS and not any(known.path == act.path for known in asked)
            case a.WishFor(lack=lack):
                named = lack in {entry.title for entry in self.witness.form.lacks} or verbatim(lack, place.quote)
                allowed = bool(named) and not any(isinstance(k, a.WishFor) and k.lack == lack for k in self.first)
            case a.Help() | a.SmallTalk():
                allowed = all(isinstance(known, (a.Unclear, a.Describe)) for known in self.first)
            case _:
                here = [k for k in self.first if getattr(k, "path", None) == getattr(act, "path", "")]
                allowed = not here and self.witness.carries(act, place)
        if allowed:
            self._explains(heard)
            self.added.append(act)

    def _choose(self, act: a.Choose, heard: Heard) -> None:
        """A starting point is proposed first; taking it is the user's."""
        if any(isinstance(known, a.Choose) for known in self.first):
            return
        if self.view.chosen and heard.quote:
            self._suggest(Suggest("choose", value=act.scenario, quote=heard.quote))
        for number, known in enumerate(self.first):
            if isinstance(known, a.Describe) and act.scenario in known.ranking and heard.quote:
                others = tuple(id_ for id_ in known.ranking if id_ != act.scenario)
                self.first[number] = replace(known, ranking=(act.scenario, *others), known=True)

    def _dispute(self, path: str) -> None:
        """What the rules read at a path was not said, the model thinks: ask."""
        asked = self.view.question
        for act in [known for known in self.first if isinstance(known, (a.Set, a.Add, a.Reject))]:
            place = getattr(act, "path", "")
            answers = asked is not None and place in (asked.path, asked.about, *asked.also)
            if path and below(generic(place), generic(path)) and not answers:
                self.first.remove(act)
                self._suggest(_suggestion(act, act.quote))

    def _suggest(self, suggestion: Suggest) -> None:
        if suggestion not in self.added:
            self.added.append(suggestion)

    def _explains(self, heard: Heard) -> None:
        if heard.quote:
            self.quotes.append(heard.quote)

    def _explained(self, unclear: a.Unclear) -> bool:
        return any(quote in unclear.quote for quote in self.quotes)

    def _hidden(self, claimed: str) -> bool:
        """Whether the words stand in a part of the message that no person reads."""
        return bool(claimed.strip()) and claimed.strip().lower() in self.witness.text.lower()


def _suggestion(act: Act, quote: str) -> Suggest:
    kinds: dict[type[Act], str] = {a.Set: "set", a.Add: "add", a.Remove: "remove", a.Reject: "reject", a.Clear: "clear"}
    return Suggest(kinds[type(act)], getattr(act, "path", ""), getattr(act, "value", None), quote)
