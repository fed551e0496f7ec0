"""Where the shared data lies, and where results go."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "bench-results"


def shared() -> Path | None:
    """Return the shared folder beside the repository (or ``QUOTEINDEX_SHARED``), or None where there is none."""
    folder = Path(os.environ.get("QUOTEINDEX_SHARED") or ROOT.parent / "shared")
    return folder if folder.is_dir() else None


def shared_module(name: str) -> ModuleType:
    """Import ``shared/bench/NAME.py``; raises FileNotFoundError where it is not there."""
    folder = shared()
    path = folder / "bench" / f"{name}.py" if folder else None
    spec = importlib.util.spec_from_file_location(name, path) if path and path.is_file() else None
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"no shared/bench/{name}.py beside the repository")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_results(name: str, figures: Any) -> Path:
    """Write figures as ``bench-results/NAME.json``."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
