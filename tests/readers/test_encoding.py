"""Bytes to text: what is told apart, what is refused, and that nothing is guessed silently."""

from __future__ import annotations

import pytest

from quoteindex.errors import DocumentError
from quoteindex.readers.encoding import decode

MIXED = "He said: «إنما الصبر عند الصدمة الأولى» – “patience is at the first shock”.\r\n" * 3
ARABIC = "إنما الصبر عند الصدمة الأولى، واصبر وما صبرك إلا بالله\n" * 5


@pytest.mark.parametrize("text", [MIXED, ARABIC, "plain ASCII\n", "one word"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_form_of_unicode_is_told_apart(text: str, encoding: str, mark: str) -> None:
    """Every form of Unicode comes back as it was, its byte-order mark counted as one code point."""
    assert decode((mark + text).encode(encoding), "f") == (mark + text, encoding)


@pytest.mark.parametrize("text", [MIXED, ARABIC, "He said: “patience” – and left.\n"])
def test_windows_1256_is_read_and_named(text: str) -> None:
    """Text that is not UTF-8, and whose letters make sense in Windows-1256, is read so."""
    assert decode(text.encode("cp1256"), "f") == (text, "windows-1256")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_another_code_page_is_refused(encoding: str) -> None:
    """Russian would come out of Windows-1256 as words of both scripts: better refused than wrong."""
    with pytest.raises(DocumentError, match="save it as UTF-8"):
        decode(("Терпение, ключ к облегчению, сказал он. " * 20).encode(encoding), "f")


def test_a_few_broken_bytes_do_not_make_utf8_something_else() -> None:
    """Text in UTF-8 with one broken byte is still UTF-8, and says so."""
    data = (ARABIC * 20).encode()
    text, encoding = decode(data[:100] + b"\xff" + data[100:], "f")
    assert encoding == "utf-8, damaged"
    assert text.count("\ufffd") == 1


BINARY = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(range(256)) * 9, b"\x7fELF\x02\x01" + bytes(64), b"\x01\x02\x03" * 50]


@pytest.mark.parametrize("data", BINARY)
def test_binary_is_refused(data: bytes) -> None:
    """Bytes that are no text are refused, in words that say what to do."""
    with pytest.raises(DocumentError, match=r"f: is binary.*convert"):
        decode(data, "f")


def test_utf16_cut_in_the_middle_is_refused() -> None:
    """A file that starts as UTF-16 and breaks off inside a character is named as such."""
    with pytest.raises(DocumentError, match="utf-16-le"):
        decode("\ufeffصبر".encode("utf-16-le")[:-1], "f")
