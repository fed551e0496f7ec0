"""The verdict on a reference: whether what it names is where the words stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quoteindex.errors import NoSuchPassage
from quoteindex.library.catalogue import catalogue
from quoteindex.library.works import collection
from quoteindex.link.evidence import any_overlap
from quoteindex.model import QURAN, Cit, Passage, Quotation, Reference, ReferenceVerdict
from quoteindex.verify.passages import hold
from quoteindex.verify.words import Text

if TYPE_CHECKING:
    from quoteindex.library.library import Library

# The words stand also at the place that the reference names, where so many of them agree: all but a slip in the Qur'an,
# the same report in other words in a hadith, the same verse in another translation.
_SAME_TEXT = {("ar", True): 0.75, ("ar", False): 0.5, ("en", True): 0.4, ("en", False): 0.4}


@dataclass(frozen=True)
class Checked:
    """What was found about the references of a cit."""

    verdict: ReferenceVerdict
    notes: tuple[str, ...] = ()


def check_references(text: Text, cit: Cit, said: Sequence[Passage], library: Library) -> Checked:
    """Check every reference of a cit; the worst finding counts, agreement goes before what could not be checked.

    *said* are the passages that the quotations were found to be of.
    """
    if not cit.references:
        return Checked("missing")
    known = _everywhere(cit, said, library)
    found = [_check(text, cit, reference, known, library) for reference in cit.references]
    order: tuple[ReferenceVerdict, ...] = ("out_of_range", "disagrees", "agrees", "unchecked")
    verdict = min((each.verdict for each in found), key=order.index)
    return Checked(verdict, tuple(dict.fromkeys(note for each in found for note in each.notes)))


def _everywhere(cit: Cit, said: Sequence[Passage], library: Library) -> tuple[Passage, ...]:
    """Collect all places where the words of a cit are known to stand."""
    places = [*said, *(p for q in cit.quotations for p in (*q.passages, *q.candidates))]
    places += [other for p in said if not p.is_quran for other, _ in library.parallels(p)]
    return tuple(dict.fromkeys(places))


def _check(
    text: Text, cit: Cit, reference: Reference, known: Sequence[Passage], library: Library
) -> Checked:
    if reference.status == "out_of_range":
        return Checked("out_of_range", (_out_of_range(reference),))
    named = reference.readings or reference.passages
    if not cit.quotations:
        return Checked("unchecked", tuple(_missing_works(_works(reference), library)))
    if not named:
        return _check_collections(reference, known, library)
    if any_overlap(named, known) or any(_stands_at(text, q, p, library) for q in cit.quotations for p in named):
        return Checked("agrees")
    absent = tuple(_missing_works(_works(reference), library))
    if absent:
        return Checked("unchecked", absent)
    if not any(passage in library for passage in named):
        return Checked("unchecked", (f"{reference.text.strip()!r} names nothing that the library holds",))
    if not known:
        # A hadith that is counted otherwise is looked up at the wrong number; verses are counted alike everywhere.
        wrong = named[0].is_quran and bool(cit.arabic)
        return Checked("disagrees" if wrong else "unchecked", (f"no such words at {named[0]}",))
    place = next((p for p in known if p.work == named[0].work), known[0])
    note = f"the words stand in {place}, the reference names {named[0]}"
    if not place.is_quran and place.work == named[0].work:
        note += "; editions of the collection count differently"
    return Checked("disagrees", (note,))


def _check_collections(reference: Reference, known: Sequence[Passage], library: Library) -> Checked:
    """Check a reference that names collections and no number."""
    if any(passage.work in reference.collections for passage in known):
        return Checked("agrees")
    absent = tuple(_missing_works(reference.collections, library))
    notes = absent or tuple(f"no such wording found in {_title(work)}" for work in reference.collections)
    return Checked("unchecked", notes)


def _stands_at(text: Text, quotation: Quotation, passage: Passage, library: Library) -> bool:
    """Say whether the words of a quotation stand at a passage, in any edition of its language."""
    if passage not in library:
        return False
    quoted = text.words(quotation.spans, quotation.language)
    held = hold(quoted, quotation.text, [passage], quotation.language, library) if quoted else None
    return held is not None and held.share >= _SAME_TEXT[quotation.language, passage.is_quran]


def _works(reference: Reference) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(p.work for p in reference.passages), *reference.collections)))


def _missing_works(works: Iterable[str], library: Library) -> Iterable[str]:
    """Name each work that the library does not hold, and the command that would add it."""
    for work in works:
        if not library.editions_of(work):
            remedy = next((entry.remedy for entry in catalogue() if entry.edition.work == work), "")
            hint = f"; `{remedy}` would add it" if remedy else ""
            yield f"{_title(work)} is not in the library{hint}"


def _out_of_range(reference: Reference) -> str:
    return f"{reference.text.strip()!r} names a place that does not exist"


def _title(work: str) -> str:
    if work == QURAN:
        return "the Qur'an"
    try:
        return collection(work).common
    except NoSuchPassage:
        return work
