"""Quotations + References → Cits: what belongs together, whatever the layout, by evidence that is weighed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol

from quoteindex.link.choice import passages_of, settle_quotation, settle_reference, work_of
from quoteindex.link.clusters import Group, group, near_ties, with_habit
from quoteindex.link.evidence import Member, relation
from quoteindex.link.layout import Layout, in_brackets, is_label, leads
from quoteindex.link.notes import note_pairs
from quoteindex.model import Cit, Document, Edition, Evidence, Language, Passage, Quotation, Reference, Span
from quoteindex.text.arabic import skeleton

if TYPE_CHECKING:
    from quoteindex.segment import Segments

__all__ = ["link"]


class Parallels(Protocol):
    """What linking asks of a library: where else a hadith stands, and which editions there are of a work."""

    def parallels(self, passage: Passage, /) -> Iterable[tuple[Passage, float]]:
        """Return the passages that report the same, with their similarity."""

    def editions_of(self, work: str, language: Language, /) -> Sequence[Edition]:
        """Return the editions of a work in one language."""


def link(
    document: Document,
    segments: Segments | None,
    quotations: Sequence[Quotation],
    references: Sequence[Reference],
    library: Parallels | None = None,
) -> list[Cit]:
    """Tie the quotations and references of a document into citations, in document order.

    Args:
        document: the document that all spans count in.
        segments: its paragraphs and quoted stretches.
        quotations: what was found quoted, in any order.
        references: what was found cited, in any order; a list of several passages may be shared out.
        library: asked for the parallels of a hadith, so that the reference may choose among them.

    Every quotation and every reference comes back in exactly one cit (a list of passages in at most as many cits as it
    names passages).  A reference that stands alone is a cit without quotations.

    >>> from quoteindex.model import Span
    >>> text = "«الأعمال بالنيات» (Muslim 1907)"
    >>> said = Quotation("ar", (Span(1, 17),), text[1:17], method="presented")
    >>> named = Reference((Span(19, 30),), text[19:30], collections=("muslim",))
    >>> [cit] = link(Document("d", text), None, [said], [named])
    >>> cit.references[0].text
    'Muslim 1907'
    """
    units = list(_units(references))
    found: list[tuple[Quotation | Reference, _Unit | None]] = [(q, None) for q in quotations]
    found += [(unit.part, unit) for unit in units]
    found.sort(key=lambda pair: (pair[0].span, isinstance(pair[0], Reference)))
    known = _known_parallels(quotations, library)
    ranks = accumulate((isinstance(item, Quotation) for item, _ in found), initial=0)
    members = [
        replace(_member(document, number, item, unit, known), rank=rank)
        for number, ((item, unit), rank) in enumerate(zip(found, ranks, strict=False))
    ]
    layout = Layout(document, [member.outer for member in members])
    ties = near_ties(members, layout, _noted(document, members))
    groups = group(members, ties)
    groups = group(members, with_habit(members, ties, groups))
    relation.cache_clear()  # it holds the members of this document
    cits = [_cit(document, each, found, known, library) for each in groups]
    return sorted(cits, key=lambda cit: cit.span)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A reference, or one member of a reference that lists several passages."""

    whole: Reference
    part: Reference
    list_id: int


def _units(references: Sequence[Reference]) -> Iterator[_Unit]:
    """Share out the lists: each member that has a span of its own may belong to another quotation."""
    for number, reference in enumerate(references):
        spans, passages = reference.member_spans, reference.passages
        if len(spans) != len(passages) or len(spans) < 2 or len(set(spans)) < len(spans):
            yield _Unit(reference, reference, -1)
            continue
        for span, passage in zip(spans, passages, strict=True):
            text = reference.text[span.start - reference.span.start : span.end - reference.span.start]
            readings = tuple(r for r in reference.readings if r.work == passage.work)
            if passage.is_quran:
                readings = (passage,)
            collections = tuple(c for c in reference.collections if c == passage.work)
            part = replace(
                reference, spans=(span,), text=text, passages=(passage,), readings=readings,
                collections=collections, member_spans=(span,),
            )  # fmt: skip
            yield _Unit(reference, part, number)


