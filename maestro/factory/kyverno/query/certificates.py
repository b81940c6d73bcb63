"""Certificates and signing requests as maps (`x509_decode`), with the field names of Go's x509 package."""

import base64
import warnings
from datetime import datetime
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtensionOID, NameOID

from maestro.factory.kyverno.query.errors import QueryError

_NAME_LISTS = {
    "Country": NameOID.COUNTRY_NAME,
    "Organization": NameOID.ORGANIZATION_NAME,
    "OrganizationalUnit": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "Locality": NameOID.LOCALITY_NAME,
    "Province": NameOID.STATE_OR_PROVINCE_NAME,
    "StreetAddress": NameOID.STREET_ADDRESS,
    "PostalCode": NameOID.POSTAL_CODE,
}
_SIGNATURES = {
    "1.2.840.113549.1.1.4": 2.0,
    "1.2.840.113549.1.1.5": 3.0,
    "1.2.840.113549.1.1.11": 4.0,
    "1.2.840.113549.1.1.12": 5.0,
    "1.2.840.113549.1.1.13": 6.0,
}
_KEY_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
)
_EXTENDED = {
    "2.5.29.37.0": 0.0,
    "1.3.6.1.5.5.7.3.1": 1.0,
    "1.3.6.1.5.5.7.3.2": 2.0,
    "1.3.6.1.5.5.7.3.3": 3.0,
    "1.3.6.1.5.5.7.3.4": 4.0,
    "1.3.6.1.5.5.7.3.8": 8.0,
    "1.3.6.1.5.5.7.3.9": 9.0,
}


