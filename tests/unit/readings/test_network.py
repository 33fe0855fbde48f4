"""The network behind the reader: what is read once is not read again, and memory stays in bounds."""

import subprocess
import sys
from dataclasses import replace

from reportedly.readings.encode import Shown, encode_words
from reportedly.readings.network import Memory, Model, Scores, run_windows
from reportedly.readings.trained import read_worded, shipped_model
from reportedly.readings.words import find_words

LONG = "\n".join(
    f"On day {day} the ferry company of Lidmouth counted {day * 7} crossings, and the harbour master, "
    f"Ines Falk, said that quay {day % 9} would stay closed to lorries of more than {day + 12} tonnes."
    for day in range(1, 40)
)


def counting(memory: Memory) -> tuple[Model, list[Shown]]:
    """Return the shipped model with this memory, and the list of windows that its network is shown."""
    shown: list[Shown] = []

    def run(window: Shown) -> Scores:
        shown.append(window)
        return shipped_model().run(window)

    return replace(shipped_model(), run=run, memory=memory), shown


def test_a_text_read_before_is_not_read_again() -> None:
    """Most of what a day brings was printed elsewhere already."""
    model, shown = counting(Memory())
    first = read_worded(LONG, find_words(LONG), model)
    windows = len(shown)
    second = read_worded(LONG, find_words(LONG), model)

    assert first == second
    assert windows > 1
    assert len(shown) == windows
    assert model.memory.words == len(find_words(LONG))


def test_a_copied_passage_is_known_behind_another_beginning() -> None:
    """A copier writes a headline and a first paragraph of his own; the rest is cut and read alike."""
    model, _ = counting(Memory())
    read_worded(LONG, find_words(LONG), model)
    other = (
        "Lorries banned, by our reporter.\nA ban took hold in Lidmouth today, to the anger of hauliers.\n"
        + LONG
    )
    known = read_worded(other, find_words(other), model)

    assert model.memory.words > len(find_words(LONG)) / 2
    assert known == read_worded(other, find_words(other), counting(Memory())[0])


def test_the_memory_forgets_the_oldest() -> None:
    """A run over a million reports keeps no more than a run over a thousand."""
    model, shown = counting(Memory(most=2))
    encoded = encode_words(LONG, find_words(LONG), model.pieces)
    run_windows(encoded, model)

    assert len(shown) > 2
    assert len(model.memory.kept) == 2


def test_a_reading_process_stays_within_600_megabytes() -> None:
    """The promise is a laptop that has other things to do."""
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from reportedly.readings.trained import read_worded, shipped_model\n"
        "from reportedly.readings.words import find_words\n"
        "text = sys.stdin.read()\n"
        "for n in range(40):\n"
        "    other = text.replace('ferry', f'ferry number {n}')\n"
        "    read_worded(other, find_words(other), shipped_model())\n"
        "memory = shipped_model().memory\n"
        "assert len(memory.kept) == memory.most\n"
        # getrusage would give the size of the process that started this one, where that is larger.
        "status = Path('/proc/self/status').read_text()\n"
        "print(status.partition('VmHWM:')[2].split()[0])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=LONG, capture_output=True, text=True, check=True
    )

    assert int(done.stdout) < 600 * 1024
