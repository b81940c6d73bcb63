"""Keys and certificates. Owns genCA, genSignedCert and their kin; everything here differs from run to run."""

import base64
import binascii
import ipaddress
from datetime import UTC, datetime, timedelta
from typing import Any

from maestro.domain.record import dataclass
from maestro.factory.chart.errors import GoError
from maestro.factory.chart.template.signature import Family, functions
from maestro.factory.chart.text.keypair import KeyPair
from maestro.factory.chart.text.kinds import encoded
from maestro.factory.chart.text.printing import show

_BITS = 2048
_KEY_BITS = 4096


@dataclass(frozen=True, slots=True)
class _Request:
    """What a certificate is asked to say."""

    name: str
    days: int
    addresses: tuple[Any, ...] = ()
    hosts: tuple[str, ...] = ()
    is_authority: bool = False


def _new_key() -> Any:
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(65537, _BITS)


def _read_key(pem: str) -> Any:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    if "-----BEGIN " not in pem:
        raise GoError("parsing private key: no PEM data in input")
    try:
        return load_pem_private_key(encoded(pem), None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise GoError(f"parsing private key: {error}") from None


def _key_pem(key: Any) -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    traditional = isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey)
    form = serialization.PrivateFormat.TraditionalOpenSSL if traditional else serialization.PrivateFormat.PKCS8
    return str(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode())


def _private_key(kind: str) -> str:
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa

    match kind:
        case "" | "rsa":
            return _key_pem(rsa.generate_private_key(65537, _KEY_BITS))
        case "dsa":
            return _dsa_pem(dsa.generate_private_key(2048))
        case "ecdsa":
            return _key_pem(ec.generate_private_key(ec.SECP256R1()))
        case "ed25519":
            return _key_pem(ed25519.Ed25519PrivateKey.generate())
    return f"Unknown type {kind}"


def _dsa_pem(key: Any) -> str:
    from cryptography.hazmat.primitives import serialization

    form = serialization.PrivateFormat.TraditionalOpenSSL
    return str(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode())


def _request(name: str, addresses: list[Any], hosts: list[Any], days: int) -> _Request:
    return _Request(name, days, tuple(map(_address, addresses)), tuple(map(_host, hosts)))


def _address(value: Any) -> Any:
    if not isinstance(value, str):
        raise GoError(f"error parsing ip: {show(value)} is not a string")
    try:
        return ipaddress.ip_address(value)
    except ValueError:
        raise GoError(f"error parsing ip: {value}") from None


def _host(value: Any) -> str:
    if not isinstance(value, str):
        raise GoError(f"error processing alternate dns name: {show(value)} is not a string")
    return value


def _issue(request: _Request, key: Any, signer: tuple[Any, Any] | None = None) -> KeyPair:
    """A certificate for a key, signed by itself or by (certificate, key) of an authority."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ed25519

    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, request.name)] if request.name else [])
    issuer, signing_key = (signer[0].subject, signer[1]) if signer else (subject, key)
    start = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=request.days))
    )
    for extension, critical in _extensions(request, signing_key, key):
        builder = builder.add_extension(extension, critical)
    digest = None if isinstance(signing_key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    try:
        certificate = builder.sign(signing_key, digest)
    except (ValueError, TypeError) as error:
        raise GoError(f"error creating certificate: {error}") from None
    return KeyPair(certificate.public_bytes(serialization.Encoding.PEM).decode(), _key_pem(key))


def _extensions(request: _Request, signing_key: Any, key: Any) -> list[tuple[Any, bool]]:
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    usage = x509.KeyUsage(
        digital_signature=True,
        key_encipherment=True,
        key_cert_sign=request.is_authority,
        content_commitment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    purposes = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
    out: list[tuple[Any, bool]] = [
        (usage, True),
        (x509.ExtendedKeyUsage(purposes), False),
        (x509.BasicConstraints(ca=request.is_authority, path_length=None), True),
    ]
    if request.is_authority:
        out.append((x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False))
    elif signing_key is not key:
        out.append((x509.AuthorityKeyIdentifier.from_issuer_public_key(signing_key.public_key()), False))
    names = [*map(x509.DNSName, request.hosts), *map(x509.IPAddress, request.addresses)]
    if names:
        out.append((x509.SubjectAlternativeName(names), False))
    return out


def _authority(name: str, days: int, pem: str | None = None) -> KeyPair:
    return _issue(_Request(name, days, is_authority=True), _new_key() if pem is None else _read_key(pem))


def _self_signed(name: str, addresses: list[Any], hosts: list[Any], days: int, *pem: str) -> KeyPair:
    return _issue(_request(name, addresses, hosts, days), _read_key(pem[0]) if pem else _new_key())


def _signed(name: str, addresses: list[Any], hosts: list[Any], days: int, *rest: Any) -> KeyPair:
    authority, *pem = rest
    request = _request(name, addresses, hosts, days)
    return _issue(request, _read_key(pem[0]) if pem else _new_key(), _signer(authority))


def _signer(authority: KeyPair) -> tuple[Any, Any]:
    from cryptography import x509

    if "-----BEGIN " not in authority.cert:
        raise GoError("unable to decode certificate")
    try:
        certificate = x509.load_pem_x509_certificate(encoded(authority.cert))
    except ValueError as error:
        raise GoError(f"error parsing certificate: decodedSignerCert.Bytes: {error}") from None
    return certificate, _read_key(authority.key)


def _custom(cert64: str, key64: str) -> KeyPair:
    try:
        cert, key = (
            base64.b64decode(text, validate=True).decode("utf-8", "surrogateescape") for text in (cert64, key64)
        )
    except binascii.Error:
        raise GoError("unable to decode base64 certificate") from None
    found = KeyPair(cert, key)
    _signer(found)
    return found


CERTIFICATES = functions(
    Family.CRYPTO,
    ("genPrivateKey", _private_key, "!string"),
    ("buildCustomCert", _custom, "string string"),
    ("genCA", _authority, "!string int"),
    ("genCAWithKey", _authority, "!string int string"),
    ("genSelfSignedCert", _self_signed, "!string list list int"),
    ("genSelfSignedCertWithKey", _self_signed, "!string list list int string"),
    ("genSignedCert", _signed, "!string list list int certificate"),
    ("genSignedCertWithKey", _signed, "!string list list int certificate string"),
)
