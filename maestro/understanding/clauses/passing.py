"""Phrases of the factory's that stand in a message without being meant: words of a story, of another thing, of a trade.

What is passed over here is not written. It is asked for when it matters, which costs less than a wrong guess.
"""

import re

from maestro.domain.form import Importance
from maestro.domain.json import parent
from maestro.understanding.clauses.forms import AT_LARGE, has_disk
from maestro.understanding.clauses.reach import is_where_from
from maestro.understanding.english.grammar import everyday
from maestro.understanding.english.quantities import quantities
from maestro.understanding.english.text import words
from maestro.understanding.stance.stories import (
    comes_from,
    in_a_story,
    is_a_verb,
    is_likened,
    is_ware,
    is_where_they_sit,
    is_whose_people,
    of_a_trade,
    of_people,
)
from maestro.understanding.vocabulary.clause import Clause
from maestro.understanding.vocabulary.lexicon import Hit, Means
from maestro.understanding.vocabulary.places import near

_THINGS = (Means.COMPONENT, Means.PART)
RESIDENCE = re.compile(
    r"\b(?:stays?|remains?|kept?|(?<!we )(?<!they )leav(?:es?|ing)|residen\w+|sovereign\w*|"
    r"inside|within|outside|only in|restricted|bound|tied|confined|must not|may not)\b|"
    r"\b(?:data|records?|information|documents?|backups?|copies)\b[^.;!?]{0,40}"
    r"\b(?:must|has to|have to|may only|can only|only)\b[^.;!?]{0,30}\bin\b|\bdata only\b",
    re.IGNORECASE,
)
_UNREAL = re.compile(  # "it was meant to be production": what was intended once is not said to be so
    r"\b(?:(?:was|were|had been) (?:\w+ly |once |first )?(?:meant|supposed|planned|intended|going|due|scheduled|"
    r"expected)|"
    r"(?:originally|initially|at first|once) (?:planned|meant|intended|thought of|wanted)|"
    r"(?:we|i|they|he|she) (?:had|'d) (?:\w+ly |once |first )?(?:wanted|hoped|planned|intended|thought|meant|asked)|"
    r"(?:should|would|could) have (?:been|gone|become)|was to (?:be|go|become))\b"
    r"(?:(?!\b(?:now|but|has|is)\b|,)[^.;!?]){0,40}$",
    re.IGNORECASE,
)
_TOO = re.compile(r"\btoo\s+$", re.IGNORECASE)  # "too large": a complaint
_WE_ARE = re.compile(
    r"\b(?:we|they|i|it|(?:the|our|my) \w+)(?:'re|'s|'m| are| is| am| stay| stays| keep| keeps)\s+"
    r"(?:\w+ly |only |also |always |usually |not |no longer )?$",
    re.IGNORECASE,
)
_TIME = (
    r"(?:spring|summer|autumn|winter|fall|season|years?|days?|weeks?|months?|hours?|mornings?|afternoons?|evenings?|"
    r"nights?|noon|midnight|weekends?|weekdays?|holidays?|easter|christmas|time|\w+days?|"
    r"(?:jan|febr)uary|march|april|may|june|july|august|(?:septem|octo|novem|decem)ber)"
)
_WHEN = re.compile(
    rf"\s*,?\s*(?:(?:all|every|each|the whole|most)\s+(?:the )?{_TIME}|daily\b|day and night\b|24/7|"
    rf"(?:from|until|till|between|during|in|on|at|for|only in)\s+(?:the )?(?:{_TIME}\b|\d)|"
    rf"(?:\d+|\w+)\s+{_TIME}\s+(?:an?|per|each|every|of|in)\b)",
    re.IGNORECASE,
)
_BRIEF = 5  # words of a clause that is an answer more than a sentence


