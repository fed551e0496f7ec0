"""The words that verification compares: with their letters, their marks, and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from quoteindex.library.matching import LANGUAGES, words_of
from quoteindex.model import Language, Span
from quoteindex.text.arabic import normalise
from quoteindex.text.characters import CONTROL, MARK, SIZE, characters
from quoteindex.text.tokens import Tokens, tokenise

_ELLIPSIS = re.compile(r"…|\.\.\.?|۔۔|\[\s*\.\.")
_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,400}[)\]]")
_ALEF, _ALEF_WASLA, _WAW = "ا", "ٱ", "و"
_ALEF_MARKS = "ٰٓ"  # dagger alef and maddah
_HAMZAS = "ءؤئ"


@dataclass(frozen=True)
class Word:
    """One word of a quotation or of an edition.

    ``key`` is the same for all spellings of its skeleton; ``written`` is the word itself.  ``after_break``: an
    ellipsis, or something interposed, stands before it; ``optional``: it stands in brackets, as translators put what
    the text only implies.
    """

    span: Span
    key: int
    written: str
    after_break: bool = False
    optional: bool = False

    @cached_property
    def letters(self) -> str:
        """Its letters as written, marks dropped."""
        return plain(self.written)


class Text:
    """A text whose words are read once, however many stretches of it are asked for.

    *blessings* says whether it may hold phrases of blessing, which are passed over.

    >>> [word.letters for word in Text("قُلْ ﷺ هُوَ … ٱللَّهُ").words([Span(0, 20)], "ar")]
    ['قل', 'هو', 'الله']
    """

    def __init__(self, text: str, *, blessings: bool = True) -> None:
        self.text = text
        self._blessings = blessings
        self._tokens: dict[Language, Tokens] = {}

    def words(self, spans: Iterable[Span], language: Language) -> list[Word]:
        """Read the words of one language in some stretches."""
        tokens = self._tokens.get(language)
        if tokens is None:
            tokens = self._tokens[language] = self._read(language)
        found: list[Word] = []
        for span in spans:
            first, last = np.searchsorted(tokens.start, (span.start, span.end)).tolist()
            chosen = slice(first, last)
            columns = (tokens.start, tokens.end, tokens.key)
            rows = zip(*(column[chosen].tolist() for column in columns), strict=True)
            found += self._words(span, rows, language, resumed=bool(found))
        return found

    def _read(self, language: Language) -> Tokens:
        return words_of(self.text, language) if self._blessings else tokenise(self.text)[LANGUAGES.index(language)]

    def _words(
        self, span: Span, rows: Iterable[tuple[int, int, int]], language: Language, *, resumed: bool
    ) -> Iterator[Word]:
        text = self.text
        optional = [m.span() for m in _BRACKETS.finditer(text, span.start, span.end)] if language == "en" else []
        previous, broken = span.start, resumed
        for start, end, key in rows:
            end = min(_with_marks(text, end), span.end)
            broken = broken or bool(_ELLIPSIS.search(text, previous, start))
            inside = any(first <= start < last for first, last in optional)
            yield Word(Span(start, end), key, text[start:end], broken, inside)
            previous, broken = end, False


def _with_marks(text: str, end: int) -> int:
    """Move the end of a word beyond the marks over its last letter."""
    kind = characters().kind
    while end < len(text) and ord(text[end]) < SIZE and kind[ord(text[end])] in (MARK, CONTROL):
        end += 1
    return end


@lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """Return the letters of a word as written: marks, tatweel and invisible characters dropped, nothing folded.

    The sign of the joining alef is a mark on an alef; presentation forms are the letters that they present.

    >>> plain("ٱلْكِتَـٰبُ")
    'الكتب'
    """
    kind = characters().kind
    composed = unicodedata.normalize("NFKC", word)
    letters = (c for c in composed if not (ord(c) < SIZE and kind[ord(c)] in (MARK, CONTROL)) and not c.isspace())
    return "".join(letters).replace(_ALEF_WASLA, _ALEF).casefold()


def same_letters(word: Word, forms: Iterable[str]) -> bool:
    """Say whether a word is written with the letters of one of the edition's forms (as written, with their marks)."""
    return word.letters in {plain(form) for form in forms}


def same_but_for_spelling(word: Word, forms: Iterable[str]) -> bool:
    """Say whether a word differs from the edition's forms, of the same skeleton, in spelling alone.

    Hamza and its seat, alef maksura, teh marbuta and the silent alef after a waw are spelling.  An alef elsewhere is
    spelling where an edition has it as a mark (``ملك``, ``مالك``), and another word where all of them write it, or
    none does (``قتل`` is not ``قاتل``, ``رابط`` not ``رباط``).

    >>> word = Word(Span(0, 4), 0, "رابط")
    >>> same_but_for_spelling(word, ["رِبَاطِ"]), same_but_for_spelling(word, ["رَٰبِطِ"])
    (False, True)
    """
    mine = _alefs(word.written)
    return any(_may_agree(mine, _alefs(form)) for form in forms)


def _may_agree(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> bool:
    """Say whether two words can have their alefs in the same places."""
    if len(one) != len(other):
        return True  # a waw or yeh written once or twice, which is spelling
    return all(low <= most and least <= high for (low, high), (least, most) in zip(one, other, strict=True))


def _alefs(written: str) -> list[tuple[int, int]]:
    """Count the alefs before each consonant after the first: as written, and with the daggers read as alefs."""
    slots, written_waw = [(0, 0)], False
    for character in unicodedata.normalize("NFC", written):
        low, high = slots[-1]
        if character in _ALEF_MARKS:
            slots[-1] = (low, high + 1)
            continue
        for letter in normalise(character):
            if letter == _ALEF:
                low, high = slots[-1]
                slots[-1] = (low + 1, high + 1)
            elif letter not in _HAMZAS:
                slots.append((0, 0))
                written_waw = letter == _WAW
    # The alef after the waw of the plural is silent.
    return slots[1:-1] if written_waw else slots[1:]
