"""Arabic words made comparable: the normal form, and the skeleton that orthographies share.

>>> normalise("إِنَّ ٱللَّهَ عَلَىٰ كُلِّ شَىْءٍ")
'ان الله علي كل شيء'
>>> skeleton("ٱلْكِتَـٰبَ") == skeleton("الكتاب")
True
"""

from __future__ import annotations

from functools import lru_cache

from quoteindex.text.characters import ARABIC, CONTROL, MARK, SIZE, characters

_ALEF, _HAMZA, _WAW, _YEH = "ا", "ء", "و", "ي"
_HAMZA_SEATS = "ؤئ"


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    table = characters()
    changed = {}
    for code_point in range(SIZE):
        kind = int(table.kind[code_point])
        if kind in (MARK, CONTROL):
            changed[code_point] = ""
        elif kind == ARABIC and table.normal(code_point) != chr(code_point):
            changed[code_point] = table.normal(code_point)
    return changed


def normalise(text: str) -> str:
    """Return *text* with every Arabic letter in its normal form and all marks and invisible characters dropped.

    Everything else (spaces, punctuation, digits, Latin letters) stays as it is.  The result may be shorter or longer;
    ``normalise_with_offsets`` keeps the way back.
    """
    return text.translate(_table())


def normalise_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the normal form, and for each of its characters the offset in *text* that it came from."""
    table, parts, offsets = _table(), [], []
    for offset, character in enumerate(text):
        normal = table.get(ord(character), character)
        parts.append(normal)
        offsets.extend([offset] * len(normal))
    return "".join(parts), offsets


def skeleton(word: str) -> str:
    """Return the consonants that all orthographies of a word share (the detect room's words are these).

    Alef (also dagger alef and hamza with its seats) is dropped but at the beginning, where any of them counts as one
    alef; waw and yeh written twice count once: ``رءوف``, ``رؤوف``; ``داود``, ``داوود``; ``الكتب``, ``الكتاب``.
    """
    letters: list[str] = []
    for letter in normalise(word):
        if letter in _ALEF + _HAMZA + _HAMZA_SEATS:
            if not letters:
                letters.append(_ALEF)
        elif not (letters and letter in _WAW + _YEH and letters[-1] == letter):
            letters.append(letter)
    return "".join(letters)


def is_arabic_letter(character: str) -> bool:
    """Whether *character* is read as an Arabic letter."""
    return ord(character) < SIZE and characters().kind[ord(character)] == ARABIC
