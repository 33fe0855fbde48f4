"""A checkpoint -> model.onnx in 8 bits: `python -m train.export --weights runs/main/weights.pt`.

Embedding tables keep a scale a row; products with weights have a scale a column, and their inputs
are quantised as they come. The last product of the first layer and everything else stay in 32 bits.
"""

import argparse
import json
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from reportedly.readings.labels import ATTRIBUTION_TAGS, NAME_TAGS, RELATIONS, UPOS
from reportedly.readings.network import Scores
from train.checkpoint import Whole, load_reader
from train.encoder import digest, encoder_folder
from train.model import Chain, Encoder, Layer, Reader

INPUTS = ("ids", "shapes", "first")
MOST_BYTES = 30_000_000


class SmallTable(nn.Module):
    """An embedding in 8 bits, with a scale a row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        self.scale: Tensor
        self.whole: Tensor
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("whole", (weight / scale).round().clamp(-127, 127).to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        """Ids [...] -> [..., H]."""
        return self.whole[ids].float() * self.scale[ids]


class WholeLayer(nn.Module):
    """A layer for one window: without padding there is no mask, and attention is one operator."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, x: Tensor) -> Tensor:
        """[1, L, H] -> [1, L, H]."""
        layer = self.layer
        q, k, v = layer.qkv(x).chunk(3, -1)
        mixed = torch.onnx.ops.symbolic(
            "com.microsoft::MultiHeadAttention",
            (q, k, v),
            {"num_heads": layer.heads},
            dtype=x.dtype,
            shape=x.shape,
            version=1,
        )
        x = layer.norm1(x + layer.out(mixed))
        both: Tensor = layer.norm2(x + layer.down(F.gelu(layer.up(x))))
        return both


class SmallEncoder(nn.Module):
    """The encoder with its word table in 8 bits and its feature tables summed beforehand."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.shape_sums: Tensor
        self.places: Tensor
        self.words = SmallTable(encoder.words.weight.detach())
        self.register_buffer("shape_sums", encoder.shape_table().detach())
        self.register_buffer("places", encoder.places.weight.detach())
        self.norm = encoder.norm
        self.layers = nn.ModuleList(WholeLayer(x) for x in encoder.layers if isinstance(x, Layer))

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """As `Encoder.forward`."""
        x: Tensor = self.words(ids) + F.embedding(shapes, self.shape_sums) + self.places[: ids.shape[1]]
        x = self.norm(x)
        for layer in self.layers:
            x = layer(x)
        return x


def chains_of(reader: Reader) -> str:
    """The learned tag transitions as JSON, for the model's metadata."""

    def numbers(chain: Chain) -> dict[str, list[list[float]]]:
        return {
            "steps": [[round(x, 5) for x in row] for row in chain.steps.tolist()],
            "ends": [[round(x, 5) for x in row] for row in chain.ends.tolist()],
        }

    return json.dumps({"names": numbers(reader.names), "attribution": numbers(reader.attribution)})


def write_full(reader: Reader, path: Path) -> None:
    """The network as ONNX, products in 32 bits."""
    reader.add_module("encoder", SmallEncoder(reader.encoder))
    whole = Whole(reader).eval()
    ids = torch.randint(1000, 2000, (17,))
    long, wide = torch.export.Dim("pieces"), torch.export.Dim("words")
    torch.onnx.export(
        whole,
        (ids, torch.zeros_like(ids), torch.arange(1, 12)),
        str(path),
        input_names=list(INPUTS),
        output_names=list(Scores.__slots__),
        dynamic_shapes=({0: long}, {0: long}, {0: wide}),
        dynamo=True,
        external_data=False,
        opset_version=20,
    )


def kept_full(path: Path, narrowing: list[int]) -> list[str]:
    """The product that ends the first layer: most of what 8 bits cost is lost in what goes into it."""
    graph = onnx.load(str(path)).graph
    held = {tensor.name for tensor in graph.initializer if list(tensor.dims) == narrowing}
    return [node.name for node in graph.node if node.op_type == "MatMul" and node.input[1] in held][:1]


def describe(path: Path, reader_chains: str, source: str) -> None:
    """Write what the file needs to be read into its metadata."""
    model = onnx.load(str(path))
    labels = {"upos": UPOS, "relations": RELATIONS, "names": NAME_TAGS, "attribution": ATTRIBUTION_TAGS}
    entries = {"chains": reader_chains, "labels": json.dumps(labels), "trained_from": source}
    for key, value in entries.items():
        model.metadata_props.add(key=key, value=value)
    # Stack traces of the exporter: they would ship the paths of the machine that made the file.
    for node in model.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    onnx.save(model, str(path))


def write_tokenizer(path: Path) -> None:
    """The encoder's tokenizer without padding and truncation."""
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(path), pretty=False)


def export(weights: Path, out: Path, full: bool = False) -> None:
    """Write model.onnx and tokenizer.json into `out`; with `full` the products stay in 32 bits."""
    reader = load_reader(weights)
    chains, source = chains_of(reader), digest(weights)
    layer = reader.encoder.layers[0]
    assert isinstance(layer, Layer)
    narrowing = list(layer.down.weight.T.shape)
    out.mkdir(parents=True, exist_ok=True)
    target = out / "model.onnx"
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder) / "first.onnx", Path(folder) / "second.onnx"
        write_full(reader, first)
        if full:
            target.write_bytes(first.read_bytes())
        else:
            quant_pre_process(str(first), str(second), skip_symbolic_shape=True, skip_optimization=True)
            quantize_dynamic(
                str(second),
                str(target),
                op_types_to_quantize=["MatMul", "Gemm"],
                per_channel=True,
                reduce_range=True,
                weight_type=QuantType.QInt8,
                extra_options={"MatMulConstBOnly": True},
                nodes_to_exclude=kept_full(second, narrowing),
            )
    describe(target, chains, source)
    write_tokenizer(out / "tokenizer.json")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--weights", type=Path, default=Path("runs/main/weights.pt"))
    parser.add_argument("--out", type=Path, default=Path("runs/main/model"))
    parser.add_argument("--full", action="store_true", help="products in 32 bits, to compare with")
    given = parser.parse_args()
    export(given.weights, given.out, given.full)
    size = sum((given.out / name).stat().st_size for name in ("model.onnx", "tokenizer.json"))
    print(f"{size:,} bytes, SHA-256 of model.onnx {digest(given.out / 'model.onnx')}")
    if not given.full and size > MOST_BYTES:
        raise SystemExit("too large")


if __name__ == "__main__":
    main()
