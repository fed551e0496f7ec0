"""The English beside an Arabic quotation."""

from __future__ import annotations

import pytest

from quoteindex.detect.renderings import find_renderings
from quoteindex.model import Document, Passage, Quotation, Span
from quoteindex.segment import segment
from tests.detect.presented_cases import marked_sentences

PASSAGE = Passage.quran(94, 6)


def is_arabic(text: str) -> bool:
    return any("\u0620" <= character <= "\u064a" for character in text)


@pytest.mark.parametrize(("text", "spans", "rule"), marked_sentences("renderings.tsv"))
def test_table(text: str, spans: list[Span], rule: str) -> None:
    """Each Arabic quotation gets the rendering that stands in its marks, and no other."""
    document = Document("d", text)
    originals = [span for span in spans if is_arabic(span.of(text))]
    arabic = [Quotation("ar", (span,), span.of(text), (PASSAGE,), score=1.0, work="quran") for span in originals]
    found = find_renderings(document, segment(document), arabic, [])
    assert [q.span for q in found] == [span for span in spans if span not in originals], rule
    for rendering in found:
        assert (rendering.language, rendering.method, rendering.work) == ("en", "presented", "quran")
        assert rendering.passages == (PASSAGE,)


def test_a_matched_translation_keeps_its_edition() -> None:
    """Where a translation has the words, the rendering is that translation's, in the borders of its marks."""
    text = "إن مع العسر يسرا\n“[Indeed,] with hardship comes ease.”"
    arabic = Quotation("ar", (Span(0, 16),), text[:16], (PASSAGE,), score=1.0, work="quran")
    start = text.index("with")
    end = text.index(".”")
    span = Span(start, end)
    matched = Quotation("en", (span,), span.of(text), (PASSAGE,), edition="en.sahih", score=1.0, work="quran")
    [found] = find_renderings(Document("d", text), segment(Document("d", text)), [arabic], [matched])
    assert (found.text, found.edition, found.method) == (text[18:end], "en.sahih", "matched")


def test_what_follows_the_words_of_a_translation_is_the_author_s() -> None:
    """A known translation that ends with a sentence ends the rendering."""
    text = "إن مع العسر يسرا\nIndeed with hardship comes ease. So he said in the letter."
    arabic = Quotation("ar", (Span(0, 16),), text[:16], (PASSAGE,), score=1.0, work="quran")
    span = Span(17, text.index(". So"))
    matched = Quotation("en", (span,), span.of(text), (PASSAGE,), edition="en.sahih", score=1.0, work="quran")
    [found] = find_renderings(Document("d", text), segment(Document("d", text)), [arabic], [matched])
    assert found.span == span
