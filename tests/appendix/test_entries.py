"""What stands in an appendix, and in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from quoteindex.appendix import Appendix, Options, collect
from quoteindex.model import Cit, Document, Passage, Quotation, Reference, Span, Verdict
from tests.conftest import Article, article


def listed(made: Appendix) -> list[tuple[str, str]]:
    return [(section.kind, str(entry.passage)) for section in made.sections for entry in section.entries]


def found(*articles: Article) -> list[tuple[Document, tuple[Cit, ...]]]:
    return [(one.document, one.cits) for one in articles]


def bare(*references: str) -> Cit:
    """A cit that only refers to passages."""
    members = tuple(
        Reference((Span(0, 2),), "On", (passage,), (passage,)) for passage in map(Passage.parse, references)
    )
    passages = tuple(passage for member in members for passage in member.passages)
    return Cit("article.txt", (), members, passages, "quran", Verdict(None, "unchecked"))


def test_the_qur_an_stands_in_mushaf_order_and_hadith_after_it(small_library: Any) -> None:
    made = collect(found(article()), small_library)
    assert listed(made) == [
        ("quran", "quran:6:124"), ("quran", "quran:8:37"), ("quran", "quran:26:227"), ("hadith", "tirmidhi:2414"),
    ]  # fmt: skip
    assert [section.title for section in made.sections] == ["The Qur'an", "Jami at-Tirmidhi"]


def test_every_place_of_a_passage_stands_under_one_entry(small_library: Any) -> None:
    made = collect(found(article("a.txt"), article("b.txt")), small_library)
    assert made.documents == ("a.txt", "b.txt")
    for section in made.sections:
        for entry in section.entries:
            assert [occurrence.document for occurrence in entry.occurrences] == ["a.txt", "b.txt"]


def test_an_occurrence_says_where_what_and_how_well(small_library: Any) -> None:
    made = article()
    entry = collect(found(made), small_library).sections[0].entries[1]
    (occurrence,) = entry.occurrences
    text = made.document.text
    assert (occurrence.place.line, occurrence.place.section) == (3, "On those who plot")
    assert text[occurrence.start : occurrence.end].startswith("لِيَمِيزَ")
    assert text[occurrence.start : occurrence.end].endswith("losers")
    assert occurrence.renderings[0].text.startswith("[This is] so that Allah")
    assert occurrence.cited_as == ("Al-Anfal: 37",)
    assert occurrence.verdict == Verdict("partial", "agrees")


def test_the_incipit_is_the_document_s_own(small_library: Any) -> None:
    entries = collect(found(article()), small_library).sections[0].entries
    assert entries[1].incipit == "لِيَمِيزَ اللَّهُ الْخَبِيثَ مِنَ الطَّيِّبِ وَيَجْعَلَ …"


def test_the_incipit_is_english_where_no_arabic_is_quoted(small_library: Any) -> None:
    made = article()
    english = tuple(replace(cit, quotations=cit.renderings) for cit in made.cits)
    entry = collect([(made.document, english)], small_library).sections[0].entries[1]
    assert (entry.language, entry.incipit) == ("en", "[This is] so that Allah may distinguish the wicked …")


def test_the_library_s_incipit_is_taken_only_when_asked(small_library: Any) -> None:
    made = collect(found(article()), small_library, Options(library_incipits=True))
    assert made.sections[0].entries[0].incipit.startswith("وَإِذَا جَآءَتْهُمْ ءَايَةٌ")


def test_a_text_that_is_in_no_book_has_a_section_of_its_own(small_library: Any) -> None:
    made = article()
    invented = replace(made.cits[1], verdict=Verdict("not_found", "unchecked"))
    appendix = collect([(made.document, (made.cits[0], invented))], small_library)
    assert listed(appendix) == [("quran", "quran:8:37"), ("not_found", "None")]
    assert appendix.sections[1].entries[0].reference == "Sahih Ibn Hibban"


def test_the_same_unknown_text_is_one_entry(small_library: Any) -> None:
    pairs = []
    for name in ("a.txt", "b.txt"):
        made = article(name)
        pairs.append((made.document, (replace(made.cits[1], verdict=Verdict("not_found", "missing")),)))
    (section,) = collect(pairs, small_library).sections
    assert len(section.entries) == 1 and len(section.entries[0].occurrences) == 2


@pytest.mark.parametrize(("asked", "expected"), [(False, []), (True, [("quran", "quran:2:255")])])
def test_bare_references_are_listed_when_asked(small_library: Any, asked: bool, expected: list[Any]) -> None:
    made = collect([(article().document, (bare("quran:2:255"),))], small_library, Options(references=asked))
    assert listed(made) == expected


def test_a_reference_to_nowhere_is_listed_as_it_is(small_library: Any) -> None:
    made = collect([(article().document, (bare("quran:115:1"),))], small_library, Options(references=True))
    assert made.sections[0].entries[0].reference == "quran:115:1"


@pytest.mark.parametrize(
    ("style", "reference"), [("short", "Q 8:37"), ("ijmes", "Qurʾan, al-Anfāl 8:37"), ("isnad", "al-Anfāl 8/37")]
)
def test_references_are_written_in_the_style_asked_for(small_library: Any, style: str, reference: str) -> None:
    made = collect(found(article()), small_library, Options(style=style))
    assert made.sections[0].entries[1].reference == reference


def test_a_range_is_one_entry_after_its_first_verse(small_library: Any) -> None:
    cits = (bare("quran:8:36-38"), bare("quran:8:36"), bare("quran:8:37"))
    made = collect([(article().document, cits)], small_library, Options(references=True))
    assert [passage for _, passage in listed(made)] == ["quran:8:36", "quran:8:36-38", "quran:8:37"]


def test_each_passage_of_a_cit_gets_its_own_words(small_library: Any) -> None:
    """Two verses quoted under one reference: either is listed with its own quotation."""
    made = article()
    first, second = made.cits[0], made.cits[2]
    both = replace(first, quotations=(*first.quotations, *second.quotations), passages=first.passages + second.passages)
    entries = collect([(made.document, (both,))], small_library).sections[0].entries
    assert [entry.occurrences[0].arabic.split()[0] for entry in entries] == ["سَيُصِيبُ", "لِيَمِيزَ"]


def test_parts_of_a_broken_quotation_are_joined_by_an_ellipsis(small_library: Any) -> None:
    document = Document("d", "one two (said he) three")
    quotation = Quotation("en", (Span(0, 7), Span(18, 23)), "one two three", (Passage.quran(8, 37),))
    cit = Cit("d", (quotation,), (), (Passage.quran(8, 37),), "quran")
    (occurrence,) = collect([(document, (cit,))], small_library).sections[0].entries[0].occurrences
    assert occurrence.renderings[0].text == "one two … three"


def test_nothing_quoted_makes_an_empty_appendix(small_library: Any) -> None:
    made = collect([(Document("d", "Nothing."), ())], small_library)
    assert (made.sections, made.documents) == ((), ("d",))
