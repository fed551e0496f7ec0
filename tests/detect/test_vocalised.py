"""Quotations lengthened to the ends of their vocalised words."""

from __future__ import annotations

import pytest

from quoteindex.detect.vocalised import extended
from quoteindex.model import Document, Passage, Quotation, Span

PLAIN = "هذا كلام طويل من كلام الناس لا شكل فيه ولا ضبط وهو أكثر من الآية بكثير جدا حتى لا يكون النص كله مضبوطا. "


@pytest.mark.parametrize(
    ("text", "matched", "expected", "rule"),
    [
        ("نقرأ قَالَ رَبُّكَ إِنِّي خَالِقٌ شَجَرًا كل يوم", "رَبُّكَ إِنِّي خَالِقٌ", "قَالَ رَبُّكَ إِنِّي خَالِقٌ شَجَرًا", "vocalised words on both sides"),
        ("نقرأ: رَبُّكَ خَالِقٌ كل يوم", "رَبُّكَ خَالِقٌ", "رَبُّكَ خَالِقٌ", "none around"),
        ("نقرأ ربك خالق شَجَرًا كل يوم", "ربك خالق", "ربك خالق", "a quotation without vowel marks"),
        ("رَبُّكَ خَالِقٌ [شَجَرًا]", "رَبُّكَ خَالِقٌ", "رَبُّكَ خَالِقٌ", "a bracket ends it"),
        ("قَامَ رَجُلٌ مِنَ النَّاسِ فَسَأَلَ رَبُّكَ خَالِقٌ", "رَبُّكَ خَالِقٌ", "رَبُّكَ خَالِقٌ", "what agrees stays the larger part"),
    ],
)
def test_extended(text: str, matched: str, expected: str, rule: str) -> None:
    """The run of vocalised words around what agrees with the library is the quotation."""
    text = PLAIN + text
    span = Span(text.index(matched), text.index(matched) + len(matched))
    quotation = Quotation("ar", (span,), matched, (Passage.quran(2, 30),), score=1.0, work="quran")
    [found] = extended(Document("d", text), [quotation])
    assert (found.text, found.span.of(text)) == (expected, expected), rule
    assert found.edits == len(expected.split()) - len(matched.split())
