"""What the tests of several rooms share: a short article whose cits are written out by hand, and a library of them.

The rooms below the scan (index, appendix) are so tested without it and without any installed text.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from quoteindex.errors import NoSuchPassage
from quoteindex.model import Cit, Document, Edition, Locator, Passage, Quotation, Reference, Span, Verdict

ARTICLE = """\
On those who plot

لِيَمِيزَ اللَّهُ الْخَبِيثَ مِنَ الطَّيِّبِ وَيَجْعَلَ الْخَبِيثَ بَعْضَهُ عَلَى بَعْضٍ أُولَئِكَ هُمُ الْخَاسِرُونَ

“[This is] so that Allah may distinguish the wicked from the good. It is those who are the losers.”

(Al-Anfal: 37)

It is narrated by Ibn Habban in his Saheeh, on the authority of Aisha, that he said:

«مَنْ أَرْضَى اللَّهَ بِسَخَطِ النَّاسِ كَفَاهُ اللَّهُ، وَمَنْ أَسْخَطَ اللَّهَ بِرِضَا النَّاسِ وَكَلَهُ اللَّهُ إِلَى النَّاسِ»

“Whosoever pleases Allah in the displeasure of people, Allah is his protector”

سَيُصِيبُ الَّذِينَ أَجْرَمُوا صَغَارٌ عِنْدَ اللَّهِ وَعَذَابٌ شَدِيدٌ

“There will afflict those who committed crimes debasement before Allah and severe punishment”

(Al-An’am: 124)

وَسَيَعْلَمُ الَّذِينَ ظَلَمُوا أَيَّ مُنْقَلَبٍ يَنْقَلِبُونَ

“And those who have wronged are going to know to what [kind of] return they will be returned”

(Ash-Shu’ara’: 227)
"""

# work, passage, Arabic, English, reference: each by its first and last words in the article.
_CITS = (
    ("quran:8:37", ("لِيَمِيزَ", "الْخَاسِرُونَ"), ("[This is]", "losers"), "Al-Anfal: 37", "partial"),
    ("tirmidhi:2414", ("مَنْ أَرْضَى", "إِلَى النَّاسِ"), ("Whosoever", "protector"),
     "Ibn Habban in his Saheeh, on the authority of Aisha", "variant"),
    ("quran:6:124", ("سَيُصِيبُ", "شَدِيدٌ"), ("There will", "punishment"), "Al-An’am: 124", "partial"),
    ("quran:26:227", ("وَسَيَعْلَمُ", "يَنْقَلِبُونَ"), ("And those", "be returned"), "Ash-Shu’ara’: 227", "partial"),
)

# Enough of each passage to tell what only the library has from what the article quotes.
_TEXTS = {
    ("quran:8:37", "quran-uthmani"): "لِيَمِيزَ ٱللَّهُ ٱلْخَبِيثَ مِنَ ٱلطَّيِّبِ أُو۟لَـٰٓئِكَ هُمُ ٱلْخَـٰسِرُونَ",
    ("quran:8:37", "quran-simple"): "لِيَمِيزَ اللَّهُ الْخَبِيثَ مِنَ الطَّيِّبِ أُولَٰئِكَ هُمُ الْخَاسِرُونَ",
    ("quran:8:37", "en.sahih"): "[It is] so that Allah may distinguish the wicked from the good. Those are the losers.",
    ("quran:6:124", "quran-uthmani"): "وَإِذَا جَآءَتْهُمْ ءَايَةٌ سَيُصِيبُ ٱلَّذِينَ أَجْرَمُوا۟ صَغَارٌ عِندَ ٱللَّهِ",
    ("quran:6:124", "quran-simple"): "وَإِذَا جَاءَتْهُمْ آيَةٌ سَيُصِيبُ الَّذِينَ أَجْرَمُوا صَغَارٌ عِندَ اللَّهِ",
    ("quran:6:124", "en.sahih"): "When a sign comes to them. There will afflict those who committed crimes debasement.",
    ("quran:26:227", "quran-uthmani"): "إِلَّا ٱلَّذِينَ ءَامَنُوا۟ وَعَمِلُوا۟ ٱلصَّـٰلِحَـٰتِ وَسَيَعْلَمُ ٱلَّذِينَ ظَلَمُوٓا۟",
    ("quran:26:227", "quran-simple"): "إِلَّا الَّذِينَ آمَنُوا وَعَمِلُوا الصَّالِحَاتِ وَسَيَعْلَمُ الَّذِينَ ظَلَمُوا",
    ("quran:26:227", "en.sahih"): "Except those who believe and do righteous deeds. Those who have wronged will know.",
    ("tirmidhi:2414", "tirmidhi-ar"): "من التمس رضا الله بسخط الناس كفاه الله مؤنة الناس",
    ("tirmidhi:2414", "tirmidhi-en"): "Whoever seeks Allah's pleasure by the people's wrath, Allah will suffice him.",
}

_EDITIONS = tuple(
    Edition(name, work, language, f"Title of {name}", "by hand", "")  # type: ignore[arg-type]
    for name, work, language in (
        ("quran-uthmani", "quran", "ar"), ("quran-simple", "quran", "ar"), ("tirmidhi-ar", "tirmidhi", "ar"),
        ("en.sahih", "quran", "en"), ("tirmidhi-en", "tirmidhi", "en"),
    )
)


class SmallLibrary:
    """The few methods of ``Library`` that the rooms above the scan use, over the four passages of the article."""

    editions = _EDITIONS
    fingerprint = "by hand"

    def editions_of(self, work: str, language: str | None = None) -> tuple[Edition, ...]:
        """Return the editions of a work."""
        return tuple(e for e in _EDITIONS if e.work == work and language in (None, e.language))

    def edition(self, edition: str) -> Edition:
        """Return an edition by its id."""
        return next(one for one in _EDITIONS if one.id == edition)

    def index_of(self, passage: Passage, edition: str) -> int | None:
        """Return where the edition has the passage, or None."""
        return list(_TEXTS).index((str(passage), edition)) if (str(passage), edition) in _TEXTS else None

    def record_text(self, edition: str, index: int) -> str:
        """Return the text that stands there."""
        return list(_TEXTS.values())[index]

    def matn(self, edition: str, index: int) -> tuple[int, int]:
        """Return the whole text: there are no chains here."""
        return 0, len(list(_TEXTS.values())[index])

    def text(self, passage: Passage, edition: str) -> str:
        """Return the text, or raise NoSuchPassage."""
        try:
            return _TEXTS[str(passage), edition]
        except KeyError:
            raise NoSuchPassage(f"{passage} is not in {edition}") from None

    def sort_key(self, passage: Passage) -> tuple[Any, ...]:
        """Return a key: the Qur'an first."""
        return (not passage.is_quran, passage.work, passage.start, passage.end)


