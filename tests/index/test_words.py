"""Which spellings meet: every orthography of a word, and no other word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteindex.index.words import words
from quoteindex.tables import table
from quoteindex.text.arabic import normalise

SAME = [
    ("الظالمين", "ٱلظَّـٰلِمِينَ"),
    ("الظالمين", "الظٰلمين"),
    ("الظالمين", "ﺍﻟﻈﺎﻟﻤﻴﻦ"),
    ("الظالمين", "الظـالمين"),
    ("الظالمين", "الظا\u200dلمين"),
    ("الصلاة", "ٱلصَّلَوٰةَ"),
    ("الصلوة", "ٱلصَّلَوٰةَ"),
    ("التوراة", "ٱلتَّوْرَىٰةَ"),
    ("السماوات", "ٱلسَّمَـٰوَٰتِ"),
    ("السموات", "ٱلسَّمَـٰوَٰتِ"),
    ("الرحمن", "ٱلرَّحْمَـٰنِ"),
    ("هذا", "هَـٰذَا"),
    ("أولئك", "أُو۟لَـٰٓئِكَ"),
    ("على", "عَلَىٰ"),
    ("علي", "علی"),
    ("السيئات", "ٱلسَّيِّـَٔاتِ"),
    ("داود", "دَاوُۥدَ"),
    ("داوود", "دَاوُۥدَ"),
    ("النبيين", "ٱلنَّبِيِّـۧنَ"),
    ("له", "لَهُۥ"),
    ("به", "بِهِۦٓ"),
    ("رحمة", "رحمه"),
    ("Qur'an", "Qurʾān"),
    ("Shu'ara", "Shu‘arāʾ"),
    ("37", "٣٧"),
]
DIFFERENT = [
    ("كتب", "كِتَـٰب"),
    ("قتل", "قَـٰتَلَ"),
    ("علم", "عَـٰلِمُ"),
    ("لهو", "لَهُۥ"),
    ("كافر", "كفر"),
    ("wick", "wicked"),
]


def forms(text: str) -> set[str]:
    (word,) = words(text)
    return set(word.forms)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_a_word_meet(one: str, other: str) -> None:
    assert forms(one) & forms(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_words_do_not(one: str, other: str) -> None:
    assert not forms(one) & forms(other)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("﴿إنّ الله﴾ ۝ [8:37]", ["إنّ", "الله", "8", "37"]),
        ("'losers', “don’t” al-Anfal", ["losers", "don’t", "al", "Anfal"]),
        ("said ﷺ: نعمWell", ["said", "نعم", "Well"]),
        ("", []),
    ],
)
def test_where_words_begin_and_end(text: str, found: list[str]) -> None:
    assert [text[word.start : word.end] for word in words(text)] == found


@given(st.text())
def test_words_lie_in_order_inside_any_text(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert all(word.forms) and word.stems
        end = word.end


@given(st.text(alphabet="الكتبوىيهمـٰۥۦٔةَ", max_size=12))
def test_words_of_many_signs_have_few_forms(text: str) -> None:
    assert all(len(word.forms) <= 81 for word in words(text))


def test_the_table_of_silent_alefs_is_in_order() -> None:
    """Letters are normal, and every example is a word with the sign and with those letters."""
    rows = list(table("dagger_alef"))
    assert len({row["letters"] for row in rows}) == len(rows)
    for row in rows:
        assert row["letters"] == normalise(row["letters"])
        assert "\u0670" in row["example"] and row["letters"] in normalise(row["example"])
        assert normalise(row["example"]) in forms(row["example"])
