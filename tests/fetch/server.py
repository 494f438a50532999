"""A real server on 127.0.0.1 that misbehaves on request. It ends with the test: threads are daemons, waits are bounded."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from archives import page

Handler = Callable[["Talk"], None]


@dataclass
class Site:
    """What the server was asked, and what it answers by path."""

    url: str = ""
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    robots: tuple[int, str] = (404, "")
    moved_robots: str = ""
    times: Counter[str] = field(default_factory=Counter)

    @property
    def pages(self) -> list[str]:
        """Paths that were asked for, robots.txt left out."""
        return [p for p in self.asked if p != "/robots.txt"]


class Talk(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    site: Site
    timeout = 5

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass

    def do_GET(self) -> None:
        site = self.site
        site.asked.append(self.path)
        site.headers.append({k.lower(): v for k, v in self.headers.items()})
        site.times[self.path] += 1
        name = self.path.split("?")[0].strip("/").split("/")[0].replace("-", "_").replace(".", "_")
        try:
            getattr(self, f"get_{name}", self.get_missing)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def say(self, status: int, body: bytes | str = b"", **headers: str) -> None:
        raw = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for k, v in ({"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(raw))} | headers).items():
            if v:
                self.send_header(k.replace("_", "-"), v)
        self.end_headers()
        self.wfile.write(raw)

    def get_missing(self) -> None:
        self.say(404, "no")

    def get_robots_txt(self) -> None:
        if self.site.moved_robots:
            self.say(302, Location=self.site.moved_robots)
            return
        self.say(self.site.robots[0], self.site.robots[1], Content_Type="text/plain")

    def get_rules(self) -> None:
        self.say(200, "User-agent: *\nDisallow: /secret", Content_Type="text/plain")

    def get_page(self) -> None:
        self.say(200, page())

    get_secret = get_page

    def get_tagged(self) -> None:
        if self.headers.get("If-None-Match") == '"v1"':
            self.say(304, b"", Content_Length="")
        else:
            self.say(200, page(), ETag='"v1"')

    def get_dated(self) -> None:
        when = "Mon, 06 May 2024 10:00:00 GMT"
        self.say(304, Content_Length="") if self.headers.get("If-Modified-Since") == when else self.say(
            200, page(), Last_Modified=when
        )

    def get_moved(self) -> None:
        self.say(301, Location="/hop")

    def get_hop(self) -> None:
        self.say(302, Location="tagged")

    def get_circle(self) -> None:
        self.say(302, Location="/circle2")

    def get_circle2(self) -> None:
        self.say(302, Location="/circle")

    def get_endless(self) -> None:
        self.say(302, Location=f"/endless/{self.site.times.total()}")

    def get_to(self) -> None:
        self.say(302, Location=self.path.partition("?")[2])

    def get_busy(self) -> None:
        """503 with Retry-After the first two times."""
        if self.site.times[self.path] < 3:
            self.say(503, "wait", Retry_After="7")
        else:
            self.say(200, page())

    def get_limited(self) -> None:
        self.say(429, "wait", Retry_After="100000")

    def get_down(self) -> None:
        self.say(500, "oh")

    def get_gone(self) -> None:
        self.say(410, "gone")

    def get_slow(self) -> None:
        time.sleep(3)
        self.say(200, page())

    def get_drip(self) -> None:
        """A byte now and then: each read succeeds, the whole never ends."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(60):
            self.wfile.write(b"<p>")
            self.wfile.flush()
            time.sleep(0.05)
        self.close_connection = True

    def get_drip_head(self) -> None:
        for byte in b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + b"X-Y: z\r\n" * 100:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
            time.sleep(0.05)

    def get_short(self) -> None:
        self.say(200, page(), Content_Length="100000")
        self.close_connection = True

    def get_nonsense(self) -> None:
        self.wfile.write(b"\x00\x01\x02 this is no HTTP\r\n\r\n")
        self.close_connection = True

    def get_huge(self) -> None:
        self.say(200, b"", Content_Length="99999999999")
        self.close_connection = True

    def get_endless_body(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(2000):
            self.wfile.write(b"<p>word " * 1000)
        self.close_connection = True

    def get_bomb(self) -> None:
        self.say(200, gzip.compress(b"<p>" + b" " * 30_000_000), Content_Encoding="gzip")

    def get_zipped(self) -> None:
        self.say(200, gzip.compress(page().encode()), Content_Encoding="gzip")

    def get_cut_zip(self) -> None:
        self.say(200, gzip.compress(page().encode())[:-30], Content_Encoding="gzip")

    def get_chunked(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        raw = page().encode()
        for i in range(0, len(raw), 50):
            part = raw[i : i + 50]
            self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def get_latin(self) -> None:
        self.say(200, page("Café. " + "The bridge is shut and the mayor said it would stay so. " * 4).encode("cp1252"),
                 Content_Type="text/html; charset=windows-1252")  # fmt: skip

    def get_lies(self) -> None:
        self.say(200, page("Café. " + "The bridge is shut and the mayor said it would stay so. " * 4).encode("cp1252"))

    def get_image(self) -> None:
        self.say(200, b"\xff\xd8\xff", Content_Type="image/jpeg")

    def get_empty(self) -> None:
        self.say(200)

    def get_cookie(self) -> None:
        self.say(200, page(), Set_Cookie="a=b; Path=/")

    def get_feed(self) -> None:
        items = "".join(
            f"<item><link>{self.site.url}/page?{n}</link><description>Story {n}.</description></item>" for n in (1, 2)
        )
        self.say(200, f"<rss><channel><title>L</title>{items}</channel></rss>", Content_Type="application/rss+xml")


@contextmanager
def serving() -> Iterator[Site]:
    """The server, while the block runs."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Talk,), {"site": site}))
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
