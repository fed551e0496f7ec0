"""The formats that can be read.

A reader is one object; other packages bring theirs by the entry point "quoteindex.readers".
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol, runtime_checkable

from quoteindex.errors import DocumentError
from quoteindex.model import Document
from quoteindex.readers import html, markdown, plain

ENTRY_POINTS = "quoteindex.readers"


@runtime_checkable
class Reader(Protocol):
    """What reads one format: ``format`` names it, ``suffixes`` are its file endings, lower case with the dot."""

    @property
    def format(self) -> str:
        """The format's short name, e.g. "md"."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file endings that belong to it."""

    def read(self, path: Path) -> Document:
        """Read a file; raises DocumentError where it is no such document."""


@cache
def formats() -> dict[str, Reader]:
    """Return every reader by the name of its format: the built-in ones, then those of installed packages."""
    found: dict[str, Reader] = {reader.format: reader for reader in (plain.READER, markdown.READER, html.READER)}
    for point in entry_points(group=ENTRY_POINTS):
        reader = point.load()
        if not isinstance(reader, Reader):
            raise DocumentError(f"entry point {point.value} is no reader: it lacks format, suffixes or read")
        found.setdefault(reader.format, reader)
    return found


def reader_for(path: Path) -> Reader | None:
    """Return the reader of a file by its ending, or None where no format has it.

    >>> reader_for(Path("page.blade.php")).format
    'html'
    """
    suffix = path.suffix.lower()
    return next((reader for reader in formats().values() if suffix in reader.suffixes), None)
