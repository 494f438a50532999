"""Fetching against a real server: what it gives, how politely it is asked, and that nothing it does goes on for ever."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archives import STORY
from fetch.conftest import Clock
from fetch.server import Site
from onrecord import __version__
from onrecord.article import Article
from onrecord.errors import ReadError
from onrecord.fetch import Fetcher
from onrecord.fetch.answer import retry_after
from onrecord.read.how import Got, How
from onrecord.read.paths import read_paths
from onrecord.store import Store

Make = Callable[..., Fetcher]


def one(f: Fetcher, url: str) -> Got | ReadError:
    return next(iter(f([url])))


def code(f: Fetcher, url: str) -> str:
    got = one(f, url)
    assert isinstance(got, ReadError), got
    assert got.name == url
    return got.code.id


@pytest.mark.parametrize("path", ["page", "zipped", "chunked", "moved", "cookie"])
def test_a_page_comes_whole(site: Site, fetcher: Make, path: str) -> None:
    got = one(fetcher(), f"{site.url}/{path}")
    assert isinstance(got, Got), got
    assert STORY in got.content.decode()
    assert got.url == f"{site.url}/{'tagged' if path == 'moved' else path}"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("missing", "F104"), ("gone", "F104"), ("down", "F104"), ("circle", "F107"), ("endless", "F107"), ("limited", "F110"),
        ("short", "F108"), ("nonsense", "F108"), ("huge", "R104"), ("endless-body", "R104"), ("bomb", "R105"),
        ("cut-zip", "R103"), ("image", "F109"), ("empty", "R101"), ("to?ftp://a.example/", "F101"), ("to?http://[", "F101"),
        ("to?file:///etc/hostname", "F101"),
    ],
)  # fmt: skip
def test_each_misdeed_is_one_coded_error(site: Site, fetcher: Make, path: str, wanted: str) -> None:
    f = fetcher(max_bytes=20_000_000 if path == "bomb" else 1_000_000, retries=int(path == "limited"))
    assert code(f, f"{site.url}/{path}") == wanted
    assert isinstance(one(f, f"{site.url}/page"), Got)  # and the next one is read


@pytest.mark.parametrize("path", ["slow", "drip", "drip-head"])
def test_the_time_limit_holds_for_the_whole_answer(site: Site, fetcher: Make, path: str) -> None:
    start = time.monotonic()
    assert code(fetcher(timeout=0.4), f"{site.url}/{path}") == "F106"
    assert time.monotonic() - start < 2.5


def test_nobody_there(fetcher: Make) -> None:
    assert code(fetcher(), "http://127.0.0.1:9/") == "F105"
    assert code(fetcher(), "http://no-such-host.invalid/") == "F105"


def test_it_says_who_it_is_and_keeps_no_cookies(site: Site, fetcher: Make) -> None:
    f = fetcher(contact="mailto:desk@larnaby.example")
    list(f([f"{site.url}/cookie", f"{site.url}/page"]))
    assert {h["user-agent"] for h in site.headers} == {f"onrecord/{__version__} (+mailto:desk@larnaby.example)"}
    assert all("cookie" not in h for h in site.headers)


def test_robots_txt_is_asked_for_once_and_kept_to(site: Site, fetcher: Make) -> None:
    site.robots = (200, "User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nDisallow: /secret\nCrawl-delay: 3\n")
    f = fetcher()
    assert code(f, f"{site.url}/secret") == "F103"
    assert isinstance(one(f, f"{site.url}/page"), Got)
    assert code(f, f"{site.url}/to?/secret") == "F103"  # behind a redirect too
    assert site.asked == ["/robots.txt", "/page", "/to?/secret"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False), (429, False)])
def test_robots_txt_that_is_absent_allows_and_one_in_trouble_does_not(
    site: Site, fetcher: Make, status: int, allowed: bool
) -> None:
    site.robots = (status, "")
    assert isinstance(one(fetcher(), f"{site.url}/page"), Got) is allowed
    assert site.pages == (["/page"] if allowed else [])


def test_requests_to_one_host_are_spaced(site: Site, fetcher: Make, clock: Clock) -> None:
    f = fetcher(delay=2.0)
    list(f([f"{site.url}/page?1", f"{site.url}/page?2"]))
    assert clock.slept == [2.0, 2.0]  # behind robots.txt, and between the two
    site.robots = (200, "User-agent: *\nCrawl-delay: 5")
    clock.slept.clear()
    list(fetcher(delay=2.0)([f"{site.url}/page?1", f"{site.url}/page?2"]))
    assert clock.slept == [2.0, 5.0]


def test_retries_wait_as_long_as_the_server_asks(site: Site, fetcher: Make, clock: Clock) -> None:
    assert isinstance(one(fetcher(retries=2), f"{site.url}/busy"), Got)
    assert clock.slept == [7.0, 7.0]
    clock.slept.clear()
    assert code(fetcher(retries=3, backoff=1.0), f"{site.url}/down") == "F104"
    assert clock.slept == [1.0, 2.0, 4.0]
    assert site.times["/down"] == 4


@pytest.mark.parametrize(
    ("said", "wanted"),
    [("12", 12.0), ("Mon, 06 May 2024 10:00:00 GMT", 0.0), ("soon", None), ("", None), (None, None), ("9" * 30, 999_999_999.0)],
)
def test_retry_after(said: str | None, wanted: float | None) -> None:
    assert retry_after(said) == wanted


def test_running_again_costs_no_request_while_fresh_and_a_small_one_afterwards(
    site: Site, fetcher: Make, clock: Clock, tmp_path: Path
) -> None:
    urls = [f"{site.url}/{p}" for p in ("tagged", "dated", "page", "missing", "moved")]
    with Store(tmp_path / "n.db", write=True) as store:
        first = [g.content if isinstance(g, Got) else g.code.id for g in fetcher(store.fetched, fresh=3600)(urls)]
        site.asked.clear()
        clock.time += 3000
        assert [g.content if isinstance(g, Got) else g.code.id for g in fetcher(store.fetched, fresh=3600)(urls)] == first
        assert site.asked == []
        clock.time += 3000
        site.headers.clear()
        assert [g.content if isinstance(g, Got) else g.code.id for g in fetcher(store.fetched, fresh=3600)(urls)] == first
        asked = dict(zip(site.asked, site.headers, strict=True))
        assert asked["/tagged"]["if-none-match"] == '"v1"'
        assert asked["/dated"]["if-modified-since"] == "Mon, 06 May 2024 10:00:00 GMT"
        assert "if-none-match" not in asked["/moved"]
        site.asked.clear()
        assert [g.content if isinstance(g, Got) else g.code.id for g in fetcher(store.fetched, fresh=3600)(urls)] == first
        assert site.asked == []  # what had not changed is fresh again


def test_from_urls_to_articles(site: Site, fetcher: Make, tmp_path: Path) -> None:
    links = tmp_path / "mine.urls"
    links.write_text(f"{site.url}/page\n# not this one\n{site.url}/missing\n{site.url}/latin\n")
    with fetcher() as f:
        items = list(read_paths([links, f"{site.url}/feed", f"{site.url}/lies"], How(fetch=f)))
    told = [i.source.path.removeprefix(site.url) if isinstance(i, Article) else i.code.id for i in items]
    assert told == ["/page", "F104", "/latin", "/feed:1", "/feed:2", "/lies"]
    latin, lies = items[2], items[5]
    assert isinstance(latin, Article)
    assert isinstance(lies, Article)
    assert "Café" in latin.text
    assert "Café" in lies.text
    assert "R201" in [n.code for n in lies.notes]
    assert latin.source.url == f"{site.url}/latin"


def test_the_links_of_a_feed_are_followed_only_on_request(site: Site, fetcher: Make) -> None:
    f = fetcher()
    assert [i.text for i in read_paths([f"{site.url}/feed"], How(fetch=f)) if isinstance(i, Article)] == [
        "Story 1.",
        "Story 2.",
    ]
    assert site.pages == ["/feed"]
    texts = [i.text for i in read_paths([f"{site.url}/feed"], How(fetch=f, follow=True)) if isinstance(i, Article)]
    assert all(STORY in t for t in texts)
    assert site.pages == ["/feed", "/feed", "/page?1", "/page?2"]


def test_a_robots_txt_behind_redirects_is_read_and_one_in_a_circle_is_absent(site: Site, fetcher: Make) -> None:
    site.moved_robots = "/rules"
    assert code(fetcher(), f"{site.url}/secret") == "F103"
    assert site.asked == ["/robots.txt", "/rules"]
    site.moved_robots = "/circle"
    assert isinstance(one(fetcher(), f"{site.url}/secret"), Got)


def test_a_dead_host_is_asked_once_a_run_and_each_of_its_urls_is_an_error(fetcher: Make, clock: Clock) -> None:
    f = fetcher(retries=1)
    assert [code(f, f"http://127.0.0.1:9/{n}") for n in range(3)] == ["F105"] * 3
    assert clock.slept == [1.0]


def test_a_cache_that_is_damaged_is_asked_anew(site: Site, fetcher: Make, tmp_path: Path) -> None:
    with Store(tmp_path / "n.db", write=True) as store:
        list(fetcher(store.fetched)([f"{site.url}/page"]))
        store._db.execute("UPDATE fetched SET body = x'00'")
        assert isinstance(one(fetcher(store.fetched), f"{site.url}/page"), Got)
        assert site.pages == ["/page", "/page"]
