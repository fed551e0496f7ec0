"""A source that is named before its quotation: "وفي صحيح مسلم عن أبي هريرة", "في سنن الترمذي: «…»"."""

from __future__ import annotations

import re

from quoteindex.references.attributions import read_list
from quoteindex.references.drafts import Draft
from quoteindex.references.folding import FoldedText

_IN = re.compile(r"(?<![^\W\d_])[وف]?(في )$")
_LEADS_ON = re.compile(r' ?[:,]? ?(?:["﴿{(]|(?:عن|من حديث|ان رسول|ان النبي|قال رسول|قال النبي)(?![^\W\d_]))')
"""What follows a source whose words come next: a mark that opens, a narrator, or the Prophet."""


def read_source_before(fold: FoldedText, at: int) -> Draft | None:
    """Read the book whose title begins at *at*, after "in" and before its quotation or the narrator.

    The title is asked for: "في مسلم" may be "in a Muslim".
    """
    text = fold.text
    lead = _IN.search(text[max(0, at - 6) : at])
    named = read_list(text, at, groups=True) if lead else None
    if lead is None or named is None or not named.titled or not _LEADS_ON.match(text, named.end):
        return None
    return Draft(at - len(lead[1]), named.end, "attribution", [], named.collections)
