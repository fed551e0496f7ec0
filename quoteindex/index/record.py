"""What the index keeps of one cit: the texts to search in, and the facts to search by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quoteindex.errors import NoSuchEdition, NoSuchPassage
from quoteindex.model import Cit, Document, Language, Passage, Reference, Span
from quoteindex.places import Place, Places

if TYPE_CHECKING:
    from quoteindex.library.library import Library


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text of a record: what stands in the document at ``span``, or what the library has (``span`` is None).

    ``edition`` is the text's own in the library, or the one whose words the document repeats ("" where none).
    """

    text: str
    language: Language
    edition: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One cit as the index keeps it.

    ``quoted`` are the stretches of the quotations (several where one is interrupted), ``library`` the passage's own
    wording and its renderings, ``references`` the words of the references.
    """

    cit: Cit
    place: Place
    quoted: tuple[Stretch, ...]
    references: tuple[str, ...]
    library: tuple[Stretch, ...] = ()

    @property
    def collections(self) -> tuple[str, ...]:
        """The works it belongs to: those of its passages, then the collections that its references name."""
        works = (passage.work for passage in passages_of(self.cit))
        return tuple(dict.fromkeys((*works, *self.cit.collections)))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it quotes."""
        return tuple(dict.fromkeys(quotation.language for quotation in self.cit.quotations))

    @property
    def verdicts(self) -> tuple[str, ...]:
        """What the check found of the text and of the reference, one word each."""
        verdict = self.cit.verdict
        return tuple(filter(None, (verdict.text, verdict.reference))) if verdict else ()


def records(document: Document, cits: Iterable[Cit], library: Library | None) -> Iterator[Record]:
    """Yield the records of a document's cits; without a library they hold the document's own words only."""
    places, text = Places(document), document.visible
    for cit in cits:
        quoted = tuple(
            Stretch(span.of(text), quotation.language, quotation.edition, span)
            for quotation in cit.quotations
            for span in quotation.spans
        )
        references = tuple(reference.text for reference in cit.references)
        own = tuple(_library_texts(cit, library)) if library is not None else ()
        yield Record(cit, places.at(cit.start), quoted, references, own)


def passages_of(cit: Cit) -> tuple[Passage, ...]:
    """Return every passage that a cit quotes, or that its references state or may mean."""
    named = (p for reference in cit.references for p in _named(reference))
    return tuple(dict.fromkeys((*cit.passages, *named)))


def _named(reference: Reference) -> tuple[Passage, ...]:
    return (*reference.passages, *reference.readings)


def _library_texts(cit: Cit, library: Library) -> Iterator[Stretch]:
    """Yield the passages in every Arabic text, in the first translation, and in the translations that are quoted.

    More translations would find more, but by words that neither the document nor the reader has before him.
    """
    quoted = {quotation.edition for quotation in cit.quotations}
    for passage in cit.passages:
        seen_english = False
        for edition in library.editions_of(passage.work):
            if edition.language == "en" and seen_english and edition.id not in quoted:
                continue
            text = _wording(passage, edition.id, library)
            if not text:
                continue
            seen_english = seen_english or edition.language == "en"
            yield Stretch(text, edition.language, edition.id)


def _wording(passage: Passage, edition: str, library: Library) -> str:
    """Return the text of a passage, of a hadith without its chain; "" where the edition does not have it."""
    try:
        if passage.is_quran:
            return library.text(passage, edition)
        index = library.index_of(passage, edition)
    except (NoSuchPassage, NoSuchEdition):
        return ""
    if index is None:
        return ""
    start, end = library.matn(edition, index)
    return library.record_text(edition, index)[start:end]


def single_loci(passage: Passage) -> tuple[str, ...]:
    """Return the ids of every verse or hadith of a passage, so that 8:37 finds a quotation of 8:36-38.

    A hadith with a letter (muslim:2564b) is found by its bare number, too.

    >>> single_loci(Passage.parse("quran:8:36-38"))
    ('quran:8:36', 'quran:8:37', 'quran:8:38')
    >>> single_loci(Passage.parse("muslim:2564b"))
    ('muslim:2564b', 'muslim:2564')
    """
    if passage.is_quran and passage.start != passage.end:
        return tuple(str(Passage.quran(*verse)) for verse in _verses(passage))
    if len(passage.start) == 1 and passage.start < passage.end:
        numbers = range(passage.start[0], passage.end[0] + 1)
        return tuple(str(Passage.hadith(passage.work, number, scheme=passage.scheme)) for number in numbers)
    bare = Passage(passage.work, passage.start, passage.end, "", passage.scheme)
    return tuple(dict.fromkeys((str(passage), str(bare))))


def surahs_of(passage: Passage) -> tuple[int, ...]:
    """Return the numbers of the surahs in which a passage stands, none for a hadith."""
    return tuple(range(passage.start[0], passage.end[0] + 1)) if passage.is_quran else ()


def _verses(passage: Passage) -> Iterator[tuple[int, int]]:
    from quoteindex.library.works import verse_count

    for surah in surahs_of(passage):
        first = passage.start[1] if surah == passage.start[0] else 1
        last = passage.end[1] if surah == passage.end[0] else verse_count(surah)
        yield from ((surah, verse) for verse in range(first, last + 1))
