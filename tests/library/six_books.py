"""The Arabic of the six packages for tests that need real hadith: read once, by running id."""

from __future__ import annotations

from functools import cache

import pytest

from quoteindex.library.suppliers.sunnah import Sunnah

BOOKS = ("bukhari", "muslim", "abudawud", "tirmidhi", "nasai", "ibnmajah")


@cache
def six_books() -> dict[str, dict[int, str]]:
    """Return the texts by work and running id; skips the test where a package is not installed."""
    supplier = Sunnah()
    editions = {edition.work: edition for edition in supplier.available() if edition.language == "ar"}
    if missing := sorted(set(BOOKS) - set(editions)):
        pytest.skip(f"the packages of {', '.join(missing)} are not installed (extra: hadith)")
    return {work: {r.start[0]: r.text for r in supplier.read(editions[work])} for work in BOOKS}
