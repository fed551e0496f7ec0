"""The one rule for quotations that overlap."""

from __future__ import annotations

from dataclasses import replace

from quoteindex.detect.overlaps import settle
from quoteindex.model import Document, Quotation, Span
from quoteindex.segment import segment

REPORT = "خرج إلى المصلى في يوم عيد فمر على جمع كبير فقال لهم «تصدقوا» ثم انصرف عنهم"


def quotation(text: str, words: str, work: str = "hadith", method: str = "matched") -> Quotation:
    start = text.index(words)
    span = Span(start, start + len(words))
    return Quotation("ar", (span,), words, method=method, work=work)  # type: ignore[arg-type]


def settled(text: str, matched: list[Quotation], presented: list[Quotation]) -> list[str]:
    document = Document("d", text)
    return [q.text for q in settle(document, segment(document), matched, presented)]


def test_the_presented_stretch_wins() -> None:
    """A matched quotation that a presented one overlaps goes; others stay, in document order."""
    text = "قال «أ ب ج د» ثم ه و ز"
    found = settled(text, [quotation(text, "ب ج"), quotation(text, "ه و ز")], [quotation(text, "أ ب ج د")])
    assert found == ["أ ب ج د", "ه و ز"]


def test_a_saying_within_a_report_gives_way() -> None:
    """A report that begins well before the saying and is twice as long is the quotation."""
    assert settled(REPORT, [quotation(REPORT, REPORT)], [quotation(REPORT, "تصدقوا", method="presented")]) == [REPORT]


def test_a_saying_with_which_a_report_begins_gives_way() -> None:
    """So does one after which the report goes on, word for word."""
    text = "فقال لها «ما عندك» قالت ما عندنا إلا تمر وقليل من لبن الغنم في الإناء"
    report, saying = quotation(text, text), quotation(text, "ما عندك", method="presented")
    assert settled(text, [report], [saying]) == [text]
    assert settled(text, [replace(report, edits=9)], [saying]) == ["ما عندك"]


def test_a_chain_is_no_report() -> None:
    """Where only a chain of transmission stands before the saying, the saying is the quotation."""
    text = "عن أبي هريرة الدوسي وأنس بن مالك الأنصاري قال رسول الله «تصدقوا»"
    assert settled(text, [quotation(text, text)], [quotation(text, "تصدقوا")]) == ["تصدقوا"]


SPEECHES = "“Shall I tell you of the best of you?” They said, Yes, do. He said, “Those whom seeing calls God to mind.”"


def test_the_speeches_of_one_report_are_one_quotation() -> None:
    """Where the words between the speeches are the library's too, the report is the quotation, up to the last mark."""
    first, last = "Shall I tell you of the best of you", "Those whom seeing calls God to mind"
    speeches = [quotation(SPEECHES, words, method="presented") for words in (first, last)]
    report = quotation(SPEECHES, SPEECHES[1 : SPEECHES.index(" to mind")])
    assert settled(SPEECHES, [report], speeches) == [SPEECHES[1 : SPEECHES.index(".”")]]
    assert settled(SPEECHES, [replace(report, edits=9)], speeches) == [first, last]


def test_the_words_before_what_a_verse_lets_be_said_are_the_verse() -> None:
    """The marks within a verse ("Say: …") part nothing, where the words before them agree."""
    text = "Those are the ones who were guided. Say: “I ask no wage (of you).” (6:90)"
    verse = quotation(text, text[: text.index(").”")], "quran")
    saying = quotation(text, "I ask no wage (of you)", "quran", "presented")
    assert settled(text, [verse], [saying]) == [verse.text]
    assert settled(text, [replace(verse, edits=6)], [saying]) == [saying.text]


def test_marks_that_are_nearly_filled_are_the_borders() -> None:
    """A matched quotation that makes up most of a stretch in quotation marks takes its borders."""
    text = "كتب «قل كل يعمل على شاكلته» على الباب"
    assert settled(text, [quotation(text, "كل يعمل على شاكلته", "quran")], []) == ["قل كل يعمل على شاكلته"]
    long = "كتب «قل لهم يا أيها الناس إن كل يعمل على شاكلته فاصبروا» على الباب"
    assert settled(long, [quotation(long, "كل يعمل على شاكلته", "quran")], []) == ["كل يعمل على شاكلته"]
