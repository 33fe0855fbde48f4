"""Train the reader: `python -m train.loop --data ../shared/data --out runs/main --epochs 7`.

Seeded; a run that was stopped goes on from its last checkpoint. With `--epochs` the learning rate falls
to zero at the last step, and the number of steps is the same everywhere; with `--minutes` it falls to
zero at that time, and how far a run gets hangs on the machine.
"""

import argparse
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from reportedly.readings.encode import Pieces, load_tokenizer
from reportedly.readings.labels import ATTRIBUTION_TAGS, NAME_TAGS, RELATIONS, UPOS
from train.data import Passage, Task
from train.encoder import encoder_folder, start_from
from train.losses import loss_of
from train.model import Reader, Sizes
from train.noise import Kit, make_kit
from train.plan import Sets, Settings, load_all, plan_epoch


@dataclass(slots=True)
class State:
    """Where a run is."""

    epoch: int = 0
    batch: int = 0
    step: int = 0
    seconds: float = 0.0


def make_optimizer(reader: Reader, settings: Settings) -> torch.optim.Optimizer:
    """AdamW with smaller rates for lower layers; the new tables and the heads have their own."""
    groups: dict[float, list[nn.Parameter]] = {}
    top = reader.sizes.layers
    for name, parameter in reader.named_parameters():
        rate = settings.head_rate
        if name.startswith("encoder.layers."):
            depth = top - 1 - int(name.split(".")[2])
            rate = settings.encoder_rate * settings.layer_decay**depth
        elif name.startswith(("encoder.words", "encoder.places", "encoder.norm")):
            rate = settings.encoder_rate * settings.layer_decay**top
        groups.setdefault(rate, []).append(parameter)
    parts = [{"params": each, "lr": rate, "top": rate} for rate, each in groups.items()]
    return torch.optim.AdamW(parts, betas=(0.9, 0.98), weight_decay=0.01, fused=True)


def rate_at(progress: float, warm_up: float) -> float:
    """The share of the full learning rate at `progress` (0 to 1): up in a line, down in a line."""
    if progress < warm_up:
        return progress / warm_up + 1e-3
    return max(0.0, (1.0 - progress) / (1.0 - warm_up))


def blend(average: dict[str, Tensor], reader: Reader, decay: float) -> None:
    """Move the running average of the weights towards the present ones."""
    with torch.no_grad():
        for name, tensor in reader.state_dict().items():
            average[name].lerp_(tensor, 1.0 - decay)


def save(path: Path, content: object) -> None:
    """Write a file whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(content, part)
    part.replace(path)


@dataclass(frozen=True, slots=True)
class Run:
    """What changes while training: weights, optimiser, averaged weights, and where the run is."""

    reader: Reader
    optimizer: torch.optim.Optimizer
    average: dict[str, Tensor]
    state: State


def begin(weights: Path, out: Path, settings: Settings) -> Run:
    """A new run, or the one that was stopped in `out`."""
    torch.manual_seed(settings.seed)
    reader = Reader(Sizes(len(UPOS), len(RELATIONS), len(NAME_TAGS), len(ATTRIBUTION_TAGS)))
    start_from(reader, weights)
    optimizer = make_optimizer(reader, settings)
    out.mkdir(parents=True, exist_ok=True)
    if not (out / "last.pt").exists():
        average = {name: tensor.clone() for name, tensor in reader.state_dict().items()}
        return Run(reader, optimizer, average, State())
    saved = torch.load(out / "last.pt", weights_only=True)
    reader.load_state_dict(saved["reader"])
    optimizer.load_state_dict(saved["optimizer"])
    return Run(reader, optimizer, saved["average"], State(**saved["state"]))


@dataclass(frozen=True, slots=True)
class Lesson:
    """What does not change while training: passages, noise, settings."""

    sets: Sets
    kit: Kit
    settings: Settings


def lesson_of(folder: Path, settings: Settings) -> Lesson:
    """The lesson that the corpora in `folder` give."""
    pieces = Pieces(load_tokenizer(str(encoder_folder() / "tokenizer.json")))
    sets = load_all(folder, pieces)
    return Lesson(sets, make_kit(pieces, sets[Task.NAMES]), settings)


def train(run: Run, lesson: Lesson, out: Path, pause: int | None = None) -> None:
    """Step until the planned end, or up to step `pause`; saves into `out` now and then, and at the end."""
    run.reader.train()
    state, settings = run.state, lesson.settings
    recent: dict[Task, list[float]] = {}
    began, before = time.monotonic(), state.seconds
    done = False
    while not done:
        batches = plan_epoch(lesson.sets, lesson.kit, settings, state.epoch)
        for passages in batches[state.batch :]:
            state.seconds = before + time.monotonic() - began
            progress = progress_of(state, len(batches), settings)
            done = progress >= 1.0 or state.step == pause
            if done:
                break
            loss = step(run, passages, progress, settings)
            recent.setdefault(passages[0].task, []).append(loss)
            if state.step % settings.report_every == 0:
                report(state, progress, recent)
                recent = {}
            if state.step % settings.save_every == 0:
                keep(run, out)
        if not done:
            state.epoch, state.batch = state.epoch + 1, 0
            done = progress_of(state, len(batches), settings) >= 1.0
    keep(run, out)


def step(run: Run, passages: list[Passage], progress: float, settings: Settings) -> float:
    """One step on one batch; its loss."""
    reader, optimizer, state = run.reader, run.optimizer, run.state
    for group in optimizer.param_groups:
        group["lr"] = group["top"] * rate_at(progress, settings.warm_up)
    # Seeded a step, so that a resumed run draws the same dropout.
    torch.manual_seed(settings.seed * 1_000_003 + state.step)
    loss = loss_of(reader, passages, settings)
    optimizer.zero_grad()
    torch.autograd.backward(loss)
    nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    optimizer.step()
    state.step += 1
    state.batch += 1
    if state.step % 4 == 0:
        # Short at first, or the average would remember the untrained heads.
        blend(run.average, reader, min(settings.average**4, 1 - 40 / (40 + state.step)))
    return loss.item()


def progress_of(state: State, batches: int, settings: Settings) -> float:
    """How much of the run is done, 0 to 1."""
    if settings.minutes:
        return state.seconds / (60 * settings.minutes)
    return (state.epoch + state.batch / batches) / settings.epochs


def report(state: State, progress: float, recent: dict[Task, list[float]]) -> None:
    """Print where the run is."""
    losses = " ".join(f"{t.value} {sum(v) / len(v):.4f}" for t, v in sorted(recent.items()))
    print(f"{state.step} epoch {state.epoch} done {progress:.3f} {state.seconds:.0f} s {losses}", flush=True)


def keep(run: Run, out: Path) -> None:
    """Save all that is needed to go on, and the averaged weights by themselves."""
    last = {
        "reader": run.reader.state_dict(),
        "optimizer": run.optimizer.state_dict(),
        "average": run.average,
        "state": asdict(run.state),
    }
    save(out / "last.pt", last)
    sizes = asdict(run.reader.sizes)
    save(out / "weights.pt", {"weights": run.average, "sizes": sizes, "step": run.state.step})


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=Path("runs/main"))
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--epochs", type=float, default=Settings().epochs)
    length.add_argument("--minutes", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    settings = Settings(seed=given.seed, epochs=given.epochs, minutes=given.minutes)
    lesson = lesson_of(given.data, settings)
    run = begin(encoder_folder() / "model.safetensors", given.out, settings)
    train(run, lesson, given.out)


if __name__ == "__main__":
    main()
