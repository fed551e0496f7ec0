"""OpenITI mARkdown: ``# `` opens a paragraph, ``~~`` continues it, ``### |`` is a heading, ``PageV01P001`` ends a page.

The rules: https://maximromanov.github.io/mARkdown/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from quoteindex.errors import CorpusError
from quoteindex.library.record import Record
from quoteindex.library.suppliers.download import DownloadSupplier
from quoteindex.library.suppliers.limits import lines_of
from quoteindex.library.suppliers.tidy import one_line

MAGIC = "######OpenITI#"
_END_OF_HEADER = "#META#Header#End#"
_PAGE = re.compile(r"PageV(\d+)P(\d+)(?: # )?")
_MILESTONE = re.compile(r"\bms\d+\b")
_TAG = re.compile(r"^(?:\$+(?:RWY\$|\w*)\s*|@\w+\s+|%~%)")  # marks of riwayat, entities and verse at a paragraph's head
# "5 - أخبرنا", "[5] أخبرنا", "(٥) أخبرنا", "5. أخبرنا"
_NUMBER = re.compile(r"^[\[(]?(\d{1,5})[\])]?\s*(?:[-–ـ:.]|(?<=[\])])|\s(?=[-–]))\s*[-–]?\s*")
_HEADING = re.compile(r"^###\s*(?:\|(?:EDITOR|PARATEXT)?\|*|\$+)?\s*(?:AUTO\b)?\s*")


class OpenIti(DownloadSupplier):
    """Books of OpenITI whose hadith bear numbers."""

    name = "openiti"

    def read_file(self, path: Path, language: str) -> Iterator[Record]:
        """Yield the hadith."""
        return read_openiti(path)


@dataclass(slots=True)
class _Hadith:
    number: int
    chapter: str
    paragraphs: list[str] = field(default_factory=list)
    page: str = ""

    def record(self) -> Record:
        return Record((self.number,), one_line(" ".join(self.paragraphs)), chapter=self.chapter, page=self.page)


def read_openiti(path: Path) -> Iterator[Record]:
    """Yield the numbered hadith of *path*: number from the text, chapter from the heading, page where it begins.

    What stands before the first numbered hadith (the editor's and author's prefaces) is left out; a paragraph without a
    number belongs to the hadith before it.  Where no paragraph bears a number, each is a hadith of its own, counted.

    Raises CorpusError where the file is no mARkdown, or holds no paragraph.
    """
    blocks = list(_blocks(path))
    numbered = any(kind == "paragraph" and _NUMBER.match(text) for kind, text in blocks)
    hadith: list[_Hadith] = []
    paged, chapter = 0, ""
    for kind, text in blocks:
        if kind == "heading":
            chapter = text
        elif kind == "page":  # the mark stands where the page ends: all that began before it began on it
            for one in hadith[paged:]:
                one.page = text
            paged = len(hadith)
        else:
            opening = _NUMBER.match(text) if numbered and kind == "paragraph" else None
            if opening:
                hadith.append(_Hadith(int(opening[1]), chapter))
            elif not numbered and kind == "paragraph":
                hadith.append(_Hadith(len(hadith) + 1, chapter))
            if hadith:
                hadith[-1].paragraphs.append(text[opening.end() :] if opening else text)
    if not hadith:
        raise CorpusError(f"{path}: mARkdown without a single paragraph")
    return (one.record() for one in hadith)


def _blocks(path: Path) -> Iterator[tuple[str, str]]:
    """Yield ("heading" | "paragraph" | "more" | "page", text) in order; "more" goes on after the end of a page."""
    lines = iter(lines_of(path))
    _, first = next(lines, (0, ""))
    if not first.startswith(MAGIC):
        raise CorpusError(f"{path}: expected OpenITI mARkdown, whose first line is {MAGIC}; got {first[:40]!r}")
    for _, line in lines:
        if line.startswith(_END_OF_HEADER):
            break
    kind, text = "", ""
    for _, line in lines:
        if line.startswith("~~"):
            text += " " + line[2:]
            continue
        yield from _pieces(kind, text)
        if line.startswith("###"):
            kind, text = "heading", _HEADING.sub("", line)
        elif line.startswith("#"):
            kind, text = "paragraph", _TAG.sub("", line.lstrip("# "))
        else:
            kind, text = "more", line
    yield from _pieces(kind, text)


def _pieces(kind: str, text: str) -> Iterator[tuple[str, str]]:
    at = 0
    for mark in _PAGE.finditer(text):
        yield from _piece(kind, text[at : mark.start()])
        yield "page", f"{int(mark[1])}/{int(mark[2])}"
        at = mark.end()
        kind = "more"
    yield from _piece(kind, text[at:])


def _piece(kind: str, text: str) -> Iterator[tuple[str, str]]:
    if words := one_line(_MILESTONE.sub(" ", text)):
        yield kind, words
