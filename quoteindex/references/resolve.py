"""From a draft to a Reference: checked against verse counts and the numberings of hadith, with an honest status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quoteindex.library.works import collection
from quoteindex.model import Passage, Reference, Span, Status
from quoteindex.references.drafts import Draft
from quoteindex.references.folding import FoldedText
from quoteindex.references.quran import counts

if TYPE_CHECKING:
    from quoteindex.library.library import Library


def resolve(draft: Draft, folded: FoldedText, library: Library | None) -> Reference:
    """Return the reference that *draft* is, with its readings and its status."""
    passages: list[Passage] = []
    spans: list[Span] = []
    readings: dict[Passage, None] = {}
    ambiguous = draft.doubt
    out_of_range = False
    for member in draft.members:
        choices = member.passages
        if len(choices) > 1:
            choices = tuple(choice for choice in choices if in_range(choice)) or choices
        ambiguous = ambiguous or len(choices) > 1
        out_of_range = out_of_range or not any(in_range(choice) for choice in choices)
        for choice in choices:
            found = _readings(choice, library)
            ambiguous = ambiguous or len(found) > 1
            out_of_range = out_of_range or not found
            readings.update(dict.fromkeys(found))
            passages.append(choice)
            spans.append(folded.span(member.start, member.end))
    status: Status = "resolved"
    if not draft.members:
        status = "source_only"
    elif out_of_range:
        status = "out_of_range"
    elif ambiguous:
        status = "ambiguous"
    span = folded.span(draft.start, draft.end)
    return Reference(
        (span,),
        span.of(folded.original),
        tuple(passages),
        tuple(readings),
        draft.collections,
        draft.narrators,
        status,
        draft.form,
        tuple(spans),
    )


def in_range(passage: Passage) -> bool:
    """Say whether the Qur'an has such verses, or the collection such a number in any of its numberings."""
    if passage.is_quran:
        ends = (passage.start, passage.end)
        return all(surah in counts() and 1 <= verse <= counts()[surah] for surah, verse in ends) and (
            passage.start <= passage.end
        )
    if passage.scheme:
        return True
    return passage.end[0] <= max(collection(passage.work).highest.values()) and passage.start <= passage.end


def _readings(passage: Passage, library: Library | None) -> tuple[Passage, ...]:
    """Return the library's own passages for one as cited; the passage itself where the library lacks the work."""
    if library is None or passage.is_quran or not library.editions_of(passage.work):
        return (passage,)
    return library.resolve(passage) or ((passage,) if passage.scheme else ())
