"""The frame of the command line: every failure is one line and one documented number, and the rest goes on."""

from __future__ import annotations

import errno
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from quoteindex import __version__, errors
from quoteindex.cli import app as frame
from quoteindex.cli.errors import STATUS, status_of

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "reference" / "exit-status.md"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], None]], tuple[int, str]]:
    """Give a function that runs another as a command, and returns the exit status and what was told on stderr."""

    def run_as_command(command: Callable[[], None]) -> tuple[int, str]:
        monkeypatch.setattr(sys.modules[__name__], "COMMAND", command, raising=False)
        monkeypatch.setitem(frame.COMMANDS, "try", f"{__name__}:COMMAND")
        result = CliRunner().invoke(frame.app, ["try"])
        return result.exit_code, result.stderr

    return run_as_command


def _raising(error: BaseException) -> Callable[[], None]:
    def command() -> None:
        raise error

    return command


ALL_ERRORS = [one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, errors.QuoteIndexError)]


@pytest.mark.parametrize("error", ALL_ERRORS)
def test_every_error_is_one_line_and_its_status(
    error: type[Exception], run: Callable[[Callable[[], None]], tuple[int, str]]
) -> None:
    """Whatever is raised on purpose ends in one line on stderr."""
    status, told = run(_raising(error("a.txt: is\nwrong")))
    assert told == "quoteindex: a.txt: is wrong\n"
    assert status == status_of(error("x")) > 0


def test_the_system_s_errors_are_one_line(run: Callable[[Callable[[], None]], tuple[int, str]]) -> None:
    """A disk that is full is no reason for a traceback."""
    full = OSError(errno.ENOSPC, "No space left on device", "index/a")
    assert run(_raising(full)) == (10, "quoteindex: index/a: No space left on device\n")


def test_interrupted_and_cut_off(run: Callable[[Callable[[], None]], tuple[int, str]]) -> None:
    """Ctrl-C ends quietly, with the status that shells know."""
    assert run(_raising(KeyboardInterrupt()))[0] == 130
    assert run(_raising(typer.Exit(4))) == (4, "")


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    """Whoever reads no further gets no complaint."""
    script = "import sys; from quoteindex.cli.app import app; sys.argv[1:] = ['scan', '--help']; app()"
    reader = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert reader.stdout is not None
    reader.stdout.close()
    _, told = reader.communicate()
    assert told == b""


def test_statuses_are_documented() -> None:
    """The page of exit statuses lists exactly the statuses that there are, each error under its own."""
    rows = re.findall(r"^\| (\d+) \|(.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    documented = {int(status): row for status, row in rows}
    assert set(documented) == {0, 2, 130, 141, *STATUS.values()}
    for kind, status in STATUS.items():
        assert f"`{kind.__name__}`" in documented[status]


def test_commands_are_loaded_when_called() -> None:
    """Every command of the table is there, documented, and named in its own help."""
    group = typer.main.get_command(frame.app)
    context = typer.Context(group, info_name="quoteindex")
    assert list(frame.COMMANDS) == group.list_commands(context)  # type: ignore[attr-defined]
    for name in frame.COMMANDS:
        command = group.get_command(context, name)  # type: ignore[attr-defined]
        assert command.name == name
        assert command.help
    assert group.get_command(context, "no-such") is None  # type: ignore[attr-defined]


def test_version_and_help() -> None:
    """The version is the package's; without arguments there is help."""
    assert CliRunner().invoke(frame.app, ["--version"]).stdout == f"quoteindex {__version__}\n"
    shown = CliRunner().invoke(frame.app, ["--help"]).stdout
    assert all(name in shown for name in frame.COMMANDS)
    assert CliRunner().invoke(frame.app, ["no-such"]).exit_code == 2


def test_starting_is_light() -> None:
    """Neither the package nor the help of the frame imports anything heavy."""
    heavy = ("numpy", "whoosh", "camel_tools", "rich.table", "regex", "rapidfuzz", "typer")
    for statement, allowed in (("import quoteindex", ()), ("import quoteindex.cli.app", ("typer",))):
        script = f"import sys; {statement}; print(*sys.modules)"
        output = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
        assert [name for name in heavy if name in output.split() and name not in allowed] == []
