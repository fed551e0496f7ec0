"""Markup: what is hidden in each format, what is shown in its place, and that no character ever moves."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteindex.readers import document_of
from quoteindex.readers.markup import JOINER

FORMATS = ("txt", "md", "html")
CASES = Path(__file__).parent.parent / "data" / "markup.tsv"


def _cases() -> list[tuple[str, str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        table = (line for line in lines if not line.startswith("# "))
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(row["format"], _plain(row["text"]), _plain(row["words"])) for row in rows]


def _plain(cell: str) -> str:
    return cell.replace("⏎", "\n")


@pytest.mark.parametrize(("format_", "text", "words"), _cases())
def test_words_are_what_a_reader_sees(format_: str, text: str, words: str) -> None:
    """The words of a text are those of its author: markup hides, entities show, joiners do not count."""
    visible = document_of(text, format=format_).visible
    assert len(visible) == len(text)
    assert visible.replace(JOINER, "").split() == words.split()


@pytest.mark.parametrize("format_", FORMATS)
@given(text=st.text(st.sampled_from("<>&;/!-?[](){}`#=\"'\\@:. \n\r\fabpر٣ﷺ\ufeff\u0301"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_markup_never_moves_anything(format_: str, text: str) -> None:
    """Whatever the text: no exception, same length, same line ends, hidden stretches sorted and disjoint."""
    document = document_of(text, format=format_)
    assert document.text == text
    assert len(document.visible) == len(text)
    ends = [span.end for span in document.hidden]
    assert all(span.start < span.end for span in document.hidden)
    assert all(end <= span.start for end, span in zip(ends, document.hidden[1:], strict=False))
    assert all(0 <= locator.start <= len(text) for locator in document.locators)
    assert list(document.locators) == sorted(document.locators)


@pytest.mark.parametrize("format_", FORMATS)
@given(text=st.text())
@settings(max_examples=100, deadline=None)
def test_any_unicode_is_read(format_: str, text: str) -> None:
    """Any string of Unicode is a text."""
    assert len(document_of(text, format=format_).visible) == len(text)


ENDLESS = ("<", "[", "`", "](", "<a '", "<!--", "<?php ", "{{", "\\a", "&#", "<a\t", "@a(", "{.a ", "a<b>a")


@pytest.mark.parametrize("unit", ENDLESS)
def test_endless_openings_are_read(unit: str) -> None:
    """A text of openings that never close is read like any other; a scan that is not linear would not come back."""
    text = unit * (200_000 // len(unit))
    for format_ in FORMATS:
        assert len(document_of(text, format=format_).visible) == len(text)


def test_inline_tags_leave_a_word_whole() -> None:
    """Coloured letters do not break a word in two; a footnote mark does."""
    assert document_of("ال<b>ر</b>حمن", format="html").visible.replace(JOINER, "") == "الرحمن"
    assert document_of("صبر<sup>1</sup>", format="html").visible.split() == ["صبر", "1"]


def test_tags_of_blocks_show_blank_lines() -> None:
    """Paragraphs on one line of HTML are paragraphs all the same."""
    document = document_of("<p>One</p><p>Two<br>Three</p>", format="html")
    assert [line.strip() for line in document.visible.split("\n") if line.strip()] == ["One", "Two", "Three"]
    assert [one.label for one in document.locators if one.kind == "paragraph"] == ["1", "2"]


def test_line_ends_stay() -> None:
    """CRLF inside markup stays, so that lines are counted as they are."""
    text = "\ufeff<!--\r\na\r\n-->\r\nSay"
    assert document_of(text, format="html").visible == "\ufeff    \r\n \r\n   \r\nSay"


def test_sections_are_headings() -> None:
    """Headings of both kinds give sections; code is no heading; the first one is the title."""
    text = "\ufeff# One *thing*\n\ntext\n\nTwo\n===\n\n```\n# no\n```\n## Three ##\n"
    document = document_of(text, format="md")
    assert [one.label for one in document.locators if one.kind == "section"] == ["One thing", "Two", "Three"]
    assert document.title == "One thing"


def test_title_of_a_page() -> None:
    """A page is called what its head says, entities resolved; its sections are its headings."""
    document = document_of("<title>On &amp; on</title><h2>A <i>b</i></h2>text<H3></H3>", format="html")
    assert document.title == "On & on"
    assert [one.label for one in document.locators if one.kind == "section"] == ["A b"]


def test_metadata_keeps_its_prose() -> None:
    """In front matter a value of several words is prose; keys, dates, slugs and addresses are not."""
    text = '---\ntitle: "Surah Al-Nisa Ayat 145"\nuid: al-nisa-145\ndate: 2020-01-02\n---\nText\n'
    document = document_of(text, format="md")
    assert document.visible.split() == ['"Surah', "Al-Nisa", "Ayat", '145"', "Text"]
    assert document.title == "Surah Al-Nisa Ayat 145"
