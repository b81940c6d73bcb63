"""The offline interpreter: deterministic, no network, no model. What it knows of the factory comes from the form.

A message is read as: an act of the whole (undo, help), an answer to the open question, questions back, and what is said
of the request clause by clause. Until a starting point is chosen, every message also says what the thing is for.
"""

from collections.abc import Sequence
from dataclasses import replace

from maestro.domain.acts import (
    Accept,
    AcceptAll,
    Act,
    Add,
    Cancel,
    Choose,
    Decide,
    Decline,
    Describe,
    DontCare,
    DontKnow,
    Help,
    Narrow,
    Pause,
    Question,
    Redo,
    Refer,
    Reject,
    Set,
    Skip,
    SmallTalk,
    Submit,
    Unclear,
    Undo,
)
from maestro.domain.conversation import View
from maestro.domain.form import Form
from maestro.domain.json import Json
from maestro.understanding.english import forwarded, grammar
from maestro.understanding.english.blocks import Block, blocks, with_plain_tables
from maestro.understanding.english.text import Span, clean, sentences
from maestro.understanding.messages import repair
from maestro.understanding.messages.answering import Answering
from maestro.understanding.messages.mentions import Mentions
from maestro.understanding.messages.pasted import Pasted
from maestro.understanding.messages.several import Several
from maestro.understanding.messages.statements import Statements, corrected, merged
from maestro.understanding.messages.swaps import swapped
from maestro.understanding.messages.told import AGREEING, Told, hums
from maestro.understanding.replies import heads, listing
from maestro.understanding.replies.deferral import unknown_field
from maestro.understanding.replies.gist import gist
from maestro.understanding.replies.offers import Offers
from maestro.understanding.replies.short import is_choice, whole_message
from maestro.understanding.stance import approvals, insisting, requested
from maestro.understanding.stance.disowned import disowned, without_disowned
from maestro.understanding.stance.others import without_others
from maestro.understanding.stance.starts import starting
from maestro.understanding.stance.wishing import wished
from maestro.understanding.vocabulary.lexicon import Lexicon, Means
from maestro.understanding.vocabulary.ranking import Ranker


