"""The package purequransearch: fifteen further English translations of the Qur'an, as Tanzil's XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from quoteindex.errors import CorpusError
from quoteindex.library.record import Record
from quoteindex.library.suppliers.package import PackageSupplier
from quoteindex.library.suppliers.tidy import one_line
from quoteindex.model import Edition

LIMIT = 16 * 2**20  # bytes; the files have about one million


class PureQuranSearch(PackageSupplier):
    """``<quran><sura index><aya index text/></sura></quran>`` after a comment that is no well-formed XML.

    The transliteration that lies beside the translations is no text anyone quotes as a rendering: the catalogue has no
    row for it.
    """

    name = "purequransearch"

    def read(self, edition: Edition) -> Iterator[Record]:
        """Yield the verses."""
        (path,) = self.files(edition)
        yield from read_tanzil_xml(path)


def read_tanzil_xml(path: Path) -> Iterator[Record]:
    """Yield the verses of a Tanzil XML file; raises CorpusError where it is none, or brings entities of its own."""
    from xml.etree import ElementTree as ET

    if path.stat().st_size > LIMIT:
        raise CorpusError(f"{path}: larger than {LIMIT // 2**20} MiB; this is no Qur'an translation")
    text = path.read_text("utf-8-sig")
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)  # the heading holds "--", which XML forbids
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise CorpusError(f"{path}: has a document type; a Tanzil file has none")
    try:
        root = ET.fromstring(text.encode("utf-8"))  # noqa: S314
        for surah in root.iter("sura"):
            for verse in surah.iter("aya"):
                yield Record((int(surah.attrib["index"]), int(verse.attrib["index"])), one_line(verse.attrib["text"]))
    except (ET.ParseError, KeyError, ValueError) as error:
        raise CorpusError(f"{path}: expected Tanzil's XML of sura and aya ({error!r})") from error
