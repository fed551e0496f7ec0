"""Cit → Cit with a verdict: does the text agree with the library, and the reference with the text?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from quoteindex.link.choice import joined, work_of
from quoteindex.model import Cit, Document, Quotation, TextVerdict, Verdict
from quoteindex.verify.attribution import check_references
from quoteindex.verify.wording import Judged, judge_arabic, judge_rendering
from quoteindex.verify.words import Text

if TYPE_CHECKING:
    from quoteindex.library.library import Library

__all__ = ["verify"]

# From the best to the worst: a cit with several quotations is as good as its worst.
_ORDER: tuple[TextVerdict, ...] = ("exact", "orthography", "partial", "variant", "misquoted", "not_found")


def verify(document: Document, cit: Cit, library: Library) -> Cit:
    """Return the cit with its verdict.

    The Arabic decides about the text where there is any; English renderings decide only where they stand alone.  A
    rendering of the author's own is not judged; without Arabic and without a reference it is "not_found".  Arabic that
    the document only presented, and that was found, says from then on where it stands.

    >>> from quoteindex.library import open_library
    >>> from quoteindex.model import Passage, Quotation, Span
    >>> text, verse = "هم الكافرون", Passage.quran(8, 37)
    >>> cit = Cit("d", (Quotation("ar", (Span(0, 11),), text, (verse,)),), (), (verse,), "quran")
    >>> verdict = verify(Document("d", text), cit, open_library()).verdict
    >>> verdict.text, verdict.reference, verdict.correction
    ('misquoted', 'missing', 'هُمُ الْخَاسِرُونَ')
    """
    text = _text_of(document)
    named = tuple(p for r in cit.references for p in (*r.readings, *r.passages) if p in library)
    arabic = [judge_arabic(text, q, named or cit.passages, library) for q in cit.arabic]
    judged = iter(arabic)
    english = [judge_rendering(text, q, library) for q in cit.renderings]
    deciding = arabic or [each for each in english if each.verdict] or english[:1]
    worst = max(deciding, key=_badness, default=Judged(None))
    said = tuple(dict.fromkeys(p for each in (*arabic, *english) if each.held for p in each.held.passages))
    checked = check_references(text, cit, said, library)
    notes = [*(note for each in deciding for note in each.notes), *_about_renderings(arabic, english), *checked.notes]
    unknown: TextVerdict | None = "not_found" if english and not cit.references else None
    verdict = Verdict(
        worst.verdict or unknown,
        checked.verdict,
        tuple(d for each in deciding for d in each.differences),
        " … ".join(each.correction for each in deciding if each.correction),
        tuple(dict.fromkeys(notes)),
    )
    quotations = tuple(_found(q, next(judged) if q.language == "ar" else None) for q in cit.quotations)
    passages = cit.passages or joined(p for q in quotations for p in q.passages)
    return replace(cit, quotations=quotations, passages=passages, work=cit.work or work_of(passages), verdict=verdict)


def _found(quotation: Quotation, judged: Judged | None) -> Quotation:
    """Say of a quotation that was only presented what it was found to be."""
    if quotation.passages or judged is None or judged.held is None or judged.verdict == "not_found":
        return quotation
    held = judged.held
    work: Literal["quran", "hadith"] = "quran" if held.passages[0].is_quran else "hadith"
    return replace(
        quotation, passages=held.passages, edition=held.edition, score=round(held.share, 4),
        edits=len(judged.differences), work=work,
    )  # fmt: skip


_read: list[tuple[Document, Text]] = []  # the document verified last, so that its words are read once for all cits


def _text_of(document: Document) -> Text:
    if not _read or _read[0][0] is not document:
        _read[:] = [(document, Text(document.visible))]
    return _read[0][1]


def _badness(judged: Judged) -> int:
    return _ORDER.index(judged.verdict) if judged.verdict else -1


def _about_renderings(arabic: Sequence[Judged], english: Sequence[Judged]) -> list[str]:
    """Say where a rendering beside the Arabic departs from the edition that it follows."""
    if not arabic:
        return []
    return [
        f"the rendering departs from {each.held.edition} in {len(each.differences)} places"
        for each in english
        if each.held and each.differences
    ]
