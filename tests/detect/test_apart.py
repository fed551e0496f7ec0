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


def match(text: str, words: str, language: str) -> Quotation:
    start = text.index(words[:12])
    span = Span(start, text.index(words[-12:]) + 12)
    return Quotation(
        "en" if language == "en" else "ar", (span,), span.of(text), (Passage.parse("quran:103:2-3"),),
        edition="en.sahih" if language == "en" else "quran-simple", score=1.0, work="quran",
    )  # fmt: skip


@pytest.mark.parametrize(
    "layout", ["{}\n{}\n{}\n{}", "{} ({}) {} ({})", "| {} | {} |\n| {} | {} |", "1. {}\n\n{}\n\n2. {}\n\n{}"]
)
def test_verses_with_their_translation_beside_them(layout: str, library: Library) -> None:
    """The words of the other language part the verses, in Arabic and in English."""
    arabic = "إِنَّ الْإِنسَانَ لَفِي خُسْرٍ", "إِلَّا الَّذِينَ آمَنُوا وَعَمِلُوا الصَّالِحَاتِ"
    english = "Indeed, mankind is in loss", "Except for those who have believed and done righteous deeds"
    text = layout.format(arabic[0], english[0], arabic[1], english[1])
    document = Document("d", text)
    for language, verses in (("ar", arabic), ("en", english)):
        whole = match(text, verses[0] + verses[1], language)
        found = apart(document, segment(document), [whole], library)
        assert [q.text.split("\n")[0] for q in found] == list(verses)
        assert [str(q.passages[0]) for q in found] == ["quran:103:2", "quran:103:3"]


def test_praise_parts_nothing(library: Library) -> None:
    """An honorific in the other script stays within its quotation."""
    text = "Indeed, mankind (صلى الله عليه وسلم) is in loss, [all but] those who believe (in God)."
    document = Document("d", text)
    whole = match(text, text[:-1], "en")
    assert [q.text for q in apart(document, segment(document), [whole], library)] == [whole.text]
