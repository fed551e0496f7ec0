"""Detectors behind one signature: quoteindex, and its peers in an environment of their own.

Peers (quran-detector, QDetect, hadith-detector) are looked for in ``QUOTEINDEX_PEERS``, the folder of a virtual
environment in which they are installed; where it is not set, they are left out.
"""

from __future__ import annotations

from quoteindex.library import Library
from quoteindex.model import Cit, Document, Passage, Quotation
from quoteindex.scan import scan_document
from tests.bench.measures import Detector, Found


def quoteindex(library: Library) -> Detector:
    """Return what ``scan`` finds, with everything that it links."""

    def detect(text: str) -> list[Found]:
        cits = scan_document(Document("bench", text), library)
        return [found for cit in cits for quotation in cit.quotations for found in _found(quotation, cit, library)]

    return detect


def _found(quotation: Quotation, cit: Cit, library: Library) -> list[Found]:
    places = _verses(quotation.passages or cit.passages, library)
    others = _verses(quotation.candidates, library)
    language, method = quotation.language, quotation.method
    return [Found(span.start, span.end, language, places, others, method) for span in quotation.spans]


def _verses(passages: tuple[Passage, ...], library: Library) -> frozenset[str]:
    edition = library.editions_of("quran")[0].id
    names: set[str] = set()
    for passage in passages:
        if passage.is_quran and passage in library:
            names |= {str(library.passage_at(edition, index)) for index in library.indices(passage, edition)}
        else:
            names.add(str(passage))
    return frozenset(names)
