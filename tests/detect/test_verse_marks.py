"""Numbers of verses within a quotation break it."""

from __future__ import annotations

import pytest

from quoteindex.detect.verse_marks import without_verse_marks
from quoteindex.model import Passage, Quotation, Span


@pytest.mark.parametrize(
    ("text", "parts", "rule"),
    [
        ("والعصر (1) إن الإنسان لفي خسر", ["والعصر", "إن الإنسان لفي خسر"], "round brackets"),
        ("والعصر ﴿١﴾ إن الإنسان لفي خسر", ["والعصر", "إن الإنسان لفي خسر"], "ornate brackets, Arabic digits"),
        ("والعصر ۝١ إن الإنسان لفي خسر", ["والعصر", "إن الإنسان لفي خسر"], "the sign of a verse with its number"),
        ("By time [1] man is in loss. {2}", ["By time", "man is in loss"], "a number at the end is no part either"),
        ("والعصر ۝ إن الإنسان لفي خسر", ["والعصر ۝ إن الإنسان لفي خسر"], "a plain sign stays"),
        ("By time (7) man is in loss", ["By time (7) man is in loss"], "a note's mark is no verse"),
    ],
)
def test_parts(text: str, parts: list[str], rule: str) -> None:
    """Each verse is a span of its own where its number parts it from the next; the quotation stays one."""
    quotation = Quotation("ar", (Span(0, len(text)),), text, (Passage.parse("quran:103:1-2"),), work="quran")
    assert [span.of(text) for span in without_verse_marks(text, quotation).spans] == parts, rule


def test_hadith_stay_whole() -> None:
    """The marks of notes in a hadith are no numbers of verses."""
    text = "إنما الأعمال (1) بالنيات"
    quotation = Quotation("ar", (Span(0, len(text)),), text, (Passage.hadith("bukhari", 1),), work="hadith")
    assert without_verse_marks(text, quotation) is quotation
