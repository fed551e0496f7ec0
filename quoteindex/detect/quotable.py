"""Which matched words are no quotation: words of cues and references, and stray agreement.

Two million words of hadith hold almost every turn of phrase; a few of them in a row show nothing unless the text itself
presents them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from quoteindex.detect.borders import words
from quoteindex.detect.cues import has_own_words
from quoteindex.detect.evidence import NONE, DocumentEvidence
from quoteindex.detect.surroundings import outside_quotation
from quoteindex.model import Quotation, Reference, Span

# Where the text neither marks nor names it, a hadith needs so many words, a verse so many.
LEAST_HADITH, LEAST_VERSE = 5, 3


def quotable(
    text: str, quotations: Sequence[Quotation], references: Sequence[Reference], evidence: DocumentEvidence
) -> list[Quotation]:
    """Return the matched quotations that may stand without the text presenting them, in the same order."""
    spans = sorted(outside_quotation(span, text) for reference in references for span in reference.spans)
    ends = [span.end for span in spans]

    def is_reference(span: Span) -> bool:
        at = bisect_right(ends, span.start)
        return at < len(spans) and 2 * (min(spans[at].end, span.end) - max(spans[at].start, span.start)) > len(span)

    own = [q for q in quotations if has_own_words(q.text) and not is_reference(q.span)]
    return [q for q in own if _is_long_enough(q, evidence)]


def _is_long_enough(quotation: Quotation, evidence: DocumentEvidence) -> bool:
    least = LEAST_VERSE if quotation.work == "quran" else LEAST_HADITH
    if len(words(quotation.text)) >= least or evidence(quotation.span) != NONE:
        return True
    return evidence.named(quotation.span, (*quotation.passages, *quotation.candidates)) is not None