@dataclass(frozen=True, slots=True)
class Article:
    """The article as a document, and its cits."""

    document: Document
    cits: tuple[Cit, ...]


def article(name: str = "article.txt", text: str = ARTICLE) -> Article:
    """Return the article, or a text with some of its passages, with the cits that stand in it."""
    document = Document(name, text, "On those who plot", locators=(Locator(0, "section", "On those who plot"),))
    return Article(document, tuple(_cit(name, text, row) for row in _CITS if row[1][0] in text))


def _cit(name: str, text: str, row: tuple[Any, ...]) -> Cit:
    passage, arabic, english, reference, verdict = row
    passages = (Passage.parse(passage),)
    hadith = not passages[0].is_quran
    quotations = tuple(
        Quotation(language, (span,), span.of(text), passages, edition=edition, score=1.0)  # type: ignore[arg-type]
        for language, words, edition in (("ar", arabic, "quran-simple"), ("en", english, ""))
        for span in _spans(text, *words)
    )
    at = text.find(reference)
    named = Reference(
        (Span(at, at + len(reference)),),
        reference,
        () if hadith else passages,
        collections=("ibn_hibban",) if hadith else (),
        narrators=("Aisha",) if hadith else (),
        status="source_only" if hadith else "resolved",
    )
    return Cit(
        name, quotations, (named,), passages, "hadith" if hadith else "quran",
        Verdict(verdict, "unchecked" if hadith else "agrees"),
    )


def _spans(text: str, first: str, last: str) -> tuple[Span, ...]:
    start = text.find(first)
    return (Span(start, text.index(last, start) + len(last)),) if start >= 0 else ()


@pytest.fixture
def small_library() -> SmallLibrary:
    """A library of four passages."""
    return SmallLibrary()


@pytest.fixture
def scanned_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the scan find the passages of the article in whatever document is read, and nothing else."""
    import sys
    import types

    scan = types.ModuleType("quoteindex.scan")
    scan.scan_document = lambda document, library: article(document.id, document.text).cits  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "quoteindex.scan", scan)


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    """The article on disk."""
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path
