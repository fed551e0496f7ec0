"""The chain of transmission that stands before a hadith's wording."""

from __future__ import annotations

from collections.abc import Sequence

from quoteindex.model import Document, Quotation, Reference, Span


def isnad_before(document: Document, quotations: Sequence[Quotation], references: Sequence[Reference]) -> Span | None:
    return None
