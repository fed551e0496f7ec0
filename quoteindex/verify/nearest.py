"""The passage nearest to words that are presented as a quotation: searched in the whole library by shared words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from quoteindex.detect.seeds import find_runs
from quoteindex.detect.words import Words
from quoteindex.library.matching import Group, tables_of, words_of
from quoteindex.model import QURAN, Passage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from quoteindex.library.library import Library

_LEAST_BITS = 8.0  # a run below that is shared by chance
_MOST = 4  # places that are compared word by word
# What a stretch of the Qur'an has to share of what is said, and a hadith in rare runs of words alone, to be compared.
_LEAST_SHARE = {True: 0.35, False: 0.15}
_WIDER = 1.25  # the passage may be that much longer than what is quoted of it


def nearest_passages(text: str, library: Library, *, quran: bool) -> list[Passage]:
    """Return the passages whose words are nearest to *text*, the best first; none where it shares too few.

    Of the Qur'an every stretch is weighed by the information of the words that it shares; of hadith only those that
    share a rare run of words.
    """
    tables = tables_of(library)
    group = next(g for g in tables.groups if g.kind.quran == quran and g.kind.language == "ar")
    if not group.editions:
        return []
    words = words_of(text, "ar")
    number = tables.numbers(words.key, "ar")
    if not (number > 0).any():
        return []
    information = tables.information("ar")
    bits = information[number]
    said = float(np.where(number > 0, bits, information.max()).sum())
    least = max(_LEAST_BITS, _LEAST_SHARE[quran] * said)
    if quran:
        return _densest(number, information, group, library, least)
    block = np.zeros(len(number), dtype=np.int32)
    return _sharing_runs(Words(number, bits, words.start, words.end, block), group, library, least)


def _densest(
    number: NDArray[np.int32], information: NDArray[np.float32], group: Group, library: Library, least: float
) -> list[Passage]:
    """Weigh every stretch of the Qur'an that is about as long as the words given."""
    stop = int(group.records[_first_of_second_edition(group)])
    weight = np.zeros(len(information), dtype=np.float32)
    weight[number] = information[number]
    weight[0] = 0
    gained = np.concatenate(([0.0], np.cumsum(weight[group.words[:stop]], dtype=np.float64)))
    length = min(stop, max(2, round(len(number) * _WIDER)))
    score = gained[length:] - gained[:-length]
    found: list[Passage] = []
    for _ in range(_MOST):
        best = int(np.argmax(score))
        if score[best] < least:
            break
        # The stretch is wider than its words: from its first shared word to its last.
        shared = np.flatnonzero(weight[group.words[best : best + length]]) + best
        edition, first = group.place(group.record_at(int(shared[0])))
        _, last = group.place(group.record_at(int(shared[-1])))
        start, end = library.passage_at(edition, first), library.passage_at(edition, last)
        passage = Passage(QURAN, start.start, end.end)
        if passage not in found:
            found.append(passage)
        score[max(0, best - length) : best + length] = 0
    return found


def _first_of_second_edition(group: Group) -> int:
    return group.editions[1][1] if len(group.editions) > 1 else len(group.records) - 1


def _sharing_runs(words: Words, group: Group, library: Library, least: float) -> list[Passage]:
    """Sum what each record shares in rare runs of words."""
    runs = find_runs(words, group, _LEAST_BITS)
    total: dict[int, float] = {}
    for first, shift, bits in zip(runs.first.tolist(), runs.shift.tolist(), runs.bits.tolist(), strict=True):
        record = group.record_at(first + shift)
        total[record] = total.get(record, 0.0) + bits
    enough = [record for record in total if total[record] >= least]
    best = sorted(enough, key=lambda record: -total[record])[:_MOST]
    return [library.passage_at(*group.place(record)) for record in best]
