"""A tiny encoder drawn by chance, in a folder as pre-trained ones come: nothing is downloaded."""

from collections.abc import Iterable
from pathlib import Path


def tiny_backbone(folder: Path, texts: Iterable[str], *, positions: int = 64, seed: int = 1) -> Path:
    """A BERT of two layers with a token for each character of the texts: configuration, weights and vocabulary."""
    import torch
    from transformers import BertConfig, BertModel

    folder.mkdir(parents=True)
    characters = sorted({character for text in texts for character in text if not character.isspace()})
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *characters]
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=positions,
    )
    BertModel(config).save_pretrained(folder)
    return folder
