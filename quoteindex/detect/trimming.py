"""Where an alignment may not reach: beyond a mark, into a neighbouring verse, outside the matn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from quoteindex.detect.alignment import Alignment
from quoteindex.detect.seeds import Runs
from quoteindex.detect.words import Words, WordsInText
from quoteindex.library.matching import Group

# A few words of the next verse happen to agree when they tell less than this.
_STRAY_WORDS, _STRAY_BITS = 3, 14.0
# So many words at an end may have to give way to a mark.
_BEYOND_MARK = 3


def within_verses(words: Words, alignment: Alignment, group: Group) -> Alignment:
    """Leave out a few words of a neighbouring verse that happen to agree."""
    first, last = group.record_at(alignment.place), group.record_at(alignment.place_stop - 1)
    if first == last:
        return alignment
    records = group.records
    into_last, whole = alignment.place_stop - int(records[last]), int(records[last + 1] - records[last])
    if into_last < whole and _is_stray(words, alignment.stop - into_last, alignment.stop):
        alignment = cut(words, alignment, 0, into_last)
    of_first, whole = int(records[first + 1]) - alignment.place, int(records[first + 1] - records[first])
    if of_first < whole and _is_stray(words, alignment.first, alignment.first + of_first):
        alignment = cut(words, alignment, of_first, 0)
    return alignment


def within_matn(
    words: Words, alignment: Alignment, runs: Runs, group: Group, record: int
) -> tuple[Alignment | None, tuple[int, int] | None]:
    """Keep the matn, and tell where the document gives the isnad."""
    matn, matn_stop = group.matn[record].tolist()
    before = max(0, _word_at(runs, matn) - alignment.first) if alignment.place < matn else 0
    after = max(0, alignment.stop - _word_at(runs, matn_stop)) if alignment.place_stop > matn_stop else 0
    if before + after == 0:
        return alignment, None
    if alignment.stop - alignment.first - before - after < 2:
        return None, None
    isnad = (alignment.first, alignment.first + before) if before else None
    report = cut(words, alignment, before, after)
    place, place_stop = max(report.place, matn), max(min(report.place_stop, matn_stop), matn + 1)
    return replace(report, place=place, place_stop=place_stop), isnad


def cut(words: Words, alignment: Alignment, before: int, after: int) -> Alignment:
    """Drop words at the ends that agreed with the library."""
    first, stop = alignment.first + before, alignment.stop - after
    bits = words.bits
    lost = float(bits[alignment.first : first].sum() + bits[stop : alignment.stop].sum())
    return replace(
        alignment, first=first, stop=stop, place=alignment.place + before, place_stop=alignment.place_stop - after,
        bits=alignment.bits - lost, same=max(0.0, alignment.same - before - after),
    )  # fmt: skip


def within_marks(words: WordsInText, alignment: Alignment) -> Alignment:
    """Leave out a word or two at an end that stand beyond a mark and tell less than it costs to cross it."""
    bits = words.words.bits
    for count in range(1, min(_BEYOND_MARK, alignment.stop - alignment.first - 2) + 1):
        if words.barrier(alignment.stop - count - 1) > bits[alignment.stop - count : alignment.stop].sum():
            return within_marks(words, cut(words.words, alignment, 0, count))
        if words.barrier(alignment.first + count - 1) > bits[alignment.first : alignment.first + count].sum():
            return within_marks(words, cut(words.words, alignment, count, 0))
    return alignment


def _is_stray(words: Words, first: int, stop: int) -> bool:
    return stop - first <= _STRAY_WORDS and float(words.bits[first:stop].sum()) < _STRAY_BITS


def _word_at(runs: Runs, place: int) -> int:
    """Return the document word that stands at *place* of the library, by the run that is nearest."""
    starts = runs.first + runs.shift
    run = max(int(np.searchsorted(starts, place, side="right")) - 1, 0)
    return int(place - runs.shift[run])
