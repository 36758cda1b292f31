"""The card that people read in a fine-tuned model's folder: what it is made of, and how well it did on writers held back."""

from collections.abc import Mapping
from typing import Any

from models import Tuned

from .analyst import PIPELINE

NOTICE = "本模型只用于抽取文书中的问题与肯定条目作为证据；结果仅供研判参考，不作为结论。"
UNKNOWN_LICENCE = "未知——请查阅预训练模型的发布页，确认其许可允许本单位的用途后再分发"
LOCAL_LICENCE = "（取自预训练模型文件夹；分发前请核对）"


def model_card(model: str, tuned: Tuned, training: Mapping[str, Any], table: Mapping[str, Mapping[str, float]]) -> str:
    """The card as Markdown. `table` is empty when no writer was held back."""
    backbone = tuned.backbone
    licence = f"{backbone['licence']}{LOCAL_LICENCE}" if backbone["licence"] else UNKNOWN_LICENCE
    held = training["calibrated on"]
    taught = [f"{name}（{count} 份）" for name, count in training["writers"].items() if name not in held]
    weights = "八位整数（动态量化）" if training["options"]["eight_bits"] else "32 位浮点"
    lines = [
        "# 一贯模型：微调编码器",
        "",
        NOTICE,
        "",
        f"- 模型编号：`{model}`",
        f"- 训练所用一贯版本：{PIPELINE}",
        f"- 预训练模型：{backbone['name']}（{backbone['kind']}，{backbone['layers']} 层，隐层 {backbone['hidden']}）",
        f"- 预训练模型许可：{licence}",
        f"- 权重：ONNX，{weights}；窗口 {tuned.shape.size} 个词元，重叠 {tuned.shape.overlap}",
        f"- 训练数据：{'、'.join(taught)}",
        f"- 留出作者（用于提前停止、校准和下表）：{'、'.join(held) or '无'}",
        f"- 训练数据校验值：`{training['data']}`",
        f"- 训练轮数：{len(tuned.epochs)}，采用第 {tuned.best} 轮；随机种子 {training['options']['seed']}",
        "",
        "使用：`yiguan run 路径 --model 本文件夹`，需要安装附加组件 `onnx`（不需要 torch）。",
        "",
        "## 质量",
        "",
        *_quality(table),
    ]
    return "\n".join(lines) + "\n"


def _quality(table: Mapping[str, Mapping[str, float]]) -> list[str]:
    if not table:
        return ["只给了一个标注文件夹，没有留出作者：质量未测，置信度未校准。"]
    rows = [
        f"| {name} | {'，'.join(f'{key} {value:.3f}' if isinstance(value, float) else f'{key} {value}' for key, value in figures.items())} |"
        for name, figures in table.items()
    ]
    return [
        "在留出作者的标注上运行全流程所得；这些作者也用于选定轮数和校准，所以略为偏高。各项含义见一贯文档 quality.md。",
        "",
        "| 项目 | 数值 |",
        "|---|---|",
        *rows,
    ]
