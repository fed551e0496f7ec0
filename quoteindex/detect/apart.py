"""A match that runs over several stretches in marks, with the author's own words between them, is several quotations.

«…» and of kindness to them He said: «…»: a verse quoted in pieces is found as one match, for the pieces follow each
other in the library.  Each piece is a quotation of its own, of the verses that it has words of.  So it is with verses
each of which has its translation beside it: the words of the other language divide them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from quoteindex.detect.borders import trimmed, words
from quoteindex.detect.cues import own_words
from quoteindex.model import Document, Passage, Quotation, Span
from quoteindex.segment import Mark, Quoted, Segments
from quoteindex.text.arabic import normalise

if TYPE_CHECKING:
    from quoteindex.library.library import Library

# Words of one script, whatever signs and numbers stand between them.
_A, _L, _SIGNS = r"\u0620-\u064a\u0671-\u06d3", r"A-Za-z\u00c0-\u024f\u1e00-\u1eff", r"\u064b-\u065f\u0670\u06d6-\u06ed"
_ARABIC = re.compile(rf"[{_A}](?:[^{_L}]*[{_A}])?[{_SIGNS}]*")
_LATIN = re.compile(rf"[{_L}](?:[^{_A}]*[{_L}])?")
_OPENING, _CLOSING = ("(", "["), (")", "]")
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
        pieces = _of_one_language(text, quotation)
        if len(pieces) < 2:
            first = bisect_left(starts, quotation.span.start - 3)
            pieces = list(_pieces(text, marked[first:], quotation.span)) if quotation.edits > 1 else []
            between = sum(len(words(text[one.end : other.start])) for one, other in pairwise(pieces))
            pieces = pieces if 0 < between <= 2 * quotation.edits else []
        found.extend(_as_quotations(document.text, quotation, pieces, library) if len(pieces) > 1 else [quotation])
    return sorted(found, key=lambda q: q.span)


def _of_one_language(text: str, quotation: Quotation) -> list[Span]:
    """Return the parts of a match that words of the other language divide; praise and a word or two divide nothing."""
    own, other = (_LATIN, _ARABIC) if quotation.language == "en" else (_ARABIC, _LATIN)
    edges = [quotation.span.start]
    for foreign in other.finditer(text, quotation.span.start, quotation.span.end):
        if own_words(foreign[0]) >= _SHORTEST:
            edges += foreign.span()
    edges.append(quotation.span.end)
    found = [own.search(text, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [_with_brackets(text, match.span()) for match in found if match]


def _with_brackets(text: str, edges: tuple[int, int]) -> Span:
    """Take in a bracket at an edge that belongs to one within: "[Indeed,] with hardship", "in repentance (to Us)"."""
    start, end = edges
    start -= text[start - 1 : start] in _OPENING
    end += text[end : end + 1] in _CLOSING
    return trimmed(text, start, end) or Span(*edges)


def _as_quotations(original: str, whole: Quotation, pieces: Sequence[Span], library: Library) -> list[Quotation]:
    count = sum(len(words(span.of(original))) for span in pieces)
    share = min(1.0, whole.score * max(count, len(words(whole.text))) / count) if whole.edits > 1 else whole.score
    return [_piece(original, whole, span, share, library) for span in pieces]


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
