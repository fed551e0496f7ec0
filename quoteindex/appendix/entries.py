"""The index locorum: what is quoted, in the works' own order, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from quoteindex.model import QURAN, Cit, Document, Language, Passage, Quotation, Verdict
from quoteindex.places import Place, Places

if TYPE_CHECKING:
    from quoteindex.library import Library

SectionKind = Literal["quran", "hadith", "not_found"]

_WORDS_OF_INCIPIT = {"ar": 6, "en": 9}
# What may stand at the end of an incipit before its ellipsis, and says nothing there.
_TRAILING = " ,;:.!?،؛؟…*-–—"


@dataclass(frozen=True, slots=True)
class Rendering:
    """An English rendering as the document quotes it; ``edition`` is the translation whose words it repeats, or "".

    ``translation`` is that edition's title.
    """

    text: str
    edition: str = ""
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a passage is quoted, or only referred to (no text at all).

    ``arabic`` and ``renderings`` are the document's own words, on one line; ``cited_as`` its references.
    """

    document: str
    place: Place
    start: int
    end: int
    arabic: str
    renderings: tuple[Rendering, ...]
    cited_as: tuple[str, ...]
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage with every place of it; ``passage`` is None where the library has no such text.

    ``reference`` is the passage in the style asked for, ``incipit`` the first words of what is quoted.
    """

    passage: Passage | None
    reference: str
    incipit: str
    language: Language
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of one work, or those that stand in none: its titles in English and in Arabic."""

    kind: SectionKind
    work: str
    title: str
    arabic: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Appendix:
    """The whole list, ready to be written: the Qur'an, the collections, then what is in none, in their orders."""

    title: str
    sections: tuple[Section, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """What an appendix holds: the style of its references, bare references too, incipits from the library.

    ``references`` lists places that refer to a passage without quoting it.  ``library_incipits`` takes the first words
    from the library instead of from the document; publish such an appendix only where the edition's licence allows it.
    """

    title: str = "Index of quotations"
    style: str = "short"
    references: bool = False
    library_incipits: bool = False


def collect(
    found: Iterable[tuple[Document, Iterable[Cit]]], library: Library, options: Options | None = None
) -> Appendix:
    """Return the appendix of documents and their cits."""
    options = options or Options()
    documents: list[str] = []
    held: dict[Passage | str, _Gathered] = {}
    for document, cits in found:
        documents.append(document.id)
        places, text = Places(document), document.visible
        for cit in cits:
            if cit.quotations or options.references:
                for key, occurrence in _occurrences(cit, text, places, library):
                    held.setdefault(key, _Gathered(cit)).occurrences.append(occurrence)
    return Appendix(options.title, tuple(_sections(held, library, options)), tuple(documents))


@dataclass(slots=True)
class _Gathered:
    """The occurrences of one entry; ``cit`` is the first, which says what stands where no passage is known."""

    cit: Cit
    occurrences: list[Occurrence] = field(default_factory=list)


def _occurrences(
    cit: Cit, text: str, places: Places, library: Library
) -> Iterator[tuple[Passage | str, Occurrence]]:
    """Yield the occurrences of a cit by passage; by its text, or by its reference, where the library has no passage."""
    passages = cit.passages
    if not cit.quotations:
        passages = tuple(dict.fromkeys(p for r in cit.references for p in (r.readings or r.passages)))
    elif cit.verdict and cit.verdict.text == "not_found":
        passages = ()
    if not passages:
        occurrence = _occurrence(cit, cit.quotations, text, places, library)
        words = (occurrence.arabic,) if occurrence.arabic else tuple(r.text for r in occurrence.renderings)
        yield " ".join((cit.work or "", *(words or occurrence.cited_as))), occurrence
    for passage in passages:
        own = tuple(q for q in cit.quotations if not q.passages or any(_overlap(passage, p) for p in q.passages))
        yield passage, _occurrence(cit, own or cit.quotations, text, places, library)


def _overlap(one: Passage, other: Passage) -> bool:
    return one.work == other.work and one.scheme == other.scheme and one.start <= other.end and other.start <= one.end


def _occurrence(
    cit: Cit, quotations: tuple[Quotation, ...], text: str, places: Places, library: Library
) -> Occurrence:
    arabic = [_words(q, text) for q in quotations if q.language == "ar"]
    renderings = [
        Rendering(_words(q, text), q.edition, library.edition(q.edition).title if q.edition else "")
        for q in quotations
        if q.language == "en"
    ]
    start = min((q.span.start for q in quotations), default=cit.start)
    end = max((q.span.end for q in quotations), default=cit.span.end)
    cited_as = tuple(dict.fromkeys(" ".join(reference.text.split()) for reference in cit.references))
    return Occurrence(
        cit.document, places.at(start), start, end, " … ".join(arabic), tuple(renderings), cited_as, cit.verdict
    )


def _words(quotation: Quotation, text: str) -> str:
    """Return what is quoted on one line, its parts joined by an ellipsis."""
    return " … ".join(" ".join(span.of(text).split()) for span in quotation.spans)


def _sections(held: dict[Passage | str, _Gathered], library: Library, options: Options) -> Iterator[Section]:
    known = sorted((key for key in held if isinstance(key, Passage)), key=library.sort_key)
    works = dict.fromkeys(passage.work for passage in known)
    for work in works:
        own = (passage for passage in known if passage.work == work)
        entries = tuple(_entry(passage, held[passage], library, options) for passage in own)
        yield Section("quran" if work == QURAN else "hadith", work, *titles(work), entries)
    unknown = [gathered for key, gathered in held.items() if isinstance(key, str)]
    if unknown:
        entries = tuple(_entry(None, item, library, options) for item in unknown)
        yield Section("not_found", "", "Not found in the library", "لم يوجد في المكتبة", entries)


def titles(work: str) -> tuple[str, str]:
    """Return the English and the Arabic title of a work; its id where the tables have none.

    >>> titles("quran")
    ("The Qur'an", 'القرآن الكريم')
    """
    from quoteindex.errors import NoSuchPassage
    from quoteindex.library.works import collection

    if work == QURAN:
        return "The Qur'an", "القرآن الكريم"
    try:
        found = collection(work)
    except NoSuchPassage:
        return work, ""
    return found.common, found.arabic


def _written(passage: Passage, style: str) -> str:
    from quoteindex.errors import NoSuchPassage
    from quoteindex.references import format_passage

    try:
        return format_passage(passage, style)
    except NoSuchPassage:
        # A bare reference may name a surah that does not exist; it is listed as it is.
        return str(passage)


def _entry(passage: Passage | None, gathered: _Gathered, library: Library, options: Options) -> Entry:
    reference = _written(passage, options.style) if passage else _attribution(gathered.cit)
    incipit, language = _incipit(gathered.occurrences)
    if passage and options.library_incipits:
        own = _library_words(passage, library)
        incipit, language = (_first_words(own, "ar"), "ar") if own else (incipit, language)
    return Entry(passage, reference, incipit, language, tuple(gathered.occurrences))


def _incipit(occurrences: list[Occurrence]) -> tuple[str, Language]:
    for occurrence in occurrences:
        if occurrence.arabic:
            return _first_words(occurrence.arabic, "ar"), "ar"
    for occurrence in occurrences:
        if occurrence.renderings:
            return _first_words(occurrence.renderings[0].text, "en"), "en"
    return "", "ar"


def _first_words(text: str, language: Language) -> str:
    words = text.split()
    shown = words[: _WORDS_OF_INCIPIT[language]]
    return " ".join(shown) if len(shown) == len(words) else " ".join(shown).rstrip(_TRAILING) + " …"


def _library_words(passage: Passage, library: Library) -> str:
    """Return the passage in the library's first Arabic text that has it; of a hadith, without the chain."""
    for edition in library.editions_of(passage.work, "ar"):
        index = library.index_of(passage, edition.id)
        if index is not None:
            start, end = library.matn(edition.id, index)
            return library.record_text(edition.id, index)[start:end]
    return ""


def _attribution(cit: Cit) -> str:
    """Return what a text that is in no book of the library claims to be."""
    named = [titles(work)[0] for work in cit.collections]
    named += [" ".join(reference.text.split()) for reference in cit.references if not reference.collections]
    if named:
        return "; ".join(dict.fromkeys(named))
    return {"quran": titles(QURAN)[0], "hadith": "Hadith"}.get(cit.work or "", "Without reference")
