"""Cutting a long document changes nothing of what is found in it."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteindex.library import open_library
from quoteindex.model import Cit, Document, Span
from quoteindex.pieces import moved, pieces, pieces_of_stream
from quoteindex.scan import _scan_piece

PARAGRAPHS = (
    "It is said in the Book: “It is those who are the losers.” (Al-Anfal: 37) and so it stands.",
    "وَسَيَعْلَمُ الَّذِينَ ظَلَمُوا أَيَّ مُنْقَلَبٍ يَنْقَلِبُونَ\n\n“And those who have wronged are going to know”\n\n(Ash-Shu’ara’: 227)",
    "Nothing is quoted in this paragraph, which was written on 26/11/2016 at 8:37 pm.",
    "قال رسول الله ﷺ: «إنما الأعمال بالنيات وإنما لكل امرئ ما نوى» رواه البخاري",
)  # fmt: skip

TEXTS = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=14).map("\n\n".join)


def rejoined(found: list[Cit]) -> list[tuple[object, ...]]:
    return [(c.span, c.passages, [q.spans for q in c.quotations], [r.spans for r in c.references]) for c in found]


@given(st.text(alphabet="ab\n ", max_size=200), st.integers(1, 50), st.integers(0, 20))
def test_cores_cover_the_text_once(text: str, core: int, context: int) -> None:
    """The cores of all pieces, one after the other, are the text; a piece is what stands there in the whole."""
    at = 0
    for piece in pieces(Document("d", text), core, context):
        assert piece.offset + piece.core.start == at
        at = piece.offset + piece.core.end
        assert text.startswith(piece.document.text, piece.offset)
    assert at >= len(text)


@given(st.text(alphabet="ab\n ", min_size=1, max_size=200), st.integers(1, 50), st.integers(0, 20))
def test_a_stream_is_cut_alike(text: str, core: int, context: int) -> None:
    """Reading on as one goes gives cores that cover the text once, each piece at its place."""
    at = 0
    for piece in pieces_of_stream(io.StringIO(text, newline=""), "d", core, context):
        assert piece.offset + piece.core.start == at
        at = piece.offset + piece.core.end
        assert text.startswith(piece.document.text, piece.offset)
    assert at == len(text)


@settings(max_examples=15, deadline=None)
@given(TEXTS, st.integers(200, 900))
def test_what_is_found_does_not_depend_on_the_cut(text: str, core: int) -> None:
    """A document in pieces gives the cits of the whole, at the same places."""
    library = open_library()
    document = Document("d", text)
    whole = [cit for piece in pieces(document) for cit in piece.keep(_scan_piece(piece.document, library))]
    cut = [
        cit for piece in pieces(document, core, 600) for cit in piece.keep(_scan_piece(piece.document, library))
    ]
    assert rejoined(cut) == rejoined(whole)


def test_hidden_stretches_are_cut_with_the_text() -> None:
    """Markup stays hidden in each piece."""
    text = "one <b>two</b> three\n" * 40
    hidden = tuple(Span(at, at + 3) for at in range(len(text)) if text.startswith("<b>", at))
    document = Document("d", text, hidden=hidden)
    assert all("<b>" not in piece.document.visible for piece in pieces(document, 100, 30))


def test_all_spans_move() -> None:
    """Every span of a cit is moved, those of its verdict and of list members too."""
    text = "وَسَيَعْلَمُ الَّذِينَ كفروا أَيَّ مُنْقَلَبٍ يَنْقَلِبُونَ (Ash-Shu’ara’: 227)"
    library = open_library()
    [cit] = _scan_piece(Document("d", text), library)
    [later] = [moved(cit, 100)]
    assert [q.span.start - 100 for q in later.quotations] == [q.span.start for q in cit.quotations]
    assert [r.span.start - 100 for r in later.references] == [r.span.start for r in cit.references]
    assert cit.verdict is not None and later.verdict is not None
    assert [d.span.start - 100 for d in later.verdict.differences] == [d.span.start for d in cit.verdict.differences]
    with pytest.raises(ValueError, match="span"):
        moved(cit, -10_000)
