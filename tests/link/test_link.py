"""Linking: every layout in tests/data/layouts.txt, and what no layout may break."""

from __future__ import annotations

import pytest
from tests.link.layouts import Layout, layouts

from quoteindex.link import link
from quoteindex.model import Cit, Span


def _spans(cit: Cit) -> frozenset[Span]:
    references = [span for r in cit.references for span in (r.member_spans or (r.span,))]
    return frozenset([*references, *(q.span for q in cit.quotations)])


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_layout(layout: Layout) -> None:
    """The members that belong together become one cit, the others stay apart."""
    cits = link(layout.document, None, layout.quotations, layout.references)
    made = {_spans(cit) for cit in cits}
    text = layout.document.text
    wrong = [sorted(span.of(text)[:30] for span in group) for group in made - layout.groups]
    assert not wrong, f"made {wrong}\nevidence: {[cit.evidence for cit in cits if _spans(cit) not in layout.groups]}"