def decode_certificate(text: str) -> dict[str, Any]:
    """A PEM certificate or signing request with an RSA key; QueryError for anything else."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd certificate is what a policy looks for; it is read all the same
            if "-----BEGIN CERTIFICATE REQUEST-----" in text:
                return _request(x509.load_pem_x509_csr(text.encode()))
            return _certificate(x509.load_pem_x509_certificate(text.encode()))
    except ValueError as error:
        raise QueryError(f"x509_decode: failed to decode PEM block: {error}") from error


def _encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _public_key(key: object) -> dict[str, Any]:
    if not isinstance(key, rsa.RSAPublicKey):
        raise QueryError("certificate should use rsa algorithm")
    numbers = key.public_numbers()
    return {"N": str(numbers.n), "E": float(numbers.e)}


def _name(name: x509.Name) -> dict[str, Any]:
    def values(oid: x509.ObjectIdentifier) -> list[str]:
        return [str(attribute.value) for attribute in name.get_attributes_for_oid(oid)]

    found: dict[str, Any] = {key: values(oid) or None for key, oid in _NAME_LISTS.items()}
    found["SerialNumber"] = "".join(values(NameOID.SERIAL_NUMBER)[-1:])
    found["CommonName"] = "".join(values(NameOID.COMMON_NAME)[-1:])
    found["Names"] = [
        {"Type": [float(part) for part in attribute.oid.dotted_string.split(".")], "Value": attribute.value}
        for attribute in name
    ]
    found["ExtraNames"] = None
    return found


def _alternative_names(extensions: x509.Extensions) -> dict[str, Any]:
    try:
        names = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return dict.fromkeys(("DNSNames", "EmailAddresses", "IPAddresses", "URIs"))
    return {
        "DNSNames": names.get_values_for_type(x509.DNSName) or None,
        "EmailAddresses": names.get_values_for_type(x509.RFC822Name) or None,
        "IPAddresses": [str(address) for address in names.get_values_for_type(x509.IPAddress)] or None,
        "URIs": names.get_values_for_type(x509.UniformResourceIdentifier) or None,
    }


def _extensions(extensions: x509.Extensions) -> list[dict[str, Any]] | None:
    return [
        {
            "Id": [float(part) for part in extension.oid.dotted_string.split(".")],
            "Critical": extension.critical,
            "Value": _encoded(extension.value.public_bytes()),
        }
        for extension in extensions
    ] or None


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _usage(extensions: x509.Extensions) -> dict[str, Any]:
    found: dict[str, Any] = {"KeyUsage": 0.0, "ExtKeyUsage": None, "IsCA": False, "BasicConstraintsValid": False}
    found |= {"MaxPathLen": 0.0, "MaxPathLenZero": False, "SubjectKeyId": None, "AuthorityKeyId": None}
    for extension in extensions:
        match extension.value:
            case x509.KeyUsage():
                usage = extension.value
                found["KeyUsage"] = float(sum(1 << bit for bit, name in enumerate(_KEY_USAGES) if getattr(usage, name)))
            case x509.ExtendedKeyUsage():
                found["ExtKeyUsage"] = [
                    _EXTENDED[oid.dotted_string] for oid in extension.value if oid.dotted_string in _EXTENDED
                ]
            case x509.BasicConstraints():
                length = extension.value.path_length
                found |= {"BasicConstraintsValid": True, "IsCA": extension.value.ca, "MaxPathLenZero": length == 0}
                found["MaxPathLen"] = -1.0 if length is None else float(length)
            case x509.SubjectKeyIdentifier():
                found["SubjectKeyId"] = _encoded(extension.value.digest)
            case x509.AuthorityKeyIdentifier() if extension.value.key_identifier:
                found["AuthorityKeyId"] = _encoded(extension.value.key_identifier)
            case _:
                pass
    return found


def _certificate(certificate: x509.Certificate) -> dict[str, Any]:
    spki = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {
        "PublicKey": _public_key(certificate.public_key()),
        "PublicKeyAlgorithm": 1.0,
        "Raw": _encoded(certificate.public_bytes(Encoding.DER)),
        "RawTBSCertificate": _encoded(certificate.tbs_certificate_bytes),
        "RawSubjectPublicKeyInfo": _encoded(spki),
        "RawSubject": _encoded(certificate.subject.public_bytes()),
        "RawIssuer": _encoded(certificate.issuer.public_bytes()),
        "Signature": _encoded(certificate.signature),
        "SignatureAlgorithm": _SIGNATURES.get(certificate.signature_algorithm_oid.dotted_string, 0.0),
        "Version": float(certificate.version.value + 1),
        "SerialNumber": float(certificate.serial_number),
        "Issuer": _name(certificate.issuer),
        "Subject": _name(certificate.subject),
        "NotBefore": _time(certificate.not_valid_before_utc),
        "NotAfter": _time(certificate.not_valid_after_utc),
        "Extensions": _extensions(certificate.extensions),
        "ExtraExtensions": None,
        "UnhandledCriticalExtensions": None,
        **_usage(certificate.extensions),
        **_alternative_names(certificate.extensions),
        **_authority(certificate.extensions),
    }


def _authority(extensions: x509.Extensions) -> dict[str, Any]:
    found: dict[str, Any] = {"OCSPServer": None, "IssuingCertificateURL": None}
    try:
        access = extensions.get_extension_for_oid(ExtensionOID.AUTHORITY_INFORMATION_ACCESS).value
    except x509.ExtensionNotFound:
        return found
    if isinstance(access, x509.AuthorityInformationAccess):
        for description in access:
            key = "OCSPServer" if description.access_method.dotted_string.endswith("48.1") else "IssuingCertificateURL"
            found[key] = [*(found[key] or []), str(description.access_location.value)]
    return found


def _request(request: x509.CertificateSigningRequest) -> dict[str, Any]:
    spki = request.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {
        "PublicKey": _public_key(request.public_key()),
        "PublicKeyAlgorithm": 1.0,
        "Raw": _encoded(request.public_bytes(Encoding.DER)),
        "RawTBSCertificateRequest": _encoded(request.tbs_certrequest_bytes),
        "RawSubjectPublicKeyInfo": _encoded(spki),
        "RawSubject": _encoded(request.subject.public_bytes()),
        "Version": 0.0,
        "Signature": _encoded(request.signature),
        "SignatureAlgorithm": _SIGNATURES.get(request.signature_algorithm_oid.dotted_string, 0.0),
        "Subject": _name(request.subject),
        "Attributes": [],
        "Extensions": _extensions(request.extensions),
        "ExtraExtensions": None,
        **_alternative_names(request.extensions),
    }
