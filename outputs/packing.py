"""A document's blocks and analysis as they lie in the database: JSON made from the dataclasses, compressed by zlib."""

import zlib
from functools import cache

from pydantic import TypeAdapter

from schema import Analysis, Block


def pack_blocks(blocks: tuple[Block, ...]) -> bytes:
    """The blocks, to be kept."""
    return zlib.compress(_blocks().dump_json(blocks))


def unpack_blocks(packed: bytes) -> tuple[Block, ...]:
    """The blocks again."""
    return _blocks().validate_json(zlib.decompress(packed))


def pack_analysis(analysis: Analysis) -> bytes:
    """The analysis, to be kept."""
    return zlib.compress(_analysis().dump_json(analysis))


def unpack_analysis(packed: bytes) -> Analysis:
    """The analysis again."""
    return _analysis().validate_json(zlib.decompress(packed))


@cache
def _blocks() -> TypeAdapter[tuple[Block, ...]]:
    return TypeAdapter(tuple[Block, ...])


@cache
def _analysis() -> TypeAdapter[Analysis]:
    return TypeAdapter(Analysis)
