"""The table of characters: camel-tools defines it, the named additions extend it, and nothing else departs from it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
    normalize_unicode,
)
from hypothesis import given
from hypothesis import strategies as st

from quoteindex.text import characters
from quoteindex.text.arabic import normalise, normalise_with_offsets, skeleton
from quoteindex.text.characters import ARABIC, CONTROL, LATIN, MARK, SEPARATOR, added_letters

ARABIC_TEXT = st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF), max_size=40)


def camel(text: str) -> str:
    for function in (dediac_ar, normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar):
        text = function(text)
    return text


@pytest.mark.parametrize("code_point", range(0x0621, 0x064B))
def test_letters_are_normalised_as_camel_tools_does(code_point: int) -> None:
    """Of the Arabic letters proper, only tatweel (a mark to us) differs from camel-tools."""
    letter = chr(code_point)
    expected = "" if letter == "\u0640" else camel(normalize_unicode(letter))
    if expected and not expected.isspace() and unicodedata.category(expected) == "Lo":
        assert normalise(letter) == expected


@pytest.mark.parametrize("first,last", [(0xFB50, 0xFDFF), (0xFE70, 0xFEFC)])
def test_presentation_forms_are_what_camel_tools_makes_of_them(first: int, last: int) -> None:
    """Presentation forms and ligatures expand as in camel-tools; where they differ the addition is named."""
    added = dict(added_letters())
    table = characters.characters()
    for code_point in range(first, last + 1):
        if table.kind[code_point] != ARABIC:
            continue
        expanded = "".join(added.get(ord(c), c) for c in normalize_unicode(chr(code_point)))
        assert table.normal(code_point) == "".join(c for c in camel(expanded) if c != "\u0640")


@pytest.mark.parametrize(
    "character,kind",
    [
        ("ب", ARABIC), ("ٱ", ARABIC), ("ﷲ", ARABIC), ("ی", ARABIC), ("َ", MARK), ("ـ", MARK), ("ٰ", MARK), ("ۖ", MARK),
        ("ۥ", MARK), ("ﹰ", MARK), ("\u200f", CONTROL), ("\u00ad", CONTROL), ("\ufeff", CONTROL), ("ﷺ", SEPARATOR),
        ("۝", SEPARATOR), ("٣", SEPARATOR), ("؟", SEPARATOR), ("a", LATIN), ("ḥ", LATIN), ("Ā", LATIN),
        ("7", SEPARATOR),
    ],
)  # fmt: skip
def test_kinds(character: str, kind: int) -> None:
    """Marks and invisible characters stand inside words, signs for whole phrases and digits between them."""
    assert characters.characters().kind[ord(character)] == kind


@pytest.mark.parametrize(
    "one,other",
    [
        ("ٱلْكِتَـٰبَ", "الكتاب"), ("يَسْـَٔلُونَكَ", "يسألونك"), ("رءوف", "رؤوف"), ("ٱلْمَوْءُۥدَةُ", "الموءودة"),
        ("ءَامَنُوا۟", "آمنوا"), ("داود", "داوود"), ("مسئول", "مسؤول"), ("علی", "على"), ("ﻻ", "لا"), ("كبيرة", "كبيره"),
    ],
)  # fmt: skip
def test_spellings_share_a_skeleton(one: str, other: str) -> None:
    """Orthographies of one word meet in its skeleton."""
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize("one,other", [("الله", "له"), ("كتب", "كتم"), ("أمر", "مر")])
def test_different_words_differ_in_skeleton(one: str, other: str) -> None:
    """The beginning of a word keeps its alef, and a doubled lam counts."""
    assert skeleton(one) != skeleton(other)


@given(ARABIC_TEXT)
def test_normal_form_is_stable(text: str) -> None:
    """Normalising twice changes nothing more."""
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=60))
def test_offsets_lead_back(text: str) -> None:
    """Each character of the normal form is what the character at its offset becomes."""
    normal, offsets = normalise_with_offsets(text)
    assert normal == normalise(text)
    assert len(normal) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(normal[k] in normalise(text[offset]) for k, offset in enumerate(offsets))


def test_a_damaged_table_is_derived_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache that was cut short is noticed and replaced."""
    monkeypatch.setenv("QUOTEINDEX_CACHE", str(tmp_path))
    characters.characters.cache_clear()
    good = characters.characters()
    [path] = tmp_path.glob("characters-*.npz")
    path.write_bytes(path.read_bytes()[:100])
    characters.characters.cache_clear()
    again = characters.characters()
    characters.characters.cache_clear()
    assert (good.kind == again.kind).all()
    assert path.stat().st_size > 100
