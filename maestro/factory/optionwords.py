"""The words for the values that a schema enumerates, from wherever it tells them.

Hints come first, then the titles of alternatives, then keywords of other tools (`x-enum-descriptions`, `enumNames`),
then the description, and last what the whole world knows of a code.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from maestro.factory import codes, hints
from maestro.factory.glossary import Gloss, gloss, glossary, of_code

Node = Mapping[str, Any]
_TITLES = frozenset(("enumnames", "enumtitles", "enumlabels", "enumvarnames", "enumdisplaynames"))
_TEXTS = frozenset(("enumdescriptions", "enumdescription", "markdownenumdescriptions", "metaenum", "enumhelp"))
_FILLED = re.compile(r"^(?:an?|the|only|just)\s+|\s+(?:only|alone)$", re.IGNORECASE)  # words of a title that say little
_VALUE, _NAMES, _TOLD = ("value", "const", "key"), ("title", "label", "name"), ("description", "text", "help")


def explained(values: Mapping[Any, Node], nodes: Sequence[Node], about: str) -> tuple[dict[Any, Node], str]:
    """What is said of each value, as the hints of an option; and the description without what is now said there.

    `values` has what their own schema nodes say; `nodes` are the field and, of a list, its items; `about` is all that
    the field is called.
    """
    out: dict[Any, dict[str, Any]] = {value: dict(told) for value, told in values.items()}
    spelt = {value: str(value) for value in out}
    description = ""
    for node in nodes:
        _lay(out, {value: of_code(spelt[value], _brief(said)) for value, said in _keyword(node, list(out), spelt)})
    for here in out.values():
        if not here.get("title") and (brief := _brief(hints.text(here.get("means")))).name:
            here.update({"title": brief.name, "means": "" if brief.means == brief.name else brief.means})
    for place, node in enumerate(nodes):
        told = glossary(hints.text(node.get("description")), list(spelt.values()))
        _lay(out, {value: told.entries[text] for value, text in spelt.items() if text in told.entries})
        description = told.rest if place == 0 else description
    known = codes.names([v for v in out if isinstance(v, str)], about) if all(isinstance(v, str) for v in out) else {}
    _lay(out, {value: Gloss(called[0], called[1:]) for value, called in known.items()})
    for here in out.values():
        plain = _FILLED.sub("", here.get("title") or "").strip()
        if plain and plain != here["title"]:
            here["aliases"] = [*here.get("aliases", ()), plain]
    return dict(out), description


def _lay(out: dict[Any, dict[str, Any]], told: Mapping[Any, Gloss]) -> None:
    """Add what is said of the values to what is known of them: the first title stays, further names are aliases."""
    for value, said in told.items():
        here = out[value]
        title = here.get("title") or said.name
        more = [name for name in (said.name, *said.aliases) if name and name != title]
        means = "" if said.means == title else said.means
        here.update({"title": title, "means": here.get("means") or means, "aliases": [*here.get("aliases", ()), *more]})


def _brief(text: str) -> Gloss:
    """A whole text about one value: a name where it is no more than that."""
    return gloss(text) if text else Gloss()


def _keyword(node: Node, values: Sequence[Any], spelt: Mapping[Any, str]) -> Iterator[tuple[Any, str]]:
    """What keywords beside an enumeration say: a list in its order, a mapping by value, or a list of mappings."""
    for key, told in node.items():
        name = re.sub(r"[^a-z]", "", key.lower().removeprefix("x-"))
        if name in _TITLES | _TEXTS:
            yield from _parallel(told, values, spelt)
        elif name in ("enum", "msenum") and key.lower().startswith("x-"):
            entries = told.get("values") if isinstance(told, Mapping) else told
            yield from _listed(entries, spelt) if isinstance(entries, list) else _parallel(told, values, spelt)


def _parallel(told: Any, values: Sequence[Any], spelt: Mapping[Any, str]) -> Iterator[tuple[Any, str]]:
    if isinstance(told, list) and len(told) == len(values):
        yield from ((value, text) for value, text in zip(values, told, strict=True) if isinstance(text, str))
    elif isinstance(told, Mapping):
        yield from ((v, str(told[s])) for v, s in spelt.items() if isinstance(told.get(s), str))


def _listed(entries: Sequence[Any], spelt: Mapping[Any, str]) -> Iterator[tuple[Any, str]]:
    for entry in entries:
        if isinstance(entry, Mapping):
            of = next((str(entry[k]) for k in _VALUE if k in entry), "")
            texts = [entry[k] for k in (*_NAMES, *_TOLD) if isinstance(entry.get(k), str)]
            yield from ((value, text) for value, s in spelt.items() if s == of for text in texts)
