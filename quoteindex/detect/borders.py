"""Where a quotation begins and ends within its marks, and a few measures of a stretch.

The rule (that of the annotated documents in ``shared/data/gold``): the words alone, without quotation marks, brackets,
emphasis, final stops, ellipses or verse numbers at the edges.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from quoteindex.model import Language, Span

# A stretch that carries this many vowel marks a letter is vocalised.
VOCALISED = 0.25
# Script, language and vowel marks of a stretch are judged by so many characters.
_SAMPLE = 400

_WORD = re.compile(r"[^\W\d_][\w\u064b-\u065f\u0670\u0640\u06d6-\u06ed\u200c\u200d'’]*")
_MARKS = re.compile(r"[\u064b-\u065f\u0670\u06d6-\u06ed]")
_LETTERS = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(r"[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")

_EDGE = r"[\s\"'«»“”„‘’(){}\[\]﴿﴾*_<>.,،؛;:…\-–—۝|\\/~#\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
# Brackets that stay when both ends stand within the quotation.
_PAIRS = {"(": ")", "[": "]"}
_VERSE_NUMBER = r"[(﴿﴾\[{۝]\s*[\d٠-٩۰-۹]{1,3}\s*[)﴾﴿\]}۝]?"
_LEADING = re.compile(rf"(?:{_VERSE_NUMBER}|{_EDGE})*")
_TRAILING_NUMBER = re.compile(rf"{_VERSE_NUMBER}{_EDGE}*\Z")
_REFERENCE_LIKE = re.compile(r"[\d٠-٩۰-۹]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the text that it presents as a quotation of *kind*."""

    span: Span
    kind: Literal["quran", "hadith"]


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the stretch without what is no word at its edges; None where nothing is left.

    >>> trimmed('"...Fear Allah." (4)', 0, 20).of('"...Fear Allah." (4)')
    'Fear Allah'
    """
    while True:
        match = _LEADING.match(text, start, end)
        start, first = (match.end() if match else start), start
        while start > first and text[start - 1] in _PAIRS and _is_pair(text, start - 1, end, text[start - 1]):
            start -= 1
        end = _end_of_words(text, start, end)
        if end <= start:
            return None
        if not (text[start] in _PAIRS and text.find(_PAIRS[text[start]], start, end) == end - 1):
            return Span(start, end)
        start, end = start + 1, end - 1


def _end_of_words(text: str, start: int, end: int) -> int:
    """Return where the stretch ends without punctuation and verse numbers."""
    edge = _edge_characters()
    while end > start:
        while end > start and text[end - 1] in edge and not _closes_within(text, start, end):
            end -= 1
        number = _TRAILING_NUMBER.search(text, max(start, end - 8), min(len(text), end + 1))
        if not number or number.start() >= end or _closes_within(text, start, end):
            break
        end = number.start()
    return end


def _closes_within(text: str, start: int, end: int) -> bool:
    """Whether the last character of a stretch closes a bracket that the stretch itself opened around words."""
    opening = next((o for o, c in _PAIRS.items() if c == text[end - 1]), "")
    return bool(opening) and _is_pair(text, text.rfind(opening, start, end), end, opening)


def _is_pair(text: str, at: int, end: int, opening: str) -> bool:
    """Whether the bracket at *at* opens and closes within the stretch, around words."""
    close = text.find(_PAIRS[opening], at, end) if at >= 0 else -1
    return close >= 0 and bool(_WORD.search(text, at, close))


@lru_cache(maxsize=1)
def _edge_characters() -> frozenset[str]:
    return frozenset(chr(c) for c in range(0x10000) if re.fullmatch(_EDGE, chr(c)))


def words(text: str) -> list[str]:
    """Return the words of a stretch, numbers left out."""
    return _WORD.findall(text)


def first_words(text: str, count: int) -> str:
    """Return the beginning of a stretch, *count* words long."""
    match = re.match(rf"\s*(?:\S+\s*){{0,{count}}}", text)
    return match[0] if match else ""


def share_of_marks(text: str) -> float:
    """Return the number of Arabic vowel marks for each letter, judged by the beginning."""
    sample = text[:_SAMPLE]
    letters = len(_LETTERS.findall(sample))
    return len(_MARKS.findall(sample)) / letters if letters else 0.0


def is_reference_like(text: str) -> bool:
    """Whether a stretch in brackets names a place and quotes nothing: a number and at most a few bare words."""
    found = words(text)
    return not found or (len(found) <= 5 and bool(_REFERENCE_LIKE.search(text)) and share_of_marks(text) < 0.2)


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    lines = files("corpora").joinpath("function_words_en.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines[1:] if line and not line.startswith("#"))


def is_readable(text: str) -> bool:
    """Whether a stretch is Arabic, or Latin letters that read as English and not as a transliteration or Roman Urdu.

    >>> is_readable("Surely, in the remembrance of Allah do hearts find peace")
    True
    >>> is_readable("Allah ki yaad hi dilon ko sukoon deti hai")
    False
    """
    if language_of(text) == "ar":
        return True
    found = [word.casefold().strip("'’") for word in words(text[:_SAMPLE])]
    common = sum(word in _function_words() for word in found)
    return 6 * common >= len(found)


def language_of(text: str) -> Language:
    """Return the language that most letters of a stretch belong to, judged by its beginning."""
    sample = text[:_SAMPLE]
    return "ar" if len(_ARABIC.findall(sample)) >= len(_LATIN.findall(sample)) else "en"
