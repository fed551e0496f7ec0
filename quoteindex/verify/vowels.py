"""Vowel signs: where a quotation has one that the edition reads otherwise."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from quoteindex.text.arabic import is_arabic_letter, normalise

_FATHA, _DAMMA, _KASRA = "َ", "ُ", "ِ"
_FATHATAN, _DAMMATAN, _KASRATAN = "ً", "ٌ", "ٍ"
_SUKUN = "ْ"
# Uthmani print writes the tanwin in two shapes and the sukun in a shape of its own.
_SAME_SIGN = str.maketrans({"ࣰ": _FATHATAN, "ࣱ": _DAMMATAN, "ࣲ": _KASRATAN, "ۡ": _SUKUN, "ٗ": _DAMMATAN, "ٞ": _DAMMATAN})
_VOWELS = frozenset((_FATHA, _DAMMA, _KASRA, _FATHATAN, _DAMMATAN, _KASRATAN, _SUKUN))
_Signs = tuple[tuple[str, str], ...]
_CARRIERS = "اىي"  # the tanwin of the accusative stands on the letter before them or on them


def vowels_differ(quoted: str, forms: Iterable[str], *, last: bool = False) -> bool:
    """Say whether a word carries a vowel sign that none of the forms allows.

    A sign that is left out is no difference, neither in the quotation nor in the edition.  At a pause (*last*) the
    vowel of the last letter may be left silent.  Forms of other letters are not compared.

    >>> vowels_differ("رَبُّ", ["رَبَّ"]), vowels_differ("رب", ["رَبَّ"]), vowels_differ("رَبّْ", ["رَبَّ"], last=True)
    (True, False, False)
    """
    mine = _signs(quoted)
    compared = [theirs for form in forms if _letters(theirs := _signs(form)) == _letters(mine)]
    return bool(compared) and not any(_allows(theirs, mine, last) for theirs in compared)


def _allows(theirs: _Signs, mine: _Signs, last: bool) -> bool:
    for place, ((_, wanted), (_, given)) in enumerate(zip(theirs, mine, strict=True)):
        silent = last and given == _SUKUN and place >= len(mine) - 2
        if wanted and given and wanted != given and not silent:
            return False
    return True


def _letters(signs: _Signs) -> list[str]:
    return [letter for letter, _ in signs]


@lru_cache(maxsize=1 << 16)
def _signs(word: str) -> _Signs:
    """Read a word as (normal letter, its vowel sign or "")."""
    found: list[tuple[str, str]] = []
    for character in unicodedata.normalize("NFC", word).translate(_SAME_SIGN):
        if character in _VOWELS and found:
            letter, sign = found[-1]
            if character == _FATHATAN and letter in _CARRIERS and len(found) > 1 and not found[-2][1]:
                found[-2] = (found[-2][0], character)
            elif not sign:
                found[-1] = (letter, character)
        elif is_arabic_letter(character):
            found += [(letter, "") for letter in normalise(character)]
    return tuple(found)
