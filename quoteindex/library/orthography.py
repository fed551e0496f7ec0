"""What two orthographies of the Qur'an have in common: the consonants, without what they spell in different ways."""

from __future__ import annotations

import re

from quoteindex.text.arabic import is_arabic_letter, normalise

# Long vowels and the seats of hamza, which one orthography writes and the other leaves out (الصلوة, الصلاة; شىء).
_SPELT_DIFFERENTLY = frozenset("اوىيءأإآؤئٱ")
_DOUBLED = re.compile(r"(.)\1+")  # اليل, الليل


def consonants(text: str) -> str:
    """Return the consonants of Arabic *text* in a row; equal for the Uthmani and the standard spelling of a verse.

    >>> consonants("ٱلَّيْلِ وَٱلصَّلَوٰةِ") == consonants("اللَّيْلِ وَالصَّلَاةِ")
    True
    >>> consonants("بعد") == consonants("عبد")
    False
    """
    letters = (c for c in normalise(text).replace("ة", "ه") if is_arabic_letter(c) and c not in _SPELT_DIFFERENTLY)
    return _DOUBLED.sub(r"\1", "".join(letters))
