"""Which URLs and addresses may be asked: http and https, and hosts all of whose addresses are on the public internet."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx

from onrecord.errors import ReadError
from onrecord.fetch.errors import BAD_URL

#: Not on the public internet: IANA's special-purpose registries (IPv4: RFC 6890 and later; IPv6: all but 2000::/3), and one
#: public-looking address behind which a cloud's own services answer. Written out, since what ipaddress calls global differs
#: from one Python to the next.
_CLOSED_4 = [
    ip_network(n)
    for n in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
    )
]  # fmt: skip
_OPEN_6 = ip_network("2000::/3")
#: Within 2000::/3: protocol assignments with Teredo, documentation, 6to4.
_CLOSED_6 = [ip_network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


def is_public(address: str) -> bool:
    """Whether an address, as digits, is on the public internet. IPv4 written as IPv6 is looked at as IPv4."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is None:
            return ip in _OPEN_6 and not any(ip in n for n in _CLOSED_6)
        ip = ip.ipv4_mapped
    return not any(ip in n for n in _CLOSED_4)


def addresses(host: str, port: int) -> list[str]:
    """All addresses of a host, in the system's order. Hosts in digits of any kind (octal, one number) come out as they are
    connected to.

    Raises:
        OSError: it has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(f[4][0]) for f in found))


def checked(url: str, name: str) -> httpx.URL:
    """A URL that may be asked for, without its fragment. Raises ReadError F101."""
    try:
        parsed = httpx.URL(url.strip())
        host = parsed.host
    except (httpx.InvalidURL, ValueError, UnicodeError) as e:
        raise ReadError(BAD_URL, name, str(e)[:120]) from e
    if parsed.scheme not in ("http", "https"):
        raise ReadError(BAD_URL, name, f"{parsed.scheme or 'no scheme'}: {url[:80]}")
    if not host or parsed.userinfo:
        raise ReadError(BAD_URL, name, "a user name in it" if host else "no host")
    if set(host) & set("[]%<>\\ ") or not (parsed.port is None or 0 < parsed.port < 65536):
        raise ReadError(BAD_URL, name, url[:80])
    if len(url) > 8192:
        raise ReadError(BAD_URL, name, f"{len(url):,} characters")
    return parsed.copy_with(fragment=None)
