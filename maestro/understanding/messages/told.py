"""An answer inside a longer message: a yes among other words, a no with its reasons, the kernel of a story."""

import re
from collections.abc import Sequence
from dataclasses import replace

from maestro.domain.acts import (
    Accept,
    Act,
    Add,
    Choose,
    Decline,
    Describe,
    DontCare,
    DontKnow,
    Narrow,
    Question,
    Reject,
    Remove,
    Set,
    Skip,
    SmallTalk,
    Submit,
    Topic,
    Unclear,
    WishFor,
)  # fmt: skip
from maestro.domain.conversation import Asked, View
from maestro.domain.form import Field, Form, Importance, Kind
from maestro.understanding.clauses.refusals import by_name
from maestro.understanding.english import grammar
from maestro.understanding.english.kernels import another_does, concluded, kernels
from maestro.understanding.english.text import Span, norms, sentences
from maestro.understanding.messages.answering import Answering
from maestro.understanding.messages.mentions import Mentions
from maestro.understanding.messages.statements import Statements, merged
from maestro.understanding.replies import asks, choosing
from maestro.understanding.replies.answers import Answer, is_ordinal
from maestro.understanding.replies.naming import is_aside
from maestro.understanding.replies.short import short_reply
from maestro.understanding.stance import approvals