def in_passing(clause: Clause, hit: Hit) -> bool:
    """Whether a phrase belongs to a story, is another word in this place, or a place that somebody comes from."""
    asked = clause.view.question
    if asked is not None and any(t.path == asked.path and not t.guessed for t in hit.targets):
        if len(words(clause.span.text)) <= _BRIEF:
            return False
    elif not hit.exact and _a_word_of_its_own(clause, hit):
        return True
    text, start, end = clause.span.text, hit.start - clause.span.start, hit.end - clause.span.start
    if not hit.exact and _of_people(clause, hit) and RESIDENCE.search(text) is None:
        return True
    if _at_times(clause, hit) or _is_done(clause, hit):
        return True
    if _TOO.search(text, 0, start) is not None and all(t.means is Means.OPTION for t in hit.targets):
        return True
    if _only_where_they_are(clause, hit) or _once_intended(clause, hit) or _whence(clause, hit):
        return True
    things = all(t.means in _THINGS for t in hit.targets)
    if is_ware(text, start, end) or (things and of_a_trade(text, start, end)):
        return True
    if all(t.means is Means.OPTION for t in hit.targets) and is_whose_people(text, start, end):
        return True
    if _inflected(clause, hit) or _of_little_weight(clause, hit) or is_a_verb(text, start, end):
        return True
    if (
        _is_an_amount(clause, hit)
        or is_likened(text, start, end, clause.view.described)
        or in_a_story(text, start, end)
    ):
        return True
    places = all(t.means is Means.OPTION and not clause.inside(t.path) for t in hit.targets)
    certain = not all(t.guessed for t in hit.targets)  # a place that lies near is but a hint anyway
    return places and (is_where_they_sit(text, end) or (certain and comes_from(text, start)))


def _whence(clause: Clause, hit: Hit) -> bool:
    """ "only from inside our own network": an option of the whole that is only where something is reached from."""
    return all(t.means is Means.OPTION and not clause.inside(t.path) for t in hit.targets) and is_where_from(
        clause, hit
    )


def _at_times(clause: Clause, hit: Hit) -> bool:
    """ "we're open all year round": when people are so; an everyday word that is an option's as well."""
    word, before = clause.text(hit.start, hit.end), clause.text(clause.span.start, hit.start)
    after = clause.text(hit.end, clause.span.end)
    options = all(t.means is Means.OPTION for t in hit.targets)
    return options and everyday(word) and _WE_ARE.search(before) is not None and _WHEN.match(after) is not None


def _is_done(clause: Clause, hit: Hit) -> bool:
    """ "a code to open the lock": what is done with a thing, by a word that is an option's as well."""
    word, before = clause.text(hit.start, hit.end), clause.text(clause.span.start, hit.start)
    options = all(t.means is Means.OPTION for t in hit.targets)
    done = re.search(r"\b(?:to|can|could|may|will|must|they|you|people|who)\s+$", before, re.IGNORECASE)
    thing = re.match(r"\s+(?:up\s+)?(?:the|an?|our|your|their|its|his|her)\b", clause.text(hit.end, clause.span.end))
    tried = re.match(r"test|try|trial|practi[cs]e|rehears", word, re.IGNORECASE)  # "to test the page" tells a stage
    return options and everyday(word) and tried is None and done is not None and thing is not None


def _once_intended(clause: Clause, hit: Hit) -> bool:
    """Whether a value is only what was intended once; parts of that kind are asked for by nobody, so they stay."""
    outer = all(t.means is Means.OPTION and not clause.inside(t.path) for t in hit.targets)
    return outer and _UNREAL.search(clause.span.text, 0, hit.start - clause.span.start) is not None


