"""Is a match a real credential? Check characters, encodings, entropy, and what people write in place of one."""

import base64
import binascii
import json
import math
import re
import zlib
from collections import Counter

from maestro.guard.shapes.base import Certainty, Check

_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_WORDS = ("example", "sample", "dummy", "placeholder", "redacted", "changeme", "replace", "insert", "notreal")
# Words are looked for in one case only: in random text of any case a short one turns up by chance.
_STAND_IN = re.compile(
    "|".join([*_WORDS, *(word.upper() for word in _WORDS), *(word.capitalize() for word in _WORDS)])
    + r"|(?:^|[-_./])(?i:fake|your|change)[-_.]|(?i:fake){2}|[xX]{5}|\*{3}|\.{3}|<|\$\{|\{\{|%\{|(.)\1{7}",
)
# A long match (a key file, a certificate) says at its beginning whether it is an example.
_STAND_IN_WITHIN = 400


def placeholder(value: str) -> bool:
    """Whether `value` says of itself that it stands for another: EXAMPLE, xxxxx, <token>, ${TOKEN}, 00000000."""
    return _STAND_IN.search(value, 0, _STAND_IN_WITHIN) is not None


def entropy(value: str) -> float:
    """Shannon entropy in bits a character; 0 for an empty text."""
    total = len(value)
    return -sum(n / total * math.log2(n / total) for n in Counter(value).values()) if total else 0.0


def base62_crc32(value: str) -> Certainty:
    """GitHub's and npm's check: the last 6 characters are the CRC32 of the 30 before them, in base 62."""
    body = value.rpartition("_")[2]
    number, digits = zlib.crc32(body[:-6].encode()), ""
    for _ in range(6):
        number, rest = divmod(number, 62)
        digits = _BASE62[rest] + digits
    return Certainty.YES if digits == body[-6:] else Certainty.DOUBTFUL


def hex_crc32(value: str) -> Certainty:
    """Grafana's check: `prefix_body_crc`, the CRC32 of all before the last underscore in hexadecimal."""
    body, _, crc = value.rpartition("_")
    return Certainty.YES if f"{zlib.crc32(body.encode()):08x}" == crc.lower() else Certainty.DOUBTFUL


def base32_id(value: str) -> Certainty:
    """An AWS key id counts in base 32: no 0, 1, 8 or 9 after its prefix."""
    return Certainty.DOUBTFUL if set("0189") & set(value[4:]) else Certainty.YES


def routable_crc32(value: str) -> Certainty:
    """GitLab's newer tokens end in the CRC32 of all before it, 7 digits in base 36; the older ones have no check."""
    if "." not in value:
        return Certainty.YES
    number, digits = zlib.crc32(value[:-7].encode()), ""
    for _ in range(7):
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return Certainty.YES if digits == value[-7:] else Certainty.DOUBTFUL


def bech32(value: str) -> Certainty:
    """An age key's own checksum (BIP 173)."""
    prefix, _, data = value.lower().rpartition("1")
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix] + [_BECH32.find(c) for c in data]
    checksum = 1
    for item in expanded:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ item
        for bit, factor in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            checksum ^= factor if top >> bit & 1 else 0
    return Certainty.YES if checksum == 1 else Certainty.DOUBTFUL


def decoded(text: str) -> bytes:
    """Base64 of either alphabet, padding optional; nothing when it is none."""
    body = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(body + "=" * (-len(body) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def jwt(value: str) -> Certainty:
    """A JSON Web Token: its first part is a JSON object that names an algorithm."""
    try:
        header = json.loads(decoded(value.partition(".")[0]))
    except (ValueError, RecursionError):
        return Certainty.NO
    return Certainty.YES if isinstance(header, dict) and "alg" in header else Certainty.NO


def macaroon(value: str) -> Certainty:
    """A PyPI token is a version 2 macaroon that names its location."""
    start = decoded(value.removeprefix("pypi-")[:64])
    return Certainty.YES if start[:2] == b"\x02\x01" and b"pypi.org" in start else Certainty.DOUBTFUL


def discord_id(value: str) -> Certainty:
    """A Discord bot token begins with the bot's number in base64."""
    return Certainty.YES if decoded(value.partition(".")[0]).isdigit() else Certainty.NO


def basic_pair(value: str) -> Certainty:
    """`Authorization: Basic`: base64 of `user:password`."""
    user, colon, password = decoded(value).partition(b":")
    return Certainty.YES if user and colon and len(password) > 3 else Certainty.NO


def pem_body(value: str) -> Certainty:
    """A private key has lines of base64: the header alone, prose after it, or dots in it are documentation."""
    body = re.sub(r"-----[^-]*-----?|\\[nrt]", " ", value)
    if placeholder(re.sub(r"A{8,}", "", body)):  # runs of A are zero bytes in real keys
        return Certainty.NO
    return Certainty.YES if re.search(r"[A-Za-z0-9+/]{40}", body) else Certainty.NO


def encoded_pem(value: str) -> Certainty:
    """Base64 of a PEM private key, as kubeconfig files and Kubernetes secrets hold it."""
    return Certainty.YES if b"PRIVATE KEY-----" in decoded(value[: len(value) // 4 * 4]) else Certainty.NO


def mixed(least: float) -> Check:
    """Letters and digits with at least `least` bits a character: random text, not a name."""

    def check(value: str) -> Certainty:
        random = entropy(value) >= least and any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
        return Certainty.YES if random else Certainty.NO

    return check
