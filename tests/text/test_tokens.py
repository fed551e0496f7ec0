"""Words as arrays: spans into the original, keys that agree exactly where skeletons do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteindex.text.arabic import skeleton
from quoteindex.text.phrases import without_honorifics
from quoteindex.text.tokens import Tokens, tokenise

WORDS = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىةَُِّْـٰٱ", min_size=1, max_size=12)


def words(text: str, tokens: Tokens) -> list[str]:
    return [text[start:end] for start, end in zip(tokens.start, tokens.end, strict=True)]


@pytest.mark.parametrize(
    "text,arabic,latin",
    [
        ("", [], []),
        ("قال تعالى: 37", ["قال", "تعالى"], []),
        ("He said قال don’t", ["قال"], ["He", "said", "don’t"]),
        ("يا أيها الذين", ["يا أيها", "الذين"], []),
        ("و الذين هادوا", ["و الذين", "هادوا"], []),
        ("و\n\n\nالذين", ["و", "الذين"], []),
        ("الله\u200fأكبر", ["الله\u200fأكبر"], []),
        ("al-Anʿām ʾāya", [], ["al", "Anʿām", "āya"]),
        ("ﷲ ﷺ ﻻ", ["ﷲ", "ﻻ"], []),
    ],
)
def test_words(text: str, arabic: list[str], latin: list[str]) -> None:
    """A word goes from its first to its last letter; a detached particle begins the next word."""
    both = tokenise(text)
    assert words(text, both[0]) == arabic
    assert words(text, both[1]) == latin


@given(st.lists(WORDS, min_size=1, max_size=20))
def test_keys_agree_where_skeletons_do(parts: list[str]) -> None:
    """Two words have one key exactly when the rule for a single word gives one skeleton."""
    text = " . ".join(parts)
    found = tokenise(text)[0]
    by_key: dict[int, set[str]] = {}
    for word, key in zip(words(text, found), found.key.tolist(), strict=True):
        by_key.setdefault(key, set()).add(skeleton(word))
    assert all(len(skeletons) == 1 for skeletons in by_key.values())
    assert len({s for found in by_key.values() for s in found}) == len(by_key)


@given(st.text(max_size=80))
def test_any_text_gives_words_within_it(text: str) -> None:
    """Words lie in the text, in order, without overlapping."""
    for found in tokenise(text):
        at = 0
        for start, end in zip(found.start.tolist(), found.end.tolist(), strict=True):
            assert at <= start < end <= len(text)
            at = end


def test_lone_surrogates_pass() -> None:
    """A text that cannot be encoded is still words and what is none."""
    assert words("a\ud800b", tokenise("a\ud800b")[1]) == ["a", "b"]


@pytest.mark.parametrize(
    "one,other",
    [("Allaah", "Allah"), ("Qur’an", "Quran"), ("Ḥadīth", "hadith"), ("NUH", "Nūḥ"), ("Allah's", "Allah’s")],
)
def test_latin_spellings_meet(one: str, other: str) -> None:
    """Case, diacritics, apostrophes and doubled long vowels do not tell words apart."""
    assert tokenise(one)[1].key.tolist() == tokenise(other)[1].key.tolist()


@pytest.mark.parametrize(
    "language,text,left",
    [
        ("ar", "قال رسول الله صلى الله عليه وسلم من صام", ["قال", "رسول", "الله", "من", "صام"]),
        ("ar", "رضي الله عنهم ورضوا عنه", ["رضي", "الله", "عنهم", "ورضوا", "عنه"]),
        ("en", "The Prophet (peace be upon him) said", ["The", "Prophet", "said"]),
    ],
)
def test_honorifics_are_passed_over(language: str, text: str, left: list[str]) -> None:
    """Blessings are no part of what is compared; the Qur'an's own words are."""
    side = 0 if language == "ar" else 1
    assert words(text, without_honorifics(tokenise(text)[side], language)) == left  # type: ignore[arg-type]
