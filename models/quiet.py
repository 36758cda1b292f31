"""Libraries that tell their own story on stderr, in English, are kept quiet: what the user must know, we say."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

LOGGERS = ("", "huggingface_hub", "onnx_ir", "onnxscript", "torch", "torch.onnx", "transformers")


@contextmanager
def quiet() -> Iterator[None]:
    """Only errors come through while this lasts."""
    loggers = [logging.getLogger(name) for name in LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
