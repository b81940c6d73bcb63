"""Hashes, passwords and AES. Owns what needs no certificate; keys and certificates are in `certificates`."""

import base64
import binascii
import hashlib
import hmac
import secrets
import uuid
import zlib
from typing import Any

from maestro.factory.chart.errors import GoError
from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text.kinds import decoded, encoded

_SEED = b"com.lyndir.masterpassword"
_BLOCK = 16
_MAX_RANDOM = 16 * 1024 * 1024
_BCRYPT_MAX = 72
# the published character classes and templates of the Master Password algorithm
_CLASSES = {
    "V": "AEIOU",
    "C": "BCDFGHJKLMNPQRSTVWXYZ",
    "v": "aeiou",
    "c": "bcdfghjklmnpqrstvwxyz",
    "A": "AEIOUBCDFGHJKLMNPQRSTVWXYZ",
    "a": "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz",
    "n": "0123456789",
    "o": "@&%?,=[]_:-+*$#!'^~;()/.",
    "x": "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()",
}
_TEMPLATES = {
    "maximum": "anoxxxxxxxxxxxxxxxxx axxxxxxxxxxxxxxxxxno",
    "long": (
        "CvcvnoCvcvCvcv CvcvCvcvnoCvcv CvcvCvcvCvcvno CvccnoCvcvCvcv CvccCvcvnoCvcv CvccCvcvCvcvno CvcvnoCvccCvcv "
        "CvcvCvccnoCvcv CvcvCvccCvcvno CvcvnoCvcvCvcc CvcvCvcvnoCvcc CvcvCvcvCvccno CvccnoCvccCvcv CvccCvccnoCvcv "
        "CvccCvccCvcvno CvcvnoCvccCvcc CvcvCvccnoCvcc CvcvCvccCvccno CvccnoCvcvCvcc CvccCvcvnoCvcc CvccCvcvCvccno"
    ),
    "medium": "CvcnoCvc CvcCvcno",
    "short": "Cvcn",
    "basic": "aaanaaan aannaaan aaannaaa",
    "pin": "nnnn",
}


def _derive(counter: int, kind: str, password: str, user: str, site: str) -> str:
    if kind not in _TEMPLATES:
        return f"cannot find password template {kind}"
    name, place = encoded(user), encoded(site)
    salt = _SEED + len(name).to_bytes(4, "big") + name
    key = hashlib.scrypt(encoded(password), salt=salt, n=32768, r=8, p=2, dklen=64, maxmem=128 * 1024 * 1024)
    message = _SEED + len(place).to_bytes(4, "big") + place + (counter & 0xFFFFFFFF).to_bytes(4, "big")
    seed = hmac.new(key, message, hashlib.sha256).digest()
    templates = _TEMPLATES[kind].split()
    template = templates[seed[0] % len(templates)]
    return "".join(_CLASSES[sign][seed[at] % len(_CLASSES[sign])] for at, sign in enumerate(template, 1))


def _bcrypt(password: str) -> str:
    import bcrypt

    data = encoded(password)
    if len(data) > _BCRYPT_MAX:
        return "failed to encrypt string with bcrypt: bcrypt: password length exceeds 72 bytes"
    return bcrypt.hashpw(data, bcrypt.gensalt(10, prefix=b"2a")).decode()


def _htpasswd(user: str, password: str) -> str:
    return f"invalid username: {user}" if ":" in user else f"{user}:{_bcrypt(password)}"


def _rand_bytes(count: int) -> str:
    if not 0 <= count <= _MAX_RANDOM:
        raise GoError("runtime error: makeslice: len out of range")
    return base64.b64encode(secrets.token_bytes(count)).decode()


def _cipher(password: str, vector: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    key = encoded(password)[:32].ljust(32, b"\0")
    return Cipher(algorithms.AES(key), modes.CBC(vector))


def _encrypt(password: str, text: str) -> str:
    if not text:
        return ""
    data = encoded(text)
    padding = _BLOCK - len(data) % _BLOCK
    vector = secrets.token_bytes(_BLOCK)
    encryptor = _cipher(password, vector).encryptor()
    sealed = encryptor.update(data + bytes([padding]) * padding) + encryptor.finalize()
    return base64.b64encode(vector + sealed).decode()


def _decrypt(password: str, text: str) -> str:
    if not text:
        return ""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise GoError("illegal base64 data at input byte 0") from None
    if len(data) < 2 * _BLOCK or len(data) % _BLOCK:
        raise GoError("crypto/cipher: input not full blocks")
    decryptor = _cipher(password, data[:_BLOCK]).decryptor()
    plain = decryptor.update(data[_BLOCK:]) + decryptor.finalize()
    padding = plain[-1]
    if padding > len(plain):
        raise GoError(f"runtime error: slice bounds out of range [:{len(plain) - padding}]")
    return decoded(plain[: len(plain) - padding])


CRYPTO = functions(
    Family.CRYPTO,
    ("sha1sum", lambda text: hashlib.sha1(encoded(text), usedforsecurity=False).hexdigest(), "string"),
    ("sha256sum", lambda text: hashlib.sha256(encoded(text)).hexdigest(), "string"),
    ("sha512sum", lambda text: hashlib.sha512(encoded(text)).hexdigest(), "string"),
    ("adler32sum", lambda text: str(zlib.adler32(encoded(text))), "string"),
    ("bcrypt", _bcrypt, "!string"),
    ("htpasswd", _htpasswd, "!string string"),
    ("derivePassword", _derive, "int string string string string"),
    ("encryptAES", _encrypt, "!string string"),
    ("decryptAES", _decrypt, "string string"),
    ("randBytes", _rand_bytes, "!int"),
    ("uuidv4", lambda: str(uuid.UUID(bytes=secrets.token_bytes(16), version=4)), "!"),
)
