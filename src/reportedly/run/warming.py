"""``python -m reportedly.run.warming``: what lineage compiles is compiled now, once, and kept.

It takes a minute or two and a gigabyte of memory: so it is done apart, when the program is set up, or else
before the first report is read.
"""

import subprocess
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reportedly.language.language import load_language
from reportedly.lineage.align import align
from reportedly.lineage.compiled import is_kept, note_kept
from reportedly.lineage.passages import cut
from reportedly.readings.sentences import find_sentences
from reportedly.run.analysis import LANGUAGE, Analysed
from reportedly.run.copying import LOOKS, update_copies
from reportedly.run.shelving import Shelf
from reportedly.run.sources import arrivals, expand
from reportedly.store.inputs import keep_arrival
from reportedly.store.record import close_record, open_record, writing
from reportedly.terms.reports import Arrival
from reportedly.terms.spans import COMPARED
from reportedly.texts.label import label

_LINES = (
    "The harbour office at Port Amaro counted twelve barges on the day that the lower lock was shut by law.",
    "The harbour office in Port Amaro counted nine barges on the day the lower lock was shut by its order.",
)


def warm_apart() -> None:
    """Have another process compile what is not kept yet, and wait for it; nothing where all is kept."""
    if not is_kept():
        command = [sys.executable, "-m", "reportedly.run.warming"]
        subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True)  # noqa: S603


def warm() -> None:
    """Compile all there is: two reports are read into a record of no further use, the earlier one last."""
    language = load_language(LANGUAGE)
    align(*_LINES)
    with tempfile.TemporaryDirectory() as name:
        found: list[Analysed] = []
        for at, line in enumerate(_LINES):
            path = Path(name) / f"{at}.txt"
            day = datetime(2031, 5, 1, tzinfo=UTC) + timedelta(days=at)
            path.write_text(f"{day:%Y-%m-%d}\n\n{line}\n\n{' '.join(_LINES)}", encoding="utf-8")
            for source in expand([str(path)]):
                for arrival in arrivals(source):
                    if isinstance(arrival, Arrival):
                        report = label(arrival.report, language)
                        sentences = find_sentences(report.text, report.blocks, language, COMPARED)
                        passages = cut(report.id, report.text, sentences)
                        found.append(
                            Analysed(
                                arrival=arrival,
                                report=report,
                                statements=(),
                                events=(),
                                passages=passages,
                                words=0,
                            )
                        )
        for look in LOOKS.values():
            record, shelf = open_record(Path(name) / f"{look.second}.db", create=True), Shelf(look)
            for each in reversed(found):
                with writing(record) as connection:
                    keep_arrival(connection, each.arrival, each.report)
                    update_copies(connection, [each], shelf)
            close_record(record)
    note_kept()


if __name__ == "__main__":
    warm()
