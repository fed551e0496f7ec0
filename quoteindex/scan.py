"""The way through the house: a document in, its cits out."""

from __future__ import annotations

from collections.abc import Iterator
from io import TextIOBase
from pathlib import Path
from typing import TYPE_CHECKING

from quoteindex.detect import find_quotations
from quoteindex.detect.matched import Matching
from quoteindex.library import open_library
from quoteindex.link import link
from quoteindex.model import Cit, Document, Span
from quoteindex.pieces import pieces, pieces_of_stream
from quoteindex.readers import read_document
from quoteindex.references import find_references
from quoteindex.segment import Segments, segment
from quoteindex.verify import verify

if TYPE_CHECKING:
    from quoteindex.library.library import Library


def scan(path: str | Path, library: Library | None = None) -> list[Cit]:
    """Read a document and return its cits, in document order.

    Args:
        path: a file of a known format.
        library: the reference texts; by default what is installed (compiled on first use).

    Raises:
        MissingDocument, DocumentError: where the file is not there or cannot be read.

    >>> from importlib.resources import files
    >>> cits = scan(files("corpora") / "samples" / "patience.md")
    >>> cits[0].work
    'quran'
    """
    return scan_document(read_document(Path(path)), library or open_library())


def scan_text(text: str, library: Library | None = None, *, document: str = "") -> list[Cit]:
    """Return the cits of *text*, in order; *document* names it on them.

    >>> [cit] = scan_text("“It is those who are the losers.” (Al-Anfal: 37)")
    >>> [str(passage) for passage in cit.passages]
    ['quran:8:37']
    """
    return scan_document(Document(document, text), library or open_library())


def scan_document(document: Document, library: Library) -> list[Cit]:
    """Return the cits of *document*, in order, each with its verdict; a long one is worked through in pieces."""
    return [cit for piece in pieces(document) for cit in piece.keep(_scan_piece(piece.document, library))]


def scan_stream(stream: TextIOBase, name: str, library: Library) -> Iterator[Cit]:
    """Yield the cits of a plain text of any length, in order, in bounded memory.

    Args:
        stream: the decoded text, opened with ``newline=""`` so that offsets count what the file holds.
        name: names the document on its cits.
        library: the reference texts.
    """
    for piece in pieces_of_stream(stream, name):
        yield from piece.keep(_scan_piece(piece.document, library))


def _scan_piece(document: Document, library: Library) -> list[Cit]:
    segments = segment(document)
    matching = Matching(document, library)
    references = find_references(document, library, beside=[*matching.sure(), *_in_marks(segments)])
    quotations = find_quotations(document, segments, references, library, matching)
    return [verify(document, cit, library) for cit in link(document, segments, quotations, references, library)]


def scan_references(document: Document, library: Library) -> list[Cit]:
    """Return the references of *document* alone: cits without quotations, with what can be said of the reference."""
    segments = segment(document)
    references = find_references(document, library, beside=_in_marks(segments))
    return [verify(document, cit, library) for cit in link(document, segments, [], references, library)]


def _in_marks(segments: Segments) -> list[Span]:
    """Return what stands in quotation marks; in round and square brackets stand asides, as in "won 9:2 (Reuters)"."""
    return [quoted.inner for quoted in segments.quoted if quoted.mark not in ("paren", "square")]
