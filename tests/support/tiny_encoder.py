"""A tiny encoder as ONNX, made where the extra and `onnx` are installed."""

import json

import numpy as np
import pytest

WORDS = {"[UNK]": 0, "red": 1, "blue": 2, "car": 3}
TABLE = np.array([[1, 0], [3, 4], [0, 2], [5, 0]], np.float32)
TOKENIZER = {
    "version": "1.0",
    "added_tokens": [],
    "pre_tokenizer": {"type": "WhitespaceSplit"},
    "model": {"type": "WordLevel", "vocab": WORDS, "unk_token": "[UNK]"},
}
TOKENS = json.dumps(TOKENIZER).encode()


def tiny_model(table=TABLE, named="input_ids") -> bytes:
    pytest.importorskip("onnxruntime", reason="the extra [encoder] is not installed")
    onnx = pytest.importorskip("onnx", reason="onnx, which makes the tiny encoder, is not installed")
    ids = onnx.helper.make_tensor_value_info(named, onnx.TensorProto.INT64, ["n", "tokens"])
    states = onnx.helper.make_tensor_value_info("states", onnx.TensorProto.FLOAT, ["n", "tokens", table.shape[1]])
    gather = onnx.helper.make_node("Gather", ["table", named], ["states"])
    graph = onnx.helper.make_graph([gather], "tiny", [ids], [states], [onnx.numpy_helper.from_array(table, "table")])
    opset = [onnx.helper.make_opsetid("", 17)]
    return onnx.helper.make_model(graph, opset_imports=opset, ir_version=8).SerializeToString()
