"""Kyverno's `x509.decode(pem)`: a certificate or signing request with an RSA key, as Go's JSON would show it."""

import base64
from typing import Any

from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload

_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
)
_RSA = 1


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _name(name: Any) -> dict[str, Any]:
    from cryptography.x509.oid import NameOID

    def values(oid: Any) -> list[str] | None:
        return [str(item.value) for item in name.get_attributes_for_oid(oid)] or None

    return {
        "Country": values(NameOID.COUNTRY_NAME),
        "Organization": values(NameOID.ORGANIZATION_NAME),
        "OrganizationalUnit": values(NameOID.ORGANIZATIONAL_UNIT_NAME),
        "Locality": values(NameOID.LOCALITY_NAME),
        "Province": values(NameOID.STATE_OR_PROVINCE_NAME),
        "StreetAddress": values(NameOID.STREET_ADDRESS),
        "PostalCode": values(NameOID.POSTAL_CODE),
        "SerialNumber": (values(NameOID.SERIAL_NUMBER) or [""])[-1],
        "CommonName": (values(NameOID.COMMON_NAME) or [""])[-1],
        "Names": [{"Type": [int(n) for n in a.oid.dotted_string.split(".")], "Value": str(a.value)} for a in name],
        "ExtraNames": None,
    }


def _public_key(key: Any) -> dict[str, Any]:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    if not isinstance(key, RSAPublicKey):
        raise EvalError("certificate should use rsa algorithm")
    numbers = key.public_numbers()
    return {"N": str(numbers.n), "E": numbers.e}


def _extension(certificate: Any, kind: Any) -> Any:
    from cryptography import x509

    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except (x509.ExtensionNotFound, ValueError):
        return None


def _alternative_names(certificate: Any) -> dict[str, Any]:
    from cryptography import x509

    names = _extension(certificate, x509.SubjectAlternativeName)

    def of(kind: Any) -> list[str] | None:
        return [str(value) for value in names.get_values_for_type(kind)] or None if names else None

    return {
        "DNSNames": of(x509.DNSName),
        "EmailAddresses": of(x509.RFC822Name),
        "IPAddresses": of(x509.IPAddress),
    }


def _constraints(certificate: Any) -> dict[str, Any]:
    from cryptography import x509

    basic = _extension(certificate, x509.BasicConstraints)
    usage = _extension(certificate, x509.KeyUsage)
    length = basic.path_length if basic else None
    return {
        "BasicConstraintsValid": basic is not None,
        "IsCA": bool(basic and basic.ca),
        "MaxPathLen": -1 if basic and length is None else length or 0,
        "MaxPathLenZero": length == 0 and basic is not None,
        "KeyUsage": sum(1 << bit for bit, name in enumerate(_USAGES) if usage and getattr(usage, name)),
    }


def _certificate(pem: bytes) -> dict[str, Any]:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    certificate = x509.load_pem_x509_certificate(pem)
    key = certificate.public_key()
    public = _public_key(key)
    return {
        "Raw": _encoded(certificate.public_bytes(Encoding.DER)),
        "RawTBSCertificate": _encoded(certificate.tbs_certificate_bytes),
        "RawSubjectPublicKeyInfo": _encoded(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)),
        "RawSubject": _encoded(certificate.subject.public_bytes()),
        "RawIssuer": _encoded(certificate.issuer.public_bytes()),
        "Signature": _encoded(certificate.signature),
        "PublicKeyAlgorithm": _RSA,
        "PublicKey": public,
        "SerialNumber": certificate.serial_number,
        "Issuer": _name(certificate.issuer),
        "NotBefore": f"{certificate.not_valid_before_utc:%Y-%m-%dT%H:%M:%SZ}",
        "NotAfter": f"{certificate.not_valid_after_utc:%Y-%m-%dT%H:%M:%SZ}",
        **_constraints(certificate),
        **_alternative_names(certificate),
    }


def _signing_request(pem: bytes) -> dict[str, Any]:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    request = x509.load_pem_x509_csr(pem)
    public = _public_key(request.public_key())
    return {
        "Raw": _encoded(request.public_bytes(Encoding.DER)),
        "RawSubject": _encoded(request.subject.public_bytes()),
        "Signature": _encoded(request.signature),
        "PublicKeyAlgorithm": _RSA,
        "PublicKey": public,
        "Subject": _name(request.subject),
        **_alternative_names(request),
    }


def decode(text: str) -> Any:
    """Read a PEM block."""
    pem = text.encode()
    try:
        if b"-----BEGIN CERTIFICATE-----" in pem:
            return _floats(_certificate(pem))
        if b"-----BEGIN CERTIFICATE REQUEST-----" in pem:
            return _floats(_signing_request(pem))
    except (ValueError, TypeError) as error:
        raise EvalError(f"x509.decode: {error}") from None
    raise EvalError("failed to decode PEM block: it holds neither a CERTIFICATE nor a CERTIFICATE REQUEST")


def _floats(value: Any) -> Any:
    # The answer goes through JSON in Kyverno, which leaves every number a double.
    if isinstance(value, dict):
        return {key: _floats(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_floats(item) for item in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


CERTIFICATES: Library = (overload("x509.decode(string) -> dyn", decode),)
