"""What a model's act means here: its path and value as the factory's own, or why they are none.

Values go the way of the offline ones: the words of options and scenarios are the lexicon's, the rest is the field's
type, pattern and unit. Writes nothing and trusts nothing: whether there is evidence is looked at elsewhere.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from maestro.domain import acts as a
from maestro.domain.acts import Act, Topic
from maestro.domain.conversation import View
from maestro.domain.form import Field, Form, Kind
from maestro.domain.json import Json, below, generic, split
from maestro.understanding.english.quantities import converted, quantities, unit_of
from maestro.understanding.english.text import words
from maestro.understanding.english.values import coerce
from maestro.understanding.model.wire import Said, WireAct
from maestro.understanding.vocabulary.lexicon import Lexicon, Means, Target

_SIMPLE: Mapping[Said, type[Any]] = {
    Said.ACCEPT_ALL: a.AcceptAll, Said.UNDO: a.Undo, Said.REDO: a.Redo, Said.SUBMIT: a.Submit, Said.CANCEL: a.Cancel,
    Said.HELP: a.Help, Said.SMALL_TALK: a.SmallTalk,
}  # fmt: skip
_ANSWERS: Mapping[Said, type[Any]] = {
    Said.ACCEPT: a.Accept, Said.DECLINE: a.Decline, Said.DONT_CARE: a.DontCare, Said.DONT_KNOW: a.DontKnow,
    Said.SKIP: a.Skip,
}  # fmt: skip
_OFF = frozenset({"false", "off", "no", "none", "disabled"})
_EMPTY = frozenset({"", "empty", "none", "null", "scratch"})


class UnresolvedError(ValueError):
    """A path or value that is none of this factory's; says so in one line for the model."""


