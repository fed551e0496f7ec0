"""Find what a text *presents* as words of the Qur'an or of hadith, whether or not any passage has these words."""

from __future__ import annotations

from collections.abc import Sequence

from quoteindex.detect.borders import Stretch, language_of, words
from quoteindex.detect.cues import Kind
from quoteindex.detect.marked import in_marks
from quoteindex.detect.overlaps import near
from quoteindex.detect.surroundings import Surroundings
from quoteindex.detect.unmarked import unmarked
from quoteindex.model import Document, Quotation, Reference, Span
from quoteindex.segment import Segments

# A stretch of which so much stands in the Qur'an is a verse, whatever it is called.
_VERSE = 0.8


def find_presented(
    document: Document, segments: Segments, matched: Sequence[Quotation], references: Sequence[Reference]
) -> list[Quotation]:
    """Return every presented quotation, in document order.

    Where *matched* quotations lie within a presented stretch, the stretch gives the borders and they the passages.
    """
    place = Surroundings(document.visible, references)
    order = sorted(matched, key=lambda q: q.span)
    marked = in_marks(place, segments)
    stretches = sorted([*marked, *unmarked(place, marked, order)], key=lambda stretch: stretch.span)
    return [as_quotation(document.text, stretch, near(order, stretch.span)) for stretch in stretches]


def as_quotation(text: str, stretch: Stretch, matched: Sequence[Quotation]) -> Quotation:
    """Make a quotation of a stretch; the matched quotations in it lend it their passages and their score.

    Only those of its own kind count, for hadith quote verses; but what is a verse almost word for word is a verse, also
    where the text takes it for a hadith.
    """
    content = stretch.span.of(text)
    total = max(len(words(content)), 1)
    within = [q for q in matched if _mostly_within(q.span, stretch.span)]
    verses = [q for q in within if q.work == "quran"]
    agreed = sum(q.score * _agreeing(text, stretch.span, [q]) for q in verses)
    kind: Kind = "quran" if agreed >= _VERSE * total else stretch.kind
    within = [q for q in within if q.work == kind]
    agreeing = _agreeing(text, stretch.span, within)
    if 3 * agreeing < total or not within:
        return Quotation(language_of(content), (stretch.span,), content, method="presented", work=stretch.kind)
    best = max(within, key=lambda q: _agreeing(text, stretch.span, [q]))
    return Quotation(
        language=best.language,
        spans=(stretch.span,),
        text=content,
        passages=tuple(dict.fromkeys(p for q in within for p in q.passages)),
        candidates=best.candidates,
        edition=best.edition,
        score=round(min(1.0, sum(q.score * _agreeing(text, stretch.span, [q]) for q in within) / total), 4),
        edits=sum(q.edits for q in within) + max(0, total - agreeing),
        method="matched",
        work=kind,
        isnad=best.isnad,
    )


def _agreeing(text: str, stretch: Span, quotations: Sequence[Quotation]) -> int:
    """Count the words of a stretch that lie in quotations."""
    return sum(len(words(text[max(q.span.start, stretch.start) : min(q.span.end, stretch.end)])) for q in quotations)


def _mostly_within(span: Span, stretch: Span) -> bool:
    """Whether half of the shorter of the two lies within the other."""
    common = min(span.end, stretch.end) - max(span.start, stretch.start)
    return 2 * common > min(len(span), len(stretch))
