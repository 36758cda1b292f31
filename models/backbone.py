"""Pre-trained encoders: from a local folder, or from the hub when the user names one there."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schema import ConfigError

from .quiet import quiet
from .windows import Shape, Tokenizer

HUB_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?")
INSTALL = "请在一贯的源码文件夹中运行 pip install '.[train]'"
WHAT_IS_NEEDED = (
    "应是 transformers 格式的编码器文件夹，其中有 config.json、权重（model.safetensors）和分词器（tokenizer.json 或 vocab.txt）"
)


EVERYDAY = "学习不深入，调研少，工作作风不实"
"""Words that any Chinese encoder knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backbone:
    """A pre-trained encoder, ready to be fine-tuned."""

    model: Any
    tokenizer: Tokenizer
    shape: Shape
    told: Mapping[str, object]
    """What the card tells of it: name, kind, licence."""


def open_backbone(name: str, size: int, overlap: int, tell: Callable[[str], None]) -> Backbone:
    """Load an encoder and its tokenizer. Raises ConfigError. Asks the hub only for what is no local folder, and says so first."""
    require_training()
    local = is_local(name)
    if not local:
        tell(f"{name} 不是本机文件夹，将从 Hugging Face 模型库下载")
    model, fast = _loaded(name, local)
    if getattr(model, "pooler", None) is not None:
        # tokens are pooled here; that layer would stay as it is, or as chance made it
        model.pooler = None
    first, last = _special(fast, "cls", "bos"), _special(fast, "sep", "eos")
    if first is None or last is None or not hasattr(model.config, "hidden_size"):
        raise ConfigError(
            f"{name} 不是可用的编码器（没有句首、句尾标记或隐层维数）", "请改用 BERT、RoBERTa、MacBERT、ModernBERT 一类的编码器"
        )
    _check_tokenizer(name, fast, model.config)
    room = min(size, fast.model_max_length, _positions(model.config))
    tokenizer = fast.backend_tokenizer
    tokenizer.no_truncation()
    tokenizer.no_padding()
    shape = Shape(
        size=room,
        overlap=min(overlap, room // 4),
        first=first,
        last=last,
        pad=fast.pad_token_id or 0,
        types=getattr(model.config, "type_vocab_size", 0) > 1,
    )
    return Backbone(model=model, tokenizer=tokenizer, shape=shape, told=_told(name, local, model.config))


def is_local(name: str) -> bool:
    """Whether the encoder is in a folder of this machine. Raises ConfigError for a folder that holds none, and for a path to nowhere."""
    folder = Path(name)
    if folder.is_dir():
        if not (folder / "config.json").is_file():
            raise ConfigError(f"{name} 不是预训练模型文件夹（缺少 config.json）", WHAT_IS_NEEDED)
        return True
    if folder.exists() or name.startswith(".") or not HUB_NAME.fullmatch(name):
        raise ConfigError(f"没有预训练模型文件夹 {name}", f"请改正路径：{WHAT_IS_NEEDED}")
    return False


def require_training() -> None:
    """Raise ConfigError where what fine-tuning needs is not installed."""
    try:
        import onnx  # noqa: F401
        import onnxruntime  # noqa: F401
        import onnxscript  # noqa: F401
        import safetensors  # noqa: F401
        import torch  # noqa: F401
        import transformers  # noqa: F401
    except ImportError as error:
        raise ConfigError(f"用 --backbone 训练需要 {error.name}，尚未安装", INSTALL) from error


def _loaded(name: str, local: bool) -> tuple[Any, Any]:
    import transformers

    transformers.logging.disable_progress_bar()
    where: dict[str, Any] = {"local_files_only": local, "trust_remote_code": False}
    try:
        with quiet():
            # eager attention: what is exported is then plain matrix products
            model, loading = transformers.AutoModel.from_pretrained(
                name, attn_implementation="eager", dtype="float32", output_loading_info=True, **where
            )
            fast = transformers.AutoTokenizer.from_pretrained(name, use_fast=True, **where)
    except Exception as error:
        told = (str(error).strip().splitlines() or [type(error).__name__])[0]
        failed = "读不出来" if local else "既不是本机文件夹，也没能从模型库取到"
        raise ConfigError(f"预训练模型 {name} {failed}：{told}", WHAT_IS_NEEDED) from error
    # the pooler is not used; anything else that the weights lack would be left as chance made it
    lacking = sorted(one for one in loading["missing_keys"] if not one.startswith("pooler."))
    if lacking:
        raise ConfigError(f"预训练模型 {name} 的权重与 config.json 不符：缺少 {lacking[0]} 等 {len(lacking)} 项", WHAT_IS_NEEDED)
    if not getattr(fast, "is_fast", False):
        raise ConfigError(f"预训练模型 {name} 没有可用的快速分词器", WHAT_IS_NEEDED)
    return model, fast


def _check_tokenizer(name: str, fast: Any, config: Any) -> None:
    """A tokenizer without its vocabulary still opens: it is told by its size, and by what it makes of everyday words."""
    if not config.vocab_size // 2 <= len(fast) <= config.vocab_size:
        raise ConfigError(f"预训练模型 {name} 的分词器（{len(fast)} 个词元）与权重（{config.vocab_size} 个）不符", WHAT_IS_NEEDED)
    ids = fast.encode(EVERYDAY, add_special_tokens=False)
    if 2 * sum(one == fast.unk_token_id for one in ids) > len(ids):
        raise ConfigError(f"预训练模型 {name} 不认得常用汉字", "请改用中文或多语言的编码器")


def _special(fast: Any, *kinds: str) -> int | None:
    found = (getattr(fast, f"{kind}_token_id", None) for kind in kinds)
    return next((int(one) for one in found if one is not None), None)


def _positions(config: Any) -> int:
    """How many positions the encoder has; RoBERTa's begin after the padding's."""
    most = int(getattr(config, "max_position_embeddings", 0) or 512)
    return most - (int(config.pad_token_id) + 1 if "roberta" in config.model_type else 0)


def _told(name: str, local: bool, config: Any) -> dict[str, object]:
    path = Path(name)
    kind = {"kind": config.model_type, "hidden": config.hidden_size, "layers": config.num_hidden_layers}
    if not local:
        return {"name": name, "from": "hub", **kind, "licence": None}
    licences = (one.name for one in sorted(path.iterdir()) if one.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")))
    return {"name": path.resolve().name, "from": "folder", **kind, "licence": _licence(path) or next(licences, None)}


def _licence(path: Path) -> str | None:
    """The licence that the folder's own card names."""
    card = path / "README.md"
    text = card.read_text(encoding="utf-8", errors="replace") if card.is_file() else ""
    found = re.search(r"^license:\s*(\S+)", text, re.MULTILINE)
    return found[1] if found else None
