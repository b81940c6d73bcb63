"""Hashes and certificates."""

import hashlib
from collections.abc import Callable
from typing import Any

from maestro.factory.kyverno.query.arguments import Functions, signature
from maestro.factory.kyverno.query.outside import Outside


def _hash(name: str) -> Callable[[list[Any], Outside], Any]:
    def run(arguments: list[Any], _outside: Outside) -> Any:
        return hashlib.new(name, arguments[0].encode(), usedforsecurity=False).hexdigest()

    return run


def _decoded(arguments: list[Any], _outside: Outside) -> Any:
    from maestro.factory.kyverno.query.certificates import decode_certificate  # few policies pay for its libraries

    return decode_certificate(arguments[0])


FUNCTIONS: Functions = {
    "md5": signature("string", _hash("md5")),
    "sha1": signature("string", _hash("sha1")),
    "sha256": signature("string", _hash("sha256")),
    "x509_decode": signature("string", _decoded),
}
