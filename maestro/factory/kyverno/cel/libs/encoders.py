"""Base64, as CEL's encoders extension has it."""

import base64
import binascii

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise EvalError(f"illegal base64 data: {text[:40]!r}") from None


def encode_base64(data: bytes) -> str:
    """Standard base64, padded."""
    return base64.b64encode(data).decode()


ENCODERS: Library = (
    overload("base64.encode(bytes) -> string", encode_base64),
    overload("base64.decode(string) -> bytes", _decode),
)
