"""A message that speaks of several environments: what is for one of them is read apart."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from maestro.domain.acts import Accept, Act, Question, Resize, Unclear
from maestro.domain.conversation import View
from maestro.domain.form import Form, Kind
from maestro.understanding.english.text import words
from maestro.understanding.messages import repair
from maestro.understanding.messages.answering import Answering
from maestro.understanding.messages.environments import Environments, tagged
from maestro.understanding.messages.mentions import Mentions
from maestro.understanding.messages.pieces import Part, Pieces
from maestro.understanding.messages.statements import Statements, without_echo
from maestro.understanding.messages.told import YES_AND
from maestro.understanding.vocabulary.clause import Reading


class Several:
    """Splits a message by the environments that it names."""

    def __init__(self, form: Form, mentions: Mentions, statements: Statements, answering: Answering) -> None:
        """The factory's words, and how sentences and answers are read."""
        self._form = form
        self._mentions = mentions
        self._environments, self._pieces = Environments(form, mentions), Pieces(form, mentions)
        self._statements = statements
        self._answering = answering

    def read(self, said: str, view: View, whole: Callable[[str, View], list[Act]]) -> list[Act] | None:
        """The acts of such a message, None of another; `whole` reads one in which the environments are only named."""
        declared = self._environments.declared(said, view)
        known = self._environments.known(declared, view)
        if not declared and not self._environments.spoken_of(said, known):
            return None
        parts = tuple(self._environments.parts(said, view, known))
        if any(part.names or part.acts for part in parts):
            lead = self._lead(said, view)
            return [*declared, *lead, *self._apart(parts, said, replace(view, environments=known))]
        rest = "".join(self._environments.without_names(said, known))
        acts = whole(rest, view) if words(rest) and not self._environments.says_both(said, view) else []
        return [*declared, *self._environments.told(acts, rest, said)]

    def _lead(self, said: str, view: View) -> list[Act]:
        """The yes that a longer message opens with."""
        match = YES_AND.match(said) if view.question is not None and view.question.path != "purpose" else None
        return [Accept(view.question.path, match[0].strip(" ,.!;:-"))] if match and view.question else []

    def _apart(self, parts: Sequence[Part], said: str, view: View) -> list[Act]:
        """The acts of each part, for its environments."""
        out: list[Act] = []
        shared = Reading(named=self._mentions.named(said))
        for part in parts:
            mine = Reading(component=shared.component, parts=shared.parts, named=shared.named, before=tuple(out))
            resized = {name for act in part.acts if isinstance(act, Resize) for name in (act.environment,)}
            if not part.acts or resized:
                self._statements.read_span(part.span, view, mine)
            named = bool(part.names or resized)
            acts: Sequence[Act] = [a for a in mine.acts if not (named and isinstance(a, (Question, Unclear)))]
            asked = part.names and view.question is not None and not self._one_name(parts, view)
            if asked and not acts and not part.acts:
                answer = self._answering.read(part.span.text.strip(" ,;:."), view)
                acts = answer.acts if answer else ()
            told = self._environments.told(acts, part.span.text, said, part.span.start)
            sized = self._pieces.sized(part, told, view)
            out += [*tagged(told, part.names), *self._environments.not_elsewhere(part, told, view), *part.acts, *sized]
            shared.component = mine.component
        return without_echo(self._settled(out, view), view)

    def _one_name(self, parts: Sequence[Part], view: View) -> bool:
        """Whether a name is asked for while several environments are told apart: "small in test, large in prod"."""
        found = self._form.at(view.question.path) if view.question is not None else None
        free = found is not None and found.kind is Kind.STRING and not found.options
        return free and sum(1 for part in parts if part.names) > 1

    def _settled(self, acts: Sequence[Act], view: View) -> list[Act]:
        """One mind for each place of each environment; what is for all comes first."""
        out: list[Act] = []
        for name in (None, *view.environments):
            mine = [a for a in acts if getattr(a, "environment", None) == name]
            out += tagged(repair.settled(self._form, mine), (name,) if name else ())
        return out
