"""What a text presents as a quotation, with and without passages; and that nothing raises, whatever the text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteindex.detect.presented import find_presented
from quoteindex.model import Document, Passage, Quotation, Span
from quoteindex.references import find_references
from quoteindex.segment import segment
from tests.detect.presented_cases import Case, cases

# Pieces that cues, marks and references are made of: random texts of these meet every branch.
PIECES = [
    *":«»\"“”()﴿﴾{} ـ‘’'\n\u200f", "\n\n", "\r\n", "> ", "**", "* ", "- ", "1. ", ". ", "، ",
    "قال تعالى", "قال", "النبي ﷺ", "[البقرة: 2]", "رواه مسلم", "صَبَرُوا", "كلمات من كلام",
    "Allah says", "the Prophet said", "Fear God", "(2:2)",
]  # fmt: skip


def presented(text: str, matched: list[Quotation] | None = None) -> list[Quotation]:
    document = Document("d", text)
    return find_presented(document, segment(document), matched or [], find_references(document))


@pytest.mark.parametrize("case", cases("presented.tsv"), ids=lambda case: case.rule)
def test_table(case: Case) -> None:
    """Each sentence presents what its marks show, of that kind, and nothing else."""
    assert [(q.span, q.work) for q in presented(case.text)] == case.expected


def test_a_presented_quotation_has_no_passage() -> None:
    """What no passage has is reported with the method "presented" and score 0."""
    [found] = presented("قال تعالى: «وما كان النحل إلا عاملا»")
    assert (found.method, found.passages, found.score, found.language) == ("presented", (), 0.0, "ar")


def test_a_matched_part_lends_its_passage() -> None:
    """A matched part within a presented stretch makes it one quotation with the borders of the stretch."""
    text = "قال تعالى: «إن الله مع الصابرين حقا وصدقا»"
    start = text.index("إن")
    span = Span(start, start + 20)
    part = Quotation("ar", (span,), span.of(text), (Passage.quran(2, 153),), score=1.0, work="quran")
    [found] = presented(text, [part])
    assert (found.text, found.method, found.passages) == (text[start:-1], "matched", part.passages)
    assert found.score == pytest.approx(4 / 6, abs=0.01)


def test_a_verse_takes_no_hadith() -> None:
    """Hadith quote verses: a presented verse lets a matched hadith lend it nothing."""
    text = "قال تعالى: «إن الله مع الصابرين»"
    start = text.index("إن")
    span = Span(start, start + 20)
    part = Quotation("ar", (span,), span.of(text), (Passage.hadith("muslim", 1),), score=1.0, work="hadith")
    [found] = presented(text, [part])
    assert (found.work, found.passages, found.method) == ("quran", (), "presented")


@given(st.text())
@settings(max_examples=150, deadline=None)
def test_never_raises(text: str) -> None:
    """Any text is read; every span lies in it."""
    for found in presented(text):
        assert found.span.of(text) == found.text


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
@settings(max_examples=250, deadline=None)
def test_pieces(text: str) -> None:
    """Texts made of cues and marks: spans are in order, disjoint, without blanks at the edges."""
    found = presented(text)
    for one, following in pairwise(found):
        assert one.span.end <= following.span.start
    for quotation in found:
        assert quotation.text == quotation.text.strip()
        assert quotation.text
