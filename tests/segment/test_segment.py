"""Paragraphs and stretches in marks."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteindex.model import Document, Span
from quoteindex.segment import segment

MARKS = [*"﴿﴾«»“”„‘’\"'{}()[]<>*_ \n>#|-", "\r\n", "كلمة", "word", "**", "***", "<<", ">>", "1. ", "\n\n"]


def marked(text: str, hidden: tuple[Span, ...] = ()) -> list[tuple[str, str]]:
    """Return (mark, inner text) of every stretch."""
    document = Document("d", text, hidden=hidden)
    return [(quoted.mark, quoted.inner.of(text)) for quoted in segment(document).quoted]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("﴿ نص ﴾", [("ornate", "نص")]),
        ("﴾نص﴿ ثم ﴾آخر﴿", [("ornate", "نص"), ("ornate", "آخر")]),
        ("«أ» و«ب»", [("guillemets", "أ"), ("guillemets", "ب")]),
        ("»أ« و»ب«", [("guillemets", "أ"), ("guillemets", "ب")]),
        ("<<أ>>", [("guillemets", "أ")]),
        ("“a” „b“ “c”", [("curly", "a"), ("curly", "b"), ("curly", "c")]),
        ("”نص“", [("curly", "نص")]),
        ('"a" b "c"', [("straight", "a"), ("straight", "c")]),
        ("‘he don’t know’", [("single", "he don’t know")]),
        ("it's 'so' o'clock", [("single", "so")]),
        ("{a} [b] (c)", [("brace", "a"), ("square", "b"), ("paren", "c")]),
        ("((a))", [("paren", "(a)"), ("paren", "a")]),
        ("(a «b (c)»)", [("paren", "a «b (c)»"), ("guillemets", "b (c)"), ("paren", "c")]),
        ("**a** *b* ***c*** __d__ _e_", [("emphasis", x) for x in "abcde"]),
        ("snake_case_name and 2 * 3 * 4", []),
        ("* item\n* item", []),
        ("> a\n> b\n\n> c", [("block", "a\n> b"), ("block", "c")]),
    ],
)
def test_marks(text: str, expected: list[tuple[str, str]]) -> None:
    """Each kind of mark, in either order where authors mirror them, nested; outer stretches first."""
    assert marked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Quotation within quotation: by what the marks touch.
        ('He: "A man said: "Fear God" and left" then', ["A man said: \"Fear God\" and left", "Fear God"]),
        # Odd: what looks as if it opened within an open one is passed over.
        ('قال: "يا عائشة، فقالوا: "لا نرغب" انتهى', ['يا عائشة، فقالوا: "لا نرغب']),
        # Ambiguous marks are paired in turn.
        ('قال: " نص " ثم " آخر "', ["نص", "آخر"]),
        # One that never closes reaches to the end of its paragraph.
        ('قال: "نص طويل\n\nثم غيره', ["نص طويل"]),
        # It may close on a later line.
        ('"سطر\nسطر آخر" انتهى', ["سطر\nسطر آخر"]),
    ],
)
def test_straight_quotation_marks(text: str, expected: list[str]) -> None:
    """The straight mark opens and closes with one character; shape and number tell which does what."""
    assert [content for mark, content in marked(text) if mark == "straight"] == expected


def test_unclosed() -> None:
    """An ornate bracket without its fellow reaches to the end of its paragraph, and says that it is open."""
    [quoted] = segment(Document("d", "﴿والعصر\nإن الإنسان\n\nنص")).quoted
    assert (quoted.inner, quoted.closed) == (Span(1, 18), False)


def test_unclosed_on_several_lines() -> None:
    """A mark of a later line that never closes opens a stretch of its own, to the end of its line."""
    assert marked("“a\n“b\nc") == [("curly", "a\n“b\nc"), ("curly", "b")]


def test_no_mark_reaches_over_a_paragraph() -> None:
    """A bracket opened in one paragraph is not closed by the next."""
    assert marked("(a\n\nb)") == []


def test_paragraphs() -> None:
    """Blank lines, headings, items and rows begin paragraphs; a plain line end does not."""
    text = "# head\none\ntwo\n\nthree\n- a\n- b\n1. c\n| x | y |\r\n\r\nfour"
    found = [span.of(text) for span in segment(Document("d", text)).paragraphs]
    assert found == ["# head\none\ntwo", "three", "- a", "- b", "1. c", "| x | y |", "four"]


def test_tags() -> None:
    """Hidden tags of HTML quote, emphasise and end paragraphs."""
    text = "<p>x</p><blockquote>verse</blockquote><b>y</b>"
    hidden = (Span(0, 3), Span(4, 20), Span(25, 41), Span(42, 46))
    assert marked(text, hidden) == [("block", "verse"), ("emphasis", "y")]


@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join) | st.text())
@settings(max_examples=300, deadline=None)
def test_properties(text: str) -> None:
    """Nothing raises; spans lie in the text, inner within outer, no blank at the edges, outer stretches first."""
    segments = segment(Document("d", text))
    outers = [quoted.outer for quoted in segments.quoted]
    assert outers == sorted(outers, key=lambda span: (span.start, -span.end))
    for quoted in segments.quoted:
        assert quoted.outer.contains(quoted.inner)
        assert quoted.outer.end <= len(text)
        assert quoted.inner.of(text).strip() == quoted.inner.of(text) != ""
    for one, following in pairwise(segments.paragraphs):
        assert one.end <= following.start


@pytest.mark.parametrize("piece", ["(", '"', "﴿", "*a ", "> a\n", "({[«", "«\n\n", "'a ", "[("])
def test_steps_grow_with_the_text(piece: str) -> None:
    """What never closes is forgotten: the number of stretches found in 100,000 marks stays proportionate."""
    segments = segment(Document("d", piece * (100_000 // len(piece))))
    assert len(segments.quoted) <= 100_000
