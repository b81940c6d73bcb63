"""Whether something is to be shared or had alone, answered without either word: "ours alone", "with everybody else".

Read where the options of the field asked for are these two, by the factory's own names for them.
"""

import re

from maestro.domain.acts import Act, Set
from maestro.domain.conversation import Asked
from maestro.domain.form import Field, Form, Option
from maestro.domain.json import Json
from maestro.understanding.english.text import norms

_OWN = frozenset(norms("own dedicated separate exclusive individual"))
_COMMON = frozenset(norms("shared common joint communal together"))
_ALL = (
    r"(?:(?:all )?(?:of )?(?:the )?(?:others?|rest|remaining \w+|other \w+|whole (?:company|lot|house)|"
    r"everybody(?: else)?|everyone(?: else)?))"
)
_US = r"(?:us|ourselves|me|myself|our (?:own )?(?:team|people|stuff|things|app\w*|project|department|system|use))"
_ALONE = re.compile(
    r"\b(?:ours|mine)[\s,]+(?:alone|only|exclusively)\b|\b(?:only|just|solely|purely|"
    r"exclusive(?:ly)?(?: reserved)?(?: for| to)?) "
    rf"(?:ours|mine|for {_US}|{_US})\b|\bexclusive(?:ly)?\b|\b(?:to|for|by) (?:ourselves|myself)\b|"
    rf"\bourselves alone\b|"
    rf"\b(?:for|by) {_US} (?:alone|only)\b|\bwe alone\b|\b(?:we|us)(?: on| all by)? our own\b|"
    r"\b(?:nobody|no ?one|none) else(?=\s*(?:[.,;:!)–-]|$|(?:in|on|inside|near|beside|next|there|should|may|must|"
    r"shall|can get|gets? in|"
    r"is (?:to|allowed)|allowed|besides|but|is in|please)\b))|\bno (?:others?|neighbou?rs?|strangers?|outsiders?|"
    r"lodgers?|room[- ]?mates?|company)\b|"
    rf"\b(?:away|apart|separated?|kept apart|cut off|shielded|walled off|fenced off|isolated|"
    rf"segregated) from {_ALL}\b|"
    r"\bno(?: \w+)? sharing\b|\bunshared\b|\bsharing (?:is|was|would be) (?:not|no (?:option|go)|out|unthinkable|"
    r"forbidden)\b|"
    r"\b(?:n't|not|never|cannot|rather not|refuse to|unwilling to)(?: \w+)?(?: (?:want|like|wish|allowed|able|"
    r"supposed|going|ready))?(?: to)? "
    r"(?:share|be (?:with|among|together with))\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    rf"\b(?:with|like|as|where|alongside|among|next to|beside) {_ALL}\b|\b(?:together|jointly|in common)\b|"
    rf"\bwhat(?:ever)? {_ALL} (?:has|have|does|do|uses?|gets?|takes?|had|took)\b|"
    r"\b(?:n't|not|never) mind(?: to)?(?: \w+)? shar(?:e|ing)\b|\bno (?:problem|objection|issue|harm|"
    r"trouble)s?(?: \w+)? shar(?:e|ing)\b|"
    r"\b(?:can|could|will|would|may|might|happy to|glad to|fine to|ready to|willing to|gladly|happily|we|we'll|"
    r"let'?s) (?:just |all |well |gladly |"
    r"happily |simply |very well )*share\b(?! (?:nothing|none|no|neither)\b)|\bsharing (?:is|would be|sounds|"
    r"works|seems) (?:\w+ )?(?:fine|ok(?:ay)?|good|enough|all right|alright|no "
    r"(?:problem|issue))\b|\b(?:happy|fine|ok(?:ay)?|good|content) (?:with|about) sharing\b|\bjoin in\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"(?:\b(?:not|never|nothing|neither|without|no|don't|do not)\b|n't\b)[^,.;:!?]{0,30}$", re.IGNORECASE
)
_LONG = 25  # words of an answer


def whose(said: str, asked: Asked, form: Form) -> tuple[Act, ...]:
    """The option of a field that is shared or one's own; nothing where neither or both are said."""
    found = form.at(asked.path)
    options = _pair(found) if found is not None else None
    if options is None or len(said.split()) > _LONG or said.rstrip().endswith("?"):
        return ()
    alone, together = _said(_ALONE, said), _said(_TOGETHER, said)
    alone, together = alone or _denied(_TOGETHER, said), together or _denied(_ALONE, said)
    if (alone is None) == (together is None):
        return ()
    return (Set(asked.path, options[0] if alone else options[1], (alone or together or "").strip()),)


def _pair(found: Field) -> tuple[Json, Json] | None:
    """The values that mean one's own and shared, where a field has these two options and no other."""
    own = [o.value for o in found.options if _words(o) & _OWN and not _words(o) & _COMMON]
    common = [o.value for o in found.options if _words(o) & _COMMON and not _words(o) & _OWN]
    return (own[0], common[0]) if len(found.options) == len(own) + len(common) == 2 and own and common else None


def _words(option: Option) -> set[str]:
    return {*norms(f"{option.value} {option.title}")}


def _said(pattern: re.Pattern[str], said: str) -> str | None:
    return next((m[0] for m in pattern.finditer(said) if not _AGAINST.search(said[: m.start()])), None)


def _denied(pattern: re.Pattern[str], said: str) -> str | None:
    found = [m for m in pattern.finditer(said) if _AGAINST.search(said[: m.start()])]
    return found[0][0] if found else None
