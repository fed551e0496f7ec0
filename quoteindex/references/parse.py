"""Reading one reference that stands alone, as a user types it; and what there is where it fits nothing."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from quoteindex.errors import ReferenceSyntaxError
from quoteindex.library.works import collection, collections, surahs
from quoteindex.model import Passage, Reference
from quoteindex.references.folding import folded
from quoteindex.references.names import WORD, key
from quoteindex.references.resolve import in_range
from quoteindex.references.scanner import read_single

if TYPE_CHECKING:
    from quoteindex.library.library import Library

_EXAMPLES = "e.g. Q 8:37, al-Anfal 37, Sahih Muslim 2564"
_LIKENESS = 70.0
"""How alike (0 to 100) a name must be for it to be suggested."""


def parse_reference(text: str, library: Library | None = None, *, surah_hint: int | None = None) -> Reference:
    """Return the reference that *text* is, with every candidate where it is ambiguous.

    *surah_hint* is the surah that a verse alone belongs to ("v. 40").  A place that does not exist comes back with the
    status "out_of_range"; ``suggestion`` says what there is instead.

    >>> [str(passage) for passage in parse_reference("Al-Anfal: 37").passages]
    ['quran:8:37']

    Raises ReferenceSyntaxError where it is no reference, with what may have been meant.
    """
    found = read_single(text, library, surah_hint)
    if found is not None:
        if left := _left_over(text, found):
            raise ReferenceSyntaxError(
                f"{text!r}: {found.text!r} is a reference, {left!r} is no part of it; ask for each by itself"
            )
        return found
    raise ReferenceSyntaxError(f"{text!r} is no reference; {_meant(text)}")


def _left_over(text: str, found: Reference) -> str:
    """Return the words of *text* that were not read."""
    outside, at = [], 0
    for span in found.spans:
        outside.append(text[at : span.start])
        at = span.end
    outside.append(text[at:])
    return " ".join(" ".join(re.findall(r"\w+", part)) for part in outside).strip()


def suggestion(reference: Reference) -> str:
    """Return, for a reference out of range, what there is instead; "" for any other.

    >>> suggestion(parse_reference("Al-Anfaal 76"))
    'al-Anfāl has 75 verses'
    """
    wrong = next((passage for passage in reference.passages if not in_range(passage)), None)
    return "" if wrong is None else _instead(wrong)


def _instead(passage: Passage) -> str:
    if not passage.is_quran:
        item = collection(passage.work)
        return f"{item.ijmes} counts {max(item.highest.values())} hadith"
    for number, _ in (passage.start, passage.end):
        if not 1 <= number <= len(surahs()):
            return f"there is no surah {number}; the Qur'an has {len(surahs())}"
    for number, verse in (passage.start, passage.end):
        surah = surahs()[number - 1]
        if verse > surah.verses:
            return f"{surah.ijmes} has {surah.verses} verses"
    return "the range ends before it begins"


def _meant(text: str) -> str:
    """Return what a text without a reference may have meant: the nearest name, or how references look."""
    from rapidfuzz import fuzz, process

    words = " ".join(WORD.findall(folded(text)))
    if not words:
        return f"expected {_EXAMPLES}"
    nearest = process.extractOne(key(words), _names().keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    if nearest is None:
        return f"expected {_EXAMPLES}"
    name = _names()[nearest[0]]
    return f"{name} is known: a number makes it a reference, {name} 1"


@cache
def _names() -> dict[str, str]:
    out = {key(folded(surah.ijmes)): surah.ijmes for surah in surahs()}
    for item in collections():
        out[key(folded(item.ijmes))] = out[key(folded(item.ijmes_short))] = item.ijmes
    return out
