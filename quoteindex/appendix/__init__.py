"""The reference appendix that stands at the back of a book: what is quoted, in order, and where."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from quoteindex.appendix.entries import Appendix, Entry, Occurrence, Options, Section, collect
from quoteindex.appendix.registry import formats, writer

if TYPE_CHECKING:
    from quoteindex.library import Library
    from quoteindex.model import Cit, Document

__all__ = ["Appendix", "Entry", "Occurrence", "Options", "Section", "appendix", "collect", "formats", "writer"]


def appendix(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    format: str = "md",  # noqa: A002 - the word that users know
    *,
    style: str = "short",
    title: str = "Index of quotations",
    references: bool = False,
    library_incipits: bool = False,
    library: Library | None = None,
) -> str:
    """Return the appendix of documents: the Qur'an in mushaf order, hadith by collection, then what is in neither.

    Args:
        paths: files and folders.
        format: "md", "html", "csv" or "jsonl", or one that is installed beside quoteindex.
        style: how references are written; see ``quoteindex.references.STYLES``.
        title: the heading.
        references: list the places that refer to a passage without quoting it, too.
        library_incipits: take the first words of each passage from the library, as its licence allows, and not from
            the documents.
        library: the reference texts; by default what is installed.

    Raises:
        MissingDocument, DocumentError: where a document is not there or cannot be read.
        ValueError: where there is no such format.
    """
    write = writer(format)
    if library is None:
        from quoteindex.library import open_library

        library = open_library()
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    return write(collect(_scanned(given, library), library, Options(title, style, references, library_incipits)))


def _scanned(paths: list[str | os.PathLike[str]], library: Library) -> Iterator[tuple[Document, list[Cit]]]:
    from quoteindex.readers import find_documents, read_document
    from quoteindex.scan import scan_document

    for path in find_documents(map(Path, paths)):
        document = read_document(path)
        yield document, scan_document(document, library)
