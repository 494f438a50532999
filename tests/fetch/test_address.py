"""Server-side request forgery: no URL, redirect or name leads to an address off the public internet."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from fetch.server import Site
from onrecord.errors import ReadError
from onrecord.fetch import Fetcher
from onrecord.fetch.address import checked, is_public
from onrecord.read.how import Got

Make = Callable[..., Fetcher]


CLOSED = """
127.0.0.1 127.8.9.1 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 100.100.100.200
192.0.0.192 198.18.0.1 224.0.0.1 255.255.255.255 168.63.129.16 203.0.113.5 240.0.0.1 ::1 :: fe80::1 fe80::1%eth0
fd00:ec2::254 fc00::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1::
2001:0:7f00:1:: 2001:db8::1 100::1 nonsense
"""
HOSTS = """
127.0.0.1 localhost LOCALHOST. 127.1 2130706433 0x7f000001 0177.0.0.1 0 [::1] [::ffff:127.0.0.1] [::] １２７.0.0.1
169.254.169.254 10.0.0.1
"""
NEVER = """
file:///etc/hostname ftp://a.example/ gopher://a.example/ data:text/html,x javascript:x http:// https:///x //a.example http://[::1
http://user:word@a.example/ http://a@127.0.0.1/ http://a.example:99999/ http://a.example:0/
"""


@pytest.mark.parametrize("address", [*CLOSED.split(), ""])
def test_closed(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:1.1.1.1"]
)
def test_open(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", HOSTS.split())
def test_private_hosts_in_all_disguises_are_refused_before_anything_is_asked(site: Site, fetcher: Make, host: str) -> None:
    port = site.url.rpartition(":")[2]
    got = next(iter(fetcher(allow_private=False)([f"http://{host}:{port}/page"])))
    assert isinstance(got, ReadError), got
    assert got.code.id in ("F102", "F105", "F101")
    assert site.asked == []
    if host in ("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001"):
        assert got.code.id == "F102"


@pytest.mark.parametrize("url", [*NEVER.split(), "http://a.example/" + "x" * 9000, ""])
def test_urls_that_are_not_fetched(url: str) -> None:
    with pytest.raises(ReadError) as e:
        checked(url, url)
    assert e.value.code.id == "F101"


def names(monkeypatch: pytest.MonkeyPatch, answers: dict[str, list[list[str]]]) -> None:
    """Resolve names as told: one list of addresses for each time that a name is asked for, the last one for ever."""
    real = socket.getaddrinfo

    def resolve(host: Any, port: Any, *more: Any, **kw: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in answers:
            return real(host, port, *more, **kw)
        found = answers[name].pop(0) if len(answers[name]) > 1 else answers[name][0]
        return [(socket.AF_INET6 if ":" in a else socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in found]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)


@pytest.mark.parametrize(
    "found", [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["::ffff:127.0.0.1"], ["fd00::1", "93.184.216.34"]]
)
def test_a_name_with_any_private_address_is_refused(
    site: Site, fetcher: Make, monkeypatch: pytest.MonkeyPatch, found: list[str]
) -> None:
    names(monkeypatch, {"news.example": [found]})
    port = site.url.rpartition(":")[2]
    got = next(iter(fetcher(allow_private=False)([f"http://news.example:{port}/page"])))
    assert isinstance(got, ReadError)
    assert got.code.id == "F102"
    assert site.asked == []


def test_the_connection_is_made_to_the_address_that_was_checked(
    site: Site, fetcher: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: a name is resolved once for each connection, and what was checked is what is connected to."""
    made: list[Any] = []
    names(monkeypatch, {"news.example": [["93.184.216.34"], ["127.0.0.1"]]})

    def connect(address: Any, *_: Any, **__: Any) -> socket.socket:
        made.append(address)
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "create_connection", connect)
    got = next(iter(fetcher(allow_private=False)([f"http://news.example:{site.url.rpartition(':')[2]}/page"])))
    assert isinstance(got, ReadError)
    assert got.code.id == "F105"
    assert [a[0] for a in made] == ["93.184.216.34"]


def test_redirects_to_private_addresses_are_refused(site: Site, fetcher: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A public site (here: one that passes for public) sends us to a private one."""
    monkeypatch.setattr("onrecord.fetch.connect.is_public", lambda a: a == "127.0.0.1")
    f = fetcher(allow_private=False)
    assert isinstance(next(iter(f([f"{site.url}/page"]))), Got)
    for there in ("http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]/", "//192.168.0.1/x"):
        got = next(iter(f([f"{site.url}/to?{there}"])))
        assert isinstance(got, ReadError)
        assert got.code.id == "F102"


def test_names_in_other_scripts_are_one_spelling() -> None:
    assert checked("HTTP://BÜCHER.example/ä#part", "x") == httpx.URL("http://xn--bcher-kva.example/%C3%A4")
