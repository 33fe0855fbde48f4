"""The file of the world's places: names in order, the places of each, and the places; read where it lies.

All numbers are little-endian. The file is mapped, never loaded: a process holds only what it looks at.
"""

import mmap
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

MAGIC = b"RPLACES1"
_HEAD = struct.Struct("<8s6I")
_ROW = struct.Struct("<IiiIIIII2sBx")
_OTHER_NAME = 1 << 31
_DEGREE = 100_000


@dataclass(frozen=True, slots=True)
class Row:
    """One place as the file keeps it.

    ``kind`` is the place of its precision in ``KINDS``; ``division`` and ``county`` are the ordinals of the
    rows that hold it, plus one (0: none). Degrees are WGS 84, the radius is in metres.
    """

    geoname_id: int
    name: str
    kind: str
    country: str
    division: int
    county: int
    latitude_deg: float
    longitude_deg: float
    radius_m: float
    population: int


KINDS = ("country", "division", "county", "town", "region")


def pack(rows: Sequence[Row], names: Mapping[str, Iterable[tuple[int, bool]]]) -> bytes:
    """Return the file for rows and their folded names; a name gives (ordinal, whether it is the main name).

    Rows of one name are ordered by people, most first. Raises struct.error for numbers out of range.
    """
    keys = sorted(names, key=lambda name: name.encode())
    starts, found, said = array("I", [0]), array("I"), bytearray()
    for key in keys:
        said += key.encode() + b"\n"
        marks: dict[int, bool] = {}
        for ordinal, main in names[key]:
            marks[ordinal] = marks.get(ordinal, False) or main
        order = sorted(marks, key=lambda at: (-rows[at].population, rows[at].geoname_id, at))
        found.extend(at if marks[at] else at | _OTHER_NAME for at in order)
        starts.append(len(found))
    offsets = array("I", [0])
    for key in keys:
        offsets.append(offsets[-1] + len(key.encode()) + 1)
    written, body = bytearray(), bytearray()
    names_at: dict[str, int] = {}
    for row in rows:
        at = names_at.setdefault(row.name, len(written))
        if at == len(written):
            written += row.name.encode() + b"\n"
        body += _ROW.pack(
            row.geoname_id,
            round(row.latitude_deg * _DEGREE),
            round(row.longitude_deg * _DEGREE),
            row.population,
            round(row.radius_m),
            row.division,
            row.county,
            at,
            row.country.encode(),
            KINDS.index(row.kind),
        )
    longest = max((len(key.split()) for key in keys), default=1)
    head = _HEAD.pack(MAGIC, len(keys), len(rows), len(said), len(found), len(written), longest)
    return b"".join((head, offsets.tobytes(), starts.tobytes(), found.tobytes(), body, said, written))


class PlacesIndex:
    """Names and places of a packed file. Indexed, it gives its names in order, in UTF-8."""

    def __init__(self, data: mmap.mmap | bytes) -> None:
        head: tuple[bytes, int, int, int, int, int, int] = _HEAD.unpack_from(data)
        magic, names, rows, said, found, _, _ = head
        if magic != MAGIC:
            raise ValueError("not a file of places")
        self._data = data
        self._names = names
        self.size = rows
        view = memoryview(data)
        at = _HEAD.size
        self._offsets = view[at : at + 4 * (names + 1)].cast("I")
        at += 4 * (names + 1)
        self._starts = view[at : at + 4 * (names + 1)].cast("I")
        at += 4 * (names + 1)
        self._found = view[at : at + 4 * found].cast("I")
        self._rows = at + 4 * found
        self._said = self._rows + rows * _ROW.size
        self._written = self._said + said

    def __len__(self) -> int:
        """Return how many names there are."""
        return self._names

    def __getitem__(self, at: int) -> bytes:
        """Return the name at a place of the order."""
        return bytes(self._data[self._said + self._offsets[at] : self._said + self._offsets[at + 1] - 1])

    def look_up(self, name: str) -> tuple[tuple[tuple[int, bool], ...], bool]:
        """Return ((ordinal, whether it is the main name) of each place, whether longer names begin so)."""
        try:
            key = name.encode()
        except UnicodeEncodeError:
            return (), False
        at = bisect_left(self, key)
        if at == self._names:
            return (), False
        here = self[at]
        if here != key:
            return (), here.startswith(key + b" ")
        found = self._found[self._starts[at] : self._starts[at + 1]]
        rows = tuple((each & ~_OTHER_NAME, each < _OTHER_NAME) for each in found)
        return rows, at + 1 < self._names and self[at + 1].startswith(key + b" ")

    def row(self, ordinal: int) -> Row:
        """Return a place by its ordinal. Raises IndexError beyond the last."""
        if not 0 <= ordinal < self.size:
            raise IndexError(ordinal)
        (geoname, north, east, people, radius, division, county, said, country, kind) = _ROW.unpack_from(
            self._data, self._rows + ordinal * _ROW.size
        )
        start = self._written + said
        name = self._data[start : self._data.find(b"\n", start)].decode()
        return Row(
            geoname,
            name,
            KINDS[kind],
            country.decode().strip("\0"),
            division,
            county,
            north / _DEGREE,
            east / _DEGREE,
            float(radius),
            people,
        )


def open_index() -> PlacesIndex:
    """Return the index that ships with the package, mapped from its file."""
    path = resources.files("reportedly.events") / "world" / "places.bin"
    with resources.as_file(path) as file, file.open("rb") as handle:
        return PlacesIndex(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ))
