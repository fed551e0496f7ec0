"""Reading one reference that stands alone, as a user types it: candidates when ambiguous, a suggestion when nothing fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteindex.errors import ReferenceSyntaxError
from quoteindex.model import Reference
from quoteindex.references.scanner import read_single

if TYPE_CHECKING:
    from quoteindex.library.library import Library


def parse_reference(text: str, library: Library | None = None, *, surah_hint: int | None = None) -> Reference:
    """Return the reference that *text* is.

    >>> parse_reference("Al-Anfal: 37").passages
    (Passage(work='quran', start=(8, 37), end=(8, 37), suffix='', scheme=''),)

    Raises ReferenceSyntaxError where it is none, with what may have been meant.
    """
    found = read_single(text, library, surah_hint)
    if found is None:
        raise ReferenceSyntaxError(f"{text!r} is no reference; expected e.g. Q 8:37, al-Anfal 37 or Sahih Muslim 2564")
    return found
