"""What is picked up from a folder, and what is read of a text that is not English."""

from pathlib import Path

from reportedly.run.analysis import analyse
from reportedly.run.sources import arrivals, expand, file_source, problem_source
from reportedly.terms.reports import Arrival, Origin, Problem

GERMAN = (
    "Die Brücke über den Fluss wurde am Montag gesperrt, teilte die Bürgermeisterin der Stadt am Abend mit. "
    "Zwei Menschen seien verletzt worden, sagte sie, als ein Lastwagen gegen das Geländer gefahren sei."
)


def test_another_language_is_kept_and_compared_but_not_read(tmp_path: Path) -> None:
    """English rules would find statements in German words that nobody made."""
    file = tmp_path / "a.txt"
    file.write_text(GERMAN)
    (arrival,) = arrivals(file_source(file))
    assert isinstance(arrival, Arrival)

    found = analyse(arrival)

    assert found.report.language == "de"
    assert (found.statements, found.events) == ((), ())
    assert len(found.passages) == 2 and found.words == len(GERMAN.split())


def test_what_a_browser_saves_beside_a_page_is_left_out(tmp_path: Path) -> None:
    """The folder of a saved page holds advertisements, which are pages too."""
    (tmp_path / "story_files").mkdir()
    (tmp_path / "notes_files").mkdir()
    for name in ("story.html", "story_files/ad.html", "notes_files/mine.txt"):
        (tmp_path / name).write_text("<p>Some words.</p>")

    found = [source.path for source in expand([str(tmp_path)])]

    assert found == [tmp_path / "notes_files" / "mine.txt", tmp_path / "story.html"]


def test_a_problem_met_on_the_way_is_an_input_too() -> None:
    """An address that could not be fetched must not vanish from the record."""
    problem = Problem(kind="refused", origin=Origin(uri="http://x.example"), stage="run", detail="no")

    assert list(arrivals(problem_source(problem))) == [problem]
