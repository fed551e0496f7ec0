"""What went wrong, in one line on stderr and in one number: the exit status."""

from __future__ import annotations

import sys

from quoteindex.errors import (
    CorpusError,
    DocumentError,
    FetchError,
    IndexBusy,
    IndexVersionError,
    MissingDocument,
    NoSuchEdition,
    NoSuchPassage,
    QuerySyntaxError,
    QuoteIndexError,
    ReferenceSyntaxError,
)

# docs/reference/exit-status.md explains these to the user; the tests keep the two in step.  The first class that an
# error belongs to decides.  2 is the usage error of the command line itself.
STATUS: dict[type[Exception], int] = {
    MissingDocument: 3,
    DocumentError: 4,
    NoSuchEdition: 5,
    CorpusError: 5,
    FetchError: 6,
    QuerySyntaxError: 7,
    ReferenceSyntaxError: 7,
    NoSuchPassage: 8,
    IndexVersionError: 9,
    IndexBusy: 9,
    QuoteIndexError: 1,
    OSError: 10,
}
_JOINERS = "\u200c\u200d"  # Persian and Urdu words are spelt with them
INTERRUPTED = 130  # 128 + SIGINT
PIPE_CLOSED = 141  # 128 + SIGPIPE


def status_of(error: Exception) -> int:
    """Return the exit status that stands for an error.

    >>> status_of(MissingDocument("no such file"))
    3
    """
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 1)


def report(error: Exception) -> int:
    """Print one line about an error on stderr and return its exit status."""
    if isinstance(error, QuoteIndexError) or not isinstance(error, OSError):
        message = str(error)
    else:
        message = ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)
    tell(message)
    return status_of(error)


def tell(message: str) -> None:
    """Print one line on stderr under the program's name, whatever file names or texts stand in the message."""
    print(f"quoteindex: {visible(' '.join(message.split()))}", file=sys.stderr)


def visible(text: str) -> str:
    r"""Return *text* with its control and format characters written out: none turns the line or commands the terminal.

    >>> visible("a\x1b[2J\u202eb")
    'a\\x1b[2J\\u202eb'
    """
    return "".join(c if c.isprintable() or c in _JOINERS else c.encode("unicode-escape").decode() for c in text)


def tell_encoding(document: str, encoding: str) -> None:
    """Say in which encoding a document was read, where that is not plain UTF-8."""
    if encoding != "utf-8":
        tell(f"{document}: not in plain UTF-8, read as {encoding}")


class Batch:
    """A run over several documents: a failure is told at once and remembered, and the rest goes on.

    ``status`` is that of the first failure, 0 where there was none.
    """

    def __init__(self) -> None:
        self.status = 0

    def failed(self, error: Exception) -> None:
        """Tell of a failure and remember it."""
        status = report(error)
        self.status = self.status or status
