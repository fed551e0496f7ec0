"""The house itself: set-up, documents about it, and the rules of the plan that a program can check."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import quoteindex

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "quoteindex"

# What imports what: a room may use those on the lines above its own, never those below.
ORDER = (
    ("errors",),
    ("paths", "tables"),
    ("model",),
    ("places",),
    ("text",),
    ("readers",),
    ("segment",),
    ("library",),
    ("references",),
    ("detect",),
    ("link",),
    ("verify",),
    ("pieces",),
    ("scan", "jsonl", "processes"),
    ("index", "appendix"),
    ("cli",),
)
RANK = {room: rank for rank, rooms in enumerate(ORDER) for room in rooms}


def _sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def _room(module: str) -> str:
    return module.split(".")[1]


def _imports(path: Path) -> Iterator[str]:
    """Yield the rooms that a module imports when it runs; what only the type checker reads does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.ImportFrom) and node.module == "quoteindex":
            yield from (alias.name for alias in node.names if alias.name in RANK)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("quoteindex."):
            yield _room(node.module or "")
        elif isinstance(node, ast.Import):
            yield from (_room(alias.name) for alias in node.names if alias.name.startswith("quoteindex."))


@pytest.mark.parametrize("path", _sources(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_data_flows_one_way(path: Path) -> None:
    """A room imports only rooms before it; every room has its place in the order."""
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for imported in _imports(path):
        assert imported == room or RANK[imported] < RANK[room], f"{room} imports {imported}"


def test_files_are_short_and_well_named() -> None:
    """A file that nears 400 lines has become two; no file is called after nothing in particular."""
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    assert [path for path in files if len(path.read_text(encoding="utf-8").splitlines()) > 400] == []
    assert [path for path in files if path.stem in ("utils", "helpers", "common", "misc")] == []


def test_patterns_work_on_every_python() -> None:
    """No possessive groups, "(…)*+": before Python 3.11.5 they match wrongly; "(?>(…)*)" says the same."""
    assert [path for path in _sources() if re.search(r"\)[*+?]\+", path.read_text(encoding="utf-8"))] == []


def test_every_module_says_what_it_is() -> None:
    """Every module, and every public class and function, has a docstring."""
    silent = []
    for path in _sources():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        nodes = [tree, *(n for n in tree.body if isinstance(n, ast.ClassDef | ast.FunctionDef) and n.name[0] != "_")]
        silent += [f"{path}:{getattr(node, 'name', '')}" for node in nodes if not ast.get_docstring(node)]
    assert silent == []


def test_readme_says_what_runs() -> None:
    """Continuous integration and the README name the same commands, word for word, and make knows them."""
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in script.splitlines() if line.startswith("make ")]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert commands == ["make test", "make lint"]
    assert "\n".join(commands) in readme
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make ([a-z]+)|`make ([a-z]+)`", readme, re.MULTILINE):
        assert re.search(rf"^{''.join(target)}:", makefile, re.MULTILINE), target


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_lock_file_and_no_download_host() -> None:
    """What is pinned stands in pyproject.toml; where packages come from is the user's business."""
    names = {path.name for path in _tracked()}
    assert not names & {"uv.lock", "poetry.lock", "Pipfile.lock", "requirements.lock"}
    hosts = re.compile(r"pypi\.org|pythonhosted|--index-url|extra-index|find-links")
    set_up = [path for path in _tracked() if path.name in ("Makefile", "run", "pyproject.toml", "setup.cfg")]
    assert set_up
    assert [path for path in set_up if hosts.search(path.read_text(encoding="utf-8"))] == []


def test_version_is_said_once() -> None:
    """The version stands in the package; the changelog has an entry for it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in project["project"]["dynamic"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", quoteindex.__version__)
    assert f"## {quoteindex.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_public_names() -> None:
    """Every public name loads, has a docstring, and is the same whatever was imported before."""
    for name in quoteindex.__all__:
        assert getattr(quoteindex, name).__doc__, name
    import_module("quoteindex.scan")
    assert callable(quoteindex.scan)
    assert {*quoteindex.__all__} <= {*dir(quoteindex)}
    with pytest.raises(AttributeError, match="no_such"):
        quoteindex.no_such  # noqa: B018


def test_public_names_are_typed() -> None:
    """The names that are loaded lazily and those that the type checker sees are the same."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    typed = [
        alias.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("quoteindex.")
        for alias in node.names
    ]
    assert sorted(map(str, typed)) == quoteindex.__all__
