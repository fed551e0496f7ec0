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

_BASMALA = (Passage.quran(1, 1), Passage.quran(27, 30))
_RECURRING = 10  # verses; in a longer range (a whole surah) the words stand at one place of it


def settle_quotation(
    quotation: Quotation, references: Sequence[Reference], parallels: Sequence[Passage] = ()
) -> Quotation:
    """Let the references beside a quotation choose among the places where its words stand."""
    if not quotation.passages:
        return quotation
    quotation = _without_basmala(quotation)
    places = tuple(dict.fromkeys((*quotation.passages, *quotation.candidates, *parallels)))
    named = tuple(p for r in references for p in (*r.passages, *r.readings))
    chosen = _named_places(places, named)
    if not chosen and not quotation.passages[0].is_quran:
        collections = {c for r in references for c in r.collections}
        chosen = tuple(place for place in places if place.work in collections)[:1]
    if not chosen or set(chosen) <= set(quotation.passages):
        return quotation
    rest = tuple(p for p in (*quotation.passages, *quotation.candidates) if p not in chosen)
    return replace(quotation, passages=chosen, candidates=rest)


def _without_basmala(quotation: Quotation) -> Quotation:
    """Leave out the basmala that is recited before a surah: it cites neither 1:1 nor 27:30."""
    first, *rest = quotation.passages
    if first in _BASMALA and rest and rest[0].is_quran and rest[0].start[-1] == 1:
        return replace(quotation, passages=tuple(rest))
    return quotation


def _named_places(places: Sequence[Passage], named: Sequence[Passage]) -> tuple[Passage, ...]:
    """Return the places that are named, or else the first within a passage that is named, or overlapping one.

    Words that recur within a short range are of the whole range.
    """
    exact = tuple(place for place in places if place in named)
    if exact:
        return exact
    for passage in named:
        within = tuple(place for place in places if _contains(passage, place))
        if len(within) > 1 and passage.end[-1] - passage.start[-1] < _RECURRING:
            return (passage,)
        if within:
            return within[:1]
    return tuple(place for place in places if any_overlap([place], named))[:1]


def _contains(passage: Passage, place: Passage) -> bool:
    return overlap(passage, place) and passage.start <= place.start and place.end <= passage.end


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
    passages: Sequence[Passage], quotations: Sequence[Quotation] = (), references: Sequence[Reference] = ()
) -> Literal["quran", "hadith"] | None:
    """Name the kind of work that a cit is of."""
    if passages:
        return "quran" if passages[0].is_quran else "hadith"
    for quotation in quotations:
        if quotation.work:
            return quotation.work
    return "hadith" if any(r.collections for r in references) else None
