"""Private keys, signed tokens, and credentials that stand in addresses, headers and assignments."""

import re

from maestro.domain.findings import Severity
from maestro.guard.shapes.base import Certainty, Shape
from maestro.guard.shapes.checks import basic_pair, bech32, encoded_pem, entropy, jwt, mixed, pem_body

_DATABASES = (
    r"postgres(?:ql)?(?:\+[a-z0-9]+)?|mysql2?(?:\+[a-z0-9]+)?|mariadb(?:\+[a-z0-9]+)?|mongodb(?:\+srv)?|rediss?|valkeys?|amqps?|"
    r"mssql(?:\+[a-z0-9]+)?|sqlserver|oracle(?:\+[a-z0-9_]+)?|clickhouse|cockroachdb|cassandra|couchbase|neo4j|bolt|nats|ldaps?"
)
_WEB = r"(?:git\+)?https?|s?ftps?|ssh|git|smtps?|imaps?|socks5h?"
_USER_PART = r")://[^\s:@/\"'<>]*:([^\s@/\"'<>]{3,})@"
# What people write where the password goes.
_STAND_INS = frozenset(
    {
        *("password", "passwd", "pass", "pwd", "secret", "token", "user", "username", "mypassword", "pw", "changeit"),
        *("none", "null", "empty", "xxx", "xxxx", "***", "****", "...", "string", "required", "optional", "true"),
        *("false", "mysecretpassword", "disabled", "enabled", "unset"),
    }
)
_VARIABLE = re.compile(r"\$\w+$|\$[{(]|%\w+%$|[{<\[*]")
# Names and words are runs of letters that can be spoken; random text has few of them.
_RUNS = re.compile(r"[A-Z]?[a-z]{3,}|[A-Z]{4,}")
_SPOKEN = re.compile(r"(?i)[^aeiouy]{0,3}(?:[aeiouy]{1,3}[^aeiouy]{1,4})*[aeiouy]{0,3}")
_NUMBER = re.compile(r"[-+0-9.,:/TZ]+(?:[eE][-+]?[0-9]+)?")
_LONG = 20  # letters alone are a secret only when there are many and they make no words
_SIGNS = frozenset("!@#$%^&*?+=~")
_REFERENCE = re.compile(
    r"\$\w+$|\$[{(]|%\w+%$|\*|[a-z]+://|\.{0,2}/|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$|(?:projects|secrets|vault|env|ref|arn)[:/.]"
)


def in_address(value: str) -> Certainty:
    """The password of a URL: anything but a stand-in or a variable."""
    if value.lower() in _STAND_INS or _VARIABLE.match(value):
        return Certainty.NO
    return Certainty.YES


def assigned(value: str) -> Certainty:
    """The value of `password:` and the like: random enough to be one, and neither words, a path nor a reference."""
    text = value.strip("._:-")
    if text.lower() in _STAND_INS or _NUMBER.fullmatch(text) or _REFERENCE.match(value) or _wordy(text):
        return Certainty.NO
    classes = sum(bool(re.search(kind, text)) for kind in ("[a-z]", "[A-Z]", "[0-9]", "[^A-Za-z0-9]"))
    return Certainty.YES if classes > 1 and entropy(text) >= (2.7 if classes > 2 else 3.0) else Certainty.NO


def any_password(value: str) -> Certainty:
    """What a log had better not hold: whatever stands behind `password:` and is not plainly a word or a reference."""
    text = value.strip("._:-")
    if text.lower() in _STAND_INS or _REFERENCE.match(value):
        return Certainty.NO
    return Certainty.YES if any(c.isdigit() for c in text) or _SIGNS & set(text) else Certainty.NO


def _wordy(text: str) -> bool:
    """Mostly words, few digits, and none of the signs that password rules ask for."""
    letters, digits = sum(c.isalpha() for c in text), sum(c.isdigit() for c in text)
    if not letters:
        return True
    if digits and _SIGNS & set(text):
        return False
    share = sum(len(run) for run in _RUNS.findall(text) if _SPOKEN.fullmatch(run)) / letters
    if not digits and not _SIGNS & set(text):
        return len(text) < _LONG or share > 0.3
    return share >= 0.8 and digits <= len(text) / 4


