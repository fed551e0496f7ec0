"""Formats that are text with marks in it: decode the file, mark it up, number its paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from quoteindex.errors import DocumentError
from quoteindex.model import Document
from quoteindex.readers.encoding import decode
from quoteindex.readers.locators import pages, paragraphs
from quoteindex.readers.markup import Markup, spans_and_shown


@dataclass(frozen=True, slots=True)
class TextReader:
    """Reads a text format, given the function that finds its markup."""

    format: str
    suffixes: tuple[str, ...]
    mark_up: Callable[[str], Markup]

    def read(self, path: Path) -> Document:
        """Read a file; raises DocumentError where it is empty or no text."""
        text, encoding = decode(path.read_bytes(), str(path))
        if not text.strip("\ufeff"):
            raise DocumentError(f"{path}: is empty")
        return self.document(text, str(path), encoding)

    def document(self, text: str, name: str, encoding: str = "utf-8") -> Document:
        """Make a document of a text at hand."""
        markup = self.mark_up(text)
        hidden, shown = spans_and_shown(markup.hidden)
        bare = Document(name, text, markup.title, self.format, encoding, hidden, (), shown)
        places = (*markup.locators, *pages(text), *paragraphs(bare.visible))
        return replace(bare, locators=tuple(sorted(places)))
