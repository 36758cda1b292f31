"""Whether this machine can recognise characters, and how it comes to."""

from importlib.util import find_spec

REMEDY = "请在安装目录执行 pip install '.[ocr]' 安装文字识别组件（约 250 MB，模型已在其中，无需联网下载）后再读"


def has_engine() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))
