"""Text that matches a regular expression, as `random` gives it. The source of chance is handed in."""

import string
from collections.abc import Callable

from maestro.factory.kyverno.query.errors import QueryError

_CLASSES = {
    "d": string.digits,
    "w": string.ascii_letters + string.digits + "_",
    "s": " \t",
    "D": string.ascii_letters,
    "W": "-.:/",
    "S": string.ascii_letters + string.digits,
}
_PRINTABLE = string.ascii_letters + string.digits + "-_."
_POSIX = {
    "alnum": string.ascii_letters + string.digits,
    "alpha": string.ascii_letters,
    "digit": string.digits,
    "lower": string.ascii_lowercase,
    "upper": string.ascii_uppercase,
    "xdigit": string.hexdigits,
    "punct": string.punctuation,
    "word": _CLASSES["w"],
}
_UNBOUNDED = 16  # how many repetitions `*` and `+` make at most
_LONGEST = 4096


class _Generator:
    """A recursive descent over the pattern that writes text while it reads."""

    def __init__(self, pattern: str, below: Callable[[int], int]) -> None:
        self.pattern, self.below, self.position = pattern, below, 0

    def peek(self) -> str:
        return self.pattern[self.position : self.position + 1]

    def take(self) -> str:
        char = self.peek()
        if not char:
            raise QueryError(f"random: the pattern {self.pattern!r} ends too early")
        self.position += 1
        return char

    def alternatives(self) -> str:
        options = [self.sequence()]
        while self.peek() == "|":
            self.take()
            options.append(self.sequence())
        return options[self.below(len(options))]

    def sequence(self) -> str:
        text = ""
        while self.peek() not in {"", "|", ")"}:
            start = self.position
            atom = self.atom()
            text += self.repeated(start, atom)
        return text

    def repeated(self, start: int, atom: str) -> str:
        end = self.position
        least, most = self.bounds()
        count = least + self.below(most - least + 1)
        after, pieces = self.position, [atom][:count]
        for _ in range(1, count):
            self.position = start
            pieces.append(self.atom())
        self.position = after
        text = "".join(pieces)
        if len(text) > _LONGEST or end > after:
            raise QueryError("random: the pattern makes too long a text")
        return text

    def bounds(self) -> tuple[int, int]:
        match self.peek():
            case "*":
                bounds = (0, _UNBOUNDED)
            case "+":
                bounds = (1, _UNBOUNDED)
            case "?":
                bounds = (0, 1)
            case "{":
                return self.braces()
            case _:
                return 1, 1
        self.take()
        return bounds

    def braces(self) -> tuple[int, int]:
        end = self.pattern.find("}", self.position)
        least, comma, most = self.pattern[self.position + 1 : end].partition(",")
        if end < 0 or not least.isdigit() or (most and not most.isdigit()):
            raise QueryError(f"random: expected a repetition such as {{2,5}} in {self.pattern!r}")
        self.position = end + 1
        top = int(most) if most else int(least) + (_UNBOUNDED if comma else 0)
        if not int(least) <= top <= _LONGEST:
            raise QueryError("random: the repetition is out of bounds")
        return int(least), top

    def atom(self) -> str:
        match self.take():
            case "(":
                if self.pattern.startswith("?:", self.position):
                    self.position += 2
                text = self.alternatives()
                if self.take() != ")":
                    raise QueryError(f"random: a group is not closed in {self.pattern!r}")
                return text
            case "[":
                return self.choose(self.char_class())
            case "\\":
                char = self.take()
                return self.choose(_CLASSES[char]) if char in _CLASSES else char
            case ".":
                return self.choose(_PRINTABLE)
            case "^" | "$":
                return ""
            case char:
                return char

    def choose(self, chars: str) -> str:
        if not chars:
            raise QueryError(f"random: an empty character class in {self.pattern!r}")
        return chars[self.below(len(chars))]

    def char_class(self) -> str:
        negated = self.peek() == "^"
        if negated:
            self.take()
        chars = ""
        while self.peek() != "]":
            chars += self.class_item()
        self.take()
        return "".join(sorted(set(_PRINTABLE) - set(chars))) if negated else "".join(sorted(set(chars)))

    def class_item(self) -> str:
        if self.pattern.startswith("[:", self.position):
            name, end = self.pattern[self.position + 2 :].partition(":]")[::2]
            del end
            self.position += len(name) + 4
            return _POSIX.get(name, "")
        char = self.take()
        if char == "\\":
            char = self.take()
            if char in _CLASSES:
                return _CLASSES[char]
        if self.peek() == "-" and self.pattern[self.position + 1 : self.position + 2] not in {"", "]"}:
            self.take()
            last = self.take()
            return "".join(map(chr, range(ord(char), ord(last) + 1)))
        return char


def generate(pattern: str, below: Callable[[int], int]) -> str:
    """Some text that the pattern matches; `below(n)` chooses a number from 0 to n-1."""
    if not pattern:
        raise QueryError("random: no pattern provided")
    generator = _Generator(pattern, below)
    text = generator.alternatives()
    if generator.peek():
        raise QueryError(f"random: unexpected {generator.peek()!r} in {pattern!r}")
    return text
