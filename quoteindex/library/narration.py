"""Where the matn stands in the English of a hadith: after its narrator and "the Prophet said", before the remarks."""

from __future__ import annotations

import re

# "that", an opening quotation mark, "I heard": what may stand between the narrator and whose words follow.
_SPEAKER = re.compile(
    r"\W*(?:that\s+)?\W*(?:I heard\s+)?(?:Allah's|the)\s+(?:Messenger|Apostle|Prophet)(?:\s+of\s+Allah)?[^.:\"“]{0,60}?"
    r"\b(?:said|say|saying|as saying|observed|remarked)\b[^.:\"“]{0,30}?\s*[:,]\W*",
    re.IGNORECASE,
)
# What Tirmidhi and Abu Dawud say of the hadith themselves.
_REMARKS = re.compile(r"\s*[\[(]?\s*Abu\s+[`'‘ʿ]?(?:Eisa|Isa|Dawud|Dawood)\s+said\b", re.IGNORECASE)
_LEAST_WORDS = 3


def english_matn(text: str, narrator: str) -> tuple[int, int]:
    """Return where the matn starts and ends in *text*, which begins with *narrator* (or has none): code points.

    >>> text = "Narrated Anas: The Prophet (ﷺ) said, 'None believes until he loves.' Abu Dawud said: It is sound."
    >>> start, end = english_matn(text, "Narrated Anas:")
    >>> text[start:end]
    "None believes until he loves.'"
    """
    start = min(len(narrator) + 1, len(text)) if narrator else 0
    remarks = _REMARKS.search(text, start)
    end = remarks.start() if remarks and len(text[start : remarks.start()].split()) >= _LEAST_WORDS else len(text)
    speaker = _SPEAKER.match(text, start, end)
    if speaker and len(text[speaker.end() : end].split()) >= _LEAST_WORDS:
        start = speaker.end()
    return start, end
