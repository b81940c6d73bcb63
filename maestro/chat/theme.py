"""How things look: which styles exist, and whether this terminal gets any.

Owns the reading of NO_COLOR, FORCE_COLOR, TERM, ACCESSIBLE and the stream's kind. Only colours that can be read on
light and on dark backgrounds; every colour is doubled by a mark or a word.
"""

from collections.abc import Mapping
from typing import TextIO

from maestro.domain.record import dataclass

STYLES: Mapping[str, str] = {
    "head": "bold",
    "rule": "dim",
    "group": "dim",
    "label": "none",
    "value": "bold",
    "source": "dim",
    "changed": "green",
    "needed": "magenta",
    "number": "bold",
    "recommended": "green",
    "trouble": "red",
    "ok": "green",
    "added": "green",
    "removed": "red",
    "url": "underline",
    "said": "dim",
}

MARK = "●"
_DUMB = frozenset({"dumb", "unknown"})


@dataclass(frozen=True)
class Look:
    """What a stream may be sent. `redraws`: the cursor may move; `spoken`: for a screen reader, no signs or boxes."""

    colour: bool
    redraws: bool
    spoken: bool = False
    wraps: bool = True

    @property
    def mark(self) -> str:
        """Sets a changed line apart."""
        return "changed:" if self.spoken else MARK


def look_of(stream: TextIO, env: Mapping[str, str], screen_reader: bool = False) -> Look:
    """The look of a stream in an environment."""
    terminal = stream.isatty()
    spoken = screen_reader or env.get("ACCESSIBLE", "") not in ("", "0", "false")
    dumb = env.get("TERM", "dumb" if terminal else "").casefold() in _DUMB
    forced = env.get("FORCE_COLOR", "") not in ("", "0", "false")
    wanted = forced or (terminal and not dumb)
    return Look(
        colour=wanted and not env.get("NO_COLOR") and not spoken,
        redraws=terminal and not dumb and not spoken,
        spoken=spoken,
        wraps=terminal,
    )
