"""FollowTheMoney entities, a JSON object a line: Event, Article, Documentation.

Schema and property names are those of FollowTheMoney's model; every property is a list of texts, dates are
cut to what is known ("2031-05"), countries are lower-case ISO 3166 codes, languages ISO 639-3. Names of
people and groups stay names ("namesMentioned"): the record does not say which of them are one person.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from reportedly.export.columns import told_range
from reportedly.export.fields import Fields
from reportedly.export.iri import is_web
from reportedly.terms.ids import identify
from reportedly.terms.places import Where
from reportedly.terms.reports import Report
from reportedly.terms.spans import Span
from reportedly.terms.times import Grain, When
from reportedly.terms.views import IncidentView

_DAY = timedelta(days=1)
_CUT: Mapping[Grain, int] = MappingProxyType({Grain.DAY: 10, Grain.MONTH: 7, Grain.YEAR: 4})
"""How much of an ISO 8601 date a grain knows, in characters."""

# fmt: off
_LANGUAGES: Mapping[str, str] = MappingProxyType({
    "am": "amh", "ar": "ara", "az": "aze", "bg": "bul", "bn": "ben", "bs": "bos", "ca": "cat", "cs": "ces",
    "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est", "fa": "fas", "fi": "fin",
    "fr": "fra", "ha": "hau", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye", "id": "ind",
    "it": "ita", "ja": "jpn", "ka": "kat", "kk": "kaz", "ko": "kor", "ku": "kur", "lt": "lit", "lv": "lav",
    "mk": "mkd", "ml": "mal", "ms": "msa", "my": "mya", "ne": "nep", "nl": "nld", "no": "nor", "pl": "pol",
    "ps": "pus", "pt": "por", "ro": "ron", "ru": "rus", "rw": "kin", "sk": "slk", "sl": "slv", "so": "som",
    "sq": "sqi", "sr": "srp", "sv": "swe", "sw": "swa", "ta": "tam", "te": "tel", "th": "tha", "tl": "tgl",
    "tr": "tur", "uk": "ukr", "ur": "urd", "uz": "uzb", "vi": "vie", "zh": "zho",
})
# fmt: on


def event_entity(view: IncidentView) -> Fields:
    """Return an incident as an Event: its title, time, place, numbers and who takes part."""
    counts = "; ".join(
        f"{each.what}: " + told_range({"low": each.low, "high": each.high, "approximate": each.approximate})
        for each in view.counts
    )
    numbers = "; ".join(f"{what}: {number}" for what, number in view.best)
    best = f"best numbers: {numbers}" if numbers else ""
    weight = f"reports: {len(view.report_ids)}, origins: {len(view.origins)}"
    named = f"{weight} ({'; '.join(view.origins)})" if view.origins else weight
    properties = {
        "name": [view.title],
        "summary": [named],
        "description": [counts, best, *view.disagreements],
        "location": _location(view.where),
        "country": [view.where.country.lower()] if view.where and view.where.country else [],
        "namesMentioned": [*view.actors, *view.targets],
        "keywords": [view.type, view.mode or "", view.realis.value, f"status: {view.status}"],
        "recordId": [view.id],
        **_times(view.when),
    }
    return _entity("Event", view.id, properties)


def article_entity(report: Report) -> Fields:
    """Return a report as an Article: what is known of it and the digest of its bytes, not its text."""
    address = report.url or report.uri
    published = _times(report.published)
    properties = {
        "name": [report.title or ""],
        "title": [report.title or ""],
        "author": [report.byline or ""],
        "publisher": [report.outlet or ""],
        "publishedAt": published.get("date", published.get("startDate", [])),
        "sourceUrl": [address] if is_web(address) else [],
        "fileName": ["" if is_web(address) else address.rstrip("/").rpartition("/")[2]],
        "mimeType": [report.media_type],
        "encoding": [report.encoding],
        "language": [_LANGUAGES.get(report.language or "", "")],
        "retrievedAt": [report.fetched_at.isoformat()[:19]] if report.fetched_at else [],
        "notes": [f"read from {report.uri}", f"SHA-256 of the bytes: {report.raw_sha256}"],
    }
    return _entity("Article", report.id, properties)


def documentation_entity(view: IncidentView, report_id: str, triggers: Iterable[Span]) -> Fields:
    """Return the link from a report to the incident that it tells of, with the offsets of the words."""
    places = ", ".join(f"{span.start}:{span.end}" for span in sorted(triggers))
    properties = {
        "document": [report_id],
        "entity": [view.id],
        "role": ["reports"],
        "summary": [f"told at {places} (code points of the stored text, end exclusive)" if places else ""],
        "recordId": [f"{view.id} {report_id}"],
    }
    return _entity("Documentation", identify("documentation", view.id, report_id), properties)


def _entity(schema: str, entity_id: str, properties: Mapping[str, list[str]]) -> Fields:
    """Return an entity; texts without words and properties without texts are left out."""
    held = {
        name: list(dict.fromkeys(value for value in values if value.strip()))
        for name, values in properties.items()
    }
    return {
        "id": entity_id,
        "schema": schema,
        "properties": {name: values for name, values in sorted(held.items()) if values},
    }


def _location(where: Where | None) -> list[str]:
    """Return the place's name with how finely it is known."""
    return [] if where is None else [f"{where.name} ({where.precision.value})"]


def _times(when: When | None) -> dict[str, list[str]]:
    """Return "date" where one date says it all, else "startDate" and "endDate", the last day included."""
    if when is None or (when.start is None and when.end is None):
        return {}
    start, last = _date(when.start), _date(when.end - timedelta(microseconds=1)) if when.end else ""
    if when.start is not None and when.end is not None:
        if start == last:
            return {"date": [start]}
        size = _CUT.get(when.grain, 0)
        if size and start[:size] == last[:size] and _whole(when.start, size) and _whole(when.end, size):
            return {"date": [start[:size]]}
    return {"startDate": [start] if start else [], "endDate": [last] if last else []}


def _whole(moment: datetime, size: int) -> bool:
    """Tell whether a moment is where a month or a year begins."""
    return moment.isoformat()[size:10] == "0001-01-01"[size:10]


def _date(moment: datetime | None) -> str:
    """Return the day of a moment, "" for none."""
    return "" if moment is None else moment.date().isoformat()
