"""Properties: what is written reads back, no text raises, a stretch is what was read, work grows with length."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteindex.errors import ReferenceSyntaxError
from quoteindex.library.works import collections, surahs
from quoteindex.model import Passage, Span
from quoteindex.references import STYLES, find_references, format_passage, members, parse_reference
from quoteindex.references.folding import FoldedText

PIECES = [
    "Q ",
    "Qur'an ",
    "Surah ",
    "al-Anfāl",
    "Al-Baqarah",
    "Muslim",
    "Bukhari",
    "Sahih ",
    "(",
    ")",
    "[",
    "]",
    ":",
    ";",
    ", ",
    " and ",
    "8",
    "37",
    "255",
    "–",
    "٣٧",
    "الأنفال",
    "سورة ",
    "رواه ",
    "مسلم",
    " و",
    "﴿",
    "﴾",
    "verse ",
    "v. ",
    "no. ",
    "ibid. ",
    "f",
    "ff",
    "\n",
    "\u200f",
    "\u0301",
    "narrated by ",
    "agreed upon",
    "متفق عليه",
    "“",
    "”",
    "— ",
    "Book ",
    "Vol. ",
    "/",
    ".",
    "x",
    "2016",
    "the same surah, ",
    "ʿ",
    "_",
    "*",
    "\\",
]


@pytest.mark.parametrize("style", STYLES)
def test_every_verse_reads_back(style: str) -> None:
    """Parsing what was formatted gives the passage, for all 6236 verses."""
    for surah in surahs():
        for verse in range(1, surah.verses + 1):
            passage = Passage.quran(surah.number, verse)
            found = parse_reference(format_passage(passage, style))
            assert (found.passages, found.status) == ((passage,), "resolved"), (style, str(passage))


@st.composite
def _ranges(draw: st.DrawFn) -> Passage:
    surah = draw(st.sampled_from(surahs()))
    first = draw(st.integers(1, surah.verses))
    return Passage.quran(surah.number, first, draw(st.integers(first, surah.verses)))


@given(_ranges(), st.sampled_from(STYLES))
def test_ranges_read_back(passage: Passage, style: str) -> None:
    """Any range within a surah, in any style."""
    assert parse_reference(format_passage(passage, style)).passages == (passage,)


@given(st.sampled_from(collections()), st.integers(1, 99999), st.sampled_from(STYLES), st.sampled_from(["", "a", "c"]))
def test_hadith_read_back(item: object, number: int, style: str, suffix: str) -> None:
    """Any number of any collection, in any style."""
    work: str = getattr(item, "id")  # noqa: B009
    passage = Passage.hadith(work, number, suffix=suffix)
    assert parse_reference(format_passage(passage, style)).passages == (passage,)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(
    "scheme, number", [("usc", (32, 6219)), ("usc", (1, 2, 8)), ("page", (4, 181)), ("darussalam", (7500,))]
)
def test_schemes_read_back(style: str, scheme: str, number: tuple[int, ...]) -> None:
    """Book:number, volume:book:number, volume/page and a named numbering keep their scheme."""
    passage = Passage.hadith("muslim", *number, scheme=scheme)
    assert parse_reference(format_passage(passage, style)).passages == (passage,)


def test_arabic_whatever_the_style() -> None:
    """The language asked for decides before the style does."""
    assert format_passage(Passage.quran(8, 37), "chicago", "ar") == "﴿الأنفال: ٣٧﴾"


def test_unknown_style() -> None:
    """The message names the styles that there are."""
    with pytest.raises(ValueError, match="short, chicago"):
        format_passage(Passage.quran(8, 37), "vancouver")


@settings(max_examples=300)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_any_text_is_read(text: str) -> None:
    """No text raises; each stretch is the text that was read; references come in order and do not overlap."""
    found = find_references(text)
    for reference in found:
        assert reference.span.of(text) == reference.text != ""
        assert len(reference.member_spans) == len(reference.passages)
        assert all(reference.span.contains(span) for span in reference.member_spans)
        for part in members(reference):
            assert part.span.of(text) == part.text
            assert reference.span.contains(part.span)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.text(max_size=60))
def test_parsing_any_text_ends_well(text: str) -> None:
    """A text alone is a reference, or the one documented error."""
    try:
        found = parse_reference(text)
    except ReferenceSyntaxError as error:
        assert "no reference" in str(error)
    else:
        assert found.span.of(text) == found.text


@given(st.text(), st.integers(0, 20))
def test_folding_leads_back(text: str, start: int) -> None:
    """A stretch of folded text maps to a stretch of the original."""
    folded = FoldedText(text)
    if start < len(folded):
        span = folded.span(start, len(folded))
        assert Span(0, len(text)).contains(span)
        assert len(span) > 0


@given(
    st.lists(
        st.sampled_from(["Q 8:37.", "(Al-Baqarah: 255)", "Sahih Muslim 2564 is it.", "رواه البخاري."]),
        min_size=1,
        max_size=4,
    )
)
def test_the_result_does_not_depend_on_chunking(parts: list[str]) -> None:
    """What is found in paragraphs one by one is found in all of them together."""
    alone = [reference.text for part in parts for reference in find_references(part)]
    together = [reference.text for reference in find_references("\n\n".join(parts))]
    assert together == alone


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        ":",
        "al-",
        "(",
        "[8",
        "8:",
        "4:2, ",
        "1 ",
        "(8:37) ",
        "Q 1:1; ",
        "Al-Anfal 3, ",
        "(Muslim ",
        "narrated by ",
        "رواه ",
        "ibid. 4 ",
        '"',
        "— ",
        "\u0301",
    ],
)
def test_hostile_input_costs_no_more_than_its_length(unit: str) -> None:
    """Repeating a unit twice as often does at most a little more than twice the work: counted, not timed."""
    import sys

    def work(size: int) -> int:
        calls = 0

        def count(_frame: object, _event: str, _argument: object) -> None:
            nonlocal calls
            calls += 1

        text = (unit * size)[:size]
        sys.setprofile(count)
        try:
            find_references(text)
        finally:
            sys.setprofile(None)
        return calls

    work(64)
    assert work(4000) < 3 * work(2000) + 1000
