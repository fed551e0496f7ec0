"""Quotations that the author vocalised in a text that is not: the vowel marks show how far they go.

A garbled verse agrees with the library only in part.  Where the words around that part carry vowel marks like it, and
the text at large carries none, they are quoted with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quoteindex.detect.borders import VOCALISED, share_of_marks, trimmed, words
from quoteindex.model import Document, Quotation, Span

# A text with fewer vowel marks a character is not vocalised.
_PLAIN = 0.15
# The words that agree with the library are at least this share of the quotation.
_AGREEING = 0.4
# … in a text that is vocalised throughout, where the marks tell less, this.
_MOSTLY = 0.7
# So many characters before and after are looked at.
_REACH = 400

_VOWELS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
_STOP = re.compile(r"[\n\r:{}()\[\]«»“”\"﴿﴾<>|.؟!]|\*\*")
_WORD = re.compile(r"\S+")


def extended(document: Document, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Return the quotations (in document order, disjoint), each lengthened to the ends of its vocalised words."""
    text = document.visible
    plain = sum(map(text.count, _VOWELS)) < _PLAIN * len(text)
    least = _AGREEING if plain else _MOSTLY
    found: list[Quotation] = []
    for index, quotation in enumerate(quotations):
        if quotation.language == "ar" and share_of_marks(quotation.text) >= VOCALISED:
            floor = found[-1].span.end if found else 0
            limit = quotations[index + 1].span.start if index + 1 < len(quotations) else len(text)
            quotation = _lengthened(document.text, text, quotation, Span(floor, limit), least)
        found.append(quotation)
    return found


def _lengthened(original: str, text: str, quotation: Quotation, room: Span, least: float) -> Quotation:
    """Lengthen one quotation within *room*, where what agrees stays *least* of it."""
    floor, limit = room.start, room.end
    start, end = quotation.span.start, quotation.span.end
    stops = [match.end() for match in _STOP.finditer(text, max(floor, start - _REACH), start)]
    low = stops[-1] if stops else max(floor, start - _REACH)
    stop = _STOP.search(text, end, min(limit, end + _REACH))
    high = stop.start() if stop else min(limit, end + _REACH)
    for word in reversed(list(_WORD.finditer(text, low, start))):
        if share_of_marks(word[0]) < VOCALISED:
            break
        start = word.start()
    for word in _WORD.finditer(text, end, high):
        if share_of_marks(word[0]) < VOCALISED:
            break
        end = word.end()
    span = trimmed(text, start, end)
    agreeing = len(words(quotation.text))
    if not span or not span.contains(quotation.span) or agreeing < least * len(words(span.of(text))):
        return quotation
    spans = (Span(span.start, quotation.spans[0].end), *quotation.spans[1:])
    spans = (*spans[:-1], Span(spans[-1].start, span.end))
    added = len(words(span.of(text))) - agreeing
    score = round(quotation.score * agreeing / (agreeing + max(added, 0)), 4)
    return replace(quotation, spans=spans, text=span.of(original), score=score, edits=quotation.edits + max(added, 0))
