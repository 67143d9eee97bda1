"""The command `tracker`: its commands in the order of the work, its errors as one sentence, its exit codes.

Exit codes: 0 done; 1 done, with failures listed; 2 wrong use; 70 a fault of the program; 130 stopped by the user.
"""

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from tracker import __version__
from tracker.cli.loudness import loudness_options, own_loudness
from tracker.cli.plainly import said_plainly, say_wrong_use

#: The commands in the order of the work, each in the module of its name, with the first line of its help: so that
#: `tracker --help` imports none of them, and a command no other.
COMMANDS = {
    "crawl": "Crawl outlets, record their pages, link them.",
    "schedule": "Crawl what is due, for ever.",
    "ingest": "Read stored pages and texts, record and link them.",
    "link": "Find matches, rebuild stories and chains.",
    "reprocess": "Read archived pages again with today's rules.",
    "show": "Show one article with its evidence.",
    "chain": "Show where an article's story went, as a tree.",
    "diff": "Two texts side by side.",
    "report": "Answer a question from the database.",
    "export": "Write what is recorded for other programs, or as a web site.",
    "verdict": "Record a person's word, which decides.",
    "sql": "Ask the database in SQL, read-only.",
    "serve": "Look at the database in a browser, read-only.",
    "outlets": "List the outlets; `add` a site, `check` what answers.",
    "agencies": "List the agencies; `test` tries a text on them.",
    "config": "Show the settings in effect, and where each comes from.",
    "completion": "Print what completes commands in bash, zsh or fish.",
    "demo": "Try everything on a small made-up news web.",
    "doctor": "Check that everything is in place.",
}
#: Asks for completions, as the shell's script sets it.
_COMPLETE = "_TRACKER_COMPLETE"


def main() -> None:
    """The entry point. A terminal that cannot show a character gets its number, never an error; what comes in is UTF-8
    and nothing is passed over."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="strict")
    if os.environ.get(_COMPLETE):
        from typer.completion import get_completion_inspect_parameters

        get_completion_inspect_parameters()  # what makes Typer's shells known
    app(prog_name="tracker")


class _Commands(TyperGroup):
    """Commands that are imported when they are called; what ends them is said in one sentence."""

    def __init__(self, **attributes: Any) -> None:
        known = {name: TyperCommand(name, help=said) for name, said in COMMANDS.items()}
        super().__init__(**{**attributes, "commands": known})
        self.params += loudness_options()

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        return name, _imported(name) if name and command else command, rest

    def invoke(self, ctx: Any) -> Any:
        return said_plainly(lambda: super(_Commands, self).invoke(ctx))

    def main(self, *arguments: Any, **extra: Any) -> Any:
        alone = extra.pop("standalone_mode", True)
        with own_loudness():
            try:
                code = super().main(*arguments, **{**extra, "standalone_mode": False})
            except TyperException as error:
                code = say_wrong_use(error)
        if alone:
            sys.exit(code if isinstance(code, int) else 0)
        return code


def _imported(name: str) -> Any:
    """The real command, with the options that every command takes."""
    made = getattr(import_module(f"tracker.cli.{name}"), name)
    alone = typer.Typer(add_completion=False, rich_markup_mode=None)
    alone.callback()(_tracker)  # with it, what is made is a group
    if isinstance(made, typer.Typer):
        alone.add_typer(made, name=name)
    else:
        alone.command(name)(made)
    group: Any = typer.main.get_command(alone)
    _give_options(group.commands[name])
    return group.commands[name]


def _give_options(command: Any) -> None:
    command.params += loudness_options()
    for below in getattr(command, "commands", {}).values():
        _give_options(below)


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"republication-tracker {__version__}\n")
        raise typer.Exit


# Plain help, without rich: it appears in half the time, and looks the same in a terminal, a pipe and this README.
app = typer.Typer(
    cls=_Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback()
def _tracker(
    version: Annotated[
        bool, typer.Option("--version", help="Say the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Which outlet republished which story, when, how much of it, on what evidence.

    Results go to stdout, progress and advice to stderr. Exit codes: 0 done, 1 done with failures listed, 2 wrong use.
    """
