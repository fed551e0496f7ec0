"""Writing a passage as a style guide has it; what is written here reads back as the same passage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from quoteindex.library.works import Collection, Surah, collection, surahs, verse_count
from quoteindex.model import Passage
from quoteindex.tables import table

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True, slots=True)
class Style:
    """One row of ``corpora/citation_styles.tsv``."""

    names: str
    quran: str
    mark: str
    dash: str
    hadith: str


@cache
def _styles() -> dict[str, Style]:
    return {
        row["style"]: Style(row["names"], row["quran"], row["mark"], row["dash"], row["hadith"])
        for row in table("citation_styles")
    }


STYLES = ("short", "chicago", "mla", "ijmes", "isnad", "turabian", "sbl", "arabic", "tei")
"""The names of the styles."""


def format_passage(passage: Passage, style: str = "short", language: str = "en") -> str:
    """Return *passage* as *style* writes it; in Arabic whatever the style where *language* is "ar".

    >>> format_passage(Passage.quran(8, 37, 38), "isnad")
    'al-Anfāl 8/37–38'
    >>> format_passage(Passage.hadith("bukhari", 1), "ijmes")
    'al-Bukhārī, no. 1'

    Raises ValueError for an unknown style and NoSuchPassage for a surah or collection that does not exist.
    """
    if style not in _styles():
        raise ValueError(f"no citation style {style!r}; there are {', '.join(STYLES)}")
    chosen = _styles()["arabic" if language == "ar" else style]
    text = _quran(passage, chosen) if passage.is_quran else _hadith(passage, chosen)
    return text.translate(_ARABIC_DIGITS) if chosen.names == "arabic" else text


def _quran(passage: Passage, style: Style) -> str:
    (surah, verse), (last_surah, last) = passage.start, passage.end
    verse_count(surah)
    verses = str(verse)
    if last_surah != surah:
        verses += f"{style.dash}{last_surah}{style.mark}{last}"
    elif last != verse:
        verses += f"{style.dash}{last}"
    return style.quran.format(surah=surah, verses=verses, name=_surah_name(surahs()[surah - 1], style.names))


def _surah_name(surah: Surah, names: str) -> str:
    return str(getattr(surah, names))


def _hadith(passage: Passage, style: Style) -> str:
    item = collection(passage.work)
    number = ("/" if passage.scheme == "page" else ":").join(map(str, passage.start)) + passage.suffix
    if passage.end != passage.start:
        number += style.dash + str(passage.end[-1])
    if passage.scheme not in ("", "usc", "page"):
        number += f" ({passage.scheme.capitalize()})"
    title, author = _titles(item, style.names)
    if style.hadith.startswith("{title}."):
        title = title.replace(" ", "_")
    return style.hadith.format(title=title, author=author, number=number)


def _titles(item: Collection, names: str) -> tuple[str, str]:
    if names == "arabic":
        return item.arabic, item.arabic_short
    return (item.common, item.common_short) if names == "common" else (item.ijmes, item.ijmes_short)
