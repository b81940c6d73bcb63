"""What people have on a machine by now and want kept: "the papers have been scanned, we'd like them somewhere safe".

Two signs are needed: that things are there as files (scanned, digitised, digital copies), and that a place is wanted
for them. Which part of the factory keeps files, its own words tell; where another part is named, that may be meant.
"""

import re

from maestro.domain.acts import Set
from maestro.domain.conversation import View
from maestro.domain.form import Field, Form
from maestro.understanding.english.text import norms, sentences
from maestro.understanding.stance.stories import of_the_past

_AS_FILES = re.compile(
    r"\b(?:scanned|scans|digiti[sz]ed|electronically|digitally|recordings?|"
    r"(?:digital|electronic|scanned|digiti[sz]ed) (?:\w+ )?(?:cop(?:y|ies)|versions?|form|archives?|recordings?|"
    r"papers?|documents?|letters?|plans?|books?|photos?|pictures?|material|records?))\b",
    re.IGNORECASE,
)
_SAFE = (
    r"(?:safe|safely|secure|securely|somewhere(?: \w+)?|in (?:a|some|one) (?:\w+ )?(?:place|spot|home|corner|store))"
)
_PLACE = r"(?:(?:safe|secure|resting|dry|good|proper|permanent|lasting|decent) (?:place|home|spot|corner|shelter))"
_WANTED = re.compile(
    rf"\b(?:keep|store|put|hold|preserve|save|lay|stow|park|archive|deposit|stored|kept|preserved|archived)\b"
    rf"[^.;!?]{{0,60}}?\b(?:{_SAFE}|away|for (?:good|ever|posterity|later|the future))\b|"
    rf"\b(?:want|wants|need|needs|have|like|deserves?|looking for|look for|find|finding)\b[^.;!?]{{0,60}}?\b{_PLACE}\b",
    re.IGNORECASE,
)
_FILES = norms("files")
_NOT = re.compile(r"\b(?:no|not|never|nobody|without|don't|won't)\b|n't\b", re.IGNORECASE)


def stowed(said: str, view: View, named: frozenset[str]) -> Set | None:
    """The part that keeps files, switched on, where a message asks for a place without naming one."""
    part = _keeper(view.form)
    if part is None or named or view.values.get(f"{part.path}.enabled") is not None or _AS_FILES.search(said) is None:
        return None
    for sentence in sentences(said):
        match = _WANTED.search(sentence.text)
        before = re.split(r"[,;:]", sentence.text[: match.start()])[-1] if match is not None else ""
        if match is None or sentence.ask or _NOT.search(before + match[0]) or of_the_past(sentence.text):
            continue
        return Set(f"{part.path}.enabled", True, match[0])
    return None


def _keeper(form: Form) -> Field | None:
    """The one component that the factory says keeps files."""
    found = [c for c in form.components if any(norms(name) == _FILES for name in (c.title, *c.aliases))]
    return found[0] if len(found) == 1 else None
