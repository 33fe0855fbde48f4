"""How fast the reader reads: `python -m train.speed --data ../shared/data`.

Words a second over a batch of articles, a process a core and one thread a process (all articles are
different, nothing is remembered between them but word pieces), the time for one, and peak memory.
"""

import argparse
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from reportedly.readings.network import Model, load_model
from reportedly.readings.trained import read_worded
from reportedly.readings.words import find_words
from train.score import SHIPPED


def read_whole(text: str, model: Model) -> int:
    """Read a text; how many words it has."""
    return len(read_worded(text, find_words(text), model).trees)


def read_share(job: tuple[Path, list[str], float]) -> tuple[int, float, int]:
    """Words read, seconds of processor time, and peak memory in MB, after a common start time."""
    folder, texts, start = job
    model = load_model(folder, threads=1)
    read_whole(texts[0], model)
    time.sleep(max(0.0, start - time.time()))
    before = time.process_time()
    words = sum(read_whole(text, model) for text in texts)
    used = time.process_time() - before
    return words, used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def time_of_one(folder: Path, text: str, threads: int) -> str:
    """A line with the middle of 15 times of one text."""
    model = load_model(folder, threads)
    count = read_whole(text, model)
    times = []
    for _ in range(15):
        before = time.perf_counter()
        read_whole(text, model)
        times.append(1000 * (time.perf_counter() - before))
    return f"one article of {count} words, {threads} threads: {sorted(times)[7]:.0f} ms"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of an exported model")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--articles", type=int, default=1000)
    given = parser.parse_args()
    folder = given.data / "attribution/polnear"
    paths = sorted((folder / "dev/text").glob("*.txt")) + sorted((folder / "train/text").glob("*.txt"))
    texts = [path.read_text("utf-8") for path in paths][: given.articles]
    start = time.time() + 3
    shares = [(given.model, texts[i :: given.processes], start) for i in range(given.processes)]
    with ProcessPoolExecutor(given.processes) as pool:
        done = list(pool.map(read_share, shares))
    wall = time.time() - start
    words, used = sum(w for w, _, _ in done), sum(s for _, s, _ in done)
    print(f"{len(texts)} articles, {words} words: {words / wall:.0f} words/s on {given.processes} processes")
    print(f"{words / used:.0f} words a second of processor time")
    print(f"peak {max(m for _, _, m in done)} MB a process")
    middle = sorted(texts, key=len)[len(texts) // 2]
    for threads in (1, 2):
        print(time_of_one(given.model, middle, threads))


if __name__ == "__main__":
    main()
