"""A match that runs over several stretches in marks, with the author's own words between them, is several quotations.

«…» and of kindness to them He said: «…»: a verse quoted in pieces is found as one match, for the pieces follow each
other in the library.  Each piece is a quotation of its own, of the verses that it has words of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from quoteindex.detect.borders import trimmed, words
from quoteindex.model import Document, Passage, Quotation, Span
from quoteindex.segment import Mark, Quoted, Segments
from quoteindex.text.arabic import normalise

if TYPE_CHECKING:
    from quoteindex.library.library import Library

_QUOTING: frozenset[Mark] = frozenset({"ornate", "guillemets", "curly", "straight", "brace"})
# A piece that is a quotation has so many words; a verse is in it that shares so many pairs of neighbouring words.
_SHORTEST, _SHARED = 3, 2


def apart(document: Document, segments: Segments, matched: Sequence[Quotation], library: Library) -> list[Quotation]:
    """Return the matched quotations (in document order), those that consist of pieces in marks as these pieces."""
    text = document.visible
    marked = [q for q in segments.quoted if q.closed and q.mark in _QUOTING]
    starts = [q.outer.start for q in marked]
    found: list[Quotation] = []
    for quotation in matched:
        first = bisect_left(starts, quotation.span.start - 3)
        pieces = list(_pieces(text, marked[first:], quotation.span)) if quotation.edits > 1 else []
        between = sum(len(words(text[one.end : other.start])) for one, other in pairwise(pieces))
        if len(pieces) > 1 and 0 < between <= 2 * quotation.edits:
            agreeing = quotation.score * len(words(quotation.text))
            share = agreeing / sum(len(words(span.of(text))) for span in pieces)
            found.extend(_piece(document.text, quotation, span, min(1.0, share), library) for span in pieces)
        else:
            found.append(quotation)
    return found


def _pieces(text: str, marked: Sequence[Quoted], match: Span) -> Iterator[Span]:
    """Yield the stretches in marks that lie within a match."""
    reached = 0
    for quoted in marked:
        if quoted.outer.start >= match.end:
            return
        span = trimmed(text, quoted.inner.start, quoted.inner.end)
        if span and span.start >= reached and span.end <= match.end + 3 and len(words(span.of(text))) >= _SHORTEST:
            reached = quoted.outer.end
            yield span


def _piece(original: str, whole: Quotation, span: Span, share: float, library: Library) -> Quotation:
    """Make a quotation of one piece; the words between the pieces were what disagreed."""
    content = span.of(original)
    passages = tuple(_narrowed(content, passage, whole.edition, library) for passage in whole.passages)
    return replace(
        whole, spans=(span,), text=content, passages=passages, score=round(share, 4), edits=0, isnad=None
    )  # fmt: skip


def _narrowed(content: str, passage: Passage, edition: str, library: Library) -> Passage:
    """Return the verses of a range that a stretch has words of; the whole range where that is not clear."""
    if not passage.is_quran or passage.start == passage.end:
        return passage
    quoted = _pairs(content)
    verses = [library.passage_at(edition, index) for index in library.indices(passage, edition)]
    shared = [len(quoted & _pairs(library.text(verse, edition))) for verse in verses]
    found = [verse for verse, count in zip(verses, shared, strict=True) if count >= _SHARED]
    return replace(passage, start=found[0].start, end=found[-1].end) if found else passage


def _pairs(content: str) -> set[tuple[str, str]]:
    return set(pairwise(words(normalise(content).casefold())))
