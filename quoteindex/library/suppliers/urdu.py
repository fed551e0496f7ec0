"""Arabic typed on an Urdu keyboard, put back into Arabic letters."""

from __future__ import annotations

import re
from unicodedata import normalize

_LETTERS = str.maketrans({
    "ی": "ي", "ے": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۂ": "هٔ", "ۃ": "ة", "۔": ".", "\u200c": None, "\u200d": None,
})  # fmt: skip
_MARKS = "\u064b-\u0652\u0670"
# One Urdu letter serves for yeh and for alef maksura: at the end of a word, after fatha or under a dagger alef, it is
# the latter (عَلَی, موسیٰ).
_MAKSURA = re.compile(rf"(?<=\u064e)ی(?=[{_MARKS}]?(?![\w{_MARKS}]))|ی(?=\u0670(?![\w{_MARKS}]))")
# A hamza at the end of a word after alef is typed on a yeh: جَائَ for جَاءَ.
_FINAL_HAMZA = re.compile(rf"(?<=ا)ئ(?=[{_MARKS}]*(?![\w{_MARKS}]))")


def to_arabic(text: str) -> str:
    """Return *text* with Arabic letters for Urdu ones, hamzas composed with their seats.

    >>> to_arabic("کَتَبَ إِلَی أَبِی مُوسَی، ثُمَّ جَائَ بِہِ")
    'كَتَبَ إِلَى أَبِي مُوسَى، ثُمَّ جَاءَ بِهِ'
    """
    text = _MAKSURA.sub("ى", text).translate(_LETTERS)
    return _FINAL_HAMZA.sub("ء", normalize("NFC", text))
