"""A fine-tuned backbone as ONNX, its weights in eight bits unless told otherwise."""

from pathlib import Path
from typing import Any

import torch

from .quiet import quiet
from .windows import Shape

LONGEST_BATCH = 1024


def export_backbone(backbone: Any, shape: Shape, path: Path, *, eight_bits: bool) -> None:
    """Write the encoder: token ids, mask and, where it has them, types to last states (windows, tokens, hidden)."""
    names = ["input_ids", "attention_mask", *(["token_type_ids"] if shape.types else [])]
    ids = torch.full((2, min(8, shape.size)), shape.first)
    given = (ids, torch.ones_like(ids), torch.zeros_like(ids))[: len(names)]
    batch, length = torch.export.Dim("windows", max=LONGEST_BATCH), torch.export.Dim("tokens", max=shape.size)
    whole = path.with_suffix(".float.onnx")
    with quiet():
        torch.onnx.export(
            _States(backbone, names).cpu().eval(),
            given,
            str(whole),
            input_names=names,
            output_names=["states"],
            dynamic_shapes=(({0: batch, 1: length},) * len(names),),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        if eight_bits:
            _quantise(whole, path)
            whole.unlink()
        else:
            whole.replace(path)


class _States(torch.nn.Module):  # type: ignore[misc]
    """The encoder with its inputs by place and its last states alone."""

    def __init__(self, backbone: Any, names: list[str]) -> None:
        super().__init__()
        self.backbone, self.names = backbone, names

    def forward(self, *given: Any) -> Any:
        return self.backbone(**dict(zip(self.names, given, strict=True))).last_hidden_state


def _quantise(whole: Path, path: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # Seven of the eight bits: processors without VNNI overflow with all, and every machine shall give the same.
    quantize_dynamic(
        str(whole),
        str(path),
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )
