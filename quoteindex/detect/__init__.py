"""Find the quotations of a document: words of the library, words presented as such, and the English beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from quoteindex.detect.overlaps import settle
from quoteindex.model import Document, Quotation, Reference
from quoteindex.segment import Segments

if TYPE_CHECKING:
    from quoteindex.detect.matched import Matching
    from quoteindex.library.library import Library

__all__ = ["find_quotations"]


def find_quotations(
    document: Document,
    segments: Segments,
    references: Sequence[Reference],
    library: Library,
    matching: Matching | None = None,
) -> list[Quotation]:
    """Return every quotation of a document, in document order, no two of them overlapping.

    What the text presents decides the borders; what the library has decides the passages.  *matching* is what was
    looked up of the document already.
    """
    from quoteindex.detect.apart import apart
    from quoteindex.detect.dialogue import joined
    from quoteindex.detect.evidence import DocumentEvidence
    from quoteindex.detect.matched import Matching
    from quoteindex.detect.presented import find_presented
    from quoteindex.detect.quotable import quotable
    from quoteindex.detect.renderings import find_renderings
    from quoteindex.detect.verse_marks import without_verse_marks
    from quoteindex.detect.vocalised import extended

    evidence = DocumentEvidence(document.visible, segments, references)
    matched = (matching or Matching(document, library)).quotations(evidence)
    matched = apart(document, segments, matched, library)
    presented = find_presented(document, segments, matched, references)
    free = extended(document, quotable(document.visible, matched, references, evidence))
    quotations = joined(document, settle(document, segments, free, presented))
    english = [q for q in quotations if q.language == "en"]
    arabic = [q for q in quotations if q.language == "ar"]
    renderings = find_renderings(document, segments, arabic, english, references)
    found = settle(document, segments, quotations, renderings)
    return [without_verse_marks(document.visible, quotation) for quotation in found]
