"""Verification: the verdicts of tests/data/verdicts.tsv, the differences, and input that nothing is known of."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from quoteindex.library import Library, open_library
from quoteindex.model import Cit, Difference, Document, Passage, Quotation, Reference, Span
from quoteindex.verify import verify
from quoteindex.verify.words import Text

TABLE = Path(__file__).parents[1] / "data/verdicts.tsv"


def rows() -> list[dict[str, str]]:
    """Read the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def library() -> Library:
    """The library of what is installed."""
    return open_library()


def cit_of(row: dict[str, str]) -> tuple[Document, Cit]:
    """Build the document and the cit that a row describes: the quotation, then its references."""
    text = row["quoted"]
    passages = tuple(Passage.parse(p) for p in row["passages"].split() if ":" in p)
    work: Any = row["passages"].split()[-1] if not passages else "quran" if passages[0].is_quran else "hadith"
    language: Any = row["language"]
    method: Any = "matched" if passages else "presented"
    span = Span(0, len(text))
    said = Quotation(language, (span,), text, passages, method=method, work=work)
    references = []
    for word in row["references"].split():
        if word == "-":
            continue
        start = len(text) + 1
        text += " " + word
        references.append(_reference(word, Span(start, len(text))))
    return Document("d", text), Cit("d", (said,), tuple(references), passages, work)


def _reference(word: str, span: Span) -> Reference:
    if word.startswith("@"):
        return Reference((span,), word, collections=(word[1:],), status="source_only")
    passage = Passage.parse(word.removeprefix("!"))
    named = () if passage.is_quran else (passage.work,)
    status: Any = "out_of_range" if word.startswith("!") else "resolved"
    return Reference((span,), word, (passage,), (passage,), named, status=status)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
def test_verdict(row: dict[str, str], library: Library) -> None:
    """Each row gets the verdicts that it names, and a note that holds the words it names."""
    document, cit = cit_of(row)
    for passage in (*cit.passages, *(p for r in cit.references for p in r.passages)):
        if not library.editions_of(passage.work):
            pytest.skip(f"{passage.work} is not installed")
    verdict = verify(document, cit, library).verdict
    assert verdict is not None
    assert (verdict.text or "-", verdict.reference) == (row["text"], row["reference"]), verdict
    assert row["note"] in "\n".join(verdict.notes)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
def test_differences_are_exact(row: dict[str, str], library: Library) -> None:
    """The span of a difference covers exactly the words that are said to be quoted there."""
    document, cit = cit_of(row)
    verdict = verify(document, cit, library).verdict
    assert verdict is not None
    for difference in verdict.differences:
        if difference.quoted:
            written = difference.span.of(document.text)
            assert written.startswith(difference.quoted.split()[0])
            assert written.endswith(difference.quoted.split()[-1])
        else:
            assert len(difference.span) == 0


def test_difference_and_correction(library: Library) -> None:
    """A changed word is named with its place and the edition's word; the correction is as long as the quotation."""
    text = "قال: ليميز الله الخبيث من الطيبات"
    said = Quotation("ar", (Span(5, len(text)),), text[5:], (Passage.quran(8, 37),))
    verdict = verify(Document("d", text), Cit("d", (said,), (), said.passages, "quran"), library).verdict
    assert verdict is not None
    words = library.text(Passage.quran(8, 37), "quran-simple").split()
    assert verdict.differences == (Difference(Span(26, 33), "الطيبات", words[4]),)
    assert verdict.correction == " ".join(words[:5])


def test_presented_arabic_says_where_it_was_found(library: Library) -> None:
    """What the document only presented has passages once it was found in the library."""
    text = "ليميز الله الطيب من الخبيث"
    said = Quotation("ar", (Span(0, len(text)),), text, method="presented", work="quran")
    cit = verify(Document("d", text), Cit("d", (said,)), library)
    assert (cit.passages, cit.work, cit.quotations[0].method) == ((Passage.quran(8, 37),), "quran", "presented")
    assert cit.verdict is not None
    assert [(d.quoted, d.span.of(text)) for d in cit.verdict.differences] == [("الطيب",) * 2, ("الخبيث",) * 2]


def test_remedy_names_the_command(library: Library) -> None:
    """A collection that is not installed is named with the command that brings it."""
    row = next(row for row in rows() if row["name"] == "hadith in other words")
    if library.editions_of("ibn_hibban") or not library.editions_of("tirmidhi"):
        pytest.skip("needs tirmidhi, and ibn_hibban not to be installed")
    document, cit = cit_of(row)
    verdict = verify(document, cit, library).verdict
    assert verdict is not None
    assert any("corpora fetch ibn_hibban" in note for note in verdict.notes)


@pytest.mark.parametrize(
    "cit",
    [
        Cit("d"),
        Cit("d", (), (Reference((Span(0, 0),), ""),)),
        Cit("d", (Quotation("ar", (Span(0, 0),), ""),)),
        Cit("d", (Quotation("en", (Span(0, 3),), "abc", (Passage.quran(2, 900),)),)),
        Cit("d", (Quotation("ar", (Span(0, 3),), "abc", (Passage.hadith("no_such_book", 1),)),)),
        Cit("d", (Quotation("ar", (Span(0, 3), Span(3, 3)), "abc", (Passage.quran(200, 1),)),)),
    ],
    ids=["nothing", "empty reference", "empty quotation", "no such verse", "no such book", "no such surah"],
)
def test_nothing_known(cit: Cit, library: Library) -> None:
    """What cannot be judged still gets a verdict and never raises."""
    assert verify(Document("d", "abc"), cit, library).verdict is not None


def test_words_after_a_break() -> None:
    """An ellipsis and the seam between two spans are breaks; a comma is none."""
    text = Text("قل … هو، الله | أحد")
    words = text.words([Span(0, 14), Span(16, 19)], "ar")
    assert [word.after_break for word in words] == [False, True, False, True]
