"""What a group of members says: one passage set, the quotations and references settled by it.

A quotation whose words stand in several places takes the place that the reference beside it names (the refrain of
surah 55, a hadith that several collections hold); a reference whose number counts differently in several editions takes
the reading that the quotation beside it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from quoteindex.link.evidence import any_overlap, overlap
from quoteindex.model import Passage, Quotation, Reference


def settle_quotation(
    quotation: Quotation, references: Sequence[Reference], parallels: Sequence[Passage] = ()
) -> Quotation:
    """Let the references beside a quotation choose among the places where its words stand.

    Where the reference names a range and the words stand in it several times, all those places are kept.
    """
    if not quotation.passages:
        return quotation
    places = (*quotation.passages, *quotation.candidates, *parallels)
    named = tuple(p for r in references for p in (*r.passages, *r.readings))
    collections = {c for r in references for c in r.collections}
    chosen = tuple(dict.fromkeys(place for place in places if any_overlap([place], named)))
    if not chosen and not quotation.passages[0].is_quran:
        held = [place for place in places if place.work in collections]
        chosen = tuple(held[:1])
    if not chosen or set(quotation.passages) <= set(chosen) == set(quotation.passages):
        return quotation
    rest = tuple(p for p in dict.fromkeys((*quotation.passages, *quotation.candidates)) if p not in chosen)
    return replace(quotation, passages=chosen, candidates=rest)


def settle_reference(reference: Reference, quotations: Sequence[Quotation]) -> Reference:
    """Let the quotations beside an ambiguous reference choose among its readings."""
    if len(reference.readings) < 2:
        return reference
    said = tuple(p for q in quotations for p in (*q.passages, *q.candidates))
    chosen = tuple(reading for reading in reference.readings if any_overlap([reading], said))
    if not chosen or chosen == reference.readings:
        return reference
    status = "resolved" if reference.status == "ambiguous" and len(chosen) == 1 else reference.status
    return replace(reference, readings=chosen, status=status)


def passages_of(quotations: Sequence[Quotation], references: Sequence[Reference]) -> tuple[Passage, ...]:
    """Decide what a cit is of: what the Arabic says, else a matched rendering, else the reference."""
    arabic = [q for q in quotations if q.language == "ar" and q.passages]
    matched = arabic or [q for q in quotations if q.passages]
    if matched:
        return joined(p for q in matched for p in q.passages)
    return joined(p for r in references for p in (r.readings or r.passages))


def joined(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Write passages of the Qur'an that overlap or follow each other as one range; keep the order otherwise.

    >>> [str(p) for p in joined(map(Passage.parse, ["quran:2:8", "quran:2:9-10", "quran:5:6", "quran:2:10"]))]
    ['quran:2:8-10', 'quran:5:6']
    """
    result: list[Passage] = []
    for passage in passages:
        for at, known in enumerate(result):
            if passage == known or (passage.is_quran and (overlap(passage, known) or _follow(passage, known))):
                result[at] = replace(known, start=min(known.start, passage.start), end=max(known.end, passage.end))
                break
        else:
            result.append(passage)
    return tuple(result)


def _follow(one: Passage, two: Passage) -> bool:
    """Say whether one passage begins with the verse after the other, in the same surah."""
    if one.work != two.work or not len(one.start) == len(two.end) == len(one.end) == len(two.start) == 2:
        return False
    return (two.end[0], two.end[1] + 1) == one.start or (one.end[0], one.end[1] + 1) == two.start


def work_of(
    passages: Sequence[Passage], quotations: Sequence[Quotation], references: Sequence[Reference]
) -> Literal["quran", "hadith"] | None:
    """Name the kind of work that a cit is of."""
    if passages:
        return "quran" if passages[0].is_quran else "hadith"
    for quotation in quotations:
        if quotation.work:
            return quotation.work
    return "hadith" if any(r.collections for r in references) else None
