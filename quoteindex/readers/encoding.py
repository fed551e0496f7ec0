"""Bytes to text: Unicode in all its forms, and Windows-1256, the code page of older Arabic files.

The byte-order mark stays in the text as U+FEFF, so that offsets count every code point of the decoded file.  Nothing
is guessed silently: what was used is returned, and kept in ``Document.encoding``.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from quoteindex.errors import DocumentError

# The longer mark first: FF FE 00 00 would be read as UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16  # bytes looked at to tell text from data
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_MOST_CONTROL = 0.002  # share of control characters above which bytes are no text
_MOST_DAMAGED = 0.02  # share of broken sequences up to which UTF-8 with a few bad bytes is still UTF-8
_MOST_MIXED = 0.02  # share of words of both scripts up to which a reading in Windows-1256 makes sense


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file and the encoding that it was read in; *name* is for messages.

    The encodings are "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "windows-1256", and "utf-8, damaged"
    where a few broken bytes became U+FFFD.

    Raises DocumentError where the bytes are no text, or text that none of these reads.

    >>> decode("صبر".encode("cp1256"), "old.txt")
    ('صبر', 'windows-1256')
    """
    encoding = _by_mark(data) or _by_zero_bytes(data)
    if encoding is None:
        _refuse_binary(data, name)
        return _utf8_or_1256(data, name)
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _utf8_or_1256(data, name)
        where = f"byte {error.start} does not fit"
        raise DocumentError(f"{name}: starts as {encoding}, but {where}; is the file whole?") from None


def _by_mark(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _by_zero_bytes(data: bytes) -> str | None:
    """Tell UTF-16 and UTF-32 without a mark by where their zero bytes lie: in blanks, digits and Latin letters."""
    sample = data[:_SAMPLE]
    if b"\0" not in sample:
        return None
    zeros = [sample[place::4].count(0) for place in range(4)]
    quarter = max(len(sample) // 4, 1)
    if len(data) % 4 == 0 and min(zeros[2], zeros[3]) > 0.9 * quarter and zeros[0] < 0.1 * quarter:
        return "utf-32-le"
    if len(data) % 4 == 0 and min(zeros[0], zeros[1]) > 0.9 * quarter and zeros[3] < 0.1 * quarter:
        return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if len(data) % 2 == 0 and high > 0.04 * len(sample) / 2 and low < high / 20 and _is_text(sample, encoding):
            return encoding
    return None


def _is_text(sample: bytes, encoding: str) -> bool:
    """Say whether nearly all code points of the sample are assigned and no controls."""
    text = sample[: len(sample) // 4 * 4].decode(encoding, errors="replace")
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co") and c not in "\t\n\r\f" for c in text)
    return odd <= 0.02 * len(text)


def _refuse_binary(data: bytes, name: str) -> None:
    sample = data[:_SAMPLE]
    if b"\0" in sample or len(_CONTROL.findall(sample)) > _MOST_CONTROL * len(sample) + 1:
        raise DocumentError(f"{name}: is binary, not text; convert it to text, Markdown or HTML first")


def _utf8_or_1256(data: bytes, name: str) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        first_bad = error.start
    lenient = data.decode("utf-8", errors="replace")
    damaged = lenient.count("\ufffd")
    foreign = sum(map(len, re.findall(rb"[\xc2-\xf4][\x80-\xbf]+", data)))
    if damaged <= _MOST_DAMAGED * foreign:
        return lenient, "utf-8, damaged"
    text = data.decode("cp1256")
    if _reads_as_1256(text):
        return text, "windows-1256"
    raise DocumentError(
        f"{name}: is neither UTF-8 (byte {first_bad} is wrong) nor UTF-16 nor Windows-1256; save it as UTF-8"
    )


def _reads_as_1256(text: str) -> bool:
    """Say whether the letters make sense: hardly a word that mixes Arabic and Latin letters.

    Another Western or Cyrillic code page read as Windows-1256 puts Arabic letters into Latin words.  Where no Arabic
    letter comes out at all, the foreign bytes are quotation marks and dashes, which 1252 and 1256 have in common.
    """
    words = _WORD.findall(text[:_SAMPLE])
    mixed = sum(0 < len(_ARABIC.findall(word)) < len(word) for word in words)
    return mixed <= _MOST_MIXED * len(words)
