"""What an installed quoteindex needs is in the package: every table and every sample."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_tables_are_shipped() -> None:
    """The patterns of package data cover all files under corpora/ that are no modules."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["corpora"]
    corpora = ROOT / "corpora"
    shipped = {path for pattern in patterns for path in corpora.glob(pattern)}
    data = {path for path in corpora.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
    assert data
    assert data <= shipped
