"""A document's blocks and analysis and a cadre's record as they lie in the database: JSON made from the dataclasses, compressed by zlib."""

import json
import zlib
from functools import cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from schema import Analysis, Block, Cadre


def pack_blocks(blocks: tuple[Block, ...]) -> bytes:
    """The blocks, to be kept."""
    return zlib.compress(_blocks().dump_json(blocks))


def unpack_blocks(packed: bytes) -> tuple[Block, ...]:
    """The blocks again."""
    return _blocks().validate_json(zlib.decompress(packed))


class Glance(NamedTuple):
    """What is seen of a block at a glance: a tenth of the time that the whole block takes."""

    text: str
    table: int | None
    row: int | None


def glance(packed: bytes) -> list[Glance]:
    """The words of the blocks, and the rows of cells."""
    return [_glance(one) for one in json.loads(zlib.decompress(packed))]


def _glance(told: dict[str, Any]) -> Glance:
    cell = told["locations"][0]["cell"] if told["locations"] else None
    return Glance(text=told["text"], table=told["table"], row=cell[0] if cell else None)


def pack_analysis(analysis: Analysis) -> bytes:
    """The analysis, to be kept."""
    return zlib.compress(_analysis().dump_json(analysis))


def unpack_analysis(packed: bytes) -> Analysis:
    """The analysis again."""
    return _analysis().validate_json(zlib.decompress(packed))


def pack_cadre(cadre: Cadre) -> str:
    """The record, to be kept: the same text for equal records."""
    return _cadre().dump_json(cadre).decode()


def unpack_cadre(packed: str) -> Cadre:
    """The record again."""
    return _cadre().validate_json(packed)


@cache
def _cadre() -> TypeAdapter[Cadre]:
    return TypeAdapter(Cadre)


@cache
def _blocks() -> TypeAdapter[tuple[Block, ...]]:
    return TypeAdapter(tuple[Block, ...])


@cache
def _analysis() -> TypeAdapter[Analysis]:
    return TypeAdapter(Analysis)