def _known_parallels(
    quotations: Iterable[Quotation], library: Parallels | None
) -> dict[Passage, tuple[Passage, ...]]:
    """Ask the library once for the parallels of each hadith that is quoted."""
    if library is None:
        return {}
    hadith = {p for q in quotations for p in q.passages if not p.is_quran}
    return {passage: tuple(other for other, _ in library.parallels(passage)) for passage in hadith}


def _member(
    document: Document,
    number: int,
    item: Quotation | Reference,
    unit: _Unit | None,
    known: dict[Passage, tuple[Passage, ...]],
) -> Member:
    if isinstance(item, Reference):
        outer = in_brackets(document.text, item.span)
        label = leads(document.text, outer) if outer != item.span else is_label(document.text, item.span)
        list_id = unit.list_id if unit else -1
        return Member(number, item, outer, "reference", item.passages, item.readings, label=label, list_id=list_id)
    parallels = tuple(other for passage in item.passages for other in known.get(passage, ()))
    words = item.text.split()
    folded = frozenset(map(skeleton, words)) if item.language == "ar" else frozenset(w.casefold() for w in words)
    outer = Span(min(item.isnad.start, item.span.start), item.span.end) if item.isnad else item.span
    possible = (*item.candidates, *parallels)
    return Member(number, item, outer, item.language, places=item.passages, possible=possible, words=folded)


def _noted(document: Document, members: Sequence[Member]) -> list[tuple[int, int]]:
    """Pair members that a note mark joins."""
    quotations = [m for m in members if m.kind != "reference"]
    references = [m for m in members if m.kind == "reference"]
    pairs = note_pairs(document, [m.item.span for m in quotations], [m.item.span for m in references])
    return [(quotations[one].number, references[two].number) for one, two in pairs]


def _cit(
    document: Document,
    found: Group,
    items: Sequence[tuple[Quotation | Reference, _Unit | None]],
    known: dict[Passage, tuple[Passage, ...]],
    library: Parallels | None,
) -> Cit:
    """Make the cit of a group: members in document order, settled by each other."""
    members = sorted(found.members, key=lambda m: m.number)
    units = [unit for m in members if (unit := items[m.number][1])]
    references = tuple(_restored(units))
    quotations = [m.item for m in members if isinstance(m.item, Quotation)]
    settled = tuple(_settled(q, references, known, library) for q in quotations)
    references = tuple(settle_reference(r, settled) for r in references)
    passages = passages_of(settled, references)
    work = work_of(passages, settled, references)
    return Cit(
        document.id,
        settled,
        references,
        passages,
        work,
        isnad=next((q.isnad for q in settled if q.isnad), None),
        evidence=_told(found.evidence),
    )


def _settled(
    quotation: Quotation,
    references: Sequence[Reference],
    known: dict[Passage, tuple[Passage, ...]],
    library: Parallels | None,
) -> Quotation:
    """Settle where a quotation is from; of another work than it matched, its edition is another as well."""
    parallels = [other for passage in quotation.passages for other in known.get(passage, ())]
    settled = settle_quotation(quotation, references, parallels)
    if settled.passages and settled.passages[0].work != quotation.passages[0].work:
        editions = library.editions_of(settled.passages[0].work, settled.language) if library else ()
        return replace(settled, edition=editions[0].id if editions else "")
    return settled


def _restored(units: Sequence[_Unit]) -> Iterator[Reference]:
    """Give a list back whole where all its members came together; its parts otherwise."""
    together: dict[int, list[_Unit]] = {}
    for number, unit in enumerate(units):
        together.setdefault(unit.list_id if unit.list_id >= 0 else -1 - number, []).append(unit)
    for same in together.values():
        if len(same) > 1 and len(same) == len(same[0].whole.passages):
            yield same[0].whole
        else:
            yield from (unit.part for unit in same)


def _told(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Sum the evidence by reason, the weightiest first."""
    total: dict[str, float] = {}
    for each in evidence:
        total[each.reason] = total.get(each.reason, 0.0) + each.weight
    told = [Evidence(reason.replace("_", " "), round(weight, 2)) for reason, weight in total.items() if weight]
    return tuple(sorted(told, key=lambda e: -abs(e.weight)))
