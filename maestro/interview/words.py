"""How values and places are said to people. Plain text, one line each."""

from collections.abc import Sequence
from datetime import date

from maestro.domain.conversation import Asked
from maestro.domain.form import Field, Form, Kind
from maestro.domain.handoff import one_line
from maestro.domain.json import Json, canonical

_QUESTIONS = frozenset(("how", "when", "where", "who", "what", "which", "why", "is", "are", "has", "can", "does", "do"))
_OPEN_ENDED = frozenset(
    ("at", "within", "for", "by", "from", "to", "in", "on", "of", "after", "before", "until", "till", "least", "most",
     "with", "without", "since", "than", "up", "per", "not", "if")
)  # fmt: skip
_SMALL = frozenset(("a", "an", "at", "by", "for", "from", "in", "of", "on", "per", "to", "with", "that", "which"))
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_OF_FORMAT = {
    "date": "2027-03-14, or 14 March 2027", "time": "08:30:00", "date-time": "2027-03-14T08:30:00Z",
    "email": "someone@example.com", "uri": "https://example.com",
}  # fmt: skip
_SHORT = 3  # letters of a word that is no plural


def listed(texts: Sequence[str], last: str = "and") -> str:
    """`a, b and c`."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {last} {texts[-1]}" if texts else ""


def value_text(found: Field | None, value: Json) -> str:
    """A value as people say it: the option's title, on and off, lists with commas."""
    if isinstance(value, list):
        return ", ".join(_option_title(found, v) for v in value) or "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    option = found.option(value) if found else None
    if option is not None and option.title:
        same = _letters(str(value)) in _letters(option.title) or _letters(option.title) in _letters(str(value))
        return option.title if same else f"{option.title} ({value})"
    if isinstance(value, (dict, type(None))):
        return "none" if not value else one_line(canonical(value), 80)
    unit = f" {found.unit}" if found and found.unit and isinstance(value, (int, float)) else ""
    return one_line(str(value), 80) + unit


def _option_title(found: Field | None, value: Json) -> str:
    option = found.option(value) if found else None
    return option.title if option is not None else value_text(None, value)


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def change_text(form: Form, path: str, value: Json) -> str:
    """A changed value in a few words."""
    title = form.title_of(path)
    if path.endswith(".enabled") and form.component_of(path):
        return title if value else f"no {title}"
    if value is None:
        return f"no {title}"
    if value == {}:
        return title
    return f"{title}: {value_text(form.at(path), value)}"


def question_text(found: Field) -> str:
    """How to ask for a field: its own question, else one made of its title."""
    if found.question:
        return found.question
    if found.kind is Kind.BOOLEAN:
        return f"{capital(found.title)}: yes or no?"
    return f"{_asking(found)} {_first_sentence(found.description)}".strip()


def _asking(found: Field) -> str:
    """A question of any title: one that is no noun ("Closes at") stands by itself."""
    title = _in_sentence(found.title)
    words = title.lower().split()
    if not words or words[0] in _QUESTIONS:
        return f"{capital(title)}?"
    if words[-1] in _OPEN_ENDED or words[0] in _OPEN_ENDED or (words[0].endswith("ed") and "by" in words):
        return f"{capital(title)}: what shall it be?"
    if not _plural(title):
        return f"What is the {title}?"
    if found.kind in (Kind.INTEGER, Kind.NUMBER):
        return f"How many {title}?"
    return f"Which {title}?" if found.options else f"What are the {title}?"


def _plural(title: str) -> bool:
    """Whether a title is of several things, by the noun before its first small word: "shifts a day"."""
    words = title.split()
    small = next((n for n, word in enumerate(words) if n and word.lower() in _SMALL), len(words))
    head = words[small - 1]
    return head.islower() and head.endswith("s") and not head.endswith(("ss", "us", "is", "'s")) and len(head) > _SHORT


def hint_text(found: Field) -> str:
    """What an answer looks like, for a field without options."""
    if found.examples and str(found.examples[0]) not in found.question:
        return f"For example {value_text(None, found.examples[0])}."
    if (example := _OF_FORMAT.get(found.format or "")) is not None:
        return f"For example {example}."
    if found.minimum is not None and found.maximum is not None:
        return f"From {found.minimum:g} to {found.maximum:g}{' ' + found.unit if found.unit else ''}."
    return ""


def asked_text(asked: Asked) -> str:
    """A question with its numbered choices, as the terminal and the log show it."""
    lines = [asked.text]
    for number, choice in enumerate(asked.choices, 1):
        lines.append(f"  {number}  {choice.label}{'  (recommended)' if choice.recommended else ''}")
    return "\n".join(line for line in lines if line)


def _first_sentence(text: str) -> str:
    head, dot, _ = text.partition(". ")
    return head + ("." if dot and not head.endswith(".") else "")


def _in_sentence(title: str) -> str:
    """Without its capital, unless the first word is a name or an abbreviation."""
    first = title.partition(" ")[0]
    return title if first[1:] != first[1:].lower() or len(first) < 3 else title[:1].lower() + title[1:]


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


def day_text(value: str) -> str:
    """A day in words, so that its month is not mistaken; any other value as it is."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