YES_AND = re.compile(
    r"^\s*(?:yes|yeah|yep|yup|sure|ok(?:ay)?|right|correct|fine|good|great|perfect)\b\s*[,.!;:-]?\s+(?=\S)",
    re.IGNORECASE,
)
_SOUND = re.compile(
    r"\s*(?:(?:ok(?:ay)?|right|fine|good|great|perfect|correct|so|true|indeed|exactly|agreed|fair (?:enough|point)|"
    r"good point|point taken|i see|understood|makes sense|(?:you'?re|you are|that'?s|that is) (?:\w+ly )?"
    r"(?:right|true|correct|fair))\b[\s,.!;:-]*)+",
    re.IGNORECASE,
)
_AGAINST_IT = re.compile(  # "that cannot work": what was said before is taken back
    r"\s*(?:that|it|this|these|those)\b[^,.;!]{0,40}(?:n'?t\b|\bnot\b|\bnever\b|\bcannot\b|\bno sense\b|\bwrong\b|"
    r"\bmistake\b|\bcontradict|\bimpossible\b)",
    re.IGNORECASE,
)
_IT_IS = re.compile(r"(?:^|[,.;:!])\s*(?P<what>[^,.;:!]{1,40}?)\s+it (?:is|shall be|will be)\b", re.IGNORECASE)
_ABOUT_IT = re.compile(  # what says more of what was proposed, after a sound of agreement
    r"\s*(?:and|but|with|without|except|only|just|please|then|now|let'?s|go|take|use|start|begin|choose|pick|proceed|"
    r"do|that|it|this|sounds?|looks?|seems?|fits?|suits?|as|yes|for|to|(?:i|we)(?:'ll| will|'d| would)? (?:take|go|"
    r"start|use|agree|accept|like))\b|\s*\W*$",
    re.IGNORECASE,
)
_JOINS = re.compile(  # what goes on from the starting point that was proposed
    r"(?:and|but|with|without|except|plus|add|also|take (?:it|that|this)|use (?:it|that|this)|go|start|begin|"
    r"let'?s|that|this|it|yes|please (?:add|also|take))\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"(?:then|only|just|so|we (?:want|need|take)|i (?:want|need|take))\b", re.IGNORECASE)
_SO_THEN = re.compile(r"^\s*(?:ok(?:ay)?|right|fine|good|great)\b.*\bthen\W*$", re.IGNORECASE)  # "ok, X then": to X
_BUT = re.compile(r"\b(?:but|only|just|except|apart from|other than)\b", re.IGNORECASE)
_EXCEPTING = re.compile(r"\b(?:but|except|apart from|other than)\b", re.IGNORECASE)
_SAYING_NO_MORE = (Accept, Submit, SmallTalk, Unclear, Question)
_WRITTEN = (Set, Add, Reject, Remove, Choose, WishFor, Accept, Decline, Describe, Submit)
AGREEING = 14  # words of a message that only agrees
_NOBODY = re.compile(r"\W*(?:and |but |so |also )*(?:nobody|no ?one|none of (?:us|them|you))\W*", re.IGNORECASE)
_ONE = "one blueprint option start starting point pick choose"  # words beside a name
_TELLING = 4  # words of a sentence that is worth saying it was not understood
_NO_AND = re.compile(r"^\s*(?:no|nope|nah)\b\s*[,.!;:-]+\s*(?=\S)", re.IGNORECASE)


class Told:
    """Finds the answer to the open question among the other words of a message."""

    def __init__(self, form: Form, mentions: Mentions, statements: Statements, answering: Answering) -> None:
        """The factory's words, and how sentences and plain answers are read."""
        self._form = form
        self._mentions = mentions
        self._statements = statements
        self._answering = answering

    def ordered(self, said: str, view: View) -> Act | None:
        """At the last look: an order to send the request off, beside words that say nothing of it."""
        asked = view.question
        if asked is None or asked.path not in approvals.APPROVING or grammar.CONTINUE.fullmatch(said):
            return None  # who says "go on" has perhaps just come back
        if not approvals.ordering(said):
            return None
        return Submit(said.strip()) if self._without_more(said, view) is not None else None

    def agreed(self, said: str, view: View) -> Act | None:
        """A yes among words that say nothing else: "sounds fitting, yes", "yes, both like that please"."""
        asked = view.question
        if asked is None or asked.path == "purpose" or hums(said, asked) or not approvals.agreeing(said):
            return None
        acts = self._without_more(said, view)
        if (
            acts is None
            or of_a_list(asked)
            or self._answering.read(said, view) is not None
            or self._names_it(said, view)
        ):
            return None
        sent = asked.path in approvals.APPROVING or any(isinstance(act, Submit) for act in acts)
        return Submit(said.strip()) if sent else Accept(asked.path, said.strip())

    def _names_it(self, said: str, view: View) -> bool:
        """ "Fine, umbrella then.": what stands beside the sound of agreement is the value asked for."""
        told = self.yes_and(said, view) or ()
        return any(
            isinstance(act, Set) and view.question is not None and act.path == view.question.path for act in told
        )

    def _without_more(self, said: str, view: View) -> Sequence[Act] | None:
        """The acts of a short message that says nothing of the request; None of another."""
        acts = self._statements.read(said, replace(view, question=None))
        more = len(said.split()) > AGREEING or not all(isinstance(act, _SAYING_NO_MORE) for act in acts)
        return None if more else acts

    def none_of_them(self, said: str, asked: Asked) -> Act | None:
        """A no to a list of options around which reasons stand: their words name what is not wanted."""
        found = self._form.at(asked.path)
        if found is None or found.kind is not Kind.ARRAY or not found.options:
            return None
        told = len(said.split()) > _TELLING and not asks.is_question(Span(said, 0, said.rstrip().endswith("?")))
        if told and self._no_first(said, found):
            return Decline(asked.path, said.strip())
        if _BUT.search(said):
            return None
        last, first = concluded(said)
        theirs = another_does(said)
        said_no = any(grammar.NO.fullmatch(piece) for piece in (last, first if theirs else "") if piece)
        named = any(t.path == asked.path for h in self._mentions.hits(Span(said, 0)) for t in h.targets)
        return Decline(asked.path, said.strip()) if told and (said_no or (theirs and not named)) else None

    def _no_first(self, said: str, found: Field) -> bool:
        """ "no, patients are seen elsewhere": after a no only a rule that is called by its name can apply."""
        if found.importance is not Importance.CRITICAL or _NO_AND.match(said) is None or _EXCEPTING.search(said):
            return False
        hits = [(t, said[h.start : h.end]) for h in self._mentions.hits(Span(said, 0)) for t in h.targets]
        other = any(t.path != found.path for t, _ in hits)
        return not other and not any(by_name(found, t.value, text) for t, text in hits)

    def kernel(self, said: str, view: View, acts: Sequence[Act]) -> list[Act] | None:
        """The answer in the middle of a told one, where the whole says nothing or leaves open which it is."""
        asked = view.question
        closed = asked is None or asked.path in ("purpose", *approvals.APPROVING) or hums(said, asked)
        if asked is None or closed or any(isinstance(a, _WRITTEN) for a in acts):
            return None
        if all(asks.is_question(span) for span in sentences(said)):
            return None
        for kernel in (k for k in kernels(said) if not (is_ordinal(k) or is_aside(k) or f"{k}?" in said)):
            short = short_reply(kernel, asked)
            answer = Answer(short) if short is not None else self._answering.read(kernel, view)
            if answer is not None and not any(isinstance(a, (Narrow, Submit)) for a in answer.acts):
                return list(answer.acts)
        return None

    def replied(self, said: str, view: View) -> list[Act] | None:
        """ "That one. It's production, in Iowa", "none, and our org is ..."; "what do you recommend? take that"."""
        asked, spans = view.question, list(sentences(said))
        if asked is None or asked.path in ("purpose", "review", "submit") or not spans or hums(said, asked):
            return None  # an approval is one by itself
        comma = said.find(",")
        for end in (comma, spans[0].end if len(spans) > 1 else -1):
            first = self._first(said[:end].strip(), asked) if end > 0 else None
            if first is not None and self._mere_sound(first, asked):
                inner = self._answering.read(said[end + 1 :], view)
                rest = list(inner.acts) if inner else self._statements.telling(said[end + 1 :], view)
                return rest or None
            if first is not None:
                if asking := self._asking_first(first, said[end + 1 :], view):
                    return asking
                more = self._statements.telling(said[end + 1 :], replace(view, question=None))
                if owns_list(said, asked, more, self._form):
                    return more
                return merged(list(first), [a for a in more if not _takes_back(first, a, said[end + 1 :])])
        last = short_reply(spans[-1].text.strip(), asked) if len(spans) > 1 else None
        return list(last) if last is not None and all(asks.is_question(span) for span in spans[:-1]) else None

    def _mere_sound(self, first: Sequence[Act], asked: Asked) -> bool:
        """ "You're right, own phones it is": before an answer, words of approval approve nothing."""
        return asked.path != "scenario" and all(isinstance(act, Submit) for act in first)

    def _first(self, head: str, asked: Asked) -> tuple[Act, ...] | None:
        """A short reply before a comma; where to start from by a part of its name: "web commerce, but no cache"."""
        if asked.path == "scenario" and _NOBODY.fullmatch(head):
            return None  # the subject of a sentence turns no starting point down
        names = asked.path == "scenario" and "?" not in head
        named = choosing.by_choosing(head, asked, self._form) if names else ()
        start = self._form.scenario(named[0].scenario) if named and isinstance(named[0], Choose) else None
        title = {*norms(f"{start.title} {_ONE}")} if start is not None else set()
        only = all(word in title for word in norms(head) if word not in grammar.STOP)
        return short_reply(head, asked) or (named if start is not None and only else None)

    def _asking_first(self, first: Sequence[Act], rest: str, view: View) -> list[Act]:
        """ "I don't know, what do they mean?": who asks what is asked for has not passed the decision on yet."""
        if view.question is None or not all(isinstance(act, DontKnow) for act in first):
            return []
        acts = self._statements.telling(rest, view)
        back = (Topic.WHAT, Topic.OPTIONS, Topic.COMPARE, Topic.ENTAILS)
        here = ("", view.question.path, view.question.about)
        about = [a for a in acts if isinstance(a, Question) and a.topic in back and a.path in here]
        return acts if about and len(about) == len(acts) else []

    def yes_and(self, said: str, view: View) -> list[Act] | None:
        """ "yes, and make it private"; "no, MySQL"."""
        asked = view.question
        for pattern, act in (
            (YES_AND, Accept(asked.path if asked else "")),
            (_NO_AND, Decline(asked.path if asked else "")),
        ):
            match = pattern.match(said)
            if match is None or asked is None or hums(said, asked):
                continue
            rest_text = said[match.end() :]
            passed = short_reply(rest_text, asked)
            if passed is not None and all(isinstance(a, (DontCare, DontKnow, Skip)) for a in passed):
                return list(passed)  # "fine, whatever"
            inner = self._answering.read(rest_text, view)
            rest = list(inner.acts) if inner else self._statements.read(rest_text, view)
            if inner is None and isinstance(act, Decline):
                rest = [a for a in rest if not _takes_back((act,), a, rest_text)]
            if isinstance(act, Accept) and of_a_list(asked):
                return rest or [
                    Unclear(said.strip()[:200])
                ]  # "yes, as the lawyer said": some of a list, not told which
            settled = any(isinstance(a, Set) and a.path in (asked.path, asked.about, *asked.also) for a in rest)
            settled = settled or (asked.path == "scenario" and any(isinstance(a, Choose) for a in rest))
            settled = settled or (bool(rest) and _SO_THEN.match(said) is not None)
            settled = settled or owns_list(said, asked, rest, self._form)
            lead = replace(act, quote=match[0].strip(" ,.!;:-"))
            rest = [a for a in rest if not _takes_back((lead,), a, rest_text)]
            return rest if settled or asked.path == "purpose" else merged([lead], rest)
        return None


def owns_list(said: str, asked: Asked, acts: Sequence[Act], form: Form) -> bool:
    """ "OK. Then Kubernetes and PostgreSQL": a list of one's own after a sound is no yes to a whole starting point."""
    sound = _SOUND.match(said)
    if asked.path != "scenario" or sound is None or _JOINS.match(said, sound.end()):
        return False
    parts = {
        root.path
        for act in acts
        if isinstance(act, Set) and (act.value is True or act.value == {}) and (root := form.component_of(act.path))
    }
    return len(parts) > 1 or (bool(parts) and _ONLY.match(said, sound.end()) is not None)


def of_a_list(asked: Asked) -> bool:
    """Whether a yes beside other words would not tell which: "yes, as the lawyer said", where several may apply."""
    return any(choice.value == [] for choice in asked.choices)


def hums(said: str, asked: Asked) -> bool:
    """ "Right. EF Core talks to Postgres": before words of its own a sound of agreement chooses no starting point."""
    sound = _SOUND.match(said)
    if asked.path != "scenario" or sound is None:
        return False
    about = _ABOUT_IT.match(said, sound.end()) is not None and _AGAINST_IT.match(said, sound.end()) is None
    return not about or _of_another(said, asked)


def _of_another(said: str, asked: Asked) -> bool:
    """ "Good, we accept that, gold support it is": what is agreed to is named, and is none of the starting points."""
    match = _IT_IS.search(said)
    if match is None or is_ordinal(match["what"]):
        return False
    told = {word for word in norms(match["what"]) if word not in grammar.STOP and word not in norms(_ONE)}
    known = {word for choice in asked.choices for name in choice.words for word in norms(name)}
    return bool(told) and not told & known


def _takes_back(first: tuple[Act, ...], act: Act, said: str) -> bool:
    """ "none, the card payments happen at our bank": the reason for a no names what is not wanted."""
    refused = {a.path for a in first if isinstance(a, (Decline, Reject))}
    return isinstance(act, Add) and act.path in refused and _BUT.search(said) is None