def _of_little_weight(clause: Clause, hit: Hit) -> bool:
    """ "a regional newspaper": one word for a detail of the whole that nobody speaks of says nothing of it."""
    fields = [found for t in hit.targets if (found := clause.form.at(t.path)) is not None]
    details = all(f.importance is Importance.LOW and not clause.inside(f.path) for f in fields)
    if not fields or not details or any(t.means is not Means.OPTION for t in hit.targets):
        return False
    asked = clause.view.question
    about = {f.path for f in fields} | {parent(f.path) for f in fields}
    named = any(t.path in about and h is not hit for h in clause.hits for t in h.targets)
    answers = asked is not None and any(asked.path == f.path for f in fields)
    return " " not in clause.text(hit.start, hit.end) and not named and not answers


def _is_an_amount(clause: Clause, hit: Hit) -> bool:
    """ "Postgres with 1 TB of storage": the disk of what was named before, no thing of its own."""
    if clause.text(hit.start, hit.end).lower() not in AT_LARGE:
        return False
    before = clause.text(clause.span.start, hit.start)
    last = max(quantities(before, clause.span.start), key=lambda q: q.end, default=None)
    if last is None or not last.unit or not re.fullmatch(r"\s*(?:of\s+)?", clause.text(last.end, hit.start)):
        return False
    named = {t.path for h in clause.hits if h.end <= hit.start for t in h.targets if t.means in _THINGS}
    own = {t.path for t in hit.targets}
    roots = (root.path for path in named if (root := clause.form.component_of(path)) is not None)
    return any(root not in own and has_disk(clause.form, root) for root in roots)


def _inflected(clause: Clause, hit: Hit) -> bool:
    """ "she lives in Lyon", "our pilots": a value's word with an ending that the factory's lacks is another word."""
    said = clause.text(hit.start, hit.end).lower()
    theirs = clause.span.text[hit.end - clause.span.start :].startswith("'")  # "the pilots' roster"
    if not said.endswith("s") or " " in said or (len(words(clause.span.text)) <= _BRIEF and not theirs):
        return False
    fields = [(clause.form.at(t.path), t) for t in hit.targets]
    options = [o for found, t in fields if found is not None and (o := found.option(t.value)) is not None]
    names = {name.lower() for o in options for name in (str(o.value), *re.split(r"\W+", o.title), *o.aliases)}
    values = all(t.means in (Means.OPTION, Means.FIELD) and not t.guessed for t in hit.targets)
    return values and said not in names and any(said.startswith(name) for name in names if name)


def _of_people(clause: Clause, hit: Hit) -> bool:
    """ "the Americans who own us": people of a place, not the place."""
    said = clause.text(hit.start, hit.end)
    fields = ((t, clause.form.at(t.path)) for t in hit.targets if t.means is Means.OPTION)
    options = (o for t, found in fields if found is not None and (o := found.option(t.value)) is not None)
    return any(of_people(said, name) for o in options for name in (o.title, *o.aliases))


def _only_where_they_are(clause: Clause, hit: Hit) -> bool:
    """ "we are a firm in the United States": where data must stay takes words of staying, or its field's name."""
    asked, text, paths = clause.view.question, clause.span.text, {t.path for t in hit.targets}
    found = clause.form.at(hit.targets[0].path) if len(paths) == 1 else None
    if found is None or found.required or any(t.means is not Means.OPTION for t in hit.targets):
        return False
    stays = RESIDENCE.search(" ".join((found.title, *found.aliases))) is not None
    if not stays or (asked is not None and found.path in (asked.path, *asked.also)):
        return False
    named = any(t.means is Means.FIELD and t.path == found.path for h in clause.hits for t in h.targets)
    return not named and RESIDENCE.search(text) is None and re.search(r"\bonly\b", text, re.IGNORECASE) is None


def _a_word_of_its_own(clause: Clause, hit: Hit) -> bool:
    """ "the parish newsletter" is no mistyped Paris: a place's slip has its capital where other names have one."""
    said = clause.text(hit.start, hit.end)
    named = all(t.means is Means.OPTION and near(str(t.value)) for t in hit.targets)
    return named and said.islower() and re.search(r"\b[A-Z][a-z]", clause.span.text) is not None
