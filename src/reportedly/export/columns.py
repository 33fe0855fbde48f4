"""The columns of each kind of table: name, meaning, and where in the object the cell comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from reportedly.export.fields import Fields

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; ``cell`` takes it from the object that ``export.fields`` makes."""

    name: str
    meaning: str
    cell: Callable[[Fields], Cell]


def _at(*path: str) -> Callable[[Fields], Cell]:
    """Return the cell at this path, empty where anything on the way is null."""

    def cell(fields: Fields) -> Cell:
        value: Any = fields
        for name in path:
            value = None if value is None else value[name]
        if value is None or isinstance(value, str | int | float):
            return value
        raise TypeError(f"not a cell: {'.'.join(path)}")

    return cell


def _joined(name: str, mark: str = "; ", inner: str | None = None) -> Callable[[Fields], Cell]:
    """Return the texts of a list in one cell; ``inner`` names the field of its objects to take."""

    def cell(fields: Fields) -> Cell:
        items = fields[name] if inner is None else [item[inner] for item in fields[name]]
        return mark.join(item for item in items if item)

    return cell


def _playing(role: str) -> Callable[[Fields], Cell]:
    """Return the names of those who play this role."""

    def cell(fields: Fields) -> Cell:
        return "; ".join(item["name"] for item in fields["participants"] if item["role"] == role)

    return cell


def _edge(name: str, side: Callable[[list[int]], int], index: int) -> Callable[[Fields], Cell]:
    """Return the first start or the last end of a list of spans."""
    return lambda fields: side([span[index] for span in fields[name]])


def _length(name: str) -> Callable[[Fields], Cell]:
    """Return how many there are in a list."""
    return lambda fields: len(fields[name])


def _ranges(fields: Fields) -> Cell:
    """Return all counts in words."""
    return "; ".join(f"{count['what']}: {told_range(count)}" for count in fields["counts"])


def _best(fields: Fields) -> Cell:
    """Return the best numbers in words."""
    return "; ".join(f"{each['what']}: {each['number']}" for each in fields["best"])


def told_range(count: Fields) -> str:
    """Return a count in words: "4", "2 to 4", "at least 2", "up to 9", "unknown", "about" before any."""
    low, high = count["low"], count["high"]
    if low is None and high is None:
        return "unknown"
    if high is None:
        told = f"at least {low}"
    elif low is None:
        told = f"up to {high}"
    else:
        told = str(low) if low == high else f"{low} to {high}"
    return f"about {told}" if count["approximate"] else told


def _time_columns(name: str, prefix: str, what: str) -> tuple[Column, ...]:
    """Return the four columns of one time."""
    return (
        Column(f"{prefix}_start", f"{what}: from, ISO 8601 UTC", _at(name, "start")),
        Column(f"{prefix}_end", f"{what}: up to, exclusive, ISO 8601 UTC", _at(name, "end")),
        Column(f"{prefix}_grain", f"{what}: how finely it is known", _at(name, "grain")),
        Column(f"{prefix}_basis", f"{what}: stated, relative, published or inferred", _at(name, "basis")),
    )


_WHERE = (
    Column("where", "Place, canonical name", _at("where", "name")),
    Column("country", "Country, ISO 3166 two letters", _at("where", "country")),
    Column("province", "First administrative level", _at("where", "province")),
    Column("place_id", "Place in its gazetteer", _at("where", "place_id")),
    Column("latitude_deg", "Latitude, degrees WGS 84", _at("where", "latitude_deg")),
    Column("longitude_deg", "Longitude, degrees WGS 84", _at("where", "longitude_deg")),
    Column("radius_m", "Radius of doubt, metres", _at("where", "radius_m")),
    Column("precision", "How finely the place is known", _at("where", "precision")),
)

_REPORT = (
    Column("report", "Report id", _at("report")),
    Column("uri", "Address of the report", _at("uri")),
)

