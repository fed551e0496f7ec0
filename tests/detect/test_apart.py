"""What one match holds of several quotations, each in marks of its own."""

from __future__ import annotations

import pytest

from quoteindex.detect.apart import apart
from quoteindex.library import Library, open_library
from quoteindex.model import Document, Passage, Quotation, Span
from quoteindex.segment import segment

VERSES = "قال: «إن الإنسان لفي خسر»، ثم استثنى منهم أهل الإيمان والصبر فقال: «إلا الذين آمنوا وعملوا الصالحات»."


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library()


def pieces(text: str, passage: str, edits: int, library: Library) -> list[tuple[str, str]]:
    span = Span(text.index("«") + 1, text.rindex("»"))
    whole = Quotation(
        "ar", (span,), span.of(text), (Passage.parse(passage),), edition="quran-simple", score=0.6, edits=edits,
        work="quran" if passage.startswith("quran") else "hadith",
    )  # fmt: skip
    document = Document("d", text)
    return [(q.text, str(q.passages[0])) for q in apart(document, segment(document), [whole], library)]


def test_each_piece_has_its_own_verses(library: Library) -> None:
    """Two pieces with the author's words between them are two quotations, each of the verse that it has words of."""
    assert pieces(VERSES, "quran:103:2-3", 8, library) == [
        ("إن الإنسان لفي خسر", "quran:103:2"),
        ("إلا الذين آمنوا وعملوا الصالحات", "quran:103:3"),
    ]


@pytest.mark.parametrize(
    ("edits", "count", "rule"),
    [(8, 2, "the words between disagree: they are the author's"), (1, 1, "the words between agree: they are quoted")],
)
def test_a_report(library: Library, edits: int, count: int, rule: str) -> None:
    """A hadith goes into pieces where what stands between them is not its own."""
    text = "«أفضل الصدقة جهد المقل» وفي رواية لأحمد وأبي داود: «وابدأ بمن تعول»"
    assert len(pieces(text, "abudawud:1677", edits, library)) == count, rule
