"""Words and their case: camelcase, snakecase, kebabcase, title, swapcase. Owns where a word ends; counts characters."""

import unicodedata
from itertools import groupby

_CONNECTORS = "-_"


def is_connector(char: str) -> bool:
    """Whether the character joins words."""
    return char in _CONNECTORS or char.isspace()


def title(text: str) -> str:
    """Each word's first letter in title case; a word starts after what is neither letter, digit nor `_`."""
    out: list[str] = []
    previous = " "
    for char in text:
        out.append(char.title() if _separates(previous) and len(char.title()) == 1 else char)
        previous = char
    return "".join(out)


def _separates(char: str) -> bool:
    if char.isascii():
        return not (char.isalnum() or char == "_")
    return char.isspace() and not char.isalnum()


def swap_case(text: str) -> str:
    """Upper to lower and lower to upper, letter by letter."""
    out: list[str] = []
    for char in text:
        swapped = char.lower() if char.isupper() or char.istitle() else char.upper() if char.islower() else char
        out.append(swapped if len(swapped) == 1 else char)
    return "".join(out)


def camel(text: str) -> str:
    """foo_bar as FooBar; leading connectors stay."""
    start = 0
    while start < len(text) and is_connector(text[start]):
        start += 1
    if start >= len(text):
        return text
    lead, body = text[:start], text[start:]
    out = [lead]
    was_upper = body[0].isupper()
    current = body[0].upper()
    for char in body[1:]:
        before, current = current, char
        if is_connector(char) and is_connector(before):
            out.append(before)
        elif is_connector(before):
            was_upper = char.isupper()
            current = char.upper()
        else:
            if was_upper and char.isupper():
                current = char.lower()
            else:
                was_upper = False
            out.append(before)
    return "".join(out) + current


def _kind(char: str) -> str:
    if is_connector(char):
        return "connector"
    if unicodedata.category(char).startswith("P"):
        return "punctuation"
    if char.isupper():
        return "upper"
    if char.isalpha():
        return "alpha"
    return "number" if unicodedata.category(char).startswith("N") else "other"


def _words(text: str) -> list[tuple[str, str]]:
    """The text as (kind, word): runs of a kind; an upper-case letter joins the lower-case run behind it."""
    runs = [(kind, "".join(chars)) for kind, chars in groupby(text, _kind)]
    out: list[tuple[str, str]] = []
    for kind, word in runs:
        if kind == "alpha" and out and out[-1][0] == "upper":
            upper = out.pop()[1]
            if len(upper) > 1:
                out.append(("upper", upper[:-1]))
            out.append(("upper", upper[-1] + word))
        else:
            out.append((kind, word))
    return out


class _Reader:
    """Words one after the other, ("invalid", "") at the end."""

    def __init__(self, words: list[tuple[str, str]]) -> None:
        self._words = words
        self._next = 0

    def take(self) -> tuple[str, str]:
        self._next += 1
        return self._words[self._next - 1] if self._next <= len(self._words) else ("invalid", "")

    def more(self) -> bool:
        return self._next < len(self._words)


_NO_JOIN = frozenset({"invalid", "connector", "punctuation"})


def snake(text: str) -> str:
    """FirstName as first_name."""
    return _lowered(text, "_")


def kebab(text: str) -> str:
    """FirstName as first-name."""
    return _lowered(text, "-")


def _lowered(text: str, connector: str) -> str:
    if not text:
        return ""
    return _Joiner(text, connector).run()


class _Joiner:
    """Puts lower-case words together; numbers stay with what they belong to."""

    def __init__(self, text: str, connector: str) -> None:
        self._reader = _Reader(_words(text))
        self._connector = connector
        self._out: list[str] = []
        self._kind, self._word = self._reader.take()

    def run(self) -> str:
        while self._reader.more():
            if self._kind != "connector":
                self._write()
            before, last = self._kind, self._word
            self._advance()
            if before == "number":
                self._numbers()
            elif before == "connector":
                self._out.append(self._connector * len(last))
            elif before != "punctuation":
                self._after_word()
        self._write()
        return "".join(self._out)

    def _advance(self) -> None:
        self._kind, self._word = self._reader.take()

    def _write(self) -> None:
        if self._kind == "connector":
            self._out.append(self._connector * len(self._word))
        else:
            self._out.append(self._word.lower() if self._kind == "upper" else self._word)

    def _numbers(self) -> None:
        while self._kind in {"alpha", "number"}:
            self._write()
            self._advance()
        if self._kind not in _NO_JOIN:
            self._out.append(self._connector)

    def _after_word(self) -> None:
        if self._kind != "number":
            if self._kind not in {"connector", "punctuation"}:
                self._out.append(self._connector)
            return
        if not self._reader.more():
            return
        number = self._word
        self._advance()
        if self._kind != "alpha":
            self._out.append(number)
            if self._kind not in {"connector", "punctuation"}:
                self._out.append(self._connector)
            return
        self._out.append(self._connector + number)
        self._numbers()
