"""Who said that it is only a try, and later tells of people who pay: what stands is put in doubt, never rewritten."""

import re

from maestro.domain.acts import Narrow, Set
from maestro.domain.blueprint import Source
from maestro.domain.conversation import View
from maestro.domain.form import Field, Form
from maestro.domain.json import Json
from maestro.understanding.english.text import Span, norms

_REAL = frozenset({"prod", "production", "productive", "live"})  # a word of the option for what people rely on
_PEOPLE = (
    r"(?:(?:our|the|all|real|actual|paying|your|my) )?(?:guests|customers|clients|users|visitors|members|patients|"
    r"passengers|parents|pupils|students|residents|citizens|readers|subscribers|buyers|shoppers|travell?ers|people|"
    r"everybody|everyone|the public|(?:whole )?(?:country|company|town|staff))"
)
_DO = (
    r"(?:(?:will|can|shall|must|already|really|then|also|have to|are going to) ){0,2}"
    r"(?:book|pay|buy|order|reserve|shop|rely|relies|depend|depends|use|uses|sign up|register|log in|subscribe)s?"
)
_WHEN = (
    r"\b(?:from|as of|starting|since|after|by|before)\b(?: the)?(?: \w+){0,3}? (?:january|february|march|april|may|"
    r"june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|easter|"
    r"christmas|spring|summer|autumn|winter|tomorrow|now|today|next (?:week|month|year)|week|month|year|day one)\b|"
    r"\b(?:from now on|every (?:single )?(?:day|week|night)|daily|day and night|around the clock|in earnest|for real)\b"
)
_USED = re.compile(rf"\b{_PEOPLE} {_DO}\b", re.IGNORECASE)
_DATED = re.compile(_WHEN, re.IGNORECASE)
_MONEY = re.compile(r"\b(?:real money|real (?:customers|guests|orders|payments|bookings|data))\b", re.IGNORECASE)
_RELIED = re.compile(  # a crowd, with what is asked for: "all 300 pupils will sign in there"
    r"\b(?:all|every|each)\b(?: of)?(?: (?:the|our|its|my|these|those))?(?: [\d.,]+)?(?: [\w'-]+){1,3}? "
    r"(?:will|shall|must|(?:is|are) (?:to|going to)|ha(?:s|ve) to)(?: (?:then|also|all|really|have to))? "
    r"(?:use|book|pay|buy|order|work|rely|depend|register|sign|log|report|apply|enter|file|send|write|look)\b"
    r"(?: (?:in|up|on|with|at|to|their \w+|things))*(?: (?:it|this|that|there|here|through it|with it|on it))?",
    re.IGNORECASE,
)
_UNREAL = re.compile(
    r"\b(?:if|would|could|might|perhaps|maybe|one day|some day|someday|later|eventually|not yet|until then|"
    r"test(?:ing|s)?|trial|pretend|imagine|n't|not|never|no|nobody|none|today|currently|at the moment)\b",
    re.IGNORECASE,
)


def doubt(span: Span, view: View) -> Narrow | None:
    """Which environment, where a sentence tells of a use that what the user said before is not for."""
    found = view.form.environment
    held = view.values.get(found.path) if found is not None else None
    if found is None or held is None or held.source is not Source.USER or span.ask:
        return None
    real = [o.value for o in found.options if _is_real(found, o.value)]
    told = (_USED.search(span.text) and _DATED.search(span.text)) or _MONEY.search(span.text)
    if len(real) != 1 or held.value in real or not told or _UNREAL.search(span.text):
        return None
    return Narrow(found.path, (real[0], held.value), span.text.strip(), against=True)


def real(form: Form, text: str) -> Set | None:
    """ "which all our members will use from May on": who relies on it, and since when, makes it the real thing."""
    found, match = form.environment, _RELIED.search(text)
    options = [o.value for o in found.options if _is_real(found, o.value)] if found is not None else []
    if found is None or match is None or len(options) != 1 or not _DATED.search(text) or _UNREAL.search(text):
        return None
    return Set(found.path, options[0], match[0].strip())


def _is_real(found: Field, value: Json) -> bool:
    option = found.option(value)
    names = (str(option.value), option.title, *option.aliases) if option is not None else ()
    return any(norms(name)[:1] and norms(name)[0] in _REAL for name in names)
