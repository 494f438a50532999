"""One request and its answer: the body read within the limits, faults as coded errors."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property

import httpcore
import httpx

from onrecord.errors import ReadError
from onrecord.fetch.connect import Deadline, NotPublic, Transport
from onrecord.fetch.errors import BROKEN, BUSY, NO_ANSWER, NO_TEXT, PRIVATE, STATUS, TOO_SLOW
from onrecord.fetch.manners import Manners
from onrecord.read.decode import EMPTY, TOO_BIG
from onrecord.read.how import How
from onrecord.read.http import decoded

#: Answers that may be another one a moment later.
_LATER = frozenset((408, 425, 429, 500, 502, 503, 504))
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_BLIND = ("image/", "video/", "audio/", "font/", "application/pdf", "application/zip", "application/epub")
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with its body, content encodings undone; the body of a redirect is not read."""

    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def location(self) -> str | None:
        """Where a redirect leads."""
        return self.headers.get("location") if self.status in _REDIRECTS else None


class Client:
    """Makes requests, again where it may help. ``sleep`` waits; tests hand in their own."""

    def __init__(self, manners: Manners, sleep: Callable[[float], None] = time.sleep) -> None:
        self.manners = manners
        self._sleep = sleep
        self._deadline = Deadline()

    @cached_property
    def _http(self) -> httpx.Client:
        """Made when it is first needed: who codes files only needs neither certificates nor a network."""
        agent = {"User-Agent": self.manners.agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"}
        transport = Transport(self._deadline, self.manners.allow_private)
        return httpx.Client(transport=transport, headers=agent, follow_redirects=False, trust_env=False)

    def close(self) -> None:
        if "_http" in self.__dict__:
            self._http.close()

    def get(self, url: httpx.URL, name: str, headers: dict[str, str]) -> Answer:
        """The answer for a URL, after some retries; redirects are given back as they are.

        Raises:
            ReadError: F102, F105–F110, R103–R105.
        """
        wait = self.manners.backoff
        for left in range(self.manners.retries, -1, -1):
            try:
                answer = self._once(url, name, headers)
            except ReadError as e:
                if not left or e.code not in (NO_ANSWER, BROKEN):
                    raise
                asked = None
            else:
                if answer.status not in _LATER or not left:
                    return answer
                asked = retry_after(answer.headers.get("retry-after"))
            if asked is not None and asked > self.manners.max_wait:
                raise ReadError(BUSY, name, f"{asked:.0f} seconds")
            self._sleep(max(wait, asked or 0.0))
            wait = min(2 * wait, self.manners.max_wait)
        raise AssertionError

    def _once(self, url: httpx.URL, name: str, headers: dict[str, str]) -> Answer:
        self._deadline.start(self.manners.timeout)
        self._http.cookies.clear()
        try:
            with self._http.stream("GET", url, headers=headers, timeout=self.manners.timeout) as r:
                body = b"" if r.status_code in _REDIRECTS or r.status_code == 304 else self._body(r, name)
                return Answer(r.status_code, r.headers, body)
        except NotPublic as e:
            raise ReadError(PRIVATE, name, str(e)) from e
        except (httpx.TimeoutException, httpcore.TimeoutException) as e:
            raise ReadError(TOO_SLOW, name, f"{self.manners.timeout:.0f} seconds") from e
        except (httpx.ConnectError, httpcore.ConnectError) as e:
            raise ReadError(NO_ANSWER, name, str(e)[:200]) from e
        except (httpx.HTTPError, httpcore.ProtocolError, httpcore.NetworkError, OSError, ValueError) as e:
            raise ReadError(BROKEN, name, str(e)[:200] or type(e).__name__) from e

    def _body(self, r: httpx.Response, name: str) -> bytes:
        limit = self.manners.max_bytes
        said = r.headers.get("content-length", "")
        if said.isdecimal() and int(said) > limit:
            raise ReadError(TOO_BIG, name, f"{int(said):,} bytes, limit {limit:,}")
        if r.status_code == 200 and r.headers.get("content-type", "").strip().lower().startswith(_BLIND):
            raise ReadError(NO_TEXT, name, r.headers["content-type"][:80])
        parts: list[bytes] = []
        size = 0
        for part in r.iter_raw():
            parts.append(part)
            size += len(part)
            if size > limit:
                raise ReadError(TOO_BIG, name, f"over {limit:,} bytes")
        body = b"".join(parts)
        how = How(max_bytes=limit, max_ratio=self.manners.max_ratio)
        for encoding in reversed(r.headers.get("content-encoding", "").lower().replace(" ", "").split(",")):
            body = decoded(body, encoding, name, how)
        return body


def usable(answer: Answer, name: str) -> Answer:
    """The answer, where it is a page. Raises ReadError F104, R101."""
    if answer.status != 200:
        raise ReadError(STATUS, name, f"status {answer.status}")
    if not answer.body:
        raise ReadError(EMPTY, name)
    return answer


def retry_after(said: str | None) -> float | None:
    """The seconds that a Retry-After header asks for: a number, or a date; None where it says nothing that can be read."""
    if not said:
        return None
    if said.strip().isdecimal():
        return float(said.strip()[:9])
    try:
        when = parsedate_to_datetime(said)
        return max(0.0, (when - datetime.now(UTC)).total_seconds()) if when.tzinfo else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