PRIVATE_KEYS: tuple[Shape, ...] = (
    Shape(
        "private-key",
        "private key",
        r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:[^-]|-[^-])*(?:-----END [A-Z0-9 ]{0,40}-----)?",
        ("PRIVATE KEY",),
        check=pem_body,
        alphabet="none",
        shown=False,
        stand_ins=False,  # its check looks for them in the body
    ),
    Shape(
        "encoded-private-key",
        "private key in base64",
        r"LS0tLS1CRUdJTi[A-Za-z0-9+/]{60,}={0,2}",
        ("LS0tLS1CRUdJTi",),
        check=encoded_pem,
        alphabet="base64",
        shown=False,
        stand_ins=False,
    ),
    Shape(
        "putty-key",
        "PuTTY private key",
        r"PuTTY-User-Key-File-[0-9]:(?:[^\n]*\n){1,80}?\s*Private-Lines: [0-9]+(?:\s+[A-Za-z0-9+/=]{20,})*",
        ("PuTTY-User-Key-File-",),
        alphabet="none",
        shown=False,
    ),
    Shape(
        "age-key",
        "age secret key",
        r"AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}",
        ("AGE-SECRET-KEY-1",),
        check=bech32,
    ),
    Shape(
        "jwt",
        "JSON Web Token",
        r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
        ("eyJ",),
        severity=Severity.HIGH,
        check=jwt,
        alphabet="dashed",
        shown=False,
    ),
)

CONTEXTS: tuple[Shape, ...] = (
    Shape(
        "database-url",
        "database address with a password",
        "(?i:" + _DATABASES + _USER_PART,
        ("://",),
        check=in_address,
        alphabet="none",
        shown=False,
    ),
    Shape(
        "url-password",
        "address with a password",
        "(?i:" + _WEB + _USER_PART,
        ("://",),
        severity=Severity.HIGH,
        check=in_address,
        alphabet="none",
        shown=False,
    ),
    Shape(
        "basic-auth",
        "Basic authorisation header",
        r"(?i:authorization[\"']?\s*[:=]\s*[\"']?basic)\s+([A-Za-z0-9+/]{8,}={0,2})",
        ("basic",),
        severity=Severity.HIGH,
        check=basic_pair,
        alphabet="base64",
        folded=True,
        shown=False,
    ),
    Shape(
        "bearer-token",
        "Bearer authorisation header",
        r"(?i:authorization[\"']?\s*[:=]\s*[\"']?(?:bearer|token))\s+([A-Za-z0-9._~+/=-]{20,})",
        ("authorization",),
        severity=Severity.HIGH,
        check=mixed(3.0),
        alphabet="none",
        folded=True,
        shown=False,
    ),
    Shape(
        "assigned-secret",
        "value assigned to a password, token or key",
        r"(?i:passwo?r?d|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|signing[_-]?key|"
        r"encryption[_-]?key|auth[_-]?key|credentials?)"
        r"[\"']?[ \t]*(?:=>|:=|==?|:)[ \t]*[\"'`]?([^\s\"'`,;<>{}()\[\]\\]{8,})",
        ("passw", "passphrase", "pwd", "secret", "token", "key", "credential"),
        severity=Severity.MEDIUM,
        check=assigned,
        alphabet="none",
        folded=True,
        shown=False,
    ),
)

# For redaction only: too eager for a finding.
EAGER: tuple[Shape, ...] = (
    Shape(
        "password",
        "value that is called a password",
        r"(?i:passwo?r?d|passphrase|pwd)[\"']?[ \t]*(?:=>|:=|==?|:|\bis\b)[ \t]*[\"'`]?([^\s\"'`,;<>{}()\[\]\\]{4,})",
        ("passw", "passphrase", "pwd"),
        severity=Severity.LOW,
        check=any_password,
        alphabet="none",
        folded=True,
        shown=False,
    ),
)
