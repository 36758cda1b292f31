"""The container of an OFD: names in any case, paths told from where they stand, elements in whatever namespace."""

import posixpath
from collections.abc import Iterator

from lxml import etree

from .archive import Archive


class Package:
    """The parts of the container."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._names = {name.lower(): name for name in archive.names}

    def xml(self, path: str) -> etree._Element | None:
        """A part as XML; None when there is none. Raises IngestError."""
        name = self._names.get(path.lower())
        return None if name is None else self._archive.xml(name)

    def bytes(self, path: str) -> bytes | None:
        """A part's bytes; None when there is none. Raises IngestError."""
        name = self._names.get(path.lower())
        return None if name is None else self._archive.read(name)


def path_of(folder: str, told: str) -> str:
    """A path told in a part that lies in a folder; it may be told from the root."""
    told = told.strip().replace("\\", "/")
    return posixpath.normpath(told.lstrip("/") if told.startswith("/") else posixpath.join(folder, told))


def name_of(element: etree._Element) -> str:
    """The element's name, whatever its namespace: producers disagree about that."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value(element: etree._Element, name: str) -> str:
    """An attribute, whatever the case of its name; empty when there is none."""
    if (found := element.get(name)) is not None:
        return found
    return next((str(text) for key, text in element.attrib.items() if str(key).lower() == name.lower()), "")


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The elements of a name right in another."""
    return (one for one in (() if element is None else element) if name_of(one) == name)


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first of them."""
    return next(children(element, name), None)


def text_of(element: etree._Element | None) -> str:
    """All words in an element."""
    return "" if element is None else "".join(map(str, element.itertext())).strip()