class OfflineInterpreter:
    """Understands with the factory's words and a closed grammar of English."""

    def __init__(self, form: Form, *, slips: bool = True) -> None:
        """Index the factory's phrases and scenarios; without `slips` every word is taken as it is spelt."""
        self._form = form
        self._mentions = Mentions(form, Lexicon(form, slips=slips))
        self._ranker = Ranker(form)
        self._pasted = Pasted(form)
        self._statements = Statements(form, self._mentions, self._ranker)
        self._answering = Answering(form, self._mentions, self._ranker, self._statements)
        self._told = Told(form, self._mentions, self._statements, self._answering)
        self._several = Several(form, self._mentions, self._statements, self._answering)

    def interpret(self, text: str, view: View) -> tuple[Act, ...]:
        """The acts of a message."""
        if (reply := insisting.replied(text, view)) is not None:
            act, rest = reply
            more = self.interpret(rest, replace(view, objection=None)) if rest.strip() else ()
            return (act, *(a for a in more if not isinstance(a, Unclear)))
        said = clean(text)
        own = without_disowned(without_others(said))
        if not own.strip(" .,;:!?\n\t"):
            talk = SmallTalk(text.strip()[:200]) if said.strip(" .,;:!?\n\t") else Unclear(text.strip()[:200])
            return (talk,) if text.strip() else ()
        if own != said:
            return self._beside_others(said, own, view)
        return self._told_in(said, view)

    def _beside_others(self, said: str, own: str, view: View) -> tuple[Act, ...]:
        """The rest of a message that tells of others: a mere sound in a long one agrees to nothing."""
        acts = self._told_in(own, view)
        mere = all(isinstance(act, (Accept, AcceptAll, Submit)) for act in acts)
        return (SmallTalk(said.strip()[:200]),) if mere and len(said.split()) > AGREEING else acts

    def _told_in(self, said: str, view: View) -> tuple[Act, ...]:
        """The acts of the user's own words."""
        said = with_plain_tables(said)
        told = list(blocks(said)) if "\n" in said else []
        if told:
            return self._with_blocks(said, told, view)
        own, quote = forwarded.parted(said)
        return self._forwarded(own, quote, view) if quote.strip() else self._interpreted(said, view)

    def _with_blocks(self, said: str, told: Sequence[Block], view: View) -> tuple[Act, ...]:
        """What pasted structure says, and the words around it."""
        rest, acts = said, list[Act]()
        listed = False
        for block in told:
            read = list(self._pasted.read(block))
            acts += read
            if not read and block.is_prose:
                listed = True  # "Request:" and its bullets, some of them with a colon
            else:
                rest = rest[: block.start] + " " * (block.end - block.start) + rest[block.end :]
        if not acts and listed:
            return self._interpreted(rest, view)
        if not acts:
            return self.interpret(rest, view) or (Unclear(said.strip()[:200]),)
        around = self._interpreted(rest, view) if listed else self.interpret(rest, view)
        own = [a for a in around if not isinstance(a, (Describe, Unclear))]
        known = {(a.path, a.value) for a in own if isinstance(a, Set)}
        acts = [*own, *(a for a in acts if not (isinstance(a, Set) and (a.path, a.value) in known))]
        return (*acts, *self._described(rest.strip(), view, acts))

    def _forwarded(self, own: str, quote: str, view: View) -> tuple[Act, ...]:
        """The needs that a quoted mail tells, beside the message's own words."""
        if disowned(own):
            return self._interpreted(own, view)
        told = forwarded.needs(self._statements.read(quote, replace(view, question=None)))
        if not told and view.question is not None and view.question.path not in approvals.APPROVING:
            answer = self._answering.read(quote.strip(), view)
            told = forwarded.needs(answer.acts) if answer is not None else []
        read = self._interpreted(own, view) if own.strip() else ()
        idle = (Describe, Unclear, Question) if told or not view.chosen else (Describe,)  # "see below, please sort it"
        acts = merged(told, [act for act in read if not isinstance(act, idle)])
        return (*acts, *self._described(f"{own.strip()} {quote.strip()}".strip(), view, acts))

    def _interpreted(self, said: str, view: View) -> tuple[Act, ...]:
        """The acts of a message that quotes nobody."""
        if (taken := wished(said, view)) is not None:
            wish, more = taken
            return (wish, *(self._interpreted(more, replace(view, lacking="")) if more.strip(" .,;:!") else ()))
        if view.question is not None and view.question.path == "scenario" and approvals.postponed(said):
            told = self._statements.telling(said, replace(view, question=None))
            return (Pause(), *(a for a in told if not isinstance(a, (Accept, AcceptAll, Submit, SmallTalk))))
        decided = self._decided(said, view)
        if decided is not None:
            return decided
        said = requested.self_answered(requested.as_said(said, view, self._has))
        said = listing.without_no(said, view)
        if (picked := listing.picked(said, view)) is not None:
            return (*picked, *self._described(said, view, list(picked)))
        approval = approvals.approval(said, view.question) or self._told.ordered(said, view)
        if approval is not None:
            return (approval,)
        head = None if is_choice(said, view.question) else heads.head(said, view)
        if head is not None and head.act is not None:
            rest = self._read(head.rest, replace(view, question=None)) if head.rest else []
            return (head.act, *(act for act in rest if not isinstance(act, Unclear)))
        if view.chosen and (unknown := unknown_field(said, self._mentions.hits(Span(said, 0)))):
            return (DontKnow(unknown, said.strip()),)
        whole = whole_message(said, view)
        if whole is not None:
            return whole
        if (undone := self._undone(said, view)) is not None:
            return (undone,)
        if (agreed := self._told.agreed(said, view)) is not None:
            return (agreed,)
        acts = approvals.undecided(self._enclosing(head.rest if head is not None else said, view), said, view.question)
        acts = [*acts, *self._described(said, view, acts)]
        return tuple(acts) if acts else (Unclear(said.strip()[:200]),)

    def _has(self, said: str) -> bool:
        """Whether a text names a part of the factory, and nothing that the factory lacks."""
        means = {t.means for hit in self._mentions.hits(Span(said, 0)) for t in hit.targets}
        return bool(means & {Means.COMPONENT, Means.PART}) and Means.LACK not in means

    def _undone(self, said: str, view: View) -> Undo | None:
        """ "The board objects. Please undo that.": a step back among sentences that write nothing."""
        spans = list(sentences(said))
        found = [undo for span in spans if (undo := heads.undone(span.text)) is not None]
        if len(found) != 1 or len(spans) < 2:
            return None
        rest = (span for span in spans if heads.undone(span.text) is None)
        acts = [act for span in rest for act in self._statements.read(span.text, replace(view, question=None))]
        return found[0] if all(isinstance(act, (Unclear, SmallTalk, Question)) for act in acts) else None

    def _enclosing(self, said: str, view: View) -> list[Act]:
        """The message beside the documents that it speaks of."""
        enclosed = grammar.ENCLOSED.search(said)
        read = said if enclosed is None else grammar.PAPER.sub(lambda m: " " * len(m[0]), said)
        several = self._several.read(read, view, self._read)
        if several is not None and not view.chosen:
            several = [act for act in several if not isinstance(act, Unclear)]  # the environments were read
        acts = several if several is not None else self._turned(read, view) if read.strip() else []
        return acts if enclosed is None else [*acts, Refer(enclosed[0])]

    def _turned(self, said: str, view: View) -> list[Act]:
        """The message, without the words that take something back at its beginning."""
        back = repair.turned(said, bare=False)
        asked = view.question.path if view.question is not None else ""
        days = repair.day_put_right(Span(said, 0), view) if back is not None else []
        if back is None or any(day.path != asked for day in days):
            return self._read(said, view)
        again = repair.anew(back.rest, view)
        return [again] if again is not None else corrected(self._read(back.rest, view))

    def _decided(self, said: str, view: View) -> tuple[Act, ...] | None:
        """What becomes of a document's proposals; while no starting point is chosen, with what they make likely."""
        if not view.offered:
            return None
        plain = replace(view, question=None)
        acts = Offers(view).read(said, self._mentions.hits(Span(said, 0)), lambda: self._statements.read(said, plain))
        return None if acts is None else (*acts, *self._described("", view, list(acts)))

    def _read(self, said: str, view: View) -> list[Act]:
        asked = view.question
        if (alike := repair.same(said, view)) is not None:
            return [alike]
        if (renamed := repair.renamed(said, view)) is not None:
            return [renamed.act, *self._statements.read(renamed.rest, view)]
        if (swap := swapped(said, view, self._mentions.resolved(Span(said, 0), view))) is not None:
            return [swap]
        if self._puts_right(said, view):
            return self._statements.read(said, view)
        if asked is not None and (none := self._told.none_of_them(said, asked)) is not None:
            return [none]
        answer = self._answering.read(said, view) if asked is not None else None
        open_still = answer is not None and all(isinstance(act, Narrow) for act in answer.acts)
        if open_still and (kernel := self._told.kernel(said, view, [])) is not None:
            return kernel
        if answer is not None:
            rest = self._statements.read(answer.rest, replace(view, question=None)) if answer.rest.strip() else []
            return merged(list(answer.acts), rest)
        agreed = self._told.yes_and(said, view) or self._told.replied(said, view)
        acts = agreed if agreed is not None else self._statements.read(said, view)
        if asked is not None and agreed is None and (kernel := self._told.kernel(said, view, acts)) is not None:
            return kernel
        read = asked is None or hums(said, asked) or not all(isinstance(act, (Unclear, SmallTalk)) for act in acts)
        if asked is not None and not read:
            return list(gist(said, asked, self._form, self._rank)) or acts
        return acts

    def _rank(self, said: str) -> tuple[tuple[str, ...], float]:
        """Starting points for one text alone, best first, and how far the first is ahead."""
        ranked = self._ranker.rank((said,), {})
        return ranked.ids, ranked.margin if ranked.known else 0.0

    def _puts_right(self, said: str, view: View) -> bool:
        """Whether a sentence corrects something that is not asked for, or starts anew: its words are no answer."""
        asked = view.question.path if view.question is not None else ""
        if view.chosen and any(starting(span.text, self._form) for span in sentences(said)):
            return True
        found = (fix for span in sentences(said) for fix in self._statements.fixes(span, view))
        return any(fix.path != asked for fix in found)

    def _described(self, said: str, view: View, acts: list[Act]) -> list[Act]:
        """What the message says of the purpose, while no starting point is chosen."""
        if view.chosen or any(isinstance(a, (Undo, Redo, Cancel, Help, Choose)) for a in acts):
            return []
        if acts and all(
            isinstance(a, (Question, Accept, Decline, AcceptAll, DontCare, DontKnow, Skip, Submit)) for a in acts
        ):
            return []
        stated: dict[str, Json] = {p: v.value for p, v in view.values.items() if v.source in ("user", "document")}
        taken = [view.offered[n] for a in acts if isinstance(a, Decide) for n in a.take]
        stated |= {p.path: p.value for p in taken if not p.listed}
        acts = [*acts, *(Add(p.path, p.value, p.quote) for p in taken if p.listed)]
        stated |= {a.path: a.value for a in acts if isinstance(a, Set)}
        for act in acts:
            if isinstance(act, Add):
                held = stated.get(act.path)
                stated[act.path] = [*(held if isinstance(held, list) else []), act.value]
            elif isinstance(act, Reject) and act.value is None:
                stated[act.path] = False
        ranked = self._ranker.rank((*view.described, said), stated)
        if view.told and not (view.described or ranked.known):
            ranked = self._ranker.rank((*view.told, said), stated)
        quote = said.strip() if len(said) <= 600 else said.strip()[:600]
        asked = view.question is not None and view.question.path == "purpose" and len(said.split()) > 1
        known = ranked.known and (bool(acts) or not self._choosing(view) or self._ranker.rank((said,), {}).known)
        return [Describe(quote, ranked.ids, round(ranked.margin, 3), bool(said) and (known or asked))]

    def _choosing(self, view: View) -> bool:
        """Whether it is asked what to start from: a remark that points nowhere there was not understood."""
        return view.question is not None and view.question.path == "scenario"
