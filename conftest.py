"""What every test shares: one compiled library, kept beside the other caches of the tests and not in the user's own."""

from __future__ import annotations

import os
from pathlib import Path

_HERE = Path(__file__).parent / ".pytest_cache"

# Set before anything asks for them; a cache that the environment names is used as it is.
os.environ.setdefault("QUOTEINDEX_CACHE", str(_HERE / "quoteindex"))
os.environ.setdefault("QUOTEINDEX_DATA", str(_HERE / "quoteindex-data"))
