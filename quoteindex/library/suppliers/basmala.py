"""The basmala that some sources print before verse 1: part of the verse in surah 1 only, absent in surah 9."""

from __future__ import annotations

_SHADDA = "\u0651"


def without_basmala(surah: int, verse: int, text: str, basmala: str) -> str:
    """Return *text* without the *basmala* (verse 1:1 of the same source) put before it.

    Before surahs 95 and 97 the Tanzil text doubles its first letter (بِّسْمِ), as it is recited after the surah before;
    so the words are compared without the shadda.

    >>> without_basmala(2, 1, "بسم الله الرحمن الرحيم الم", "بسم الله الرحمن الرحيم")
    'الم'
    >>> without_basmala(1, 1, "بسم الله الرحمن الرحيم", "بسم الله الرحمن الرحيم")
    'بسم الله الرحمن الرحيم'
    """
    if verse != 1 or surah == 1:
        return text
    words, prefix = text.split(), basmala.replace(_SHADDA, "").split()
    if prefix and [word.replace(_SHADDA, "") for word in words[: len(prefix)]] == prefix:
        return " ".join(words[len(prefix) :])
    return text