COLUMNS: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "reports": (
            Column("id", "Report id", _at("id")),
            Column("uri", "Address it was read from", _at("uri")),
            Column("outlet", "Outlet", _at("outlet")),
            Column("title", "Headline", _at("title")),
            Column("byline", "Authors as printed", _at("byline")),
            *_time_columns("published", "published", "Publication"),
            Column("language", "Language, ISO 639-1", _at("language")),
            Column("credits", "Outlets and agencies that it credits", _joined("credits")),
            Column("copied", "Share of its text that it has from another report, 0 to 1", _at("copied")),
            Column("shared", "Share that stands in another too, the first not known", _at("shared")),
            Column("own", "Share that stands in no other report here", _at("own")),
            Column("url", "Web address that the input gives", _at("url")),
        ),
        "statements": (
            Column("id", "Statement id", _at("id")),
            *_REPORT,
            Column("voice", "Who speaks, canonical name", _at("voice", "name")),
            Column("voice_kind", "What kind of source", _at("voice", "kind")),
            Column("voice_speaks_for", "The body in whose name a person speaks", _at("voice", "speaks_for")),
            Column("voice_words", "The words used for the source", _at("voice", "text")),
            Column("cue", "The words that tell of the saying", _at("cue", "text")),
            Column("act", "Speech act", _at("act")),
            Column("polarity", "Said, not said or refused", _at("polarity")),
            Column("kind", "Direct, mixed or indirect", _at("kind")),
            Column("text", "What was said", _at("text")),
            Column("start", "First code point of what was said", _edge("said", min, 0)),
            Column("end", "Code point after what was said", _edge("said", max, 1)),
            Column("addressee", "To whom, canonical name", _at("addressee", "name")),
            Column("chain", "From the outlet inward to the voice", _joined("chain", " > ")),
            Column("inferred", "The same with what other passages add", _joined("inferred", " > ")),
            Column("hedges", "Words of doubt", _joined("hedges", inner="text")),
            Column("condition", "Condition, as worded", _at("condition", "text")),
            Column("medium", "Through what", _at("medium")),
            Column("parent", "Statement that this one stands in", _at("parent")),
            *_time_columns("when", "when", "Time of the saying"),
            Column("status", "How far persons have reviewed it", _at("status")),
        ),
        "copies": (
            Column("source_report", "Report that has it first", _at("source", "report")),
            Column("source_uri", "Its address", _at("source", "uri")),
            Column("source_start", "First code point there", _at("source", "start")),
            Column("source_end", "Code point after it there", _at("source", "end")),
            Column("copy_report", "Report that repeats it", _at("copy", "report")),
            Column("copy_uri", "Its address", _at("copy", "uri")),
            Column("copy_start", "First code point there", _at("copy", "start")),
            Column("copy_end", "Code point after it there", _at("copy", "end")),
            Column("identity", "Share of aligned characters, 0 to 1", _at("identity")),
            Column("basis", "Why the source is held to be the source", _at("basis")),
            Column("id", "Copy id", _at("id")),
            Column("status", "How far persons reviewed it", _at("status")),
        ),
        "events": (
            Column("id", "Event id", _at("id")),
            *_REPORT,
            Column("type", "PLOVER type", _at("type")),
            Column("mode", "Finer kind", _at("mode")),
            Column("realis", "Whether it happened", _at("realis")),
            Column("trigger", "The words that tell of it", _at("trigger", "text")),
            Column("start", "First code point of these words", _at("trigger", "start")),
            Column("end", "Code point after these words", _at("trigger", "end")),
            Column("actors", "Who did it", _playing("actor")),
            Column("targets", "To whom or what", _playing("target")),
            Column("instruments", "With what", _playing("instrument")),
            *_time_columns("when", "when", "Time"),
            *_WHERE,
            Column("counts", "How many", _ranges),
            Column("statement", "Statement that claims it; empty: the outlet itself", _at("statement")),
            Column("status", "How far persons reviewed it", _at("status")),
        ),
        "incidents": (
            Column("id", "Incident id", _at("id")),
            Column("title", "What, in few words", _at("title")),
            Column("type", "PLOVER type", _at("type")),
            Column("mode", "Finer kind", _at("mode")),
            Column("realis", "Whether it happened", _at("realis")),
            Column("in_register", "Whether the register counts it", _at("in_register")),
            Column("status", "How far persons have reviewed it", _at("status")),
            *_time_columns("when", "when", "Time"),
            *_WHERE,
            Column("actors", "Who did it", _joined("actors")),
            Column("targets", "To whom or what", _joined("targets")),
            Column("reports", "How many reports tell of it", _length("reports")),
            Column("origins", "How many independent origins", _length("origins")),
            Column("origin_names", "The independent origins", _joined("origins")),
            Column("counts", "How many", _ranges),
            Column("best", "The best numbers: latest official source, else the median of origins", _best),
            Column("disagreements", "Where origins differ", _joined("disagreements")),
            Column("report_ids", "The reports", _joined("reports")),
            Column("event_ids", "The events", _joined("events")),
        ),
        "problems": (
            Column("kind", "What kind of problem", _at("kind")),
            Column("uri", "Address of the input", _at("uri")),
            Column("member", "Part of the input", _at("member")),
            Column("stage", "Stage that met it", _at("stage")),
            Column("detail", "What is wrong and what to do", _at("detail")),
        ),
        "judgements": (
            Column("question", "What was judged", _at("question")),
            Column("left", "One record", _at("left")),
            Column("right", "The other record", _at("right")),
            Column("verdict", "Same, different or unsure", _at("verdict")),
            Column("score", "How sure, 0 to 1", _at("score")),
            Column("reasons", "Why", _joined("reasons")),
            Column("judge", "Rule or person", _at("judge")),
            Column("judged_at", "When, ISO 8601 UTC", _at("judged_at")),
        ),
    }
)
"""The kinds that can be written as a table."""
