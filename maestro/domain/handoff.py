"""What a finished interview or a `submit` hands to the orchestrator: requests and all that travels with them."""

import re
from collections.abc import Mapping
from typing import Any

from maestro.domain.json import Json, digest, get
from maestro.domain.record import dataclass

_SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True)
class Deviation:
    """A value of the user's that displaces what a policy would write, or that one warns of."""

    path: str
    standard: Json
    chosen: Json
    reason: str | None = None
    consequence: str = ""
    environment: str | None = None


@dataclass(frozen=True)
class Wish:
    """Something asked for that the factory cannot do, with the nearest thing it can."""

    text: str
    nearest: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Choice:
    """One value of the request with where it came from: a row of the pull request's table."""

    path: str
    title: str
    value: Json
    source: str  # user, scenario, default, sizing, pack, document, model, file
    origin: str = ""  # the scenario's, pack's or document's name
    quote: str = ""
    environment: str | None = None


@dataclass(frozen=True)
class Handoff:
    """Everything that one approval hands over; immutable, and stored with the run as JSON.

    `requests` are complete request documents, one an environment; `identity` the manifest's identity fields.
    `confirmed_update`: the user confirmed that an identity which exists on the base branch is to be changed.
    """

    requests: tuple[Mapping[str, Any], ...]
    identity: tuple[str, ...]
    title: str = ""
    summary: str = ""
    scenario: str | None = None
    choices: tuple[Choice, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    wishes: tuple[Wish, ...] = ()
    confirmed_update: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The identity of each request joined by `-`: the stem of its file in `requests/`."""
        return tuple(identity_name(request, self.identity) for request in self.requests)

    @property
    def digest(self) -> str:
        """8 hex digits that name exactly these requests (a single one is not wrapped in a list)."""
        return digest(self.requests[0] if len(self.requests) == 1 else list(self.requests))

    @property
    def branch(self) -> str:
        """`maestro/<identity>-<digest>`; several requests share the first one's identity."""
        return f"maestro/{self.names[0]}-{self.digest}"


def identity_name(request: Mapping[str, Any], identity: tuple[str, ...]) -> str:
    """The identity fields joined by `-`; ValueError unless it is safe as a file and a ref name."""
    name = "-".join(str(get(request, path, "")) for path in identity)
    if not _SAFE_NAME.fullmatch(name) or ".." in name or name.endswith((".lock", ".")):
        raise ValueError(f"{name!r} cannot name a file and a branch")
    return name


def one_line(text: str, limit: int = 300) -> str:
    """Text from outside as one printable line: control and direction characters become blanks."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
