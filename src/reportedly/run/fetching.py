"""Fetching what a person asked for, politely.

Robots rules are RFC 9309's, the user agent says who asks, one request at a time goes to a host with a
pause after it (longer where the site's Crawl-delay asks for it), and what has not changed is not sent
again (ETag, Last-Modified).
"""

import ipaddress
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from reportedly.reports.kinds import ProblemKind, problem
from reportedly.terms.reports import Origin, Problem

if TYPE_CHECKING:
    import httpx

AGENT = "reportedly"
"""The name that robots rules call us by."""

RETRIED = frozenset({429, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED = 304
_LONGEST_ROBOTS = 512 * 1024
_LONGEST_PAUSE_S = 60.0
_LONGEST_CRAWL_DELAY_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How politely is fetched: pauses and time limits in seconds, sizes in bytes."""

    pause_s: float = 1.0
    timeout_s: float = 30.0
    whole_s: float = 120.0
    retries: int = 2
    redirects: int = 5
    most_bytes: int = 32 * 1024 * 1024
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server sent: the address asked for and the last one, status, headers and body as they came."""

    asked: str
    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime

    def header(self, name: str) -> str | None:
        """Return the first header of this name."""
        return next((value for key, value in self.headers if key.casefold() == name), None)


@dataclass(slots=True)
class Validators:
    """What servers said about the editions we have: (ETag, Last-Modified) by address; a file keeps it."""

    path: Path
    known: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "Validators":
        """Return what the file holds; a broken file holds nothing, and everything is asked for again."""
        try:
            rows = json.loads(path.read_text(encoding="utf-8"))
            known = {str(url): (row[0], row[1]) for url, row in rows.items()}
        except (OSError, ValueError, AttributeError, IndexError, TypeError, KeyError):
            known = {}
        return cls(path, known)

    def save(self) -> None:
        """Write the file anew, whole or not at all."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(json.dumps(self.known, sort_keys=True, indent=0), encoding="utf-8")
        part.replace(self.path)


class Fetcher:
    """Fetches addresses one after the other; a context manager, since it holds connections."""

    def __init__(self, manners: Manners, validators: Validators, clock: Callable[[], datetime]) -> None:
        """Fetch with these manners; ``clock`` stamps what comes."""
        import httpx

        self._manners, self._validators, self._clock = manners, validators, clock
        self._rules: dict[str, RobotFileParser | None] = {}
        self._next: dict[str, float] = {}
        self._client: httpx.Client = httpx.Client(
            headers={"User-Agent": f"{AGENT} (reads news reports for a record)"},
            timeout=manners.timeout_s,
            limits=httpx.Limits(max_connections=8, max_keepalive_connections=8),
            follow_redirects=False,
        )

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fetch(self, url: str) -> Iterator[Answer | Problem]:
        """Yield every answer on the way to an address, redirects included, or the problem that ends it.

        Nothing but a 304 answer comes where the edition we have is still the newest.
        """
        origin, seen, at = Origin(uri=url), set[str](), url
        if (flaw := _unfit(url)) is not None:
            yield problem(ProblemKind.REFUSED, origin, flaw)
            return
        for _ in range(self._manners.redirects + 1):
            if at in seen:
                break
            seen.add(at)
            if not self._allowed(at):
                detail = (
                    "the site's robots.txt does not allow it to be fetched; ask the site or save it by hand"
                )
                yield problem(ProblemKind.REFUSED, origin, detail)
                return
            answer = self._ask(url, at)
            yield answer
            if isinstance(answer, Problem) or answer.status not in REDIRECTS:
                return
            at = urljoin(at, answer.header("location") or "").partition("#")[0]
            if (flaw := _unfit(at, url)) is not None:
                yield problem(ProblemKind.REFUSED, origin, f"it leads to {at[:200]}: {flaw}")
                return
        detail = (
            f"it leads from one address to the next more than {self._manners.redirects} times; leave it out"
        )
        yield problem(ProblemKind.NOT_FETCHED, origin, detail)

    def _ask(self, asked: str, at: str) -> Answer | Problem:
        failed = ""
        for attempt in range(self._manners.retries + 1):
            answer = self._once(asked, at)
            if isinstance(answer, Answer):
                if answer.status not in RETRIED or attempt == self._manners.retries:
                    return self._noted(answer)
                failed = f"the server answered {answer.status}"
                self._manners.sleep(_retry_after(answer) or 2.0**attempt)
            elif answer.kind != "retry":
                return answer
            else:
                failed = answer.detail
                if attempt < self._manners.retries:
                    self._manners.sleep(2.0**attempt)
        return problem(ProblemKind.NOT_FETCHED, Origin(uri=asked), f"{failed}; try again later")

    def _noted(self, answer: Answer) -> Answer:
        if answer.status == 200:
            validators = (answer.header("etag"), answer.header("last-modified"))
            if any(validators):
                self._validators.known[answer.url] = validators
            else:
                self._validators.known.pop(answer.url, None)
        return answer

    def _once(self, asked: str, at: str) -> Answer | Problem:
        import httpx

        self._wait(at)
        origin = Origin(uri=asked)
        try:
            with self._client.stream("GET", at, headers=self._conditions(at)) as response:
                body = self._body(response)
                if body is None:
                    detail = (
                        f"it is longer than {self._manners.most_bytes:,} bytes or too slow; save it by hand"
                    )
                    return problem(ProblemKind.TOO_LARGE, origin, detail)
                return Answer(
                    asked=asked,
                    url=at,
                    status=response.status_code,
                    reason=response.reason_phrase,
                    headers=tuple(
                        (key.decode("latin-1"), value.decode("latin-1"))
                        for key, value in response.headers.raw
                    ),
                    body=body,
                    fetched_at=self._clock(),
                )
        except (httpx.TransportError, httpx.StreamError) as error:
            reason = type(error).__name__
            return Problem(
                kind="retry", origin=origin, stage="run", detail=f"the server cannot be reached ({reason})"
            )
        except (httpx.InvalidURL, httpx.HTTPError, ValueError, UnicodeError) as error:
            detail = f"the address cannot be asked for ({type(error).__name__}); check it"
            return problem(ProblemKind.REFUSED, origin, detail)
        finally:
            self._next[_host(at)] = time.monotonic() + self._pause(at)

    def _pause(self, url: str) -> float:
        """Return how long a host is left alone: our pause, or the longer one that its robots.txt asks for."""
        parts = urlsplit(url)
        rules = self._rules.get(f"{parts.scheme}://{parts.netloc}")
        asked = rules.crawl_delay(AGENT) if rules is not None else None
        return max(self._manners.pause_s, min(float(asked or 0), _LONGEST_CRAWL_DELAY_S))

    def _body(self, response: "httpx.Response") -> bytes | None:
        """Return the body as it was sent; None where it is too long or takes too long."""
        began, parts, size = time.monotonic(), list[bytes](), 0
        for chunk in response.iter_raw():
            size += len(chunk)
            if size > self._manners.most_bytes or time.monotonic() - began > self._manners.whole_s:
                return None
            parts.append(chunk)
        return b"".join(parts)

    def _conditions(self, url: str) -> dict[str, str]:
        etag, modified = self._validators.known.get(url, (None, None))
        found = {"If-None-Match": etag, "If-Modified-Since": modified}
        return {key: value for key, value in found.items() if value}

    def _wait(self, url: str) -> None:
        left = self._next.get(_host(url), 0.0) - time.monotonic()
        if left > 0:
            self._manners.sleep(left)

    def _allowed(self, url: str) -> bool:
        parts = urlsplit(url)
        home = f"{parts.scheme}://{parts.netloc}"
        if home not in self._rules:
            self._rules[home] = self._robots(f"{home}/robots.txt")
            self._next[_host(url)] = time.monotonic() + self._pause(url)
        rules = self._rules[home]
        return rules is not None and rules.can_fetch(AGENT, url)

    def _robots(self, url: str) -> RobotFileParser | None:
        """Return a site's rules; None (nothing allowed) where it fails to tell them (RFC 9309, 2.3.1)."""
        answer: Answer | Problem = self._ask(url, url)
        for _ in range(self._manners.redirects):
            if isinstance(answer, Problem) or answer.status not in REDIRECTS:
                break
            target = urljoin(answer.url, answer.header("location") or "")
            if _unfit(target, url) is not None:
                break
            answer = self._ask(url, target)
        if isinstance(answer, Problem) or answer.status >= 500:
            return None
        rules = RobotFileParser()
        words = answer.body[:_LONGEST_ROBOTS].decode("utf-8", "replace") if answer.status == 200 else ""
        rules.parse(words.splitlines())
        return rules


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _unfit(url: str, asked: str | None = None) -> str | None:
    """Return why an address is not fetched; a public site must not send us into a private network."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return "it is no address that can be read; check it"
    if parts.scheme not in ("http", "https") or not host or not url.isprintable() or " " in url:
        return "only http and https addresses are fetched; check it"
    if asked is not None and _is_private(host) and not _is_private(urlsplit(asked).hostname or ""):
        return "it is inside a private network; leave it out"
    return None


def _is_private(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def _retry_after(answer: Answer) -> float | None:
    value = (answer.header("retry-after") or "").strip()
    return min(float(value), _LONGEST_PAUSE_S) if value.isdecimal() else None


def plain_body(answer: Answer, most_bytes: int = 8 * 1024 * 1024) -> bytes:
    """Return the body without its content coding, at most so many bytes."""
    import httpx

    try:
        response = httpx.Response(200, headers=list(answer.headers), stream=httpx.ByteStream(answer.body))
        parts, size = list[bytes](), 0
        for chunk in response.iter_bytes(64 * 1024):
            parts.append(chunk)
            size += len(chunk)
            if size > most_bytes:
                break
        return b"".join(parts)
    except (httpx.HTTPError, ValueError):
        return b""
