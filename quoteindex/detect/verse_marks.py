"""The numbers of verses within a quotation are no part of it: "…(1)…(2)…", "…[7]…", "…﴿١﴾…" break it into its verses.

Only a number that is that of a quoted verse breaks; a note's mark within one verse does not, nor does a plain sign
between verses (۝, *).
"""

from __future__ import annotations

import re
from dataclasses import replace

from quoteindex.detect.borders import trimmed, words
from quoteindex.model import Quotation, Span

_MARK = re.compile(r"(?:[(\[{﴿﴾]|۝)\s*([\d٠-٩۰-۹]{1,3})\s*(?:[)\]}﴾﴿]|(?<=[\d٠-٩۰-۹])(?=\s))")


def without_verse_marks(text: str, quotation: Quotation) -> Quotation:
    """Return the quotation, in as many spans as marks of verses leave of it."""
    if quotation.work != "quran" or not quotation.passages:
        return quotation
    spans = [part for span in quotation.spans for part in _parts(text, span, quotation)]
    return replace(quotation, spans=tuple(spans)) if len(spans) > len(quotation.spans) else quotation


def _parts(text: str, span: Span, quotation: Quotation) -> list[Span]:
    found: list[Span] = []
    start = span.start
    for mark in _MARK.finditer(text, span.start, span.end):
        if _is_quoted(int(mark[1]), quotation):
            found.append(Span(start, mark.start()))
            start = mark.end()
    found.append(Span(start, span.end))
    parts = [trimmed(text, part.start, part.end) for part in found if words(part.of(text))]
    return [part for part in parts if part]


def _is_quoted(verse: int, quotation: Quotation) -> bool:
    return any(p.start[1] <= verse <= p.end[1] for p in quotation.passages if p.start[0] == p.end[0])
