"""A text as the grammar of references reads it: one plain character for every way to write it, with the way back.

Case, marks, apostrophes, kinds of dash, space, digit and quotation mark make no difference to a reference, and
invisible controls may stand anywhere inside one.  ``FoldedText`` removes or replaces them once for the whole text, so
that every later pattern is plain; its offsets lead back to the original.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from quoteindex.model import Span

_DROP = 0xFFFFFFFF
_KEPT_LETTERS = "ǧšḫḏṯġşžčćđ"  # one letter for what others write as two: names.py spells them out
_CLASSES = {
    "-": "‐‑‒–—―−﹘﹣－",
    ":": "：﹕∶׃",
    ",": "،，、",
    ";": "؛；",
    "/": "⁄∕／",
    ".": "۔．",
    " ": "\t\v\f\r\x85_*",
    "\n": "\u2028\u2029",
    '"': "“”„‟«»‹›＂〝〞",
    "﴿": "﴾",
    "ا": "ٱ",
    "ي": "ىیےۍ",
    "ك": "کڪ",
    "ه": "ةۃہەۀھ",
    "[": "【［「",
    "]": "】］」",
    "(": "（⁽",
    ")": "）⁾",
    "^": "ªº",
}
_DROPPED = "'’‘`´ʼʻʿʾʹ′ʽˈˋˊ‛＇ءـ\\\ufeff"
_MARKS_OF_NAMES = "ʼʻʿʾء"  # they end a name ("al-Nisāʾ"); the other apostrophes may close a quotation
_RANGES = (
    (0x00, 0x0700),
    (0x0750, 0x08FF),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x2070),
    (0x2070, 0x20A0),
    (0x20D0, 0x2100),
    (0x2200, 0x2260),
    (0x3000, 0x3020),
    (0xFB00, 0xFB10),
    (0xFE20, 0xFE70),
    (0xFE70, 0xFFEF),
)


_GLUED_LETTERS = "qvphsn"  # letters that may touch the number of a reference: Q8:37, v40, p552


def _plain(character: str) -> int:
    """Return the code point that stands for *character* in folded text, or _DROP."""
    kind = unicodedata.category(character)
    if kind in ("Mn", "Me", "Cf"):
        return _DROP
    if kind == "Zs":
        return ord(" ")
    if kind == "Cs":
        return ord("?")
    if kind == "Nd":
        return ord("0") + unicodedata.decimal(character)
    lower = character.lower()
    if lower in _KEPT_LETTERS:
        return ord(lower)
    if lower == "ı":
        return ord("i")
    decomposed = unicodedata.decomposition(character)
    if kind == "No":
        return ord("^") if decomposed.startswith(("<super>", "<sub>")) else ord(character)
    base = [part for part in unicodedata.normalize("NFKD", character).lower() if not unicodedata.combining(part)]
    return ord(base[0]) if len(base) == 1 else ord(character)


@cache
def _table() -> npt.NDArray[np.uint32]:
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for first, last in _RANGES:
        for code in range(first, last):
            table[code] = _plain(chr(code))
    for code in range(0x0660, sys.maxunicode + 1):  # the decimal digits of the remaining scripts
        if 0x900 <= code < 0x20000 and chr(code).isdecimal():
            table[code] = ord("0") + unicodedata.decimal(chr(code))
        elif code >= 0x20000:
            break
    table[0xD800:0xE000] = ord("?")
    for plain, written in _CLASSES.items():
        table[ord(plain)] = ord(plain)
        for character in written:
            table[ord(character)] = ord(plain)
    for character in _DROPPED:
        table[ord(character)] = _DROP
    return table


class FoldedText:
    """A text, its folded form, and the way from an offset in the folded form to the original.

    >>> folded = FoldedText("Al-An’am:\\u00a0١٢٤")
    >>> folded.text
    'al-anam: 124'
    >>> folded.span(0, 7).of(folded.original)
    'Al-An’am'
    """

    def __init__(self, text: str) -> None:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        plain = _table()[codes]
        if "ـ" in text:  # the stroke that lengthens a word is a dash where no letter comes before it
            stroke = np.flatnonzero(codes == ord("ـ"))
            plain[stroke[~_letters(plain[stroke - 1]) | (stroke == 0)]] = ord("-")
        kept = np.flatnonzero(plain != _DROP)
        plain = plain[kept]
        if len(plain):  # a run of spaces, or spaces that begin a line, count as one or none
            space = plain == ord(" ")
            leads = ~space
            leads[1:] |= (plain[:-1] != ord(" ")) & (plain[:-1] != ord("\n"))
            leads[0] = True
            plain, kept = plain[leads], kept[leads]
        self.original = text
        self.text: str = plain.astype("<u4").tobytes().decode("utf-32-le")
        self._codes = plain
        self._at = kept

    def __len__(self) -> int:
        return len(self.text)

    def anchors(self, prefixes: frozenset[str]) -> list[int]:
        """Return, in order, where something may begin that has to do with a reference.

        These are the starts of numbers, of words whose first three letters are in *prefixes*, opening brackets, dashes
        and colons between spaces or after a mark, and line ends after a quotation mark.
        """
        codes = self._codes
        if len(codes) == 0:
            return []
        before = np.concatenate(([ord("\n")], codes[:-1])).astype(np.uint32)
        digit, digit_before = _digits(codes), _digits(before)
        chained = _among(before, ".:/-") & np.concatenate(([False], digit_before[:-1]))
        numbers = digit & ~digit_before & ~chained & ~(_small_letters(before) & ~_among(before, _GLUED_LETTERS))
        marks = _among(codes, "([") | (_among(codes, "-") & _among(before, ' \n".)'))
        marks |= _among(codes, "\n") & _among(before, '"﴿')
        marks |= _among(codes, ":") & _among(before, ' ".)﴿')
        words = np.flatnonzero(_letters(codes) & ~_letters(before))
        padded = np.concatenate((codes, np.zeros(2, dtype=codes.dtype)))
        trigrams = _trigram(padded[words], padded[words + 1], padded[words + 2])
        known = np.zeros(1 << 16, dtype=bool)
        known[[_trigram(*(ord(letter) for letter in prefix)) for prefix in prefixes]] = True
        found: list[int] = np.sort(np.concatenate((np.flatnonzero(numbers | marks), words[known[trigrams]]))).tolist()
        return found

    def offset(self, index: int) -> int:
        """Return where the folded character *index* stands in the original."""
        return int(self._at[index])

    def span(self, start: int, end: int) -> Span:
        """Return the original stretch of the folded range, with the marks that belong to its first and last letter."""
        first, last = self.offset(start), self.offset(end - 1) + 1
        while (
            first and self.original[first - 1] in _MARKS_OF_NAMES and not self.original[first - 2 : first - 1].isalnum()
        ):
            first -= 1
        while last < len(self.original) and (
            unicodedata.combining(self.original[last]) or self.original[last] in _MARKS_OF_NAMES
        ):
            last += 1
        return Span(first, last)

    def is_upper(self, index: int) -> bool:
        """Say whether the letter at the folded *index* is a capital in the original."""
        return self.original[self.offset(index)].isupper()


def _digits(codes: Any) -> Any:
    return (codes >= ord("0")) & (codes <= ord("9"))


def _small_letters(codes: Any) -> Any:
    return (codes >= ord("a")) & (codes <= ord("z"))


def _letters(codes: Any) -> Any:
    """Say which folded code points are letters: a to z, and nearly all beyond Latin-1's marks."""
    return _small_letters(codes) | (codes >= 0xC0)


def _among(codes: Any, characters: str) -> Any:
    """Say which code points are one of a few *characters*."""
    found = codes == ord(characters[0])
    for character in characters[1:]:
        found |= codes == ord(character)
    return found


def _trigram(first: Any, second: Any, third: Any) -> Any:
    """Hash three code points, or three arrays of them, into 16 bits."""
    return (first * 961 + second * 31 + third) & 0xFFFF


def folded(text: str) -> str:
    """Return *text* in its folded form."""
    return FoldedText(text).text
