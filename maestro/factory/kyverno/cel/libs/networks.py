"""IP addresses and networks, as Kubernetes' CEL has them (Go's netip: no IPv4 in IPv6, no zones, no leading zeros)."""

import ipaddress
from typing import ClassVar

from maestro.domain.record import dataclass
from maestro.factory.kyverno.cel.lang.errors import EvalError
from maestro.factory.kyverno.cel.lang.functions import Library, overload

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class Ip:
    """An address."""

    address: Address

    cel_type: ClassVar[str] = "net.IP"


@dataclass(frozen=True)
class Cidr:
    """An address with the length of its network's prefix."""

    address: Address
    prefix: int

    cel_type: ClassVar[str] = "net.CIDR"

    @property
    def network(self) -> Network:
        """The network that the address lies in."""
        return ipaddress.ip_network(f"{self.address}/{self.prefix}", strict=False)


def _address(text: str) -> Address:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        raise EvalError(f"IP Address {text!r} parse error during conversion from string") from None
    if "%" in text:
        raise EvalError(f"IP address {text!r} with zone value is not allowed")
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
        raise EvalError(f"IPv4-mapped IPv6 address {text!r} is not allowed")
    return address


def parse_ip(text: str) -> Ip:
    """Read an address."""
    return Ip(_address(text))


def parse_cidr(text: str) -> Cidr:
    """Read an address with a prefix length."""
    host, slash, length = text.partition("/")
    address = _address(host)
    bits = length if length.isascii() and length.isdigit() and str(int(length)) == length else ""
    if not slash or not bits or int(bits) > address.max_prefixlen:
        raise EvalError(f"network address parse error during conversion from string: {text!r}")
    return Cidr(address, int(bits))


def _valid_ip(text: str) -> bool:
    try:
        _address(text)
    except EvalError:
        return False
    return True


def _valid_cidr(text: str) -> bool:
    try:
        parse_cidr(text)
    except EvalError:
        return False
    return True


def _contains_ip(cidr: Cidr, ip: Ip) -> bool:
    return ip.address.version == cidr.address.version and ip.address in cidr.network


def _contains_cidr(outer: Cidr, inner: Cidr) -> bool:
    same = outer.address.version == inner.address.version
    return same and inner.prefix >= outer.prefix and inner.network.network_address in outer.network


def _canonical(text: str) -> bool:
    return str(_address(text)) == text


def _link_local_multicast(ip: Ip) -> bool:
    if ip.address.version == 4:
        return ip.address in ipaddress.ip_network("224.0.0.0/24")
    return ip.address.packed[0] == 0xFF and ip.address.packed[1] & 0x0F == 2


def _global_unicast(ip: Ip) -> bool:
    address = ip.address
    broadcast = str(address) == "255.255.255.255"
    special = address.is_unspecified or address.is_loopback or address.is_multicast or address.is_link_local
    return not special and not broadcast


NETWORKS: Library = (
    overload("ip(string) -> net.IP", parse_ip),
    overload("isIP(string) -> bool", _valid_ip),
    overload("ip.isCanonical(string) -> bool", _canonical),
    overload("string(net.IP) -> string", lambda ip: str(ip.address)),
    overload("net.IP::family() -> int", lambda ip: ip.address.version),
    overload("net.IP::isUnspecified() -> bool", lambda ip: ip.address.is_unspecified),
    overload("net.IP::isLoopback() -> bool", lambda ip: ip.address.is_loopback),
    overload("net.IP::isLinkLocalMulticast() -> bool", _link_local_multicast),
    overload("net.IP::isLinkLocalUnicast() -> bool", lambda ip: ip.address.is_link_local),
    overload("net.IP::isGlobalUnicast() -> bool", _global_unicast),
    overload("cidr(string) -> net.CIDR", parse_cidr),
    overload("isCIDR(string) -> bool", _valid_cidr),
    overload("string(net.CIDR) -> string", lambda cidr: f"{cidr.address}/{cidr.prefix}"),
    overload("net.CIDR::containsIP(string) -> bool", lambda cidr, text: _contains_ip(cidr, parse_ip(text))),
    overload("net.CIDR::containsIP(net.IP) -> bool", _contains_ip),
    overload("net.CIDR::containsCIDR(string) -> bool", lambda cidr, text: _contains_cidr(cidr, parse_cidr(text))),
    overload("net.CIDR::containsCIDR(net.CIDR) -> bool", _contains_cidr),
    overload("net.CIDR::ip() -> net.IP", lambda cidr: Ip(cidr.address)),
    overload("net.CIDR::prefixLength() -> int", lambda cidr: cidr.prefix),
    overload("net.CIDR::masked() -> net.CIDR", lambda cidr: Cidr(cidr.network.network_address, cidr.prefix)),
)
