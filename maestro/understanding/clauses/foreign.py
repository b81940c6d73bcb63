"""A number that the label of somebody else names: a telephone, a tax number, an invoice. It is none of ours."""

import re

from maestro.domain.form import Field
from maestro.understanding.english.grammar import FUNCTION, STOP, everyday
from maestro.understanding.vocabulary.clause import Clause

_LABEL = re.compile(
    r"(?P<label>[^\W\d_][\w/.'-]*?)\.?\s*(?:(?:no|nr|num|number|id|code)\b\.?\s*)?(?:is\b|are\b|[:#=№])?\s*[#+]?$",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?:no|nr|num|number|id|code|is|are)", re.IGNORECASE)  # says only that a number comes
_OTHERS = re.compile(
    r"(?:tele)?(?:phone|fax)|tel|mobile|cell|whatsapp|hotline|ext|extension|vat|tax|iban|iva|gst|invoice|order|ticket|"
    r"case|contract|reg|registration|registered|register|customer|client|employee|staff|member|licen[cs]e|passport|"
    r"policy|serial|ref|reference|po|quote|offer|zip|postcode|postal|incident|change|project|folder|account",
    re.IGNORECASE,
)
_REGISTERED = re.compile(r"\b(?:company|firm|business|charity) (?:no|nr|number|reg\w*)\b[.:\s#]*$", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z][A-Z/.-]+")


def of_another_label(clause: Clause, found: Field, start: int) -> bool:
    """Whether the number that begins at a place is labelled, and the label is not that of the field.

    Where the field is asked for only a label that is surely another's counts: people put many words before an answer.
    """
    before = clause.span.text[: start - clause.span.start]
    match = _LABEL.search(before)
    if match is None or _WHOLE.fullmatch(match["label"]):
        return False
    label, place = match["label"], match.start("label") + clause.span.start
    named = (h for h in clause.hits if h.start <= place < h.end)
    if any(target.path == found.path for hit in named for target in hit.targets) or _shares(found, label):
        return False
    if _OTHERS.fullmatch(label) or _ACRONYM.fullmatch(label):
        return True
    asked = clause.view.question
    if _REGISTERED.search(before) and (asked is None or asked.path != found.path):
        return True
    plain = everyday(label) or label.lower() in FUNCTION | STOP
    return not plain and (asked is None or asked.path != found.path)


def _shares(found: Field, label: str) -> bool:
    """Whether a label is a word of the field's own names."""
    own = re.findall(r"\w+", " ".join((found.title, found.path, *found.aliases)).replace("_", " ").lower())
    return label.lower() in own
