"""Reports whose text was taken out of something else: a feed's entry, a letter, a PDF."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from reportedly.reports.makers import maker
from reportedly.terms.ids import identify
from reportedly.terms.reports import Arrival, Origin, Report
from reportedly.terms.times import When

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken out of an input: the text, what is known of it, the bytes it came from."""

    text: str
    raw: bytes
    media_type: str
    uri: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    published: When | None = None
    language: str | None = None
    encoding: str = "utf-8"
    fetched_at: datetime | None = None
    extra: Mapping[str, object] = field(default_factory=dict)


def make_arrival(taken: Taken, origin: Origin) -> Arrival:
    """Return the report; characters that cannot be stored (NUL, half a surrogate pair) become U+FFFD."""
    digest = sha256(taken.raw).hexdigest()
    uri = storable(taken.uri) or origin.address
    report = Report(
        id=identify("report", uri, digest),
        uri=uri,
        outlet=storable(taken.outlet),
        url=storable(taken.url),
        title=storable(taken.title),
        byline=storable(taken.byline),
        published=taken.published,
        language=taken.language,
        media_type=taken.media_type,
        encoding=taken.encoding,
        fetched_at=taken.fetched_at,
        raw_sha256=digest,
        text=as_stored(taken.text),
        extra=tuple(
            (key, json.dumps(value, separators=(",", ":"), sort_keys=True))
            for key, value in sorted(_with_maker(taken).items())
        ),
    )
    return Arrival(report=report, origin=origin, raw=taken.raw)


def as_stored(text: str) -> str:
    """Return a text with U+FFFD for what cannot be stored: NUL and half a surrogate pair."""
    return _UNSTORABLE.sub("\ufffd", text)


def _with_maker(taken: Taken) -> Mapping[str, object]:
    made_by = maker(taken.media_type)
    return {**taken.extra, "made_by": made_by} if made_by else taken.extra


def storable(value: str | None) -> str | None:
    """Return a value on one line that can be stored, None where nothing is left of it."""
    if value is None:
        return None
    return " ".join(_UNSTORABLE.sub("\ufffd", value).split()) or None
