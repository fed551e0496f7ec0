"""A hadith told as a dialogue is one quotation."""

from __future__ import annotations

import pytest

from quoteindex.detect.dialogue import joined
from quoteindex.model import Document, Quotation, Span
from tests.detect.presented_cases import read


@pytest.mark.parametrize(
    ("marked", "count", "rule"),
    [
        ("“⟦Help your brother⟧.” They asked, “How?” He said, “⟦Hold him back⟧.”", 1, "question and answer"),
        ("«⟦إن لله أهلين⟧» قالوا: ومن هم يا رسول الله؟ قال: «⟦أهل القرآن⟧»", 1, "whoever is addressed does not speak"),
        ("«⟦الدين النصيحة⟧» وقال النبي ﷺ: «⟦لا ضرر ولا ضرار⟧»", 2, "the Prophet is named again: another hadith"),
        ("«⟦الدين النصيحة⟧» وقال: «⟦لا ضرر ولا ضرار⟧»", 2, "nobody asks"),
        ("«⟦الدين النصيحة⟧» (مسلم 55) قالوا: ثم ماذا؟ قال: «⟦لا ضرر ولا ضرار⟧»", 2, "a reference parts them"),
        ("«⟦الدين النصيحة⟧»\nقالوا: ثم ماذا؟ قال: «⟦لا ضرر ولا ضرار⟧»", 2, "a line end parts them"),
    ],
)
def test_joined(marked: str, count: int, rule: str) -> None:
    """Sayings are joined where others speak between them and nobody is named as the speaker."""
    text, spans = read(marked)
    quotations = [Quotation("ar", (span,), span.of(text), method="presented", work="hadith") for span in spans]
    found = joined(Document("d", text), quotations)
    assert len(found) == count, rule
    assert (found[0].span.start, found[-1].span.end) == (spans[0].start, spans[-1].end)
    assert all(q.text == Span(q.span.start, q.span.end).of(text) for q in found)
