"""Quotations with words left out: the parts are one quotation, as the editor meant them ("… …")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from quoteindex.model import Passage, Quotation, Span

_ELLIPSIS = re.compile(r"…|\.\s?\.|﹍|۔۔")
_LETTER = re.compile(r"[^\W\d_]")
_PARAGRAPH_END = re.compile(r"\n[ \t>]*\r?\n")
_BRACKETED_NUMBER = re.compile(r"[\[({]\s*\d")
# The parts of an elided quotation stand in one surah, at most so many verses apart.
_VERSES_APART = 6
# A report retold freely in the middle is still one report where so many characters lie between.
_RETOLD = 160


def join_elided(text: str, quotations: Sequence[Quotation]) -> list[Quotation]:
    """Join neighbours that an ellipsis, or a freely told bit of one hadith, divides; the words between stay inside."""
    joined: list[Quotation] = []
    for quotation in quotations:
        whole = _joined(text, joined[-1], quotation) if joined else None
        if whole:
            joined[-1] = whole
        else:
            joined.append(quotation)
    return joined


def _joined(text: str, one: Quotation, other: Quotation) -> Quotation | None:
    gap = text[one.span.end : other.span.start]
    if one.work != other.work or _PARAGRAPH_END.search(gap) or _BRACKETED_NUMBER.search(gap):
        return None
    if _ELLIPSIS.search(gap) and not _LETTER.search(gap):
        passages = _run_on(one, other) if one.work == "quran" else _same_report(one, other)
    elif one.work == "hadith" and len(gap) <= _RETOLD and len(gap) <= len(one.span) + len(other.span):
        passages = _same_report(one, other)
    else:
        return None
    if not passages:
        return None
    span = Span(one.span.start, other.span.end)
    lengths = len(one.span), len(other.span)
    return replace(
        one if lengths[0] >= lengths[1] else other,
        spans=(span,),
        text=span.of(text),
        passages=passages,
        candidates=tuple(p for p in one.candidates if p in other.candidates and p not in passages),
        score=round((one.score * lengths[0] + other.score * lengths[1]) / sum(lengths), 4),
        edits=one.edits + other.edits,
        isnad=one.isnad,
    )


def _run_on(one: Quotation, other: Quotation) -> tuple[Passage, ...]:
    """Return what two parts in ascending order of one surah cover: a range where they adjoin, else both."""
    first, second = one.passages[-1], other.passages[0]
    same_surah = first.start[0] == second.start[0] == first.end[0]
    if not same_surah or not 0 <= second.start[1] - first.end[1] <= _VERSES_APART:
        return ()
    if second.start[1] - first.end[1] <= 1:
        return (*one.passages[:-1], replace(first, end=second.end), *other.passages[1:])
    return (*one.passages, *other.passages)


def _same_report(one: Quotation, other: Quotation) -> tuple[Passage, ...]:
    known = (*other.passages, *other.candidates)
    shared = next((p for p in (*one.passages, *one.candidates) if p in known), None)
    return (shared,) if shared else ()
