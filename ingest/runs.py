"""The words of a Word paragraph: insertions accepted, deletions and hidden words set apart, text boxes handed over once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from .numbering import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUN, _TEXT, _MATH_TEXT, _DELETED_TEXT = W + "r", W + "t", _MATH + "t", W + "delText"
_PROPERTIES, _HIDDEN, _BOX, _SYMBOL = W + "rPr", W + "vanish", W + "txbxContent", W + "sym"
_ALTERNATIVE, _CHOICE, _FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
_DELETIONS = frozenset({W + "del", W + "moveFrom"})
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
# w:rt is the small reading above a word; instructions of fields are not shown, their results are.
_SKIPPED = frozenset({W + "pPr", W + "instrText", W + "delInstrText", W + "rt", W + "sdtPr", W + "sdtEndPr", _MATH + "ctrlPr"})
# Check boxes of the Wingdings fonts, the only symbols that official forms put for words.
_SYMBOLS = {"F0A8": "□", "F06F": "□", "F0A3": "□", "F0FE": "☑", "F052": "☑", "F0FC": "✓", "F0FB": "☒", "F053": "☒"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """Words that a tracked change takes out (修订)."""

    text: str
    author: str
    date: str
    """`2024-01-01`; empty when the file does not tell."""


@dataclass(slots=True)
class Runs:
    """Gathers the words of one paragraph after the other."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    deletions: list[Deletion] = field(default_factory=list)
    hidden: bool = False
    """Whether any hidden words were left out."""

    def take(self) -> str:
        """The words gathered since the last take; a line feed for a line break."""
        text = "".join(self.parts)
        self.parts.clear()
        return text

    def take_boxes(self) -> list[etree._Element]:
        """The text boxes met since the last take."""
        boxes, self.boxes = self.boxes, []
        return boxes

    def add(self, element: etree._Element) -> None:
        """Gather all that the element holds."""
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._run(child)
            elif tag in _SKIPPED or tag == _PROPERTIES:
                continue
            elif tag in (_TEXT, _MATH_TEXT):
                self.parts.append(child.text or "")
            elif tag in _RARE:
                _RARE[tag](self, child)
            elif tag in _DELETIONS:
                self.delete(child)
            else:
                self.add(child)

    def _run(self, run: etree._Element) -> None:
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                self.parts.append(child.text or "")
            elif tag == _PROPERTIES:
                if _is_on(child.find(_HIDDEN)):
                    self.hidden = self.hidden or any(text.strip() for text in run.itertext())
                    return
            elif tag in _SIGNS:
                self.parts.append(_SIGNS[tag] if child.get(W + "type") not in ("page", "column") else "")
            elif tag in _RARE:
                _RARE[tag](self, child)
            elif tag not in _SKIPPED and tag != _DELETED_TEXT:
                self.add(child)

    def delete(self, element: etree._Element, mark: etree._Element | None = None) -> None:
        """Set the words of a tracked deletion apart. `mark` tells who deleted, where it is not the element itself."""
        mark = element if mark is None else mark
        text = "".join(str(part.text or "") for part in element.iter(_DELETED_TEXT, _TEXT))
        if text.strip():
            self.deletions.append(
                Deletion(text=text, author=mark.get(W + "author") or "", date=(mark.get(W + "date") or "")[:10])
            )

    def _symbol(self, element: etree._Element) -> None:
        self.parts.append(_SYMBOLS.get((element.get(W + "char") or "").upper(), ""))

    def _alternative(self, element: etree._Element) -> None:
        """The first choice and its fallback say the same twice: only one is read."""
        chosen = element.find(_CHOICE)
        chosen = element.find(_FALLBACK) if chosen is None else chosen
        if chosen is not None:
            self.add(chosen)


_RARE: dict[str, Callable[[Runs, etree._Element], None]] = {
    _BOX: lambda runs, element: runs.boxes.append(element),
    _SYMBOL: Runs._symbol,
    _ALTERNATIVE: Runs._alternative,
}


def _is_on(toggle: etree._Element | None) -> bool:
    return toggle is not None and toggle.get(W + "val") not in ("0", "false", "off")
