"""What is done to every text from outside, and nothing more: one line, single spaces, no invisible direction marks."""

from __future__ import annotations

import re

# Left-to-right and right-to-left marks, embeddings and isolates, zero-width no-break space: they steer display and
# are no part of the wording; the sources sprinkle them around quotation marks.
_DIRECTION = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def one_line(text: str) -> str:
    """Return *text* on one line.

    >>> one_line("upon the \\n   intentions \\u200f.")
    'upon the intentions .'
    """
    return " ".join(_DIRECTION.sub("", text).split())
