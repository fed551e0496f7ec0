"""One rule for quotations that overlap: the stretch that the text presents gives the borders, once.

A matched quotation that lies mostly within a presented one is part of it (``presented.as_quotation`` has taken over its
passages).  A presented one that is but a small part of a matched one (a saying within a report) gives way to it; so do
the speeches of a report that has them, and what is said between them, word for word.  A matched quotation that makes up
most of a stretch in quotation marks takes the borders of the marks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from quoteindex.detect.borders import trimmed, words
from quoteindex.detect.cues import begins_chain, own_words
from quoteindex.model import Document, Quotation, Span
from quoteindex.segment import Mark, Quoted, Segments

# Of a stretch in marks, so much must be the library's words for its marks to be the borders of the quotation.
_MOST = 0.6
# A report begins at least so many words before the saying within it, or goes on with so many after it.
_LEAD = 5
_BORDERING: frozenset[Mark] = frozenset({"ornate", "guillemets", "curly", "straight", "brace", "paren"})


def settle(
    document: Document, segments: Segments, matched: Sequence[Quotation], presented: Sequence[Quotation]
) -> list[Quotation]:
    """Return the quotations that remain of both, in document order, none overlapping another."""
    text = document.text
    matched = [_with_its_speeches(text, q, near(presented, q.span)) for q in matched]
    reports = [q for q in matched if _holds_sayings(text, q, near(presented, q.span))]
    kept = [q for q in presented if not any(_over(reports, q.span))]
    free = [q for q in matched if not any(_over(kept, q.span))]
    bordered = [_in_its_marks(document, segments, q) for q in free]
    chosen: list[Quotation] = []
    for quotation in sorted([*kept, *bordered], key=lambda q: q.span):
        if chosen and quotation.span.start < chosen[-1].span.end:
            if len(quotation.span) > len(chosen[-1].span):
                chosen[-1] = quotation
        else:
            chosen.append(quotation)
    return chosen


def _start(quotation: Quotation) -> int:
    return quotation.spans[0].start


def _end(quotation: Quotation) -> int:
    return quotation.spans[-1].end


def near(quotations: Sequence[Quotation], span: Span) -> Sequence[Quotation]:
    """Return those of the quotations, sorted and disjoint, that may overlap *span*."""
    first = bisect_left(quotations, span.start, key=_end)
    last = bisect_right(quotations, span.end, key=_start)
    return quotations[first:last]


def _over(quotations: Sequence[Quotation], span: Span) -> Iterable[Quotation]:
    """Return the quotations (sorted, disjoint) that overlap *span*."""
    at = bisect_right(quotations, span.start, key=_end)
    while at < len(quotations) and quotations[at].span.start < span.end:
        yield quotations[at]
        at += 1


def _holds_sayings(text: str, report: Quotation, presented: Sequence[Quotation]) -> bool:
    """Whether all that is presented within a matched report is part of it."""
    within = [q for q in presented if q.span.overlaps(report.span)]
    return bool(within) and (
        _tells_speeches(text, report, within) or all(_is_part(text, saying, report) for saying in within)
    )


def _with_its_speeches(text: str, report: Quotation, presented: Sequence[Quotation]) -> Quotation:
    """Let a matched report reach as far as the speeches that it tells."""
    within = [q for q in presented if q.span.overlaps(report.span)]
    if not _tells_speeches(text, report, within):
        return report
    span = Span(min(report.span.start, within[0].span.start), max(report.span.end, within[-1].span.end))
    return replace(report, spans=(span,), text=span.of(text))


def _tells_speeches(text: str, report: Quotation, speeches: Sequence[Quotation]) -> bool:
    """Whether a matched hadith tells several speeches, each in marks of its own, and the words between them too.

    Where more of those words disagree than agree, the author's own words stand between two excerpts.
    """
    if len(speeches) < 2 or {report.work, *(q.work for q in speeches)} != {"hadith"}:
        return False
    between = sum(len(words(text[one.span.end : other.span.start])) for one, other in pairwise(speeches))
    return 2 * report.edits < between


def _is_part(text: str, saying: Quotation, report: Quotation) -> bool:
    """Whether a presented saying stands within a matched report twice as long, which begins well before it or goes on.

    In a verse ("Say: “…”") the words before the saying decide, for they are as much the verse as it is.
    """
    lead = text[report.span.start : saying.span.start]
    if saying.work != report.work or not lead or words(text[report.span.end : saying.span.end]):
        return False
    if report.work == "quran":
        return own_words(lead) >= _LEAD and 2 * report.edits < len(words(lead))
    if 2 * len(saying.span) >= len(report.span):
        return False
    tail = own_words(text[saying.span.end : report.span.end])
    goes_on = tail >= _LEAD and 2 * report.edits < tail
    return goes_on or (not begins_chain(lead) and own_words(lead) >= _LEAD)


def _in_its_marks(document: Document, segments: Segments, quotation: Quotation) -> Quotation:
    """Give a quotation the borders of the marks that it nearly fills."""
    text = document.text
    count = len(words(" ".join(span.of(text) for span in quotation.spans)))
    for quoted in _around(segments.quoted, quotation.span):
        span = trimmed(text, quoted.inner.start, quoted.inner.end)
        if not span or not span.contains(quotation.span):
            continue
        added = text[span.start : quotation.span.start] + text[quotation.span.end : span.end]
        if "\n" not in added and count >= _MOST * len(words(span.of(text))):
            return replace(quotation, spans=(span,), text=span.of(text))
    return quotation


def _around(quoted: Sequence[Quoted], span: Span, reach: int = 8) -> Iterable[Quoted]:
    """Return the innermost closed stretches in quotation marks around *span*, of the few that begin before it."""
    at = bisect_right(quoted, span.start, key=lambda q: q.outer.start)
    for candidate in reversed(quoted[max(0, at - reach) : at]):
        if candidate.closed and candidate.mark in _BORDERING and candidate.outer.contains(span):
            yield candidate
