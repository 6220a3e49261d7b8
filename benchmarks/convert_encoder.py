"""A sentence encoder as the folder that the featurizer `sentence_encoder` reads.

Run it where torch, transformers, onnx and onnxruntime are installed, offline or not:
`python benchmarks/convert_encoder.py FOLDER_OR_NAME models/encoders/NAME`. It prints the digests for
`conf/featurizers/encoder.yaml`.
"""

import hashlib
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import AutoModel, AutoTokenizer

INPUTS = ("input_ids", "attention_mask", "token_type_ids")
FILES = ("model.onnx", "tokenizer.json")


class TokenStates(nn.Module):
    """The last hidden state of each token, (n, tokens, width)."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, *inputs: torch.Tensor) -> torch.Tensor:
        """Of the inputs in the order of `INPUTS`."""
        states: torch.Tensor = self.model(**dict(zip(INPUTS, inputs, strict=True))).last_hidden_state
        return states


def main() -> None:
    """Writes the model with weights of 8 bits, and its tokenizer."""
    source, target = sys.argv[1], Path(sys.argv[2])
    target.mkdir(parents=True, exist_ok=True)
    AutoTokenizer.from_pretrained(source).backend_tokenizer.save(str(target / "tokenizer.json"))
    with TemporaryDirectory() as folder:
        exported = Path(folder) / "model.onnx"
        export(AutoModel.from_pretrained(source, attn_implementation="eager").eval(), exported)
        quantize_dynamic(
            exported,
            target / "model.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
    for name in FILES:
        print(f"{name}: {hashlib.sha256((target / name).read_bytes()).hexdigest()}")


def export(model: nn.Module, path: Path) -> None:
    """Writes the encoder in full precision."""
    example = tuple(torch.ones(2, 8, dtype=torch.int64) for _ in INPUTS)
    axes = ({0: torch.export.Dim.DYNAMIC, 1: torch.export.Dim.DYNAMIC},) * len(INPUTS)
    states = TokenStates(model).eval()
    torch.onnx.export(
        states,
        example,
        path,
        input_names=INPUTS,
        output_names=["states"],
        dynamic_shapes=(axes,),
    )


if __name__ == "__main__":
    main()
