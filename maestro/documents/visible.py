"""Bytes as text that a person would see: decoded, without control characters, without characters of no width."""

import re
import unicodedata

from maestro.domain.errors import UnreadableError

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
_HARMLESS = re.compile(r"[\x0c\u00ad\ufeff\ufe00-\ufe0f\u200d]")  # page breaks, soft hyphens, parts of emoji


def visible(text: str) -> tuple[str, bool]:
    """The text that is seen, and whether something in it was hidden."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\x0c", "\n")
    plain = plain.replace("\u2028", "\n").replace("\u2029", "\n").replace("\xa0", " ")
    shown = _UNSEEN.sub("", plain)
    return shown, _UNSEEN.search(_HARMLESS.sub("", plain)) is not None


def decoded(name: str, data: bytes) -> str:
    """UTF-8, else UTF-16 with its mark, else the Windows code page that spreadsheets write."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableError(f"{name}: its characters cannot be read; save it as UTF-8.", path=name)
