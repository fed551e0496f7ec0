"""What a search finds, in both languages and by reference, on an article whose cits are written by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from quoteindex.index import Index, build_index, open_index

ANFAL, ANAM, SHUARA, HADITH = "quran:8:37", "quran:6:124", "quran:26:227", "tirmidhi:2414"
ALL = {ANFAL, ANAM, SHUARA, HADITH}


@pytest.fixture
def index(article_file: Path, tmp_path: Path, small_library: Any, scanned_by_hand: None) -> Index:
    build_index(article_file, tmp_path / "index", library=small_library)
    return open_index(tmp_path / "index")


def found(index: Index, query: str) -> set[str]:
    return {str(hit.cit.passages[0]) for hit in index.search(query, limit=None)}


CASES = [
    # words, in any orthography, in the document or in the library's texts
    ("صبر", set()),
    ("الظالمين", set()),
    ("losers", {ANFAL}),
    ("loser", {ANFAL}),
    ("LOSERS", {ANFAL}),
    ("الخاسرون", {ANFAL}),
    ("الخٰسرون", {ANFAL}),
    ("ٱلْخَـٰسِرُونَ؟", {ANFAL}),
    ("الخسرون", {ANFAL}),
    ("الخسران", set()),
    ("الخسر", set()),
    ("خاسرين", {ANFAL}),
    ("الصالحات", {SHUARA}),
    ("ٱلصَّـٰلِحَـٰتِ", {SHUARA}),
    ("righteous", {SHUARA}),
    ("quoted:righteous", set()),
    ("نص:ظلموا", {SHUARA}),
    ("سخط", {HADITH}),
    ("Habban", {HADITH}),
    ("Aisha", {HADITH}),
    # phrases
    ('"wicked from the good"', {ANFAL}),
    ("“wicked from the good”", {ANFAL}),
    ('"good from the wicked"', set()),
    ('"losers Whosoever"', set()),
    ("«الخبيث من الطيب»", {ANFAL}),
    ('"الخبيث مِنَ ٱلطَّيِّبِ"', {ANFAL}),
    ('"loser"', set()),
    # operators
    ("losers OR protector", {ANFAL, HADITH}),
    ("losers | protector", {ANFAL, HADITH}),
    ("losers AND wicked", {ANFAL}),
    ("losers protector", set()),
    ("الذين NOT crimes", {SHUARA}),
    ("الذين -crimes", {SHUARA}),
    ("work:quran (losers OR crimes)", {ANFAL, ANAM}),
    ("NOT work:quran", {HADITH}),
    ("*", ALL),
    ("punish*", {ANAM}),
    ("ٱلْخَـٰ*", {ANFAL}),
    # fields
    ("work:hadith", {HADITH}),
    ("work:quran", {ANFAL, ANAM, SHUARA}),
    ("work:حديث", {HADITH}),
    ("surah:26", {SHUARA}),
    ("سورة:٢٦", {SHUARA}),
    ("collection:tirmidhi", {HADITH}),
    ("collection:ibn_hibban", {HADITH}),
    ("verdict:variant", {HADITH}),
    ("verdict:agrees", {ANFAL, ANAM, SHUARA}),
    ("verdict:misquoted", set()),
    ("lang:ar", ALL),
    ("lang:english", ALL),
    ("document:article.txt", ALL),
    ("document:other", set()),
    ("edition:quran-simple losers", {ANFAL}),
]

REFERENCES = [
    ("8:37", {ANFAL}),
    ("٨:٣٧", {ANFAL}),
    ("8:36-38", {ANFAL}),
    ("8:38", set()),
    ('"Al-Anfal 37"', {ANFAL}),
    ("Al-Anfal 37", {ANFAL}),
    ("(Al-Anfal: 37)", {ANFAL}),
    ("Q 8:37", {ANFAL}),
    ("Surah al-Anfal, verse 37", {ANFAL}),
    ("[الأنفال: ٣٧]", {ANFAL}),
    ("losers 8:37", {ANFAL}),
    ("losers 6:124", set()),
    ("8:37 OR 6:124", {ANFAL, ANAM}),
    ("work:quran NOT Al-Anfal 37", {ANAM, SHUARA}),
    ("Tirmidhi 2414", {HADITH}),
    ("Bukhari 1", set()),
    ("surah:Ash-Shu’ara’", {SHUARA}),
    ('surah:"Ash-Shuara"', {SHUARA}),
    ("surah:الشعراء", {SHUARA}),
    ('collection:"Ibn Hibban"', {HADITH}),
]


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_a_query_finds_the_right_cits_and_no_others(index: Index, query: str, expected: set[str]) -> None:
    assert found(index, query) == expected
    assert index.count(query) == len(expected)


@pytest.mark.parametrize(("query", "expected"), REFERENCES)
def test_a_reference_is_a_query(index: Index, query: str, expected: set[str]) -> None:
    pytest.importorskip("quoteindex.references", reason="references are read by their own room")
    assert found(index, query) == expected


def test_the_asked_words_are_marked_where_they_stand(index: Index, article_file: Path) -> None:
    text = article_file.read_text(encoding="utf-8")
    (hit,) = index.search("خاسر losers")
    marked = [span.of(text) for snippet in hit.snippets for span in snippet.matches]
    assert marked == ["الْخَاسِرُونَ", "losers"]
    assert all(snippet.span is not None and snippet.span.of(text) == snippet.text for snippet in hit.snippets)
    assert (hit.document, hit.locator.line) == (str(article_file), 3)


def test_a_phrase_is_marked_as_one_stretch(index: Index) -> None:
    (hit,) = index.search('"wicked from the good"')
    assert [mark.of(s.text) for s in hit.snippets for mark in s.marks] == ["wicked from the good"]


def test_a_word_that_only_the_library_has_is_shown_in_its_text(index: Index) -> None:
    (hit,) = index.search("righteous")
    assert [(s.edition, s.span, [m.of(s.text) for m in s.marks]) for s in hit.snippets if s.marks] == [
        ("en.sahih", None, ["righteous"])
    ]


def test_excluded_words_are_not_marked(index: Index) -> None:
    (hit,) = index.search("losers -fire")
    assert [mark.of(s.text) for s in hit.snippets for mark in s.marks] == ["losers"]


def test_the_document_s_own_words_come_before_the_library_s(index: Index) -> None:
    assert [str(hit.cit.passages[0]) for hit in index.search("الذين")][-1] != HADITH
    first, *_ = index.search("losers OR righteous")
    assert str(first.cit.passages[0]) == ANFAL


def test_the_limit_limits(index: Index) -> None:
    assert len(index.search("*", limit=2)) == 2
    assert len(index.search("*", limit=None)) == 4
    with pytest.raises(ValueError, match="limit"):
        index.search("*", limit=0)