@dataclass(frozen=True)
class Resolver:
    """Wire acts to acts."""

    form: Form
    lexicon: Lexicon

    def act(self, said: WireAct, quote: str, view: View) -> Act:
        """The act, in the words `quote`; UnresolvedError says what is wrong with it."""
        simple = _SIMPLE.get(said.kind)
        if simple is not None:
            whole: Act = simple(quote=quote)
            return whole
        if said.kind in _ANSWERS:
            return self._answer(said, quote, view)
        match said.kind:
            case Said.CHOOSE:
                return a.Choose(self._scenario(said.value), quote)
            case Said.QUESTION:
                return a.Question(_topic(said.value), said.path, None, quote)
            case Said.WISH:
                return a.WishFor(self._lack(said.value or quote), quote)
            case Said.REASON:
                return a.Reason(said.path, said.value or quote, quote)
            case _:
                return self._write(said, quote, view)

    def _answer(self, said: WireAct, quote: str, view: View) -> Act:
        path = said.path or (view.question.path if view.question else "")
        kind = _ANSWERS[said.kind]
        made: Act = kind(path, quote=quote)
        return made

    def _write(self, said: WireAct, quote: str, view: View) -> Act:
        found = self._field(said.path)
        path = self._place(said.path, f"{quote} {said.value}", view)
        match said.kind:
            case Said.SET | Said.CORRECT:
                return self._set(found, path, said, quote)
            case Said.ADD:
                return self._add(found, path, said, quote)
            case Said.REMOVE:
                return a.Remove(path, self._part(found, said.value), quote)
            case Said.REJECT:
                return a.Reject(_without_switch(self.form, path), self._part(found, said.value), quote)
            case _:
                return a.Clear(path, quote)

    def _set(self, found: Field, path: str, said: WireAct, quote: str) -> Act:
        if found.kind is Kind.OBJECT:
            return self._switch(path, said.value, quote)
        if found.kind is Kind.ARRAY:
            if found.item_kind is Kind.OBJECT:
                return self._add(found, path, said, quote)
            parts = [self._item(found, part) for part in re.split(r"[,;]|\[|\]", said.value) if part.strip(" \"'")]
            return a.Set(path, parts, quote, correction=said.kind is Said.CORRECT)
        value = self.value(found, said.value, quote)
        if value is False and path.endswith(".enabled"):
            return a.Reject(_without_switch(self.form, path), None, quote)
        return a.Set(path, value, quote, correction=said.kind is Said.CORRECT)

    def _switch(self, path: str, value: str, quote: str) -> Act:
        """A component or an engine: named is wanted."""
        if value.strip().lower() in _OFF:
            return a.Reject(path, None, quote)
        switch = f"{path}.enabled"
        return a.Set(switch, True, quote) if self.form.at(switch) is not None else a.Set(path, {}, quote)

    def _add(self, found: Field, path: str, said: WireAct, quote: str) -> Act:
        if found.kind is Kind.OBJECT:
            return self._switch(path, said.value, quote)
        if found.kind is not Kind.ARRAY:
            return self._set(found, path, said, quote)
        if found.item_kind is not Kind.OBJECT:
            return a.Add(path, self._item(found, said.value), quote)
        name = self.form.at(f"{found.path}[].name")
        value = coerce(name, said.value) if name is not None else None
        if value is None:
            raise UnresolvedError(f"{path}: the value must be the name of one item")
        return a.Add(path, {"name": value}, quote)

    def _part(self, found: Field, value: str) -> Json:
        """Which value of a list is meant; none for the place as a whole."""
        if not value or found.kind is not Kind.ARRAY:
            return None
        return value if found.item_kind is Kind.OBJECT else self._item(found, value)

    def _item(self, found: Field, value: str) -> Json:
        text = value.strip(" \"'")
        if found.options:
            return self._option(found, text)
        if not text:
            raise UnresolvedError(f"{found.path}: the value is empty")
        return text

    def value(self, found: Field, text: str, quote: str = "") -> Json:
        """A scalar field's value; words of the user's own that do not fit are kept, so that the refusal names them."""
        if found.options:
            return self._option(found, text)
        if found.kind in (Kind.INTEGER, Kind.NUMBER):
            return _number(found, text)
        value = coerce(found, text)
        if value is None and found.kind is Kind.STRING and text and text.lower() in quote.lower():
            return text
        if value is None:
            shape = f" matching {found.pattern}" if found.pattern else ""
            raise UnresolvedError(f"{found.path}: expected a {found.kind}{shape}, found {text[:60]!r}")
        return value

    def _option(self, found: Field, text: str) -> Json:
        low = text.strip().lower()
        for option in found.options:
            if low in (str(option.value).lower(), option.title.lower()):
                return option.value
        named = {t.value for t in self._targets(text) if t.means is Means.OPTION and t.path == found.path}
        if len(named) == 1:
            return named.pop()
        legal = ", ".join(str(option.value) for option in found.options[:40])
        raise UnresolvedError(f"{found.path}: expected one of {legal}; found {text[:60]!r}")

    def _scenario(self, text: str) -> str | None:
        if text.strip().lower() in _EMPTY:
            return None
        named = {str(t.value) for t in self._targets(text) if t.means is Means.SCENARIO}
        exact = [s.id for s in self.form.scenarios if s.id == text.strip()]
        if exact or len(named) == 1:
            return exact[0] if exact else named.pop()
        ids = ", ".join(s.id for s in self.form.scenarios)
        raise UnresolvedError(f"choose: expected one of {ids} or empty; found {text[:60]!r}")

    def _lack(self, text: str) -> str:
        for target in self._targets(text):
            if target.means is Means.LACK:
                return str(target.value)
            raise UnresolvedError(f"wish: the factory has {text[:60]!r}; set {target.path or 'it'} instead")
        if not text.strip():
            raise UnresolvedError("wish: the value is empty")
        return text.strip()[:80]

    def _targets(self, text: str) -> list[Target]:
        return [target for hit in self.lexicon.find(words(text)) for target in hit.targets]

    def _field(self, path: str) -> Field:
        found = self.form.at(path)
        if found is None:
            raise UnresolvedError(f"this kind of act needs a path of the list; found {path[:60]!r}")
        return found

    def _place(self, path: str, text: str, view: View) -> str:
        """`a[].b` as the item that is meant: the only one, or the one whose name was said."""
        if "[]" not in path:
            return path
        root, _, rest = path.partition("[]")
        items = _items(view, root)
        named = [index for index, names in items.items() if any(name.lower() in text.lower() for name in names)]
        chosen = named if len(named) == 1 else list(items) if len(items) == 1 else []
        if not chosen:
            raise UnresolvedError(f"{path}: say which item by its name, or add one to {root} first")
        return self._place(f"{root}.{chosen[0]}{rest}", text, view)


def _items(view: View, root: str) -> Mapping[int, list[str]]:
    """The items of a list by index, with their texts."""
    out: dict[int, list[str]] = {}
    for path, held in view.values.items():
        if below(path, root) and path != root and (part := split(path[len(root) + 1 :])[0]).isdigit():
            out.setdefault(int(part), [])
            if isinstance(held.value, str) and path.endswith(".name"):
                out[int(part)].append(held.value)
    return out


def _number(found: Field, text: str) -> Json:
    value = coerce(found, text)
    measured = list(quantities(text))
    if value is None and len(measured) == 1:
        value = converted(measured[0], unit_of(found)) if measured[0].unit else measured[0].value
    if value is None or (found.kind is Kind.INTEGER and value != int(value)):
        raise UnresolvedError(f"{found.path}: expected a number{' of ' + found.unit if found.unit else ''}, "
                              f"found {text[:60]!r}")  # fmt: skip
    return int(value) if found.kind is Kind.INTEGER else value


def _without_switch(form: Form, path: str) -> str:
    """A component is named by its own path, not by its switch's."""
    component = form.component_of(path)
    return component.path if component is not None and generic(path) == f"{component.path}.enabled" else path


def _topic(text: str) -> Topic:
    try:
        return Topic(text.strip().lower())
    except ValueError:
        return Topic.WHAT
