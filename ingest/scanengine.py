"""The recogniser of characters: RapidOCR with the models that its wheel carries. Nothing is ever fetched."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from schema import IngestError, UnsupportedFormat

from .scanready import REMEDY, has_engine

Pixels = NDArray[np.uint8]
"""Grey, height by width; or with red, green and blue for each."""

_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}
_SIDE = 960
"""Pixels of the longer side of the picture in which lines are looked for: enough for a page of small type."""
STRIP = 48
"""Pixels of height to which the recogniser scales a line."""
_THREADS = 1
"""Of one process: a batch has a process for each core, and two threads gain little."""


class Engine:
    """Finds lines of type in a picture and reads them."""

    def __init__(self) -> None:
        import rapidocr

        folder = Path(rapidocr.__file__).parent / "models"
        paths = {part: folder / name for part, name in _MODELS.items()}
        if missing := [path.name for path in paths.values() if not path.is_file()]:
            raise IngestError(f"文字识别组件缺少模型文件（{'、'.join(missing)}）", REMEDY)
        self._ocr: Any = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_preprocess_img": False,
                "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Det.limit_type": "max",
                "Det.limit_side_len": _SIDE,
                # One line at a time: several need twice the memory, and the narrow ones among them wait for the wide.
                "Rec.rec_batch_num": 1,
                **{f"{part}.model_path": str(path) for part, path in paths.items()},
            }
        )

    def find(self, grey: Pixels) -> NDArray[np.float32]:
        """The lines of type: four corners each, clockwise from the top left."""
        with _memory():
            boxes = self._ocr(_three(grey), use_det=True, use_cls=False, use_rec=False).boxes
        return np.zeros((0, 4, 2), np.float32) if boxes is None else np.asarray(boxes, np.float32)

    def read(self, strips: Sequence[Pixels]) -> list[tuple[str, float]]:
        """The words of each strip, and how sure they are, from 0 to 1."""
        if not strips:
            return []
        with _memory():
            found = self._ocr.recognize_txt([_three(strip) for strip in strips])
        return [(str(text), float(score)) for text, score in zip(found.txts, found.scores, strict=True)]

    def is_upside_down(self, strips: Sequence[Pixels]) -> bool:
        """Whether most of the strips stand on their head."""
        if not strips:
            return False
        with _memory():
            _, found = self._ocr.cls_and_rotate([_three(strip) for strip in strips])
        return sum(1 if label == "180" else -1 for label, _ in found.cls_res) > 0


@cache
def engine() -> Engine:
    """The one engine of this process. Raises IngestError when the extra is not installed."""
    if not has_engine():
        raise UnsupportedFormat("没有安装文字识别组件，不能读取扫描件和图片", REMEDY)
    return Engine()


def _three(grey: Pixels) -> Pixels:
    return np.ascontiguousarray(np.repeat(grey[:, :, None], 3, axis=2))


@contextmanager
def _memory() -> Iterator[None]:
    """The library wraps what its runtime raises: want of memory must stay what it is."""
    try:
        yield
    except Exception as error:
        if "allocat" in str(error) or "bad_alloc" in str(error):
            raise MemoryError from error
        raise
